"""An export as a subject of approvals."""

import re
from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from huiyin.accounts.doors import shown
from huiyin.approvals import subjects
from huiyin.approvals.subjects import Fact, Subject
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError
from huiyin.exports.access import may_export
from huiyin.exports.asking import begin_writing, fingerprint
from huiyin.exports.keeping import filters_of
from huiyin.exports.lists import LISTS, get_list
from huiyin.exports.models import Export, ExportState
from huiyin.exports.producing import fail

_MAIL = re.compile(r"[^\s<>]+@[^\s<>]+")
# A telephone or an ID number; the number of a file has a letter and a dash before it.
_LONG_NUMBER = re.compile(r"(?<![\w-])\+?\d[\d ()-]{5,}[\dXx](?!\w)")
# More than this takes another pair of eyes: 2,500 people leaked from work are a crime already.
SHIPPED = (
    {"who": "role", "value": "hr_manager", "need": "any", "hours": 8, "when": {"rows": 500}},
    {"who": "role", "value": "executive", "need": "any", "days": 1, "when": {"rows": 2000}},
)


def register() -> None:
    subjects.register(
        Subject(
            noun="export",
            label=gettext_lazy("Exports"),
            title=title,
            facts=facts,
            fingerprint=lambda number: fingerprint(Export.objects.get(pk=number)),
            may_ask=may_ask,
            carry_out=carry_out,
            ended=ended,
            could_not=could_not,
            url=lambda number: reverse("exports:detail", args=[number]),
            then=then,
            verb=gettext_lazy("Approve the export"),
            conditions={"rows": gettext_lazy("rows")},
            steps=SHIPPED,
        )
    )


def title(number: int) -> str:
    export = Export.objects.get(pk=number)
    n = export.rows_asked
    said = ngettext("Export of {list}, {n} row", "Export of {list}, {n} rows", n)
    return said.format(list=label_of(export), n=n)


def facts(number: int, reader: Actor) -> Sequence[Fact]:
    """What leaves the house. The filter is said by name and value: it may hold whom somebody searched for, so
    addresses and numbers in it are shown as the reader's role has them.
    """
    export = Export.objects.select_related("asked_by").get(pk=number)
    narrowed = filters_of(export)
    filters = _(", ").join(f"{name} = {_read_by(reader, value)}" for name, value in narrowed.items()) or _(
        "none, the whole list"
    )
    if reader.kind not in {"user", "staff_link"}:
        filters = _(", ").join(narrowed) or _("none, the whole list")
    return [
        Fact(_("Which list"), label_of(export)),
        Fact(_("How many rows"), str(export.rows_asked)),
        Fact(_("Filter"), filters),
        Fact(_("Which columns"), _(", ").join(export.columns)),
        Fact(_("As"), export.format.upper()),
    ]


def _read_by(reader: Actor, value: str) -> str:
    value = _MAIL.sub(lambda found: shown(reader, "candidate.email", found[0]) or "***", value)
    return _LONG_NUMBER.sub(lambda found: _number_read_by(reader, found[0]), value)


def _number_read_by(reader: Actor, number: str) -> str:
    plain = re.sub(r"[ ()-]", "", number)
    field = "candidate.id_number" if len(plain) >= 15 else "candidate.phone"
    said = shown(reader, field, plain)
    return number if said == plain else said or "***"


def then(_number: int) -> Sequence[str]:
    return [
        _("The file is written with the rights of whoever asked; masked fields stay masked."),
        _("Only she can download it, for 24 hours, and her name stands in it."),
        _("Each download is in the audit trail."),
    ]


def may_ask(actor: Actor, number: int) -> bool:
    export = Export.objects.filter(pk=number, asked_by=actor.user_id).first()
    return export is not None and export.list_key in LISTS and may_export(actor, get_list(export.list_key))


def carry_out(number: int, by: Actor) -> None:
    begin_writing(Export.objects.select_for_update().get(pk=number), by=by)


def ended(number: int, state: str) -> None:
    Export.objects.filter(pk=number, state__in=[ExportState.WAITING, ExportState.WRITING]).update(
        state=ExportState.REFUSED, reason=state
    )


def could_not(number: int, refused: DomainError) -> None:
    fail(Export.objects.get(pk=number), refused)


def label_of(export: Export) -> str:
    return str(LISTS[export.list_key].label) if export.list_key in LISTS else export.list_key
