"""The tags and filters of every page."""

import re
from datetime import UTC, date, datetime

import pytest
from django import forms
from django.conf import settings
from django.template import Context, Template
from django.utils.translation import override

from huiyin.core import icons, masking

AT = datetime(2026, 11, 26, 6, 0, tzinfo=UTC)
ZONE = "Asia/Shanghai"


def rendered(text: str, language: str = "zh-hans", **context: object) -> str:
    with override(language):
        return Template("{% load huiyin %}" + text).render(Context(context))


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("{{ at|moment:zone }}", "11月26日 周四 14:00", "Thu 26 Nov, 14:00"),
        ("{{ none|moment:zone }}", "", ""),
        ("{{ at|day_in:zone }}", "11月26日 周四", "Thu 26 Nov"),
        ("{{ at|clock_in:zone }}", "14:00", "14:00"),
        ("{{ at|iso_in:zone }}", "2026-11-26T14:00+08:00", "2026-11-26T14:00+08:00"),
        ("{{ on|day }}", "11月26日 周四", "Thu 26 Nov"),
        ("{{ row|localised:'name' }}", "初试", "First interview"),
        ("{{ half|localised:'name' }}", "初试", "初试"),
        ("{{ code|html_lang }}", "zh-CN", "zh-CN"),
        ("<b{{ name|han_lang }}>", "<b>", '<b lang="zh-CN">'),
    ],
)
def test_what_a_filter_says_in_each_language(text: str, zh: str, en: str):
    values = {
        "at": AT,
        "zone": ZONE,
        "on": date(2026, 11, 26),
        "none": None,
        "row": {"name_zh": "初试", "name_en": "First interview"},
        "half": {"name_zh": "初试", "name_en": ""},
        "code": "zh-hans",
        "name": "林若溪",
    }

    assert [rendered(text, language, **values) for language in ("zh-hans", "en")] == [zh, en]


def test_chinese_words_on_an_english_page_are_marked_and_nothing_escapes():
    said = "Talk with 顾行之 (总监) & <b>, 望湖路 18 号 B 座."

    assert rendered("{{ said|han }}", "en", said=said) == (
        'Talk with <span lang="zh-CN">顾行之</span> (<span lang="zh-CN">总监</span>) &amp; &lt;b&gt;, '
        '<span lang="zh-CN">望湖路 18 号 B 座</span>.'
    )
    assert rendered("{{ said|han }}", said=said) == said.replace("&", "&amp;").replace("<b>", "&lt;b&gt;")


def test_a_status_has_shape_and_word():
    assert rendered(
        "{% status 'ok' '已确认' %}{% status 'none' '草稿' %}{% tag 'wait' word %}", word="<x>"
    ) == (
        '<span class="hy-status is-ok">已确认</span><span class="hy-status">草稿</span>'
        '<span class="hy-tag is-wait">&lt;x&gt;</span>'
    )


@pytest.mark.parametrize(
    ("mask", "value", "seen"),
    [
        (masking.mask_phone, "+8613800130137", "138****0137"),
        (masking.mask_phone, "+442071838750", "****8750"),
        (masking.mask_phone, "12345", "****"),
        (masking.mask_phone, "", ""),
        (masking.mask_email, "lin@example.com", "l***@example.com"),
        (masking.mask_email, "nothing", "***"),
        (masking.mask_email, "", ""),
        (masking.mask_id_number, "110101199003071234", "110***********1234"),
        (masking.mask_id_number, "12345", "*****"),
        (masking.mask_name, "林若溪", "林**"),
    ],
)
def test_a_mask_leaves_what_recognises_and_hides_the_rest(mask, value: str, seen: str):
    assert mask(value) == seen


class OneField(forms.Form):
    email = forms.EmailField(label="邮箱", help_text="工作邮箱")
    agreed = forms.BooleanField(label="同意", required=False)


def test_a_form_row_ties_label_hint_and_error_to_its_control():
    html = rendered("{% form_row form.email %}{% form_row form.agreed %}", form=OneField({"email": "x"}))

    control = re.search(r"<input[^>]+type=\"email\"[^>]*>", html)
    assert control is not None
    assert 'aria-describedby="id_email-hint id_email-error"' in control[0]
    assert ('aria-invalid="true"' in control[0], "form-control is-invalid" in control[0]) == (True, True)
    assert [f'id="id_email-{part}"' in html for part in ("hint", "error")] == [True, True]
    assert 'class="form-check-input"' in html


def test_an_icon_is_inlined_without_a_name_of_its_own():
    svg = rendered("{% icon 'clock' %}")

    assert svg.startswith('<svg class="icon" viewBox="0 0 24 24"')
    assert (svg.count("<path"), svg.count("<svg"), 'aria-hidden="true"' in svg) == (2, 1, True)


def test_an_unknown_icon_says_what_to_do():
    with pytest.raises(LookupError, match=r"core/icons\.txt"):
        icons.icon_svg("no-such-icon")


def test_every_icon_that_a_template_names_is_vendored_and_every_vendored_one_is_named_once():
    named = (settings.PACKAGE / "core" / "icons.txt").read_text().split()
    used = {
        name
        for file in settings.PACKAGE.glob("*/templates/**/*.html")
        for name in re.findall(r"{% icon [\"']([\w-]+)[\"'] %}|icon=[\"']([\w-]+)[\"']", file.read_text())
        for name in name
        if name
    }

    assert (sorted(used - set(named)), sorted({one for one in named if named.count(one) > 1})) == ([], [])


def test_no_template_carries_a_script_or_a_style_of_its_own():
    forbidden = re.compile(r"<style|\sstyle=|\son\w+=[\"']|javascript:|<script(?![^>]*(\ssrc=|ld\+json))")
    letters = settings.PACKAGE / "messaging"

    found = [
        f"{file.relative_to(settings.PACKAGE)}: {hit[0]}"
        for file in settings.PACKAGE.glob("*/templates/**/*.html")
        if letters not in file.parents
        for hit in forbidden.finditer(file.read_text())
    ]

    assert found == []
