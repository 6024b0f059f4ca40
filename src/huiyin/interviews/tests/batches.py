"""Batches for tests: people of one job, spread by the action itself."""

from collections.abc import Sequence

from huiyin.candidates.models import Application
from huiyin.company.tests.factories import make_room
from huiyin.interviews.actions.prepare_batch import start_batch
from huiyin.interviews.models import Batch, BatchRow
from huiyin.interviews.tests.factories import House, make_applied
from huiyin.jobs.models import HiringTeam, TeamRole
from huiyin.people.models import Employee


def make_team(house: House, *people: Employee) -> None:
    """Who interviews for the job."""
    for one in people:
        HiringTeam.objects.create(job=house.job, employee=one, role=TeamRole.INTERVIEWER)


def two_tracks(house: House) -> House:
    """The job's two interviewers, each with a room."""
    make_team(house, house.ivy, house.ian)
    make_room(house.place, name="8 号会议室")
    return house


def make_batch(house: House, applications: Sequence[Application] | int = 3) -> Batch:
    chosen = (
        [make_applied(house) for _ in range(applications)] if isinstance(applications, int) else applications
    )
    return start_batch(house.job, applications=[one.pk for one in chosen], by=house.by)


def rows_of(batch: Batch) -> list[BatchRow]:
    return list(batch.rows.select_related("batch", "application__candidate").order_by("position"))
