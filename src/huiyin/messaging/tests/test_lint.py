"""Wording that is caught, and wording that is not."""

import pytest

from huiyin.messaging.lint import lint

ZH = "{{name}}，您好：\n"
EN = "Hello {{name}},\n"


def codes(body: str, language: str, **more: str) -> list[tuple[str, str]]:
    return [(finding.code, finding.found) for finding in lint("", body, language=language, **more)]


@pytest.mark.parametrize("word", ["牛人", "尽快", "淘汰", "失败", "能力不足", "第一时间", "亲爱的"])
def test_forbidden_chinese_words_are_found(word: str) -> None:
    assert ("forbidden", word) in codes(f"{ZH}这里有{word}两个字", "zh-hans")


@pytest.mark.parametrize("word", ["asap", "unfortunately", "rejected", "shortly"])
def test_forbidden_english_words_are_found(word: str) -> None:
    assert codes(f"{EN}well, {word.capitalize()} it is", "en") == [("forbidden", word)]


@pytest.mark.parametrize("body", ["亲，您好", "您好\n亲！"])
def test_dear_as_an_address_is_found(body: str) -> None:
    assert "forbidden" in [code for code, _ in codes(ZH + body, "zh-hans")]


@pytest.mark.parametrize("body", ["请您亲自来", "感谢亲友", "dashboards failedly"])
def test_words_inside_others_are_left_alone(body: str) -> None:
    assert codes(ZH + body, "zh-hans") == []
    assert codes(EN + body, "en") == []


@pytest.mark.parametrize("word", ["务必", "必须", "视为放弃", "通知您参加"])
def test_summoning_is_found(word: str) -> None:
    assert ("summoning", word) in codes(f"{ZH}请{word}", "zh-hans")


def test_a_letter_without_a_name_is_found() -> None:
    assert codes("您好", "zh-hans") == [("name", "")]


def test_bad_news_without_thanks_is_found() -> None:
    assert codes(f"{ZH}面试取消。", "zh-hans", tone="negative") == [("thanks", "")]
    assert codes(f"{ZH}谢谢您。面试取消。", "zh-hans", tone="negative") == []


def test_one_exclamation_mark_is_for_congratulations() -> None:
    assert codes(f"{ZH}恭喜！", "zh-hans") == []
    assert codes(f"{ZH}您好！", "zh-hans") == [("exclamation", "")]
    assert codes(f"{ZH}恭喜！！", "zh-hans") == [("exclamation", "")]


def test_candidates_are_addressed_politely_and_colleagues_plainly() -> None:
    assert codes("{{name}}，你好", "zh-hans") == [("form_of_address", "你")]
    assert codes("{{name}}，你好", "zh-hans", audience="colleague") == []


def test_every_finding_suggests_something() -> None:
    findings = lint("亲！", "淘汰，必须尽快！！", language="zh-hans", tone="negative")

    assert all(finding.suggestion for finding in findings)
