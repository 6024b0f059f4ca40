"""Reading a person out of pasted text: a chat, a mail, a line of a job site, in Chinese, English or both.

Pure. Every value says how sure it is and which words it came from, so that a person can look before
anything is saved. What is doubtful is said in `doubts` and left out, never mended.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from huiyin.candidates.id_numbers import normalise_id_number
from huiyin.candidates.paste_words import CITIES, CITIES_EN, COMPOUND_SURNAMES, SURNAMES

Confidence = Literal["sure", "likely", "guess"]
MOST = 20_000


@dataclass(frozen=True)
class Found:
    """A value, how sure it is, and the line of the text that says so."""

    value: str
    confidence: Confidence
    where: str


@dataclass(frozen=True)
class Pasted:
    """What was read; None where the text does not say it. `doubts` are codes such as `two_phones`."""

    name: Found | None = None
    phone: Found | None = None
    email: Found | None = None
    id_number: Found | None = None
    city: Found | None = None
    job: Found | None = None
    doubts: tuple[str, ...] = field(default_factory=tuple)


_EMAIL = re.compile(r"(?<![\w.+-])[A-Za-z0-9][\w.+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?![\w-])", re.ASCII)
_ID = re.compile(r"(?<![0-9A-Za-z])\d{6} ?\d{8} ?\d{3}[\dXx](?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<![\d+])(?:\+?86[- ]?)?(1[3-9]\d[- ]?\d{4}[- ]?\d{4})(?!\d)")
_ABROAD = re.compile(r"(?<![\d+])\+(?!86)\d{1,3}[- ]?(?:\d[- ]?){6,11}\d(?!\d)")
_MASKED = re.compile(r"1[3-9]\d[*xX]{3,6}\d{2,4}|\*{3,}@")

_LABEL = r"\s*[:：]\s*"
_HAN_NAME = r"[\u4e00-\u9fff]{2,4}(?:·[\u4e00-\u9fff]{1,8})*"
_ENGLISH_NAME = r"[A-Z][A-Za-z'’.-]+(?: [A-Z][A-Za-z'’.-]+){1,2}"
_NAME = rf"({_HAN_NAME}|{_ENGLISH_NAME})(?![\u4e00-\u9fff])"
_NAME_LABELLED = re.compile(rf"(?:姓\s*名|名字|候选人|应聘者|[Nn]ame|NAME){_LABEL}{_NAME}")
_NAME_FROM = re.compile(rf"(?m)^(?:发件人|[Ff]rom){_LABEL}\"?{_NAME}\"?\s*[<(]")
_NAME_SAID = re.compile(rf"(?:我叫|我是|本人|[Mm]y name is|I am|I['’]m|[Tt]his is)\s*{_NAME}")
_ALONE_HAN = re.compile(rf"^({_HAN_NAME})(?=$|[\s,，、|｜/·(（])")
_ALONE_ENGLISH = re.compile(rf"^({_ENGLISH_NAME})$")

_NAME_SHAPES: tuple[tuple[re.Pattern[str], Confidence], ...] = (
    (_NAME_LABELLED, "sure"),
    (_NAME_FROM, "likely"),
    (_NAME_SAID, "likely"),
)
_NO_NAMES = frozenset(
    """dear hello hi best kind warm regards sincerely thanks thank you university school bachelor master
    engineer manager director sales human resources curriculum vitae resume cover letter job position
    """.split()
)
_NO_HAN_NAMES = frozenset(
    """高中 安徽 应届 华为 方便 成都 金融 文员 温馨 时间 明天 林业 康复 和您 计算机 于今年 安全员""".split()
)
_JOB_LABELS = (
    r"应聘(?:职位|岗位)?|投递(?:职位|岗位)?|申请(?:职位|岗位)?|求职意向|期望(?:职位|岗位)|意向(?:职位|岗位)"
    r"|沟通(?:的)?职位|职位|岗位|[Aa]pplying for|[Aa]pplied for|[Pp]osition|[Rr]ole"
)
_JOB_LABELLED = re.compile(rf"(?:{_JOB_LABELS}){_LABEL}([^\n,，;;。|｜]{{2,40}})")
_JOB_SAID = re.compile(
    r"(?:应聘|投递|申请)(?:了|贵司的?|贵公司的?|你们的?|您这边的?)?"
    r"[「“\"《]?([^\n,，;;。|｜「」“”\"《》的]{2,20}?)[」”\"》]?(?:这个)?(?:职位|岗位)"
    r"|(?:[Aa]pply(?:ing)? for|interested in) the ([A-Za-z][\w /&-]{2,40}?) (?:job|position|role)"
)
_CITY_LABEL = (
    r"(?:现居(?:住)?地?|所在(?:城市|地)|居住地|期望城市|意向城市|城市|住在|人在|坐标"
    r"|[Bb]ase|[Ll]ocation|[Cc]ity)"
)


def read_paste(text: str, job_titles: Sequence[str] = ()) -> Pasted:
    """Read one person. `job_titles` are the open jobs, so that a title that is said is recognised."""
    text = unicodedata.normalize("NFKC", text[:MOST]).replace("\u200b", "")
    doubts: list[str] = []
    emails, rest = _taken(_EMAIL, text, str.lower)
    numbers, rest = _taken(_ID, rest, lambda value: value.replace(" ", "").upper())
    mobiles, rest = _taken(_MOBILE, rest, lambda value: re.sub(r"[- ]", "", value)[-11:])
    abroad, rest = _taken(_ABROAD, rest, lambda value: re.sub(r"[- ]", "", value))
    real = [(value, where) for value, where in numbers if normalise_id_number(value)]
    if len(real) < len(numbers):
        doubts.append("id_number_wrong")
    if _MASKED.search(text):
        doubts.append("masked")
    return Pasted(
        name=_name(text),
        phone=_first(mobiles + abroad, text, "two_phones", doubts),
        email=_first(emails, text, "two_emails", doubts),
        id_number=_first(real, text, "two_id_numbers", doubts),
        city=_city(rest),
        job=_job(text, job_titles),
        doubts=tuple(doubts),
    )


def _taken(
    shape: re.Pattern[str], text: str, clean: Callable[[str], str]
) -> tuple[list[tuple[str, int]], str]:
    """All values of a shape with their places, and the text with them blanked: digits of an e-mail address
    or an ID number must not be read again as a phone.
    """
    values = [(clean(found.group()), found.start()) for found in shape.finditer(text)]
    return values, shape.sub(lambda found: " " * len(found.group()), text)


def _first(values: list[tuple[str, int]], text: str, doubt: str, doubts: list[str]) -> Found | None:
    """The first of several is only likely, and the doubt is said."""
    if not values:
        return None
    several = len({value for value, _start in values}) > 1
    if several:
        doubts.append(doubt)
    value, start = values[0]
    return Found(value, "likely" if several else "sure", _line_at(text, start))


def _line_at(text: str, start: int) -> str:
    begin = text.rfind("\n", 0, start) + 1
    end = text.find("\n", start)
    return text[begin : end if end >= 0 else len(text)].strip()[:120]


def _name(text: str) -> Found | None:
    for shape, confidence in _NAME_SHAPES:
        for found in shape.finditer(text):
            value = found[1].strip()
            if confidence == "sure" or _is_likely_name(value):
                return Found(value, confidence, _line_at(text, found.start()))
    for place, line in enumerate(_lines(text)):
        alone = _ALONE_HAN.match(line) or _ALONE_ENGLISH.match(line)
        if alone and _is_likely_name(alone[1]):
            return Found(alone[1], "likely" if place == 0 else "guess", line[:120])
    return None


def _lines(text: str) -> Iterator[str]:
    return (line.strip() for line in text.splitlines() if line.strip())


def _is_likely_name(value: str) -> bool:
    """A surname and one or two signs more; an English name has no everyday word of a mail in it."""
    if value[0].isascii():
        return not set(value.lower().split()) & _NO_NAMES
    family = next((one for one in COMPOUND_SURNAMES if value.startswith(one)), value[0])
    if "·" in value:
        return True
    given = value[len(family) :]
    return (family in SURNAMES or len(family) == 2) and 1 <= len(given) <= 2 and value not in _NO_HAN_NAMES


def _city(text: str) -> Found | None:
    labelled = re.search(rf"{_CITY_LABEL}\s*[::]?\s*({'|'.join(CITIES)})", text)
    if labelled:
        return Found(labelled[1], "sure", _line_at(text, labelled.start()))
    said = [(city, text.find(city)) for city in CITIES if city in text]
    low = text.lower()
    said += [
        (city, found.start())
        for name, city in CITIES_EN.items()
        for found in re.finditer(rf"\b{re.escape(name)}\b", low)
    ]
    if not said:
        return None
    city, start = min(said, key=lambda one: one[1])
    return Found(city, "likely" if len({one for one, _ in said}) == 1 else "guess", _line_at(text, start))


def _job(text: str, job_titles: Sequence[str]) -> Found | None:
    named = [title for title in job_titles if title and title.lower() in text.lower()]
    if named:
        title = max(named, key=len)
        return Found(title, "sure", _line_at(text, text.lower().find(title.lower())))
    labelled = _JOB_LABELLED.search(text)
    if labelled:
        return Found(labelled[1].strip(), "likely", _line_at(text, labelled.start()))
    said = _JOB_SAID.search(text)
    if said:
        return Found((said[1] or said[2]).strip(), "guess", _line_at(text, said.start()))
    return None
