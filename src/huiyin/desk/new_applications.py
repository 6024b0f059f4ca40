"""Who applied by the public form and stands where she came in: for the recruiter to look at.

Opening a file leaves no mark in it, so the rule is what can be seen by everybody: as long as somebody has not
been moved on or ended, she is new.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from huiyin.candidates.access import visible_applications
from huiyin.candidates.models import Submission
from huiyin.candidates.queries import RUNNING
from huiyin.core.actor import Actor
from huiyin.core.wording import localised, moment
from huiyin.desk.now_cards import Link, NowCard
from huiyin.jobs.models import StageKind

MOST = 6
"""Jobs named on the card; the list of jobs has them all."""


@dataclass(frozen=True)
class NewOnes:
    """Of one job, the longest waiting job first."""

    job: int
    title: str
    stage: int
    count: int
    first: datetime

    @property
    def url(self) -> str:
        return f"{reverse('jobs:detail', args=[self.job])}?stage={self.stage}&sort=applied"


def new_applications(actor: Actor) -> list[NewOnes]:
    """Hers, and those whom nobody looks after. One query; it begins with the forms, fewer than people."""
    hers = Q(owner__user=actor.user_id) if actor.user_id else Q(pk=None)
    rows: Any = (
        visible_applications(actor)
        .filter(hers | Q(owner=None), state__in=RUNNING, stage__kind=StageKind.APPLIED)
        .filter(pk__in=Submission.objects.exclude(application=None).values("application"))
        .order_by()
        .values("job", "job__title", "job__title_en", "stage")
        .annotate(n=Count("pk"), first=Min("applied_at"))
        .order_by("first", "job")
    )
    language = get_language() or "zh-hans"
    return [
        NewOnes(
            one["job"],
            localised({"title": one["job__title"], "title_en": one["job__title_en"]}, "title", language),
            one["stage"],
            one["n"],
            one["first"],
        )
        for one in rows
    ]


def new_applications_card(found: Sequence[NewOnes], zone: str) -> NowCard:
    """Of one job it leads to its people, of several it names each."""
    number = sum(one.count for one in found)
    text = ""
    if found:
        first = moment(found[0].first, zone, get_language() or "zh-hans")
        text = _("The earliest came on {moment}. Whom you move on or end leaves this card.").format(
            moment=first
        )
    several = len(found) > 1
    return NowCard(
        "applications",
        number,
        ngettext("New application", "New applications", number) if number else _("No new application waits"),
        text,
        _("See the jobs") if several else _("Look at them"),
        found[0].url if len(found) == 1 else f"{reverse('jobs:list')}?mine=1",
        permission="candidates:edit",
        links=tuple(Link(one.title, one.count, one.url) for one in found[:MOST]) if several else (),
    )
