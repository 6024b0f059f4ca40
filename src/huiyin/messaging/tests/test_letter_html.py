"""The HTML of a letter: facts in a box, answers as buttons, a signature, and nothing fetched from outside."""

import re
from dataclasses import replace

import pytest

from huiyin.messaging import letter_html, render, shipped
from huiyin.messaging.channels.base import Letterhead
from huiyin.messaging.fields import samples

HEAD = Letterhead(company="南枝供应链", site="https://hr.example.test")
LINK = samples("en")["link"]


def html(code: str, language: str = "zh-hans", head: Letterhead = HEAD) -> str:
    return render.preview(shipped.shipped_texts()[code].texts, language, samples(language), head).html


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("zh-hans", ["能来", "想换个时间", "不能来"]),
        ("en", ["I can come", "Another time", "I can&#x27;t come"]),
    ],
)
def test_an_invitation_has_three_answers(language: str, labels: list[str]) -> None:
    made = html("INV-1", language)

    links = re.findall(r'<a href="([^"]*\?a=[^"]*)"[^>]*>\s*([^<]*?)\s*</a>', made)
    assert links == [
        (f"{LINK}?a=yes", labels[0]),
        (f"{LINK}?a=other_time", labels[1]),
        (f"{LINK}?a=no", labels[2]),
    ]


def test_the_answer_counts_on_the_page_and_the_letter_says_so() -> None:
    assert "按钮会打开您的页面，在那里再点一下才算答复。" in html("INV-1")
    assert "your answer counts when you tap it there" in html("INV-1", "en")


def test_the_time_is_the_largest_thing() -> None:
    made = html("INV-1")

    [large] = re.findall(r"font-size:22px[^>]*>([^<]*)<", made)
    assert large == samples("zh-hans")["start_at"]
    assert "约 70 分钟" in made


def test_another_letter_has_one_button() -> None:
    made = html("REM-1D")

    assert "?a=" not in made
    assert re.findall(r">\s*打开我的页面\s*</a>", made)
    assert "打不开按钮？请复制网址：" in made


def test_a_letter_without_a_link_has_no_button() -> None:
    assert "复制网址" not in html("CODE")


@pytest.mark.parametrize("code", shipped.shipped_texts())
@pytest.mark.parametrize("language", shipped.LANGUAGES)
def test_nothing_is_fetched_or_run(code: str, language: str) -> None:
    made = html(code, language)

    assert not re.search(r"<(script|iframe|object|form|link|img)\b", made.replace("<!--[if", ""))
    assert "url(" not in made
    assert "@import" not in made
    assert "{{" not in made
    assert len(made.encode()) < 60_000


def test_the_brand_signs_with_its_colour_and_logo() -> None:
    head = replace(HEAD, company="北辰 & 子公司", colour="#7A1F3D", logo_png=b"png")
    made = html("INV-1", head=head)

    assert f'src="cid:{letter_html.LOGO_CID}"' in made
    assert 'alt="北辰 &amp; 子公司"' in made
    assert "#7A1F3D" in made
    assert "#0F6E6E" not in made


def test_the_wash_is_a_tenth_of_the_colour() -> None:
    assert letter_html.wash("#000000") == "#E6E6E6"
    assert letter_html.wash("#FFFFFF") == "#FFFFFF"


def test_a_letter_to_a_colleague_says_you_plainly() -> None:
    assert "您" not in html("IVW-1")
