"""Whom somebody chose on a list: the ticked ones, or everybody who fits its filter but for the unticked.

Without the filter's help only what stood on the page is known, so a choice of all is made anew by the filter.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from huiyin.candidates.access import visible_applications, visible_to
from huiyin.candidates.finding import listed
from huiyin.candidates.models import Application, Candidate
from huiyin.candidates.queries import RUNNING
from huiyin.core.actor import Actor
from huiyin.core.ids import known_ids
from huiyin.interviews.actions.prepare_batch import MOST
from huiyin.jobs.models import Job

Asked = Any
"""The query dict of the form that was sent."""


@dataclass
class Choice:
    """The applications by job, in the order of the list, and those who have never applied for anything."""

    by_job: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    without: list[Candidate] = field(default_factory=list)


def chosen_on_board(actor: Actor, job: Job, asked: Asked) -> list[int]:
    """Applications of one job, from its table: the ticked ones, and those of its other pages when all were
    chosen, as the page named them in `rest`.
    """
    named = _numbers([*asked.getlist("chosen"), *asked.get("rest", "").split(",")])[: MOST + 1]
    rows = visible_applications(actor).filter(job=job, pk__in=named)
    theirs = set(rows.values_list("pk", flat=True))
    return [pk for pk in named if pk in theirs]


def chosen_on_list(actor: Actor, asked: Asked) -> Choice:
    """People of the list of candidates: each by the running application, of the job that was filtered for."""
    ticked = _numbers(asked.getlist("chosen"))
    applications = visible_applications(actor)
    query = {name: asked.get(name, "") for name in ("q", "job", "tag")}
    if asked.get("everyone") and any(query.values()):
        found, _more = listed(visible_to(actor), applications, query, actor=actor, size=MOST + 1)
        people = _but_unticked([one.pk for one in found], ticked, asked)
    else:
        people = ticked[: MOST + 1]
    return _by_job(visible_to(actor), applications, people, _numbers([asked.get("job", "")]))


def _by_job(
    candidates: QuerySet[Candidate],
    applications: QuerySet[Application],
    people: Sequence[int],
    jobs: list[int],
) -> Choice:
    rows = applications.filter(candidate__in=people).order_by("candidate", "applied_at", "pk")
    rows = rows.filter(job__in=jobs) if jobs else rows
    best: dict[int, Application] = {}
    for row in rows:
        before = best.get(row.candidate_id)
        if before is None or row.state in RUNNING or before.state not in RUNNING:
            best[row.candidate_id] = row
    choice = Choice()
    for pk in people:
        if pk in best:
            choice.by_job[best[pk].job_id].append(best[pk].pk)
    choice.without = list(candidates.filter(pk__in=[pk for pk in people if pk not in best]))
    return choice


def _but_unticked(everybody: Sequence[int], ticked: Iterable[int], asked: Asked) -> list[int]:
    """Those on the page that were shown ticked and came back without are left out."""
    unticked = {*_numbers(asked.getlist("shown"))} - {*ticked}
    return [pk for pk in everybody if pk not in unticked]


def _numbers(texts: Iterable[str]) -> list[int]:
    """`12` or `12:3`, the number before the version; anything else is nobody."""
    words = [text.partition(":")[0] for text in texts]
    return known_ids(words)
