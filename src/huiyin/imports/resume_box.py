"""Reads the résumé folder by IMAP. A mail is marked as read only once it has been kept."""

import base64
import contextlib
import imaplib
import logging
import re
import ssl
from collections.abc import Sequence

from django.conf import settings

from huiyin.imports import resume_mails, resumes
from huiyin.messaging.channels.email.settings import Server

MOST_AT_ONCE = 100
MOST_BYTES = 30 * 1024 * 1024
PATIENCE_SECONDS = 30
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")

log = logging.getLogger(__name__)


def sweep() -> int:
    """Look into the configured folder; without one there is nothing to do. Returns how many were new."""
    server: Server | None = settings.HUIYIN_RESUME_BOX
    return read_box(server) if server else 0


def read_box(server: Server) -> int:
    box = _open(server)
    try:
        return _read_all(box)
    finally:
        with contextlib.suppress(imaplib.IMAP4.error, OSError):
            box.logout()


def _open(server: Server) -> imaplib.IMAP4:
    context = ssl.create_default_context()
    if server.is_tls:
        box: imaplib.IMAP4 = imaplib.IMAP4_SSL(
            server.host, server.port, ssl_context=context, timeout=PATIENCE_SECONDS
        )
    else:
        box = imaplib.IMAP4(server.host, server.port, timeout=PATIENCE_SECONDS)
    try:
        if not server.is_tls and not server.is_local:
            box.starttls(context)
        box.login(server.user, server.password)
        box.select(f'"{utf7(server.folder or "INBOX")}"')
    except (imaplib.IMAP4.error, OSError):
        box.shutdown()
        raise
    return box


def _read_all(box: imaplib.IMAP4) -> int:
    _, found = box.uid("SEARCH", "UNSEEN")
    uids = found[0].split()[:MOST_AT_ONCE] if found and found[0] else []
    titles = resumes.open_titles()
    new = 0
    for uid in (one.decode() for one in uids):
        try:
            new += _take(box, uid, titles)
        except (imaplib.IMAP4.error, OSError):
            raise
        except Exception:
            # One mail that breaks us stays unread and does not keep the others out.
            log.exception("mail %s of the résumé folder could not be taken in", uid)
            continue
        box.uid("STORE", uid, "+FLAGS", "(\\Seen)")
    return new


def _take(box: imaplib.IMAP4, uid: str, titles: Sequence[str]) -> bool:
    """A mail that is too large is left alone, with a line in the log; it is never fetched."""
    _, parts = box.uid("FETCH", uid, "(RFC822.SIZE)")
    said = _SIZE.search(b" ".join(part if isinstance(part, bytes) else part[0] for part in parts if part))
    if said and int(said[1]) > MOST_BYTES:
        log.warning("mail %s of the résumé folder is too large and was not read", uid)
        return False
    _, parts = box.uid("FETCH", uid, "(BODY.PEEK[])")
    raw = next((part[1] for part in parts if isinstance(part, tuple)), b"")
    resume = resume_mails.read_mail(raw, titles)
    return resumes.take_in(resume) is not None


def utf7(folder: str) -> str:
    """A folder's name as IMAP writes it (RFC 3501, 5.1.3): `&e4BThg-` for 简历."""
    out, wide = [], ""
    for ch in [*folder, ""]:
        if ch and not " " <= ch <= "~":
            wide += ch
            continue
        if wide:
            packed = base64.b64encode(wide.encode("utf-16-be")).decode().rstrip("=").replace("/", ",")
            out.append(f"&{packed}-")
            wide = ""
        out.append("&-" if ch == "&" else ch.replace("\\", "\\\\").replace('"', '\\"'))
    return "".join(out)
