"""What a text and its values become, and when they are refused."""

import pytest
from django.utils import translation

from huiyin.messaging import render
from huiyin.messaging.channels.base import Letterhead
from huiyin.messaging.render import CannotRender, Words

HEAD = Letterhead(company="南枝供应链", site="https://hr.example.test")
LINK = "https://hr.example.test/c/i/abc"


def words(body: str, subject: str = "您好", language: str = "zh-hans", **values: str) -> Words:
    text = {"subject": subject, "body": body, "action": "", "button": ""}
    return render.preview({"zh-hans": text, "en": text}, language, values, HEAD)


def body_of(made: Words) -> str:
    return made.text.partition("\n\n—\n")[0]


def test_values_stand_where_their_names_stood() -> None:
    made = words("{{name}}，您好：\n请看 {{ link }}", subject="{{name}}｜面试", name="林若溪", link=LINK)

    assert made.subject == "林若溪｜面试"
    assert body_of(made) == f"林若溪，您好：\n请看 {LINK}"


def test_a_line_with_an_empty_optional_value_vanishes() -> None:
    made = words("{{name}}，您好：\n\n路线：{{nav_note?}}\n\n再见", name="林若溪")

    assert body_of(made) == "林若溪，您好：\n\n再见"
    assert "路线" not in made.html


def test_a_filled_optional_value_stays() -> None:
    made = words("{{name}}\n路线：{{nav_note?}}", name="林若溪", nav_note="3 口")

    assert body_of(made) == "林若溪\n路线：3 口"


@pytest.mark.parametrize("value", ["", "  ", "\n", "\u2028", "\x00"])
def test_a_missing_or_blank_value_is_refused_by_name(value: str) -> None:
    with pytest.raises(CannotRender) as refusal:
        words("{{name}}，{{job}}", name="林若溪", job=value)

    assert (refusal.value.code, refusal.value.variable) == ("letter_missing", "job")


def test_a_value_that_is_no_text_is_refused_by_name() -> None:
    with pytest.raises(CannotRender) as refusal:
        words("{{name}}", name=5)  # type: ignore[arg-type]

    assert (refusal.value.code, refusal.value.variable) == ("letter_not_text", "name")


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "ftp://x", "https://x/ y", 'https://x/"onclick=', "//x", "https://x/{a}"]
)
def test_a_link_that_is_none_is_refused(link: str) -> None:
    with pytest.raises(CannotRender) as refusal:
        words("{{link}}", link=link)

    assert (refusal.value.code, refusal.value.variable) == ("letter_not_a_link", "link")


def test_a_value_of_one_line_stays_one_line() -> None:
    made = words("{{name}}\n再见", name="林\r\n若溪\u2028\u202eabc")

    assert body_of(made) == "林 若溪 abc\n再见"


def test_a_value_of_several_lines_keeps_them_in_both_parts() -> None:
    made = words("{{slots}}", slots="周四 <10:00>\r\n周五  11:00")

    assert body_of(made) == "周四 <10:00>\n周五 11:00"
    assert "周四 &lt;10:00&gt;<br />周五 11:00" in made.html


def test_html_in_a_value_is_text() -> None:
    made = words("{{name}}", subject="{{name}}", name='<img src=x onerror="alert(1)">')

    assert body_of(made) == '<img src=x onerror="alert(1)">'
    assert "<img src=x" not in made.html
    assert "&lt;img src=x onerror=&#34;alert(1)&#34;&gt;" in made.html


def test_html_in_a_text_is_text() -> None:
    made = words('<script>alert(1)</script> & <a href="javascript:x">{{name}}</a>', name="林若溪")

    assert "<script>" not in made.html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;a href=" in made.html


def test_dollars_and_percents_of_a_text_stay() -> None:
    made = words("奖金 $100 与 50% $text {{name}}", name="$body")

    assert body_of(made) == "奖金 $100 与 50% $text $body"
    assert "奖金 $100 与 50% $text $body" in made.html


def test_every_letter_says_how_it_can_be_checked() -> None:
    zh, en = words("您好"), words("Hello", language="en")

    assert zh.text.endswith(
        "—\n怎么确认这封信是真的：它由「南枝供应链」通过 hr.example.test 发出，"
        "信里的个人页面都以 https://hr.example.test/ 开头。\n我们不会向您收费，也不会要您的密码或验证码。\n"
    )
    assert "We never ask for money, and never for your password or a code." in en.text
    assert "我们不会向您收费" in zh.html


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "zh"])
def test_every_chinese_reads_the_chinese_text(language: str) -> None:
    assert render.text_language(language) == "zh-hans"


@pytest.mark.parametrize("language", ["en", "en-gb", "fr"])
def test_everybody_else_reads_the_english_text(language: str) -> None:
    assert render.text_language(language) == "en"


DECLARED = frozenset({"name", "link"})


def check(subject: str, body: str, must: frozenset[str] = frozenset()) -> CannotRender | None:
    try:
        render.check_text({"subject": subject, "body": body}, declared=DECLARED, must=must)
    except CannotRender as refusal:
        return refusal
    return None


def test_a_sound_text_may_be_saved() -> None:
    assert check("{{name}}", "{{link}}\n{{name?}}") is None


@pytest.mark.parametrize(
    ("subject", "body", "code", "variable"),
    [
        ("{{name}}", "{{salary}}", "letter_unknown", "salary"),
        ("{{nmae}}", "x", "letter_unknown", "nmae"),
        ("x", "{name}", "letter_malformed", "{name}"),
        ("x", "{{Name}}", "letter_malformed", "{Name}"),
        ("x", "{{name", "letter_malformed", "{name"),
        ("{{name?}}", "x", "letter_malformed", "{{name?}}"),
        (" ", "x", "letter_must", "subject"),
        ("x", "\n", "letter_must", "body"),
    ],
)
def test_an_unsound_text_is_refused_by_name(subject: str, body: str, code: str, variable: str) -> None:
    refusal = check(subject, body)

    assert refusal
    assert refusal.code == code
    assert variable in refusal.variable or refusal.variable in variable
    assert refusal.mend


def test_what_a_letter_cannot_do_without_may_not_be_dropped() -> None:
    refusal = check("{{name}}", "您好", must=frozenset({"link"}))

    assert refusal
    assert (refusal.code, refusal.variable) == ("letter_must", "link")


@pytest.mark.parametrize(
    ("language", "problem"),
    [
        ("zh-hans", "这封信要用到“职位 job”，现在是空的。"),
        ("en", "The letter needs “Job job” and it is empty."),
    ],
)
def test_a_refusal_is_said_in_the_readers_language(language: str, problem: str) -> None:
    with translation.override(language), pytest.raises(CannotRender) as refusal:
        words("{{job}}")

    assert refusal.value.problem == problem
