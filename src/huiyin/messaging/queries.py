"""Named reads of letters, shared by pages, the API and the command."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from huiyin.messaging.models import Letter

_ADDRESS = re.compile(r"[^\s<>()\[\]:;,\"']+@[^\s<>()\[\]:;,\"']+")


def letters_about(rows: QuerySet[Letter], about: str) -> QuerySet[Letter]:
    """Everything that was written about a row, in the order in which it was written."""
    return rows.filter(about=about).select_related("contact").order_by("created_at", "pk")


def states_by_operation(operations: Iterable[str]) -> dict[str, dict[str, int]]:
    """How many letters of each operation are in which state; one that another way followed is left out."""
    rows = Letter.objects.filter(operation__in=list(operations), next_rungs=None).order_by()
    found: dict[str, dict[str, int]] = {}
    for one in rows.values("operation", "state").annotate(n=Count("pk")):
        found.setdefault(one["operation"], {})[one["state"]] = one["n"]
    return found


def describe(letters: Iterable[Letter], *, is_masked: bool) -> Iterator[dict[str, Any]]:
    """Each letter as the API and the command say it. Wants `attempts` prefetched."""
    for letter in letters:
        yield {
            "id": str(letter.pk),
            "kind": letter.kind,
            "about": letter.about,
            "channel": letter.channel,
            "state": letter.state,
            "reason": letter.reason,
            "to": mask_address(letter.address) if is_masked else letter.address,
            "cause": letter.cause,
            "version": letter.version,
            "due_at": _moment(letter.due_at),
            "sent_at": _moment(letter.sent_at),
            "message_id": letter.message_id,
            "attempts": [
                {
                    "at": _moment(a.at),
                    "phase": a.phase,
                    "code": a.code,
                    "reply": mask_addresses(a.reply) if is_masked else a.reply,
                }
                for a in letter.attempts.all()
            ],
        }


def mask_address(address: str) -> str:
    """`w***@example.com`, `+86******8000`; enough to recognise what one knows already."""
    local, at, domain = address.partition("@")
    if at:
        return f"{local[:1]}***@{domain}"
    return f"{address[:3]}******{address[-4:]}" if len(address) > 7 else "***" * bool(address)


def mask_addresses(said: str) -> str:
    """What a server said, without the whole address that it likes to repeat."""
    return _ADDRESS.sub(lambda found: mask_address(found[0]), said)


def _moment(at: Any) -> str | None:
    return timezone.localtime(at).isoformat() if at else None
