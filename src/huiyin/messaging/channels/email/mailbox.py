"""Fetching bounces by IMAP. A mail is marked as read only once it has been dealt with."""

import contextlib
import imaplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass

from huiyin.messaging.channels.email import bounces
from huiyin.messaging.channels.email.settings import EmailSettings, Server

MOST_AT_ONCE = 200


@dataclass(frozen=True)
class Polled:
    """How many unread mails were looked at, and how many were reports about our letters."""

    seen: int = 0
    reports: int = 0


def poll(settings: EmailSettings, handle: Callable[[bounces.Bounce], object]) -> Polled:
    """Read what is unread. Without an `imap=` or a `bounce=` there is nothing to read.

    The box is for bounces alone: whatever else is in it (mostly automatic answers) is marked as read too.
    A report whose handling raises stays unread and is met again at the next poll; its `event_id` keeps it
    from counting twice.
    """
    if settings.imap is None or not settings.bounce:
        return Polled()
    box = _open(settings.imap, settings)
    try:
        return _read_all(box, settings, handle)
    finally:
        with contextlib.suppress(imaplib.IMAP4.error, OSError):
            box.logout()


def _open(server: Server, settings: EmailSettings) -> imaplib.IMAP4:
    if server.is_tls:
        context = ssl.create_default_context(cafile=settings.ca or None)
        box: imaplib.IMAP4 = imaplib.IMAP4_SSL(
            server.host, server.port, ssl_context=context, timeout=settings.timeout
        )
    else:
        box = imaplib.IMAP4(server.host, server.port, timeout=settings.timeout)
    try:
        if not server.is_tls and not server.is_local:
            box.starttls(ssl.create_default_context(cafile=settings.ca or None))
        box.login(server.user, server.password)
        box.select(server.folder or "INBOX")
    except (imaplib.IMAP4.error, OSError):
        box.shutdown()
        raise
    return box


def _read_all(
    box: imaplib.IMAP4, settings: EmailSettings, handle: Callable[[bounces.Bounce], object]
) -> Polled:
    _, found = box.uid("SEARCH", "UNSEEN")
    uids = found[0].split()[:MOST_AT_ONCE] if found and found[0] else []
    reports = 0
    for uid in uids:
        _, parts = box.uid("FETCH", uid.decode(), "(BODY.PEEK[])")
        raw = next((part[1] for part in parts if isinstance(part, tuple)), b"")
        bounce = bounces.parse(raw, bounce=settings.bounce)
        if bounce is not None:
            handle(bounce)
            reports += 1
        box.uid("STORE", uid.decode(), "+FLAGS", "(\\Seen)")
    return Polled(seen=len(uids), reports=reports)
