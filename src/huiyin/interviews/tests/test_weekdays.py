"""Days of the week as people write them."""

from datetime import date

import pytest

from huiyin.interviews.weekdays import contradictions, contradicts, weekday_number

THURSDAY = date(2026, 11, 26)


@pytest.mark.parametrize("text", ["周四", "星期四", "礼拜四", "四", "Thu", "thursday", "Thurs.", " THU "])
def test_thursday_is_understood(text: str) -> None:
    assert weekday_number(text) == 3
    assert not contradicts(THURSDAY, text)


@pytest.mark.parametrize("text", ["周天", "周日", "星期日", "Sun", "Sunday"])
def test_sunday_has_two_names(text: str) -> None:
    assert weekday_number(text) == 6


@pytest.mark.parametrize("text", ["周五", "Fri", "周八", "someday"])
def test_another_day_and_nonsense_contradict(text: str) -> None:
    assert contradicts(THURSDAY, text)


def test_nothing_said_contradicts_nothing() -> None:
    assert not contradicts(THURSDAY, "  ")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("11月26日（周四）14:00 前台见", []),
        ("11月26日周五前台见", ["11月26日周五"]),
        ("11月26号 星期五 见", ["11月26号 星期五"]),
        ("Thursday, 26 November at two", []),
        ("Friday 26 November", ["Friday 26 November"]),
        ("13月40日周四", ["13月40日周四"]),
        ("请带作品", []),
    ],
)
def test_a_date_beside_the_wrong_weekday_is_found(text: str, found: list[str]) -> None:
    assert contradictions(text, 2026) == found
