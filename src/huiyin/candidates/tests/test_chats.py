"""Chats as people paste them. All texts are ours."""

from datetime import date, datetime

import pytest

from huiyin.candidates.chats import MOST_TURNS, Turn, guess_theirs, read_chat

TODAY = date(2026, 11, 25)  # a Wednesday


def at(*parts: int) -> datetime:
    return datetime(*parts)  # noqa: DTZ001 -- a wall clock


SHAPES = {
    "wechat, several messages copied": (
        "许知夏 2026/11/20 10:31:05\n您好，周一上午可以\n\n江予安 2026/11/20 10:33:40\n好的，到时见\n",
        "wechat",
        [
            ("许知夏", at(2026, 11, 20, 10, 31, 5), "您好，周一上午可以"),
            ("江予安", at(2026, 11, 20, 10, 33, 40), "好的，到时见"),
        ],
    ),
    "wechat on a desk, name above time": (
        "许知夏\n2026年11月20日 10:31\n您好\n江予安\n2026年11月20日 10:33\n好的\n",
        "wechat",
        [("许知夏", at(2026, 11, 20, 10, 31), "您好"), ("江予安", at(2026, 11, 20, 10, 33), "好的")],
    ),
    "wechat favourites, speaker with a colon before the moment": (
        "许知夏:  11/20 10:31\n薪资能谈吗\n江予安:  11/20 10:40\n可以谈\n",
        "wechat",
        [("许知夏", at(2026, 11, 20, 10, 31), "薪资能谈吗"), ("江予安", at(2026, 11, 20, 10, 40), "可以谈")],
    ),
    "wechat screen, a moment over several speakers": (
        "昨天 下午3:20\n许知夏：我到楼下了\n江予安：马上来\n",
        "wechat",
        [("许知夏", at(2026, 11, 24, 15, 20), "我到楼下了"), ("江予安", at(2026, 11, 24, 15, 20), "马上来")],
    ),
    "qq export with account numbers": (
        "消息记录\n\n2026-11-20 22:01:09 知夏(10086001)\n作品集发您邮箱了\n第二行\n\n"
        "2026-11-20 22:05:00 江予安<jiang@nanzhi.example>\n收到\n",
        "qq",
        [
            ("知夏", at(2026, 11, 20, 22, 1, 9), "作品集发您邮箱了\n第二行"),
            ("江予安", at(2026, 11, 20, 22, 5), "收到"),
        ],
    ),
    "dingtalk with the account in brackets": (
        "许知夏(知夏) 2026-11-20 09:00:00\n早上好\n江予安(人事) 2026-11-20 09:01:00\n早\n",
        "dingtalk",
        [("许知夏", at(2026, 11, 20, 9), "早上好"), ("江予安", at(2026, 11, 20, 9, 1), "早")],
    ),
    "dingtalk, moment before name": (
        "2026-11-20 09:00 许知夏\n早上好\n2026-11-20 09:01 江予安\n早\n",
        "dingtalk",
        [("许知夏", at(2026, 11, 20, 9), "早上好"), ("江予安", at(2026, 11, 20, 9, 1), "早")],
    ),
    "boss, a line a turn": (
        "[2026-11-20 14:02] 许知夏: 期望 22k\n[2026-11-20 14:05] 江予安: 了解\n",
        "boss",
        [("许知夏", at(2026, 11, 20, 14, 2), "期望 22k"), ("江予安", at(2026, 11, 20, 14, 5), "了解")],
    ),
    "boss without brackets": (
        "11-20 14:02 许知夏：期望 22k\n11-20 14:05 江予安：了解\n",
        "boss",
        [("许知夏", at(2026, 11, 20, 14, 2), "期望 22k"), ("江予安", at(2026, 11, 20, 14, 5), "了解")],
    ),
    "english halves of the day": (
        "Ada 2026/11/20 2:05 PM\nHello\nJiang 2026/11/20 12:10 AM\nHi\n",
        "wechat",
        [("Ada", at(2026, 11, 20, 14, 5), "Hello"), ("Jiang", at(2026, 11, 20, 0, 10), "Hi")],
    ),
    "days of the week and no day at all": (
        "许知夏 星期一 09:10\n早\n江予安 10:20\n早\n",
        "wechat",
        [("许知夏", at(2026, 11, 23, 9, 10), "早"), ("江予安", at(2026, 11, 23, 10, 20), "早")],
    ),
    "a date line over times, as exports have it": (
        "————— 2026-11-20 —————\n许知夏 10:31\n您好\n————— 2026-11-21 —————\n江予安 08:00\n早\n",
        "wechat",
        [("许知夏", at(2026, 11, 20, 10, 31), "您好"), ("江予安", at(2026, 11, 21, 8), "早")],
    ),
    "last december has no year": (
        "许知夏 12-30 10:31\n新年好\n",
        "wechat",
        [("许知夏", at(2025, 12, 30, 10, 31), "新年好")],
    ),
    "emoji, pictures and links stay text": (
        "许知夏 2026/11/20 10:31:05\n[图片]\n👍 https://example.com/a:b\n",
        "wechat",
        [("许知夏", at(2026, 11, 20, 10, 31, 5), "[图片]\n👍 https://example.com/a:b")],
    ),
    "windows lines and wide blanks": (
        "许知夏\u30002026/11/20 10:31\r\n好\r\n",
        "wechat",
        [("许知夏", at(2026, 11, 20, 10, 31), "好")],
    ),
}


@pytest.mark.parametrize("name", SHAPES)
def test_a_chat_is_read_into_its_turns(name):
    text, app, turns = SHAPES[name]

    chat = read_chat(text, TODAY)

    assert chat is not None
    assert list(chat.turns) == [Turn(when, who, what) for who, when, what in turns]
    assert chat.app == app


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "她电话里说月底离职，期望两万二", "10:30", "2026-11-20", "地址: 余杭区文一西路", "a:b\nc:d"],
)
def test_what_has_no_shape_is_no_chat(text):
    assert read_chat(text, TODAY) is None


def test_impossible_moments_head_nothing():
    assert read_chat("许知夏 2026-13-41 10:31\n好\n许知夏 2026-11-20 27:99\n好", TODAY) is None


def test_what_stands_before_the_first_turn_is_kept():
    chat = read_chat("转自知夏\n许知夏 2026/11/20 10:31\n好", TODAY)

    assert chat is not None
    assert chat.lead == "转自知夏"


def test_a_huge_text_is_read_in_part_and_says_so():
    chat = read_chat("许知夏 2026/11/20 10:31\n好\n" * (MOST_TURNS + 50), TODAY)

    assert chat is not None
    assert (len(chat.turns), chat.cut) == (MOST_TURNS, True)


@pytest.mark.parametrize("sign", ["-", "—", " ", "a", "1", ":", "[", "2026-11-20 10:31 "])
def test_a_hostile_line_costs_no_time_worth_telling(sign):
    assert read_chat(sign * 200_000, TODAY) is None


def test_the_candidate_is_who_bears_her_name_else_who_is_no_colleague():
    chat = read_chat("知夏酱 2026/11/20 10:31\n好\n江予安 2026/11/20 10:32\n好", TODAY)

    assert chat is not None
    assert guess_theirs(chat, "许知夏", frozenset({"江予安"})) == {"知夏酱"}
    named = read_chat("许知夏 2026/11/20 10:31\n好\n某人 2026/11/20 10:32\n好", TODAY)
    assert named is not None
    assert guess_theirs(named, "许知夏", frozenset()) == {"许知夏"}
