"""What every change of a batch does first: take its row, and tell a second editor what she missed."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from huiyin.company.queries import the_company
from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.errors import Clash, DomainError
from huiyin.core.models import AuditEntry
from huiyin.core.references import ref
from huiyin.core.wording import clock_time
from huiyin.interviews.models import Batch, BatchState

EDITABLE = (BatchState.DRAFT, BatchState.SENT)
"""Whoever was not sent with the others may still be repaired and sent."""
WHOLE = ("batch.settings_changed", "batch.spread", "batch.sent", "batch.undone", "batch.dropped")


def lock(batch: Batch) -> Batch:
    """The row as it stands, ours until the transaction ends."""
    rows = Batch.objects.select_for_update(of=("self",)).select_related("job__org_unit", "place")
    return rows.get(pk=batch.pk)


def check_editable(batch: Batch) -> None:
    if batch.state in EDITABLE:
        return
    if batch.state == BatchState.SENDING:
        raise DomainError(
            "is_sending",
            _("These invitations are being sent just now."),
            _("Wait until that is over."),
        )
    raise DomainError("is_dropped", _("This arrangement was dropped."), _("Select the people anew."))


def check_seen(batch: Batch, seen: int | None, *, row: int | None = None, strict: bool = False) -> None:
    """Refuse to overwrite what somebody else changed since `seen`, and say who did what.

    `row` is the one that is edited: changes of other rows do not matter to it. `strict` minds every change.
    """
    if seen is None or seen == batch.version:
        return
    missed = [one for one in _since(batch, seen) if strict or _matters(one, row)]
    if missed:
        problem = "; ".join(_said(one) for one in missed[-3:]) + _(".")
        raise Clash(
            "changed_meanwhile", problem, _("Look at it as it stands now; what you typed is still here.")
        )
    if strict:
        raise Clash("changed_meanwhile", _("This changed meanwhile."), _("Look at it as it stands now."))


def changed(
    batch: Batch, verb: str, *, by: Actor, fields: Iterable[str] = (), **detail: object
) -> AuditEntry:
    """Raise the version, keep who did it, and save these fields with it."""
    batch.version += 1
    batch.changed_by, batch.changed_at = by.key, clock.now()
    batch.save(update_fields=["version", "changed_by", "changed_at", *fields])
    return audit.record(verb, batch, by=by, version=batch.version, **detail)


def _since(batch: Batch, seen: int) -> list[AuditEntry]:
    entries = AuditEntry.objects.filter(about=ref(batch), verb__in=[*WHOLE, "batch.row_changed"])
    latest = list(entries.order_by("-pk")[:50])
    return [one for one in reversed(latest) if one.detail.get("version", 0) > seen]


def _matters(entry: AuditEntry, row: int | None) -> bool:
    return entry.verb in WHOLE or (row is not None and entry.detail.get("row") == row)


def _said(entry: AuditEntry) -> str:
    did = {
        "batch.settings_changed": _("changed the settings"),
        "batch.spread": _("spread the people anew"),
        "batch.row_changed": _("changed a person's row"),
        "batch.sent": _("sent the invitations"),
        "batch.undone": _("took the invitations back"),
        "batch.dropped": _("dropped the arrangement"),
    }
    return _("%(who)s %(did)s at %(time)s") % {
        "who": entry.actor_label or entry.actor,
        "did": did[entry.verb],
        "time": clock_time(entry.at, the_company().time_zone),
    }
