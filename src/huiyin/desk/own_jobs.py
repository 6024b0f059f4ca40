"""The jobs whose hiring manager somebody is, on her desk: how many stand in each and wait for her look."""

from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet

from huiyin.accounts.doors import reach
from huiyin.candidates.access import visible_applications
from huiyin.candidates.models import Application
from huiyin.candidates.queries import RUNNING
from huiyin.candidates.screening import to_read
from huiyin.core.actor import Actor
from huiyin.core.counting import count_of
from huiyin.jobs.access import managed
from huiyin.jobs.models import Job, JobState

MOST = 8


@dataclass(frozen=True)
class OwnJob:
    job: Job
    running: int
    unread: int


def own_jobs(actor: Actor) -> list[OwnJob]:
    """In one query; nobody else is asked."""
    if actor.kind != "user" or not reach(actor, "candidates:see").team:
        return []
    here: QuerySet[Application] = visible_applications(actor).filter(job=OuterRef("pk"))
    counted = (
        managed(actor)
        .filter(state=JobState.OPEN)
        .annotate(running=count_of(here.filter(state__in=RUNNING)), unread=count_of(to_read(here)))
    )
    return [OwnJob(one, one.running, one.unread) for one in counted.order_by("-opened_on", "-pk")[:MOST]]
