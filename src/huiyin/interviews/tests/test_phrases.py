"""How parts of an interview are said."""

from datetime import UTC, datetime

import pytest

from huiyin.interviews import phrases

START = datetime(2026, 11, 26, 6, 0, tzinfo=UTC)
SHANGHAI, NEW_YORK = "Asia/Shanghai", "America/New_York"


@pytest.mark.parametrize(
    ("zone", "other", "language", "said"),
    [
        (SHANGHAI, SHANGHAI, "zh-hans", "11月26日 周四 14:00"),
        (SHANGHAI, SHANGHAI, "en", "Thu 26 Nov, 14:00"),
        (SHANGHAI, NEW_YORK, "zh-hans", "11月26日 周四 14:00（上海时间）"),
        (SHANGHAI, "Asia/Singapore", "en", "Thu 26 Nov, 14:00"),
        (NEW_YORK, SHANGHAI, "en", "Thu 26 Nov, 01:00 (New York time)"),
        ("America/Boise", SHANGHAI, "zh-hans", "11月25日 周三 23:00（Boise时间）"),
    ],
)
def test_another_clock_is_named(zone: str, other: str, language: str, said: str) -> None:
    assert phrases.moment(START, zone, language, other=other) == said


@pytest.mark.parametrize(
    ("link", "zh", "en"),
    [
        ("https://meeting.tencent.com/dm/x", "腾讯会议", "Tencent Meeting"),
        ("https://us02web.zoom.us/j/1", "Zoom", "Zoom"),
        ("https://vc.feishu.cn/j/1", "飞书会议", "Feishu Meeting"),
        ("https://example.org/room", "视频会议", "video call"),
        ("https://notzoom.us.example.org/", "视频会议", "video call"),
    ],
)
def test_the_tool_is_told_by_the_host(link: str, zh: str, en: str) -> None:
    assert (phrases.tool(link, "zh-hans"), phrases.tool(link, "en")) == (zh, en)


def test_process_materials_and_people() -> None:
    steps = [{"minutes": 20, "what_zh": "笔试", "what_en": "test"}, {"what_zh": "参观", "what_en": "tour"}]
    items = [{"what_zh": "身份证", "what_en": "ID card"}, {"what_zh": "作品", "what_en": ""}]

    assert phrases.process(steps, "zh-hans") == "笔试 20 分，参观"
    assert phrases.process(steps, "en") == "test 20 min, tour"
    assert phrases.materials(items, "zh-hans") == "身份证、作品"
    assert phrases.materials(items, "en") == "ID card, 作品"
    assert phrases.person("顾行之", "供应链总监", "zh-hans") == "顾行之（供应链总监）"
    assert phrases.person("Gu", "", "en") == "Gu"
