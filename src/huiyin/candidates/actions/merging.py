"""Two files of one person become one, and for thirty days two again.

The elder file goes on; the other's number and links lead to it. What belongs to one application stays with
it. Of two running applications for one job the elder goes on and the younger is closed.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Model, Q
from django.utils.translation import gettext as _

from huiyin.accounts import capabilities
from huiyin.candidates.merge_facts import chosen, facts_of, write_facts
from huiyin.candidates.models import (
    Application,
    ApplicationState,
    Candidate,
    CandidateTag,
    Consent,
    ContactLog,
    Document,
    Merge,
    Note,
    NotSame,
    Paste,
    PastedTurn,
    Statement,
    Submission,
    Thread,
)
from huiyin.candidates.queries import RUNNING
from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.editing import fingerprint
from huiyin.core.errors import Clash, DomainError
from huiyin.core.references import ref
from huiyin.messaging.handing_over import copy_addresses, hand_letters
from huiyin.search.index import refresh
from huiyin.todos.actions import close_todos, hand_over_todos
from huiyin.todos.models import Todo, TodoState

UNDO_WITHIN = timedelta(days=30)
DUPLICATE = "candidate.duplicate"
BELONGINGS: dict[str, type[Model]] = {
    "application": Application,
    "note": Note,
    "thread": Thread,
    "contactlog": ContactLog,
    "document": Document,
    "consent": Consent,
    "submission": Submission,
    "statement": Statement,
    "paste": Paste,
}


@transaction.atomic
def merge_candidates(
    one: Candidate, other: Candidate, choices: Mapping[str, str], *, by: Actor, seen: str = ""
) -> Merge:
    """`choices` says for each fact whose value survives, `survivor` or `gone`; `seen` is `mark_of` the two as
    the form showed them, so that nobody joins what has changed meanwhile.
    """
    survivor, gone = _locked(one, other)
    if survivor.merged_into_id or gone.merged_into_id:
        raise Clash(
            "already_merged",
            _("One of these files has become part of another."),
            _("Open it and compare anew."),
        )
    ours: Any = facts_of(survivor)
    theirs = facts_of(gone)
    if seen and seen != mark_of(survivor, gone):
        raise Clash(
            "clash",
            _("Somebody changed one of these files while you compared them."),
            _("Look at them as they are now and choose again."),
        )
    moved, closed = _before(survivor), _close_younger(survivor, gone, by=by)
    moved |= _give_all(survivor, gone)
    survivor.retention_on = max(survivor.retention_on, gone.retention_on)
    survivor.contact.blocked_reason = survivor.contact.blocked_reason or gone.contact.blocked_reason
    write_facts(survivor, chosen(ours, theirs, choices))
    gone.merged_into = survivor
    gone.save(update_fields=["merged_into"])
    _answer_todos(survivor, gone, by=by)
    moved["todo"] = hand_over_todos(ref(gone), ref(survivor), by=by)
    after: Any = facts_of(Candidate.objects.select_related("contact").get(pk=survivor.pk))
    merge = Merge.objects.create(
        survivor=survivor,
        gone=gone,
        moved=moved,
        closed=closed,
        before=ours,
        after=after,
        at=clock.now(),
        by=by.key,
        by_name=by.label,
    )
    audit.record("candidate.merged", survivor, by=by, merge=merge.pk, gone=gone.pk, closed=len(closed))
    audit.record("candidate.merged_away", gone, by=by, merge=merge.pk, into=survivor.pk)
    refresh("candidate", [survivor.pk, gone.pk])
    return merge


def _before(survivor: Candidate) -> dict[str, Any]:
    """What of the survivor is not a fact to choose and has to be restored."""
    return {"blocked": survivor.contact.blocked_reason, "retention": survivor.retention_on.isoformat()}


def _give_all(survivor: Candidate, gone: Candidate) -> dict[str, Any]:
    moved: dict[str, Any] = {name: _give(model, gone, survivor) for name, model in BELONGINGS.items()}
    moved["tag"] = _give_tags(gone, survivor)
    moved["turn"] = _give_turns(gone, survivor)
    moved["file"] = _ids(Candidate.objects.filter(merged_into=gone))
    Candidate.objects.filter(pk__in=moved["file"]).update(merged_into=survivor)
    moved["address"] = copy_addresses(gone.contact, survivor.contact)
    moved["letter"] = hand_letters(gone.contact, survivor.contact)
    moved["link"] = capabilities.hand_over(ref(gone), ref(survivor))
    return moved


@transaction.atomic
def say_not_same(one: Candidate, other: Candidate, *, by: Actor) -> NotSame:
    """Two people; whoever takes one of them in again is not asked about the other."""
    elder, younger = _locked(one, other)
    kept, is_new = NotSame.objects.get_or_create(
        elder=elder, younger=younger, defaults={"at": clock.now(), "by": by.key}
    )
    _answer_todos(elder, younger, by=by)
    if is_new:
        audit.record("candidate.not_same", elder, by=by, other=younger.pk)
    return kept


def known_to_differ(candidate: Candidate) -> set[int]:
    """The keys of the files that somebody compared with this one and found to be other people."""
    rows = NotSame.objects.filter(Q(elder=candidate) | Q(younger=candidate))
    return {key for pair in rows.values_list("elder", "younger") for key in pair if key != candidate.pk}


def mark_of(survivor: Candidate, gone: Candidate) -> str:
    """What a form for merging saw of both, without saying it."""
    return fingerprint({"survivor": facts_of(survivor), "gone": facts_of(gone)})


def elder_first(one: Candidate, other: Candidate) -> tuple[Candidate, Candidate]:
    return (one, other) if one.pk < other.pk else (other, one)


def _locked(one: Candidate, other: Candidate) -> tuple[Candidate, Candidate]:
    if one.pk == other.pk:
        raise DomainError("same_file", _("This is one file, not two."))
    rows = Candidate.objects.select_for_update(of=("self",)).select_related("contact")
    first, second = rows.filter(pk__in=[one.pk, other.pk]).order_by("pk")
    return first, second


def _close_younger(survivor: Candidate, gone: Candidate, *, by: Actor) -> list[dict[str, Any]]:
    """Of two running applications for one job. Which goes on is said in `by`, a key of an application."""
    rows = Application.objects.select_for_update().filter(candidate__in=[survivor, gone], state__in=RUNNING)
    first: dict[int, Application] = {}
    closed = []
    for row in rows.order_by("applied_at", "pk"):
        elder = first.setdefault(row.job_id, row)
        if elder.pk == row.pk:
            continue
        closed.append(
            {"closed": row.pk, "goes_on": elder.pk, "was": row.state, "candidate": row.candidate_id}
        )
        row.state, row.version = ApplicationState.CLOSED, row.version + 1
        row.save(update_fields=["state", "version"])
        audit.record("application.closed_by_merge", row, by=by, version=row.version, goes_on=elder.pk)
    return closed


def _ids(rows: Any) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _give(model: type[Model], gone: Candidate, survivor: Candidate) -> list[int]:
    rows = model._default_manager.filter(candidate=gone)
    ids = _ids(rows)
    rows.update(candidate=survivor)
    return ids


def _give_tags(gone: Candidate, survivor: Candidate) -> list[int]:
    """Those that the survivor does not wear herself."""
    worn = CandidateTag.objects.filter(candidate=survivor).values("tag")
    ids = _ids(CandidateTag.objects.filter(candidate=gone).exclude(tag__in=worn))
    CandidateTag.objects.filter(pk__in=ids).update(candidate=survivor)
    return ids


def _give_turns(gone: Candidate, survivor: Candidate) -> list[int]:
    """Those of a chat that nobody pasted into both."""
    known = PastedTurn.objects.filter(candidate=survivor).values("digest")
    ids = _ids(PastedTurn.objects.filter(candidate=gone).exclude(digest__in=known))
    PastedTurn.objects.filter(pk__in=ids).update(candidate=survivor)
    return ids


def _answer_todos(one: Candidate, other: Candidate, *, by: Actor) -> None:
    """Close what asked about this pair; one that asks about a third person too stays open for the rest."""
    for about, named in ((one, other), (other, one)):
        for todo in Todo.objects.filter(kind=DUPLICATE, about=ref(about), state=TodoState.OPEN):
            left = [key for key in todo.values.get("candidates", []) if key != named.pk]
            if not left:
                close_todos(DUPLICATE, ref(about), by=by)
            elif left != todo.values["candidates"]:
                todo.values = {**todo.values, "candidates": left}
                todo.save(update_fields=["values"])
