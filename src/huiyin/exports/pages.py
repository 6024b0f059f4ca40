"""What exports' pages show, gathered once; no HTML here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huiyin.accounts.models import User
from huiyin.approvals.actions import live_of
from huiyin.approvals.flows import applying
from huiyin.approvals.models import Approval
from huiyin.approvals.seating import seating_of
from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.core.references import ref
from huiyin.exports.approving import label_of
from huiyin.exports.asking import AT_ONCE, table_of
from huiyin.exports.models import Export, ExportState

# State → the shape of its sign and its word.
STATES: dict[str, tuple[str, str | Promise]] = {
    ExportState.WAITING: ("wait", _("Waits for an approval")),
    ExportState.WRITING: ("now", _("Being written")),
    ExportState.READY: ("ok", _("Ready")),
    ExportState.FAILED: ("late", _("Not written")),
    ExportState.REFUSED: ("off", _("Not approved")),
    ExportState.GONE: ("off", _("Removed after its day")),
}


@dataclass(frozen=True)
class ExportLine:
    export: Export
    label: str
    shape: str
    word: str
    can_download: bool
    approval: Approval | None = None
    done: int = 0


@dataclass(frozen=True)
class Offer:
    """What an export would be, before she asks for it."""

    label: str
    rows: int
    header: Sequence[str]
    query: Mapping[str, str]
    page: str
    deciders: Sequence[str]
    needs_approval: bool
    is_at_once: bool


def offer(actor: Actor, of: str, query: Mapping[str, str]) -> Offer:
    wanted, table, narrowed = table_of(actor, of, query)
    rows = len(table.keys)
    rules = applying("export", {"rows": rows, "filtered": bool(narrowed)}, asker=actor.user_id)
    asker = User.objects.get(pk=actor.user_id or 0)
    names = [one.name for one in seating_of(rules[0], asker, None).users] if rules else []
    return Offer(
        label=str(wanted.label),
        rows=rows,
        header=[str(one) for one in table.header],
        query=narrowed,
        page=wanted.page(query),
        deciders=names,
        needs_approval=bool(rules),
        is_at_once=not rules and rows <= AT_ONCE,
    )


def export_lines(exports: Sequence[Export]) -> list[ExportLine]:
    return [export_line(one) for one in exports]


def export_line(export: Export) -> ExportLine:
    shape, word = STATES[export.state]
    is_alive = export.expires_at is not None and export.expires_at > clock.now()
    can_download = export.state == ExportState.READY and is_alive
    if export.state == ExportState.READY and not is_alive:
        shape, word = STATES[ExportState.GONE]
    return ExportLine(
        export=export,
        label=label_of(export),
        shape=shape,
        word=str(word),
        can_download=can_download,
        approval=live_of(ref(export)) if export.state == ExportState.WAITING else None,
        done=export.operation.done if export.operation else 0,
    )
