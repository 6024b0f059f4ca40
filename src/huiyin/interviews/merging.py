"""Two files that become one, with the interviews of the application that is closed by it; and two again."""

from collections.abc import Mapping

from django.db import transaction

from huiyin.candidates.actions.merging import merge_candidates
from huiyin.candidates.actions.parting import undo_merge
from huiyin.candidates.models import Candidate, Merge
from huiyin.core.actor import Actor
from huiyin.interviews.models import BatchRow, Interview
from huiyin.search.index import refresh


@transaction.atomic
def merge_files(
    one: Candidate, other: Candidate, choices: Mapping[str, str], *, by: Actor, seen: str = ""
) -> Merge:
    """The interviews of an application that the merge closes go on under the one that runs on."""
    merge = merge_candidates(one, other, choices, by=by, seen=seen)
    for closed in merge.closed:
        rows = Interview.objects.filter(application=closed["closed"])
        closed["interviews"] = list(rows.order_by("pk").values_list("pk", flat=True))
        rows.update(application=closed["goes_on"])
        placed = BatchRow.objects.filter(application=closed["closed"])
        there = BatchRow.objects.filter(application=closed["goes_on"]).values("batch")
        placed = placed.exclude(batch__in=there)
        closed["places"] = list(placed.order_by("pk").values_list("pk", flat=True))
        BatchRow.objects.filter(pk__in=closed["places"]).update(application=closed["goes_on"])
    merge.save(update_fields=["closed"])
    _refresh(merge)
    return merge


@transaction.atomic
def part_files(merge: Merge, *, by: Actor) -> Merge:
    merge = undo_merge(merge, by=by)
    for closed in merge.closed:
        theirs = {"application": closed["goes_on"]}
        Interview.objects.filter(pk__in=closed["interviews"], **theirs).update(application=closed["closed"])
        BatchRow.objects.filter(pk__in=closed["places"], **theirs).update(application=closed["closed"])
    _refresh(merge)
    return merge


def _refresh(merge: Merge) -> None:
    people = [merge.survivor_id, merge.gone_id]
    rows = Interview.objects.filter(application__candidate__in=people)
    refresh("interview", rows.values_list("pk", flat=True))
