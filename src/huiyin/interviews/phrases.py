"""How the parts of an interview are said in a letter or on a page, in the reader's language. Pure.

Not gettext: a letter is written in its recipient's language, whatever language the process speaks.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from huiyin.core import wording
from huiyin.core.wording import is_chinese

TOOLS = {
    "meeting.tencent.com": ("腾讯会议", "Tencent Meeting"),
    "voovmeeting.com": ("腾讯会议", "VooV Meeting"),
    "dingtalk.com": ("钉钉会议", "DingTalk"),
    "feishu.cn": ("飞书会议", "Feishu Meeting"),
    "larksuite.com": ("飞书会议", "Lark Meetings"),
    "work.weixin.qq.com": ("企业微信会议", "WeCom Meeting"),
    "zoom.us": ("Zoom", "Zoom"),
    "zoom.com.cn": ("Zoom", "Zoom"),
    "teams.microsoft.com": ("Teams", "Microsoft Teams"),
    "meet.google.com": ("Google Meet", "Google Meet"),
}

# The cities after which the zones are named that our readers are likely to live in.
CITIES_ZH = {
    "Amsterdam": "阿姆斯特丹",
    "Auckland": "奥克兰",
    "Bangkok": "曼谷",
    "Berlin": "柏林",
    "Chicago": "芝加哥",
    "Dubai": "迪拜",
    "Dublin": "都柏林",
    "Ho Chi Minh": "胡志明市",
    "Hong Kong": "香港",
    "Jakarta": "雅加达",
    "Kolkata": "加尔各答",
    "Kuala Lumpur": "吉隆坡",
    "London": "伦敦",
    "Los Angeles": "洛杉矶",
    "Macau": "澳门",
    "Madrid": "马德里",
    "Manila": "马尼拉",
    "Melbourne": "墨尔本",
    "Moscow": "莫斯科",
    "New York": "纽约",
    "Paris": "巴黎",
    "Sao Paulo": "圣保罗",
    "Seoul": "首尔",
    "Shanghai": "上海",
    "Singapore": "新加坡",
    "Sydney": "悉尼",
    "Taipei": "台北",
    "Tokyo": "东京",
    "Toronto": "多伦多",
    "Urumqi": "乌鲁木齐",
    "Vancouver": "温哥华",
    "Zurich": "苏黎世",
}


def pick(language: str, zh: str, en: str) -> str:
    return zh if is_chinese(language) else en


def of(row: object, field: str, language: str) -> str:
    """`name_zh` or `name_en` of a row or a mapping, the other one where it is empty."""
    first, second = ("zh", "en") if is_chinese(language) else ("en", "zh")
    return _part(row, f"{field}_{first}") or _part(row, f"{field}_{second}")


def moment(at: datetime, zone: str, language: str, *, other: str) -> str:
    """A moment on the clock of `zone`, which is named where the `other` side's clock shows another hour."""
    said = wording.moment(at, zone, language)
    if at.astimezone(ZoneInfo(zone)).utcoffset() == at.astimezone(ZoneInfo(other)).utcoffset():
        return said
    return (
        f"{said}（{city(zone, language)}时间）"
        if is_chinese(language)
        else f"{said} ({city(zone, language)} time)"
    )


def city(zone: str, language: str) -> str:
    """上海 or Shanghai; where we know no Chinese name, the zone's own."""
    name = zone.rpartition("/")[2].replace("_", " ")
    return CITIES_ZH.get(name, name) if is_chinese(language) else name


def materials(items: Sequence[Mapping[str, str]], language: str) -> str:
    return listed([of(item, "what", language) for item in items], language)


def process(steps: Sequence[Mapping[str, object]], language: str) -> str:
    """`笔试 20 分，业务 40 分` or `test 20 min, team 40 min`."""
    said = [
        f"{of(step, 'what', language)} {step['minutes']} {pick(language, '分', 'min')}"
        if step.get("minutes")
        else of(step, "what", language)
        for step in steps
    ]
    return pick(language, "，", ", ").join(said)


def listed(words: Sequence[str], language: str) -> str:
    return pick(language, "、", ", ").join(word for word in words if word)


def person(name: str, title: str, language: str) -> str:
    """`顾行之（供应链总监）` or `Gu Xingzhi (Head of Supply Chain)`."""
    if not title:
        return name
    return f"{name}（{title}）" if is_chinese(language) else f"{name} ({title})"


def tool(link: str, language: str) -> str:
    """What the meeting runs in, as far as the link's host tells."""
    host = urlsplit(link).hostname or ""
    for known, (zh, en) in TOOLS.items():
        if host == known or host.endswith(f".{known}"):
            return pick(language, zh, en)
    return pick(language, "视频会议", "video call")


def _part(row: object, name: str) -> str:
    return str((row.get(name) if isinstance(row, Mapping) else getattr(row, name, "")) or "")
