"""From one mail of the résumé folder to what it says: who, for which job, with which files. Pure.

Sites write subjects such as `林若溪 - 产品经理 - 8年【BOSS直聘】` or `(智联招聘)应聘产品经理-林若溪`.
What a subject does not plainly say is not guessed: a colleague files such a mail by hand.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from email import policy
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.utils import parseaddr
from typing import Any

from huiyin.core.digests import sha256_letters

MOST_PARTS = 60
MOST_DEPTH = 6
MOST_FILES = 5
TEXT_LENGTH = 20_000
ENDINGS = (".pdf", ".docx")
SITES = {
    "BOSS直聘": ("boss直聘", "bosszhipin", "zhipin.com"),
    "猎聘": ("猎聘", "liepin"),
    "智联招聘": ("智联", "zhaopin"),
    "前程无忧": ("前程无忧", "51job"),
    "拉勾": ("拉勾", "lagou"),
}
_BRACKETS = re.compile(r"[【\[（(〔][^】\]）)〕]*[】\]）)〕]")
_WRITTEN_BEFORE = re.compile(r"^\s*(?:(?:re|fw|fwd|回复|转发|答复)\s*[:：]\s*)+", re.IGNORECASE)
_PARTS = re.compile(r"\s*[-–—_|｜/\\,，、+]\s*|\s{2,}")
_APPLIES = re.compile(r"(?:应聘|申请|投递|求职)(?:的?职位)?\s*[:：]?\s*(?P<job>.+)")
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}(?:·[\u4e00-\u9fff]{2,8})?|[A-Z][a-z]+(?: [A-Z][a-z]+){1,2}")
_NO_NAME = re.compile(
    r"个人|我的|简历|应聘|求职|投递|经理|工程|专员|主管|总监|设计|开发|产品|运营|销售|顾问|助理|大专|本科|硕士|男|女|年|岁|附件"
)
_PHONE = re.compile(r"(?<!\d)1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,24}")
_ROBOTS = re.compile(
    r"^(?:no-?reply|mailer-daemon|postmaster|notice|service|system|do-?not-?reply)", re.IGNORECASE
)
_FAILED = re.compile(r"\b(?:spf|dkim|dmarc)=(?:fail|softfail|permerror|temperror)", re.IGNORECASE)


@dataclass(frozen=True)
class Attached:
    name: str
    data: bytes


@dataclass(frozen=True)
class Resume:
    """`why` says that it is no application: an automatic answer, or nothing attached."""

    key: str
    sender: str
    subject: str
    name: str = ""
    job: str = ""
    phone: str = ""
    email: str = ""
    site: str = ""
    why: str = ""
    is_doubtful: bool = False
    files: tuple[Attached, ...] = field(default_factory=tuple)


def read_mail(raw: bytes, jobs: Sequence[str]) -> Resume:
    """`jobs` are the titles that are open; what a subject says counts only where it names one of them."""
    mail = BytesParser(policy=policy.compat32).parsebytes(raw)
    sender = parseaddr(_header(mail, "From"))
    subject = _header(mail, "Subject")[:300]
    message_id = _header(mail, "Message-ID").strip()
    key = sha256_letters(message_id.encode() if message_id else raw)
    base: dict[str, Any] = {
        "key": key,
        "sender": " ".join(part for part in (sender[0][:80], sender[1][:254]) if part),
        "subject": subject,
        "is_doubtful": bool(_FAILED.search(_header(mail, "Authentication-Results"))),
    }
    if _is_automatic(mail):
        return Resume(**base, why="automatic")
    parts = list(_parts(mail))
    files = tuple(found for part in parts if (found := _file(part)))[:MOST_FILES]
    if not files:
        return Resume(**base, why="no_file")
    text = "\n".join(filter(None, map(_text, parts)))[:TEXT_LENGTH]
    site = next((name for name, signs in SITES.items() if _says(f"{subject} {sender[1]}", signs)), "")
    name, job = read_subject(subject, jobs)
    phone = _PHONE.search(f"{subject}\n{text}")
    return Resume(
        **base,
        name=name or _name_of(sender[0] if not site else ""),
        job=job,
        phone=re.sub(r"\D", "", phone[0]) if phone else "",
        email=_address(sender[1], text, is_site=bool(site)),
        site=site,
        files=files,
    )


def read_subject(subject: str, jobs: Sequence[str]) -> tuple[str, str]:
    """Name and job, each empty when the subject does not plainly say it."""
    plain = _BRACKETS.sub(" - ", _WRITTEN_BEFORE.sub("", subject))
    parts = [part.strip() for part in _PARTS.split(plain) if part.strip()]
    by_fold = {_fold(title): title for title in jobs}
    job, name = "", ""
    for part in parts:
        applied = _APPLIES.search(part)
        title = by_fold.get(_fold(applied["job"] if applied else part), "")
        if title:
            job = job or title
            name = name or _name_of(part[: applied.start()] if applied else "")
        else:
            name = name or _name_of(part)
    if not job:
        inside = [title for folded, title in by_fold.items() if len(folded) > 2 and folded in _fold(subject)]
        job = max(inside, key=len, default="")
    return name, job


def _name_of(text: str) -> str:
    text = re.sub(r"^(?:来自|姓名)\s*[:：]?\s*|的?简历$", "", text.strip())
    return text if _NAME.fullmatch(text) and not _NO_NAME.search(text) else ""


def _is_automatic(mail: Message) -> bool:
    """Out-of-office answers, reports of mail servers, lists: nobody applies by them. A site's own mails are
    written by machines too and say so with no more than `auto-generated`.
    """
    auto = _header(mail, "Auto-Submitted").lower()
    return (
        auto.startswith("auto-replied")
        or bool(_header(mail, "X-Autoreply") or _header(mail, "X-Autorespond"))
        or _header(mail, "Precedence").lower() == "auto_reply"
        or mail.get_content_type() == "multipart/report"
    )


def _parts(mail: Message) -> Iterator[Message]:
    """The leaves, bounded in number and depth; a mail within a mail is not opened."""
    seen = 0
    stack = [(mail, 0)]
    while stack and seen < MOST_PARTS:
        part, deep = stack.pop(0)
        seen += 1
        inner = part.get_payload() if part.get_content_maintype() == "multipart" else None
        if isinstance(inner, list):
            if deep < MOST_DEPTH:
                stack += [(one, deep + 1) for one in inner[:MOST_PARTS] if isinstance(one, Message)]
        elif part.get_content_maintype() not in {"message", "multipart"}:
            yield part


def _file(part: Message) -> Attached | None:
    name = _decoded(part.get_filename() or "")
    if not name.lower().endswith(ENDINGS):
        return None
    data = part.get_payload(decode=True)
    return Attached(name[-120:], data) if isinstance(data, bytes) and data else None


def _text(part: Message) -> str:
    if part.get_content_type() != "text/plain" or part.get_filename():
        return ""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    try:
        return data[:TEXT_LENGTH].decode(part.get_content_charset() or "utf-8", errors="replace")
    except LookupError:
        return data[:TEXT_LENGTH].decode("utf-8", errors="replace")


def _address(sender: str, text: str, *, is_site: bool) -> str:
    """Her own address: the sender's, unless a site or a machine has written; then the one in the text."""
    if not is_site and _EMAIL.fullmatch(sender) and not _ROBOTS.match(sender):
        return sender.lower()
    found = {one.lower() for one in _EMAIL.findall(text)}
    own = [one for one in found if not _says(one, [s for signs in SITES.values() for s in signs])]
    return own[0] if len(own) == 1 and not _ROBOTS.match(own[0]) else ""


def _header(mail: Message, name: str) -> str:
    return " ".join(_decoded(str(mail.get(name, "")))[:2000].split())


def _decoded(text: str) -> str:
    try:
        return str(make_header(decode_header(text)))
    except (ValueError, LookupError, UnicodeError):
        return text


def _says(text: str, signs: Sequence[str]) -> bool:
    return any(sign in text.lower() for sign in signs)


def _fold(text: str) -> str:
    return "".join(ch for ch in text.casefold() if ch.isalnum())
