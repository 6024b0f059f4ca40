"""A chat copied out of another program, read into turns: who said what, when. Pure.

The shapes are those in which people really paste: WeChat (multi-select and desktop), QQ exports, DingTalk,
BOSS直聘. A line that heads a turn names a speaker and a moment, in one of a few orders; what follows up to
the next head is her text. Whatever has no head at all keeps no shape and is left to be one note.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

MOST_SIGNS = 200_000
MOST_TURNS = 2_000
MOST_TEXT = 4_000
WECHAT, QQ, DINGTALK, BOSS, OTHER = "wechat", "qq", "dingtalk", "boss", "other"
NAME_LENGTH = 40


@dataclass(frozen=True)
class Turn:
    """`at` is on the wall clock of who pasted it."""

    at: datetime
    speaker: str
    text: str


@dataclass(frozen=True)
class Chat:
    """`cut` says that the text was longer than is read at once; `lead` is what stood before the turns."""

    app: str
    turns: tuple[Turn, ...]
    lead: str = ""
    cut: bool = False

    @property
    def speakers(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(turn.speaker for turn in self.turns))


@dataclass(frozen=True)
class _Head:
    speaker: str
    at: datetime
    shape: str
    text: str = ""


_DAY = (
    r"(?:(?P<y>\d{4})[-/.年](?P<mo>\d{1,2})[-/.月](?P<d>\d{1,2})日?"
    r"|(?P<mo2>\d{1,2})[-/月](?P<d2>\d{1,2})日?)"
)
_WORD = r"(?P<rel>今天|昨天|前天|(?:星期|周)[一二三四五六日天])"
_TIME = (
    r"(?P<half>上午|下午|晚上|凌晨|中午|早上)?\s*"
    r"(?P<h>\d{1,2}):(?P<mi>\d{2})(?::(?P<s>\d{2}))?\s*(?P<ap>[AaPp][Mm])?"
)
_MOMENT = rf"(?:{_DAY}|{_WORD})?\s*(?:(?:星期|周)[一二三四五六日天])?\s*{_TIME}"
_NAME = rf"(?P<name>[^\n:：]{{1,{NAME_LENGTH}}}?)"

# The order matters: a fuller head is tried before one that would read its beginning as a name.
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    # 2026-11-20 10:31:05 许知夏(10086)
    (QQ, re.compile(rf"^{_MOMENT}\s+{_NAME}(?P<account>\(\d{{5,12}}\)|<[^<>\s]+@[^<>\s]+>)$")),
    # [2026-11-20 10:31] 许知夏: 好的
    (BOSS, re.compile(rf"^[\[【]{_MOMENT}[\]】]\s*{_NAME}\s*[:：]\s*(?P<text>.*)$")),
    # 2026-11-20 10:31 许知夏: 好的
    (BOSS, re.compile(rf"^{_MOMENT}\s+{_NAME}\s*[:：]\s*(?P<text>.+)$")),
    # 许知夏(许知夏) 2026-11-20 10:31:05   and   许知夏 11-20 10:31:05
    (
        DINGTALK,
        re.compile(
            rf"^(?P<name>[^\n:：()]{{1,{NAME_LENGTH}}}?)\((?P<account>[^()\d]{{1,20}})\)\s+{_MOMENT}$"
        ),
    ),
    (WECHAT, re.compile(rf"^{_NAME}\s*[:：]?\s+{_MOMENT}$")),
    # 2026-11-20 10:31 许知夏
    (DINGTALK, re.compile(rf"^{_MOMENT}\s+{_NAME}$")),
)
_ALONE = re.compile(rf"^[—\-\s]*{_MOMENT}[—\-\s]*$")
_DAY_ALONE = re.compile(rf"^[—=\-\s]*{_DAY}[—=\-\s]*$")
_SPEAKER_ALONE = re.compile(rf"^(?P<name>[^\n:：]{{1,{NAME_LENGTH}}})[:：]$")
_NAMED_TEXT = re.compile(r"^(?P<name>[^\s:：]{1,12})[:：]\s*(?P<text>.+)$")
_HALVES = {"下午": 12, "晚上": 12, "中午": 12}
_DAYS = "一二三四五六日"


def read_chat(text: str, today: date) -> Chat | None:
    """None when nothing in it looks like a chat. `today` places moments without a day or a year."""
    cut = len(text) > MOST_SIGNS
    lines = _plain(text[:MOST_SIGNS])
    turns: list[Turn] = []
    shapes: dict[str, int] = {}
    head: _Head | None = None
    body: list[str] = []
    lead: list[str] = []
    for found, line in _read(lines, today):
        if found is None:
            (lead if head is None else body).append(line)
            continue
        if head is not None:
            _close(turns, head, body)
        shapes[found.shape] = shapes.get(found.shape, 0) + 1
        head, body = found, [found.text] if found.text else []
    if head is not None:
        _close(turns, head, body)
    if not turns:
        return None
    cut = cut or len(turns) > MOST_TURNS
    app = max(shapes, key=lambda name: shapes[name])
    return Chat(app, tuple(turns[:MOST_TURNS]), "\n".join(lead).strip(), cut)


def guess_theirs(chat: Chat, name: str, colleagues: frozenset[str]) -> frozenset[str]:
    """Which speakers are the candidate: who is called so, else everybody who is no colleague of ours."""
    called = frozenset(one for one in chat.speakers if name and (name in one or one in name))
    if called:
        return called
    others = frozenset(one for one in chat.speakers if not any(ours and ours in one for ours in colleagues))
    return others if len(others) < len(chat.speakers) else frozenset(chat.speakers[:1])


def _plain(text: str) -> list[str]:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u3000", " ").replace("\u00a0", " ")
    text = re.sub("[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]", "", text)
    return [line.strip() for line in text.split("\n")]


def _read(lines: list[str], today: date) -> Iterator[tuple[_Head | None, str]]:
    """Each line as a head or as text. A moment that stands alone belongs to the speakers after it."""
    day, alone = today, None
    place = 0
    while place < len(lines):
        line = lines[place]
        place += 1
        if not line:
            yield None, line
        elif found := _DAY_ALONE.match(line):
            day = _day_of(found, today) or day
        elif len(line) > 3 * NAME_LENGTH and not _NAMED_TEXT.match(line):
            yield None, line
        elif (found := _ALONE.match(line)) and (at := _moment_over(found, lines[place : place + 3], day)):
            day, alone = at.date(), at
        elif head := _head_of(line, day):
            day, alone = head.at.date(), None
            yield head, line
        elif alone and (found := _SPEAKER_ALONE.match(line) or _NAMED_TEXT.match(line)):
            yield _Head(found["name"].strip(), alone, WECHAT, found.groupdict().get("text") or ""), line
        elif _is_name_before_moment(lines, place, line):
            found = _ALONE.match(lines[place])
            at = _moment_of(found, day) if found else None
            place += 1
            if at is None:
                yield None, line
            else:
                day = at.date()
                yield _Head(line, at, WECHAT), line
        else:
            yield None, line


def _moment_over(found: re.Match[str], rest: list[str], day: date) -> datetime | None:
    """The moment of a line of its own, when somebody speaks below it; else it is what somebody wrote."""
    following = next((line for line in rest if line), "")
    speaks = _SPEAKER_ALONE.match(following) or _NAMED_TEXT.match(following)
    return _moment_of(found, day) if speaks else None


def _is_name_before_moment(lines: list[str], place: int, line: str) -> bool:
    """WeChat on a desk: a line with the name, the next with the time."""
    return len(line) <= 20 and place < len(lines) and bool(_ALONE.match(lines[place])) and ":" not in line


def _head_of(line: str, today: date) -> _Head | None:
    for shape, pattern in _SHAPES:
        found = pattern.match(line)
        if not found:
            continue
        at, name = _moment_of(found, today), found["name"].strip(" \t-—|，,")
        if at and name and not re.fullmatch(r"[\d\s./:-]+", name):
            return _Head(name, at, shape, (found.groupdict().get("text") or "").strip())
    return None


def _moment_of(found: re.Match[str], today: date) -> datetime | None:
    day = _day_of(found, today)
    hour, minute, second = int(found["h"]), int(found["mi"]), int(found["s"] or 0)
    half, ap = found["half"] or "", (found["ap"] or "").lower()
    if hour < 12 and (ap == "pm" or (half in _HALVES and not (half == "中午" and hour == 11))):
        hour += 12
    elif hour == 12 and (ap == "am" or half == "凌晨"):
        hour = 0
    if day is None or hour > 23 or minute > 59 or second > 59:
        return None
    return datetime.combine(day, time(hour, minute, second))


def _day_of(found: re.Match[str], today: date) -> date | None:
    groups = found.groupdict()
    try:
        if groups.get("y"):
            return date(int(groups["y"]), int(groups["mo"]), int(groups["d"]))
        if groups.get("mo2"):
            day = date(today.year, int(groups["mo2"]), int(groups["d2"]))
            return day if day <= today + timedelta(days=1) else day.replace(year=day.year - 1)
    except ValueError:
        return None
    word = groups.get("rel") or ""
    if word in {"昨天", "前天"}:
        return today - timedelta(days=1 if word == "昨天" else 2)
    if word and word != "今天":
        back = (today.weekday() - _DAYS.index(word[-1].replace("天", "日"))) % 7
        return today - timedelta(days=back)
    return today


def _close(turns: list[Turn], head: _Head, body: list[str]) -> None:
    text = "\n".join(body).strip()
    if text:
        turns.append(Turn(head.at, head.speaker, text[:MOST_TEXT]))
