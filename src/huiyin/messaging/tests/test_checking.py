"""What is looked at before a wording is published: what is found, what blocks, and what is left alone."""

from typing import Any

import pytest

from huiyin.messaging import shipped
from huiyin.messaging.check_words import WORDS
from huiyin.messaging.checking import House, Remark, check
from huiyin.messaging.shipped import Texts

HOUSE = House(names=frozenset({"南枝供应链", "南枝食品"}), host="hr.example.test")
INV = shipped.shipped_texts()["INV-1"]


def remarks(code: str = "INV-1", *, language: str = "zh-hans", **parts: str) -> list[Remark]:
    kind = shipped.shipped_texts()[code]
    texts: Texts = {key: dict(text) for key, text in kind.texts.items()}
    for part, text in parts.items():
        texts[language][part] = text.replace("…", texts[language].get(part, ""))
    return check(texts, kind, HOUSE)


def found(**changes: Any) -> list[tuple[str, str]]:
    return [(one.code, one.found) for one in remarks(**changes)]


@pytest.mark.parametrize("code", shipped.shipped_texts())
def test_what_is_shipped_can_be_published(code: str) -> None:
    assert [one for one in remarks(code) if one.blocks] == []


@pytest.mark.parametrize("code", ["INV-1", "INV-2", "REM-1D", "CXL-2", "MOVED", "CHASE"])
def test_the_letters_of_an_invitation_pass_without_a_remark(code: str) -> None:
    assert remarks(code) == []


@pytest.mark.parametrize(
    ("line", "language", "code", "word"),
    [
        ("请务必带身份证。", "zh-hans", "summoning", "务必"),
        ("过时不候。", "zh-hans", "summoning", "过时不候"),
        ("否则视为放弃。", "zh-hans", "summoning", "视为放弃"),
        ("请准时参加。", "zh-hans", "summoning", "准时参加"),
        ("特此通知。", "zh-hans", "summoning", "特此通知"),
        ("You must bring it.", "en", "summoning", "you must"),
        ("Attendance is mandatory.", "en", "summoning", "mandatory"),
        ("Do not be late.", "en", "summoning", "do not be late"),
        ("我们会尽快联系您。", "zh-hans", "forbidden", "尽快"),
        ("We will write as soon as possible.", "en", "forbidden", "as soon as possible"),
        ("期待见面！！！", "zh-hans", "exclamation", ""),
        ("We can't wait!!!", "en", "exclamation", ""),
        ("请你早点来。", "zh-hans", "form_of_address", "你"),
        ("地点：XX 大厦。", "zh-hans", "left_over", "XX"),
        ("联系某某。", "zh-hans", "left_over", "某某"),
        ("See you at [venue].", "en", "left_over", "[venue]"),
        ("Time: TBD", "en", "left_over", "TBD"),
        ("详情见 https://evil.example/x", "zh-hans", "foreign_link", "https://evil.example/x"),
        ("See www.evil.example today", "en", "foreign_link", "www.evil.example"),
        ("javascript:alert(1)", "en", "foreign_link", "javascript:alert(1)"),
        ("有事打 13800138000。", "zh-hans", "mobile", "13800138000"),
        ("欢迎加入北辰集团。", "zh-hans", "other_company", "欢迎加入北辰集团"),
        ("欢迎来南枝供应链。", "zh-hans", "written_company", "南枝供应链"),
        ("本职位限女性。", "zh-hans", "unfair", "限女性"),
        ("35岁以下优先。", "zh-hans", "unfair", "35岁以下"),
        ("请说明婚育情况。", "zh-hans", "asks_private", "婚育情况"),
        ("本地户口优先。", "zh-hans", "unfair", "本地户口优先"),
        ("乙肝携带者不要。", "zh-hans", "unfair", "乙肝携带者不要"),
        ("处女座勿扰。", "zh-hans", "unfair", "处女座勿扰"),
        ("河南人勿扰。", "zh-hans", "unfair", "河南人勿扰"),
        ("We look for men only.", "en", "unfair", "men only"),
        ("Applicants should be under 35 years old.", "en", "unfair", "under 35 years old"),
        ("Please state your marital status.", "en", "asks_private", "your marital status"),
        ("Tell us your religion.", "en", "asks_private", "your religion"),
        ("Tell us your zodiac.", "en", "asks_private", "your zodiac"),
    ],
)
def test_an_added_line_is_remarked_upon(line: str, language: str, code: str, word: str) -> None:
    made = remarks(language=language, body=f"…\n{line}")
    last = shipped.shipped_texts()["INV-1"].texts[language]["body"].count("\n") + 2
    hits = [(one.code, one.found, one.line) for one in made if one.code == code]
    assert hits == [(code, word, last if word else 0)]
    assert all(one.why and one.how for one in made)


