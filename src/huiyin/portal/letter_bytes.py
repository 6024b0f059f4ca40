"""What of a letter was handed over, to be looked at: the mail's own HTML, or the text of another channel."""

import base64
import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage

from huiyin.messaging.kinds import is_secret
from huiyin.messaging.models import Letter
from huiyin.messaging.preparing import exact_bytes, kept_hash
from huiyin.portal.harmless import without_keys

_CID = re.compile(r"""(src\s*=\s*["'])cid:([^"'>\s]+)""", re.IGNORECASE)
MOST_PICTURE = 512 * 1024


@dataclass(frozen=True)
class Seen:
    """`html` is empty for a channel without it."""

    subject: str
    html: str
    text: str
    sha256: str


def seen_letter(letter: Letter) -> Seen | None:
    """None of a secret, and of a letter whose bytes were not kept."""
    if is_secret(letter):
        return None
    kept = kept_hash(letter)
    if not kept:
        return None
    payload = exact_bytes(letter)
    code = str((letter.values or {}).get("interview_code", ""))
    if letter.channel != "email":
        return Seen("", "", without_keys(payload.decode("utf-8", "replace"), (code,)), kept)
    mail = message_from_bytes(payload, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    html, text = _part(mail, "html"), _part(mail, "plain")
    shown = without_keys(_with_pictures(mail, html), (code,))
    return Seen(str(mail["Subject"] or ""), shown, without_keys(text, (code,)), kept)


def _part(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body(preferencelist=(kind,))
    return str(part.get_content()) if part else ""


def _with_pictures(mail: EmailMessage, html: str) -> str:
    """Pictures that came inside the mail, so that nothing has to be loaded."""
    inside = {}
    for part in mail.walk():
        name = str(part.get("Content-ID", "")).strip("<>")
        if name and part.get_content_maintype() == "image":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and len(content) <= MOST_PICTURE:
                data = base64.b64encode(content).decode()
                inside[name] = f"data:{part.get_content_type()};base64,{data}"
    return _CID.sub(lambda found: found[1] + inside.get(found[2], "data:,"), html)
