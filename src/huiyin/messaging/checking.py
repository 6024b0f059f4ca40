"""What is looked at before a wording is published. Pure: texts and the house go in, remarks come out.

A remark says where, what stands there, why it should not, and what to write instead. One that `blocks` keeps
the wording from being published; the others ask for a second look.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from huiyin.core.errors import DomainError
from huiyin.core.fairness import find_unfair, ground_name
from huiyin.messaging import markup, sms_length
from huiyin.messaging.check_words import WORDS
from huiyin.messaging.fields import BLOCKS, samples
from huiyin.messaging.lint import lint, without_harmless
from huiyin.messaging.render import check_text
from huiyin.messaging.shipped import LANGUAGES, ShippedText, Texts

LONGEST = {"subject": 200, "body": 5000, "sms": 500, "chat": 1000, "button": 40}
PARTS = ("subject", "body", "button", "sms", "chat")
INVITES = frozenset({"interview.scheduled", "interview.moved"})
_WHEN = frozenset({"start_at", "new_start", "start_time"})
_PLACE = frozenset({"place_name", "address", "place_or_link", "join_link", "phone_note"})
_CONTACT = frozenset({"hr_tel", "hr_name"})
_LEFT_OVER = re.compile(
    r"(?<![A-Za-z])[xX]{2,}(?![A-Za-z])|某某|_{3,}|\b(?:TBD|TBC)\b|待(?:补充|填写|定稿)|\[[^\[\]\n]{1,24}\]"
    r"|[【（(][^】）)\n]{0,8}(?:公司名|姓名|职位名|时间地点|填写)[^】）)\n]{0,8}[】）)]|lorem ipsum",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"'，。）)、]+|\b(?:javascript|data|file):\S*", re.IGNORECASE
)
# What nobody may be asked before she is hired, as law and decency have it.
_ASKS = re.compile(
    r"(?:婚姻|婚育|生育|恋爱|怀孕|宗教信仰|户籍|血型|星座|属相)(?:状况|情况|计划|打算|信息|证明)|您的(?:星座|属相|血型|籍贯)"
    r"|是否(?:已婚|未婚|单身|怀孕|备孕|离异|生育|有孩子|有对象)|您(?:结婚|成家|生孩子)了[吗没]|您信(?:什么|哪种)(?:宗?教)"
    r"|您(?:是|老家是|老家在)哪里人?(?=[？?吗，。]|$)|您今年?多大"
    r"|(?:告知|填写|注明|说明|写明|提供)(?:一下)?您?的?(?:真实)?年龄"
    r"|\b(?:your|state) (?:marital status|religion|zodiac sign|zodiac|blood type|family plans|ethnicity)\b"
    r"|\bare you (?:married|single|pregnant|engaged|divorced)\b(?!-)|\bhow old are you\b"
    r"|\b(?:tell us|state|give us) your age\b|\bwhere are you (?:really|originally) from\b"
    r"|\bdo you have a (?:boyfriend|girlfriend|husband|wife|partner)\b"
    r"|\b(?:do|are) you (?:plan|planning|want|have|expecting)(?: to have| on having)?"
    r" (?:any )?(?:a )?(?:kids|children|baby)\b",
    re.IGNORECASE,
)
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_COMPANY = re.compile(
    r"[\u4e00-\u9fffA-Za-z]{2,12}(?:有限公司|集团|股份公司)"
    r"|\b(?:[A-Z][\w&'’-]+ ){1,4}(?:Ltd|Inc|Group|Corporation)\b"
)
_NOT_ASKED = re.compile(r"不限|不问|不看|不因|不论|无论|never|regardless")
# 无论已婚未婚都欢迎: a trait that is named to say that it decides nothing.
_NOT_DECIDING = re.compile(
    r"(?:无论|不论|不管|不问|不看|不因|regardless of|no matter|whether)[^，。；！？,.;!?\n]{0,20}$",
    re.IGNORECASE,
)
_NEVER = {
    "asks_private": _ASKS,
    "left_over": _LEFT_OVER,
    "foreign_link": _ADDRESS,
    "mobile": _MOBILE,
    "other_company": _COMPANY,
}
_ADJACENT = re.compile(r"\}\}\{\{")


@dataclass(frozen=True)
class House:
    """What a letter may call us and where its links may lead."""

    names: frozenset[str] = frozenset()
    host: str = ""


@dataclass(frozen=True)
class Remark:
    """`line` counts from 1, 0 where something is missing altogether."""

    code: str
    language: str
    part: str
    line: int = 0
    found: str = ""
    mend: str = ""
    more: Mapping[str, object] = field(default_factory=dict)

    @property
    def blocks(self) -> bool:
        return WORDS[self.code].blocks

    @property
    def why(self) -> str:
        return str(WORDS[self.code].why) % {"found": self.found, **self.more}

    @property
    def how(self) -> str:
        return self.mend or str(WORDS[self.code].mend)


def check(texts: Texts, kind: ShippedText, house: House) -> list[Remark]:
    """Those that block first, each kind of text in its order."""
    remarks: list[Remark] = []
    for language in LANGUAGES:
        text = texts.get(language) or {}
        remarks += _broken(text, language, kind)
        remarks += _worded(text, language, kind)
        for part in PARTS:
            remarks += looked_through(text.get(part, ""), language, part, house)
        remarks += _invited(text, language, kind)
        remarks += _sms(text.get("sms", ""), language)
    remarks += _alike(texts)
    unique = list(dict.fromkeys(remarks_key(one) for one in remarks))
    first = {remarks_key(one): one for one in reversed(remarks)}
    return sorted((first[key] for key in unique), key=lambda one: not one.blocks)


def remarks_key(one: Remark) -> tuple[str, str, str, int, str]:
    return one.code, one.language, one.part, one.line, one.found


def _broken(text: Mapping[str, str], language: str, kind: ShippedText) -> Iterator[Remark]:
    """What could not be sent: too long, empty, or not in the grammar."""
    for part, most in LONGEST.items():
        if len(text.get(part, "")) > most:
            yield Remark("too_long", language, part, more={"most": most})
    if kind.texts[language].get("action") == "page" and not text.get("button", "").strip():
        yield Remark("no_button", language, "button")
    if "\n" in text.get("subject", "") or "\r" in text.get("subject", ""):
        yield Remark("lines_in_subject", language, "subject")
    for part, must in (("mail", kind.must), ("sms", frozenset()), ("chat", frozenset())):
        if part != "mail" and not text.get(part):
            continue
        asked = (
            {"subject": text.get("subject", ""), "body": text.get("body", "")}
            if part == "mail"
            else {"subject": "-", "body": text[part]}
        )
        try:
            check_text(asked, declared=kind.declared | BLOCKS, must=must)
        except DomainError as refused:
            yield Remark(
                refused.code,
                language,
                _part_of(refused, asked) if part == "mail" else part,
                found=str(getattr(refused, "variable", "")),
                more={"problem": refused.problem},
            )
    for name in markup.variables(text.get("body", ""))[0] & BLOCKS:
        yield Remark("block_may_be_empty", language, "body", found=name)


def _part_of(refused: DomainError, text: Mapping[str, str]) -> str:
    found = str(getattr(refused, "variable", ""))
    if found in text:
        return found
    return "subject" if found and found in text["subject"] and found not in text["body"] else "body"


def _worded(text: Mapping[str, str], language: str, kind: ShippedText) -> Iterator[Remark]:
    """The tone of a courteous letter."""
    subject, body = text.get("subject", ""), text.get("body", "")
    if not body.strip():
        return
    for one in lint(subject, body, language=language, audience=kind.audience, tone=kind.tone):
        if one.code == "name" and "name" not in {"name", "interviewer_name", "hr_name"} & kind.declared:
            continue
        part, line = _where(one.found, subject, body)
        yield Remark(one.code, language, part, line, one.found, one.suggestion)
    for part in ("sms", "chat"):
        for one in (
            lint("", text.get(part, ""), language=language, audience="colleague") if text.get(part) else []
        ):
            if one.code in {"forbidden", "summoning", "exclamation"}:
                yield Remark(one.code, language, part, 1, one.found, one.suggestion)


def _where(found: str, subject: str, body: str) -> tuple[str, int]:
    if not found:
        return "body", 0
    subject, body, found = without_harmless(subject).lower(), without_harmless(body).lower(), found.lower()
    if found in subject and found not in body:
        return "subject", 1
    return "body", body[: max(body.find(found), 0)].count("\n") + 1


def looked_through(text: str, language: str, part: str, house: House) -> Iterator[Remark]:
    """What no text of ours may hold, wherever it stands."""

    def at(start: int) -> int:
        return text[: max(start, 0)].count("\n") + 1

    unfair = [
        one for one in find_unfair(text) if not _NOT_DECIDING.search(text[: max(text.find(one.words), 0)])
    ]
    for one in unfair:
        if not any(one.words != other.words and one.words in other.words for other in unfair):
            more = {"trait": ground_name(one.ground)}
            yield Remark("unfair", language, part, at(text.find(one.words)), one.words, more=more)
    for code, pattern in _NEVER.items():
        for hit in pattern.finditer(text):
            if not _is_harmless(code, text, hit, house):
                yield Remark(code, language, part, at(hit.start()), hit[0][:60])
    for name in sorted(name for name in house.names if name and name in text):
        yield Remark("written_company", language, part, at(text.find(name)), name)


def _is_harmless(code: str, text: str, hit: re.Match[str], house: House) -> bool:
    if code == "foreign_link":
        return _leads_to_us(hit[0], house)
    if code == "other_company":
        return any(name and (name in hit[0] or hit[0] in name) for name in house.names)
    return code == "asks_private" and bool(_NOT_ASKED.search(text[max(hit.start() - 12, 0) : hit.start()]))


def _leads_to_us(address: str, house: House) -> bool:
    link = urlsplit(address if "://" in address else f"https://{address}")
    return link.scheme in {"http", "https"} and link.hostname == house.host


def _invited(text: Mapping[str, str], language: str, kind: ShippedText) -> Iterator[Remark]:
    """An invitation says when, where and whom to ask."""
    if kind.kind not in INVITES or not text.get("body", "").strip():
        return
    required, optional = markup.variables(text["subject"] + "\n" + text["body"])
    used = required | optional
    for code, any_of in (("no_time", _WHEN), ("no_place", _PLACE), ("no_contact", _CONTACT)):
        if not used & any_of & (kind.declared | BLOCKS) and kind.declared & any_of:
            yield Remark(code, language, "body")


def _sms(text: str, language: str) -> Iterator[Remark]:
    if not text:
        return
    length = sms_length.longest(text, samples(language))
    more = {"signs": length.signs, "parts": length.parts}
    if length.parts > sms_length.MOST_PARTS:
        yield Remark("sms_too_long", language, "sms", more=more)
    elif not length.is_one:
        yield Remark("sms_parts", language, "sms", more=more)
    if "【" in text or "】" in text:
        yield Remark("sms_signature", language, "sms", found="【】")
    if _ADJACENT.search(text):
        yield Remark("sms_adjacent", language, "sms", found="}}{{")
    names = [name for name, is_variable in markup.split(text) if is_variable]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        yield Remark("sms_twice", language, "sms", found=twice[0])


def _alike(texts: Texts) -> Iterator[Remark]:
    """Both languages tell the same."""
    for parts in (("subject", "body"), ("sms",), ("chat",)):
        used = {}
        for language in LANGUAGES:
            text = "\n".join((texts.get(language) or {}).get(part, "") for part in parts)
            required, optional = markup.variables(text)
            used[language] = required | optional
            if (
                parts != ("subject", "body")
                and not text
                and any((texts.get(other) or {}).get(parts[0]) for other in LANGUAGES)
            ):
                yield Remark("one_language", language, parts[0])
        for language, other in (LANGUAGES, LANGUAGES[::-1]):
            if (texts.get(language) or {}).get(parts[-1]):
                for name in sorted(used[other] - used[language]):
                    yield Remark("not_alike", language, parts[-1], found=name)
