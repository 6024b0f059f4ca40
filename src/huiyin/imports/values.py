"""Single values as people write them, in Chinese and English: read, or refused with what is accepted. Pure.

Dates have `dates`. Nothing here guesses: a word that is not known is a problem, not a default.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Literal, TypeVar

from django.utils.translation import gettext as _

from huiyin.candidates.models import HireType, Source
from huiyin.core.errors import DomainError
from huiyin.core.fairness import require_fair
from huiyin.imports.columns import fold
from huiyin.imports.dates import read_clock
from huiyin.imports.problems import Unreadable
from huiyin.interviews.models import Mode
from huiyin.messaging.contacts import EMAIL, PHONE, normalise

T = TypeVar("T")
Reply = Literal["yes", "no", "uncertain", ""]

NOTHING = frozenset({"", "na", "nil", "none", "null", "无", "不适用", "暂无"})
_MOBILE = re.compile(r"1[3-9]\d{9}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")

_SOURCES: Mapping[str, tuple[Source, str]] = {
    **dict.fromkeys(("内推", "推荐", "员工推荐", "referral"), (Source.REFERRAL, "")),
    **dict.fromkeys(("猎头", "headhunter", "agency"), (Source.HEADHUNTER, "")),
    **dict.fromkeys(("招聘网站", "jobsite", "jobboard"), (Source.JOB_SITE, "")),
    **dict.fromkeys(("官网", "website", "careersite"), (Source.WEBSITE, "")),
    **dict.fromkeys(("社交媒体", "socialmedia"), (Source.SOCIAL_MEDIA, "")),
    **dict.fromkeys(("线下", "现场招聘", "招聘会", "offline", "jobfair"), (Source.OFFLINE, "")),
    **dict.fromkeys(("校招", "校园", "校园招聘", "宣讲会", "campus"), (Source.CAMPUS, "")),
    **dict.fromkeys(("转岗", "内部", "internal"), (Source.INTERNAL, "")),
    **dict.fromkeys(("其他", "其它", "other"), (Source.OTHER, "")),
    **{
        fold(site): (Source.JOB_SITE, site)
        for site in (
            *("BOSS直聘", "BOSS", "猎聘", "智联招聘", "智联", "前程无忧", "51job"),
            *("拉勾", "脉脉", "LinkedIn", "Indeed"),
        )
    },
}
_HIRE_TYPES: Mapping[str, HireType] = {
    **dict.fromkeys(("社招", "社会招聘", "social", "experienced"), HireType.SOCIAL),
    **dict.fromkeys(("校招", "校园招聘", "campus", "graduate"), HireType.CAMPUS),
    **dict.fromkeys(("实习", "实习生", "intern", "internship"), HireType.INTERN),
}
_LANGUAGES: Mapping[str, str] = {
    **dict.fromkeys(("zh", "zhhans", "zhcn", "cn", "中文", "汉语", "简体中文", "chinese"), "zh-hans"),
    **dict.fromkeys(("en", "enus", "engb", "英文", "英语", "english"), "en"),
}
_MODES: Mapping[str, Mode] = {
    **dict.fromkeys(("现场", "现场面试", "到场", "面谈", "onsite", "inperson"), Mode.ONSITE),
    **dict.fromkeys(("电话", "电话面试", "phone", "call"), Mode.PHONE),
    **dict.fromkeys(("视频", "视频面试", "线上", "远程", "video", "online", "remote"), Mode.VIDEO),
}
# As recruiters note them down; a remark may follow a No.
_REPLIES: Mapping[str, Reply] = {
    **dict.fromkeys(("yes", "y", "是", "能", "能来", "ok"), "yes"),
    **dict.fromkeys(("no", "n", "否", "不能", "不能来"), "no"),
    **dict.fromkeys(
        (
            "uncertain",
            "notyet",
            "yettoconfirm",
            "yettocheck",
            "notsure",
            "cantsay",
            "needtocheck",
            "haventchecked",
            "不确定",
            "待定",
        ),
        "uncertain",
    ),
}


def tidy(text: str) -> str:
    """Half-width where that is usual, single spaces, nothing invisible at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def read_line(text: str, most: int) -> str:
    """One line of free text."""
    line = tidy(text)
    if _CONTROL.search(line):
        raise Unreadable(_("There are control characters in it."), _("plain text"))
    if len(line) > most:
        raise Unreadable(_("It is longer than %(most)s characters.") % {"most": most}, _("a shorter text"))
    return line


