"""The audit trail. Only `record` and `record_many` write it; `seal` (in `sealer`) chains what they wrote."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model

from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.core.models import AuditEntry
from huiyin.core.references import ref


def record(verb: str, about: Model | str, *, by: Actor, **detail: Any) -> AuditEntry:
    """Write one entry in the caller's transaction; it is the `cause` of the letters that follow.

    `verb` is `<noun>.<past participle>` (`interview.rescheduled`). `detail` takes ids, codes, states and
    figures only: names, addresses and free text do not belong in a trail that cannot be erased.
    """
    return AuditEntry.objects.create(
        at=clock.now(),
        actor=by.key,
        actor_label=by.label,
        verb=verb,
        about=about if isinstance(about, str) else ref(about),
        detail=detail,
    )


def record_many(
    verb: str, entries: Sequence[tuple[Model | str, dict[str, Any]]], *, by: Actor
) -> list[AuditEntry]:
    """The same verb for many rows in one statement, each with its own detail; in their order."""
    now = clock.now()
    return AuditEntry.objects.bulk_create(
        [
            AuditEntry(
                at=now,
                actor=by.key,
                actor_label=by.label,
                verb=verb,
                about=about if isinstance(about, str) else ref(about),
                detail=detail,
            )
            for about, detail in entries
        ],
        batch_size=500,
    )


def entries_about(abouts: Sequence[str], *, verb: str) -> list[AuditEntry]:
    """What was done to these rows by one verb, the latest last."""
    return list(AuditEntry.objects.filter(about__in=abouts, verb=verb).order_by("pk")) if abouts else []


def trail_of(about: str) -> list[AuditEntry]:
    """Everything that was done to one row, in order."""
    return list(AuditEntry.objects.filter(about=about).order_by("at", "pk"))