@pytest.mark.parametrize(
    "line",
    [
        "您应聘的是男装店长。",
        "性别不限，年龄不限。",
        "不限性别和婚育情况。",
        "我们不因年龄、性别、民族、宗教信仰而区别对待。",
        "残疾人士同样欢迎，门口有无障碍通道。",
        "地址：民族路 18 号，妇产科楼旁。",
        "请带身份证和户口本复印件。",
        "我们不得不改时间。",
        "页面打开失败的话，请打电话。",
        "工作满三年的同事有年假。",
        "这份工作要搬 20 公斤的箱子。",
        "女装部在三楼。",
        "我们会为您缴纳生育保险。",
    ],
)
def test_a_harmless_chinese_line_is_left_alone(line: str) -> None:
    assert found(body=f"…\n{line}") == []


@pytest.mark.parametrize(
    "line",
    [
        "We hire regardless of age, sex or religion.",
        "People with disabilities are welcome.",
        "You would lead our menswear shop.",
        "The team sells women's shoes.",
        "Your desk is under the window.",
        "About 60 minutes.",
    ],
)
def test_a_harmless_english_line_is_left_alone(line: str) -> None:
    assert found(language="en", body=f"…\n{line}") == []


@pytest.mark.parametrize(
    ("parts", "code", "word"),
    [
        ({"body": "…\n{{salary}}"}, "letter_unknown", "salary"),
        ({"body": "…\n{{job.pay}}"}, "letter_malformed", "{"),
        ({"body": "…\n{% for a in b %}"}, "letter_malformed", "{% for a in b %}"),
        ({"body": "{{name}}，您好"}, "letter_must", "address"),
        ({"body": "…\n{{block_media}}"}, "block_may_be_empty", "block_media"),
        ({"subject": ""}, "letter_must", "subject"),
        ({"subject": "邀请\r\nBcc: x@example.test"}, "lines_in_subject", ""),
        ({"body": "…" + "字" * 5000}, "too_long", ""),
        ({"sms": "{{name}}" + "字" * 400}, "sms_too_long", ""),
        ({"sms": "【南枝】{{name}}您好"}, "sms_signature", "【】"),
        ({"sms": "{{name}}{{job}}"}, "sms_adjacent", "}}{{"),
        ({"sms": "{{name}}，{{name}}"}, "sms_twice", "name"),
        ({"sms": "{{salary}}"}, "letter_unknown", "salary"),
        ({"sms": "{{name}}，" + "字" * 70}, "sms_parts", ""),
        ({"sms": ""}, "one_language", ""),
        ({"body": "…\n{{block_intro?}}"}, "not_alike", "block_intro"),
    ],
)
def test_what_cannot_be_sent_or_should_not_is_found(parts: dict[str, str], code: str, word: str) -> None:
    assert (code, word) in found(**parts)


def test_an_invitation_says_when_where_and_whom_to_ask() -> None:
    body = "{{name}}，您好：请打开 {{link}}"
    assert {code for code, _ in found(body=body)} >= {"no_place", "no_contact"}
    assert ("no_time", "") in found(body=body, subject="邀请")


def test_a_button_needs_words() -> None:
    assert ("no_button", "") in found(code="REM-1D", button=" ")


def test_what_blocks_stands_first() -> None:
    blocks = [one.blocks for one in remarks(body="…\n尽快。\n{{salary}}")]
    assert blocks == sorted(blocks, reverse=True)


def test_every_code_has_words_in_its_table() -> None:
    assert {"unfair", "left_over", "foreign_link"} <= {code for code, words in WORDS.items() if words.blocks}


def test_a_hostile_text_is_judged_in_time_that_grows_with_its_length() -> None:
    """No clause, brace or repetition makes the patterns wander: a text of the longest length is done."""
    for bad in ("{{" * 2500, "不限" * 2500, "限要求" * 1600, "A " * 2500, "【" * 5000, "属" * 5000):
        assert isinstance(remarks(body=bad), list)