def read_note(text: str) -> str:
    """A remark about work. What a person is does not come in by a sheet either."""
    line = read_line(text, 500)
    try:
        require_fair(line, field="note")
    except DomainError as unfair:
        raise Unreadable(unfair.problem, unfair.mend) from None
    return line


def read_name(text: str) -> str:
    name = read_line(text, 80)
    if not name:
        raise Unreadable(_("There is no name."), _("the person's name"))
    if name[0] in "=＝@＠+＋" or not any(ch.isalpha() for ch in name):
        raise Unreadable(_("This is not a name."), _("the person's name"))
    return name


def read_phone(text: str) -> str:
    """E.164, or nothing. A number that a spreadsheet has rounded is lost, and said to be."""
    if re.fullmatch(r"\d(\.\d+)?e\+?\d+", text.strip(), re.IGNORECASE):
        raise Unreadable(
            _("The spreadsheet has rounded this number."), _("the number as text, like 13800138000")
        )
    if fold(text) in NOTHING:
        return ""
    if _MOBILE.fullmatch(text):
        return "+86" + text
    try:
        return normalise(PHONE, text)
    except DomainError as wrong:
        raise Unreadable(wrong.problem, _("13800138000, or with its country, +852 5123 4567")) from None


def read_email(text: str) -> str:
    if fold(text) in NOTHING:
        return ""
    try:
        return normalise(EMAIL, text)
    except DomainError as wrong:
        raise Unreadable(wrong.problem, _("an address like name@example.com")) from None


def read_emails(text: str) -> tuple[str, ...]:
    """Several addresses with `;` between; a comma or 、 will do."""
    return tuple(dict.fromkeys(read_email(part) for part in re.split(r"[;；,，、\n]", text) if part.strip()))


def read_source(text: str) -> tuple[Source, str]:
    """The source and, where the words say more than that, the words themselves. Blank is `other`."""
    if fold(text) in NOTHING:
        return Source.OTHER, ""
    return _SOURCES.get(fold(text), (Source.OTHER, read_line(text, 80)))


def read_hire_type(text: str) -> HireType:
    return _word(text, _HIRE_TYPES, HireType.SOCIAL, _("社招, 校招, 实习, social, campus or intern"))


def read_language(text: str) -> str:
    return _word(text, _LANGUAGES, "", _("zh or en"))


def read_mode(text: str) -> Mode | None:
    return _word(text, _MODES, None, _("现场, 视频, 电话, onsite, video or phone"))


def read_minutes(text: str) -> int | None:
    if not text.strip():
        return None
    match = re.fullmatch(r"(\d{1,3})\s*(?:分钟|分|min|mins|minutes)?", text.strip().lower())
    if not match or not 5 <= int(match[1]) <= 480:
        raise Unreadable(_("This is not a length in minutes."), _("a whole number from 5 to 480"))
    return int(match[1])


def read_reply(text: str) -> Reply:
    """Yes, no, uncertain or nothing said; `No- will take it soon` is a no with a remark."""
    folded = fold(text)
    if folded in NOTHING:
        return ""
    if folded in _REPLIES:
        return _REPLIES[folded]
    if re.match(r"no\b(?!\s+(?:problem|doubt|issue))", text.strip().lower()):
        return "no"
    raise Unreadable(_("This is neither yes nor no."), _("Yes, No, Uncertain or NA"))


def read_topic(text: str, most: int = 80) -> str:
    """Free text that must not be a value from another column: a time of day is one such."""
    if read_clock(text):
        raise Unreadable(_("This is a time of day, and this column has none."), _("words, not a time"))
    return read_line(text, most)


def _word(text: str, known: Mapping[str, T], blank: T, accepts: str) -> T:
    folded = fold(text)
    if folded in NOTHING:
        return blank
    if folded not in known:
        raise Unreadable(_("This word is not known here."), accepts)
    return known[folded]
