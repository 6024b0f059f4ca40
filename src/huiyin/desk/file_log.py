"""日志: who did what on a candidate's file, looking included, for those who look after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from huiyin.candidates.access import visible_applications
from huiyin.candidates.models import Application, Candidate, ContactLog, Document, Note, Thread
from huiyin.candidates.queries import change_title
from huiyin.core.actor import Actor
from huiyin.core.ids import is_id
from huiyin.core.models import AuditEntry
from huiyin.core.references import ref
from huiyin.jobs.models import Stage

PER_PAGE = 50
BELONGINGS: dict[str, type[Model]] = {
    "note": Note,
    "contact_log": ContactLog,
    "document": Document,
    "thread": Thread,
}
"""By the name under which an entry has their ids."""


@dataclass(frozen=True)
class LogLine:
    at: datetime
    who: str
    what: str


def read_log(actor: Actor, candidate: Candidate, before: str) -> tuple[Sequence[LogLine], str]:
    """One page, the newest first, and what the next one begins after; five queries."""
    applications = visible_applications(actor).filter(candidate=candidate)
    merged = Candidate.objects.filter(merged_into=candidate).values_list("pk", flat=True)
    abouts = [ref(candidate), *(f"candidate:{pk}" for pk in merged)]
    abouts += [*(f"application:{pk}" for pk in applications.values_list("pk", flat=True))]
    rows = AuditEntry.objects.filter(about__in=abouts).order_by("-pk")
    if elsewhere := _elsewhere(candidate, [*merged], applications):
        rows = rows.exclude(pk__in=rows.filter(elsewhere).order_by().values("pk"))
    if is_id(before):
        rows = rows.filter(pk__lt=int(before))
    found = list(rows[: PER_PAGE + 1])
    shown = found[:PER_PAGE]
    named = {
        row.detail["stage"] for row in shown if row.verb == "application.moved" and "stage" in row.detail
    }
    stages = {one.pk: one for one in Stage.objects.filter(pk__in=named)} if named else {}
    lines = [LogLine(row.at, row.actor_label or _("the system"), _what(row, stages)) for row in shown]
    return lines, str(shown[-1].pk) if len(found) > PER_PAGE else ""


def _elsewhere(candidate: Candidate, merged: list[int], seen: QuerySet[Application]) -> Q | None:
    """Entries about what belongs to an application that the reader does not see; None for most."""
    people = [candidate.pk, *merged]
    unseen = Application.objects.filter(candidate__in=people).exclude(pk__in=seen.values("pk"))
    ids = list(unseen.values_list("pk", flat=True))
    if not ids:
        return None
    found = Q()
    for name, model in BELONGINGS.items():
        theirs = model._default_manager.filter(application__in=ids).values_list("pk", flat=True)
        found |= Q(**{f"detail__{name}__in": list(theirs)})
    return found


def _what(entry: AuditEntry, stages: dict[int, Stage]) -> str:
    field = {"phone": _("Phone"), "email": _("E-mail"), "id_number": _("ID number")}
    said = {
        "candidate.revealed": _("Looked at in full: {field}").format(
            field=field.get(entry.detail.get("field", ""), "")
        ),
        "note.added": _("Note added"),
        "note.pinned": _("Note pinned"),
        "note.unpinned": _("Note taken from the head of the file"),
        "contact.logged": _("Contact noted"),
        "candidate.stated": _("Wish or word noted"),
        "candidate.statement_taken_back": _("Wish or word taken back"),
        "candidate.looked_through": _("Looked at as the candidate sees it"),
        "chat.pasted": _("Chat pasted"),
        "document.added": _("Document added"),
        "document.quarantined": _("Document kept shut"),
        "document.opened": _("Document opened"),
        "document.deleted": _("Document deleted"),
        "thread.asked": _("The candidate asked"),
        "thread.answered": _("Question answered"),
        "thread.closed": _("Conversation closed"),
        "application.acknowledged": _("Receipt of the application confirmed"),
    }
    return said.get(entry.verb) or change_title(entry, stages)
