"""A merge was wrong: both files stand again as they were. What came after it stays with the survivor."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from huiyin.accounts import capabilities
from huiyin.candidates.actions.merging import BELONGINGS, UNDO_WITHIN
from huiyin.candidates.merge_facts import facts_of, write_facts
from huiyin.candidates.models import (
    Application,
    ApplicationState,
    Candidate,
    CandidateTag,
    Merge,
    PastedTurn,
)
from huiyin.candidates.queries import RUNNING
from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.errors import Clash, DomainError
from huiyin.core.references import ref
from huiyin.messaging.handing_over import remove_addresses, take_letters
from huiyin.search.index import refresh
from huiyin.todos.actions import take_back_todos


@transaction.atomic
def undo_merge(merge: Merge, *, by: Actor) -> Merge:
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    _require_in_time(merge)
    people = Candidate.objects.select_for_update(of=("self",)).select_related("contact")
    survivor, gone = people.get(pk=merge.survivor_id), people.get(pk=merge.gone_id)
    if survivor.merged_into_id:
        raise Clash(
            "merged_further",
            _("This file has itself become part of another since."),
            _("Part those two first, the last merge first."),
        )
    _give_back(merge, survivor, gone)
    _restore_facts(merge, survivor)
    gone.merged_into = None
    gone.save(update_fields=["merged_into"])
    _reopen(merge, by=by)
    merge.undone_at, merge.undone_by = clock.now(), by.key
    merge.save(update_fields=["undone_at", "undone_by"])
    audit.record("candidate.parted", survivor, by=by, merge=merge.pk, gone=gone.pk)
    audit.record("candidate.parted", gone, by=by, merge=merge.pk, from_=survivor.pk)
    refresh("candidate", [survivor.pk, gone.pk])
    return merge


def came_after(merge: Merge) -> Mapping[str, int]:
    """How many rows of each kind the survivor gained since, which stay with her: `{"note": 2}`."""
    moments = {"application": "applied_at", "thread": "opened_at"}
    found = {}
    for name, model in BELONGINGS.items():
        later = {f"{moments.get(name, 'at')}__gt": merge.at}
        rows = model._default_manager.filter(candidate=merge.survivor_id, **later)
        number = rows.exclude(pk__in=merge.moved.get(name, [])).count()
        if number:
            found[name] = number
    letters = merge.survivor.contact.letters.filter(created_at__gt=merge.at).count()
    return found | ({"letter": letters} if letters else {})


def may_still_undo(merge: Merge) -> bool:
    return merge.undone_at is None and clock.now() <= merge.at + UNDO_WITHIN


def _require_in_time(merge: Merge) -> None:
    if merge.undone_at:
        raise Clash("already_undone", _("Somebody has parted these files already."))
    if not may_still_undo(merge):
        raise DomainError(
            "too_late",
            _("A merge can be undone for 30 days; that time is over."),
            _("Open a new file for the other person and move on from there."),
        )


def _give_back(merge: Merge, survivor: Candidate, gone: Candidate) -> None:
    moved = merge.moved
    for name, model in BELONGINGS.items():
        model._default_manager.filter(pk__in=moved[name], candidate=survivor).update(candidate=gone)
    CandidateTag.objects.filter(pk__in=moved["tag"], candidate=survivor).update(candidate=gone)
    PastedTurn.objects.filter(pk__in=moved["turn"], candidate=survivor).update(candidate=gone)
    Candidate.objects.filter(pk__in=moved["file"], merged_into=survivor).update(merged_into=gone)
    take_letters(moved["letter"], survivor.contact, gone.contact)
    capabilities.take_over(moved["link"], ref(gone))
    take_back_todos(moved["todo"], ref(gone))


def _restore_facts(merge: Merge, survivor: Candidate) -> None:
    """Each as it was before, unless somebody has changed it since the merge."""
    now = facts_of(survivor)
    remove_addresses(merge.moved["address"], survivor.contact)
    facts = {
        name: merge.before[name] if value == merge.after.get(name) else value for name, value in now.items()
    }
    survivor.retention_on = date.fromisoformat(merge.moved["retention"])
    survivor.contact.blocked_reason = merge.moved["blocked"]
    write_facts(survivor, facts)


def _reopen(merge: Merge, *, by: Actor) -> None:
    """The application that the merge closed runs again, if nobody has applied for that job meanwhile."""
    for one in merge.closed:
        row = Application.objects.select_for_update().filter(pk=one["closed"]).first()
        if row is None or row.state != ApplicationState.CLOSED:
            continue
        same: Any = Q(candidate=row.candidate_id, job=row.job_id, state__in=RUNNING)
        if Application.objects.filter(same).exists():
            continue
        row.state, row.version = one["was"], row.version + 1
        row.save(update_fields=["state", "version"])
        audit.record("application.reopened", row, by=by, version=row.version)
