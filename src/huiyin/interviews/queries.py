"""Named reads, each with what its page or letter needs and no more."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, QuerySet

from huiyin.accounts.models import User
from huiyin.company.models import Room
from huiyin.core.references import ref
from huiyin.interviews.models import Interview, Participant
from huiyin.interviews.plans import Where
from huiyin.interviews.states import LIVE
from huiyin.jobs.models import INTERVIEW_STAGES, Stage, StageKind
from huiyin.people.models import Employee


@dataclass(frozen=True)
class Round:
    """The nth interview of a pipeline and the stage that gives its defaults."""

    number: int
    stage: Stage | None

    @property
    def name(self) -> str:
        return self.stage.name_zh if self.stage else f"第{self.number}轮"

    @property
    def minutes(self) -> int:
        return (self.stage.minutes if self.stage else None) or 60

    @property
    def is_final(self) -> bool:
        return bool(self.stage and self.stage.kind == StageKind.INTERVIEW_FINAL)


def interview_stages(pipelines: Collection[int]) -> dict[int, list[Stage]]:
    """The interview stages of pipelines in their order."""
    found: dict[int, list[Stage]] = {pk: [] for pk in pipelines}
    rows = Stage.objects.filter(pipeline__in=pipelines, kind__in=INTERVIEW_STAGES)
    for stage in rows.order_by("position"):
        found[stage.pipeline_id].append(stage)
    return found


def round_of(stages: Sequence[Stage], number: int) -> Round:
    return Round(number, stages[number - 1] if 0 < number <= len(stages) else None)


def live_interviews(applications: Collection[int]) -> dict[tuple[int, int], Interview]:
    """What is not over, by application and round."""
    rows = Interview.objects.filter(application__in=applications, state__in=LIVE).order_by("pk")
    return {(row.application_id, row.round_no): row for row in rows}


def interviewers_of(interview: Interview) -> list[Employee]:
    return [one.employee for one in interview.participants.select_related("employee").order_by("pk")]


def where_of(interview: Interview) -> Where:
    return Where(interview.mode, interview.place, interview.room, interview.video_link)


def owner_of(interview: Interview) -> User | None:
    """The colleague who is asked about it: whoever looks after the application."""
    owner = interview.application.owner
    return owner.user if owner else None


def resources_of(candidate_id: int, interviewers: Iterable[Employee], room: Room | None) -> list[str]:
    """Who and what an interview takes, as bookings name them."""
    taken = [f"candidate:{candidate_id}", *(ref(one) for one in interviewers)]
    return [*taken, ref(room)] if room else taken


def with_people(rows: QuerySet[Interview]) -> QuerySet[Interview]:
    """Everything that a page or a letter says about an interview, in three queries for any number."""
    people = Participant.objects.select_related("employee__contact", "employee__user").order_by("pk")
    return rows.select_related(
        "application__candidate__contact",
        "application__job__org_unit",
        "application__owner__user",
        "application__owner__contact",
        "place",
        "room",
        "stage",
        "cancel_reason",
    ).prefetch_related(Prefetch("participants", queryset=people))


def for_letters(ids: Iterable[int]) -> list[Interview]:
    """Interviews with everybody's addresses, fresh from the database, in order of their ids."""
    rows = with_people(Interview.objects.filter(pk__in=list(ids))).order_by("pk")
    return list(
        rows.prefetch_related(
            "application__candidate__contact__addresses", "participants__employee__contact__addresses"
        )
    )


def interviews_of_day(rows: QuerySet[Interview], on: date, zone: str) -> QuerySet[Interview]:
    """Those that start on a day of the zone's calendar, in order of time."""
    opens, closes = day_span(on, zone)
    return with_people(rows.filter(start__gte=opens, start__lt=closes)).order_by("start", "pk")


def day_span(on: date, zone: str) -> tuple[datetime, datetime]:
    wall = ZoneInfo(zone)
    return datetime.combine(on, time(), wall), datetime.combine(on + timedelta(days=1), time(), wall)


def count_between(rows: QuerySet[Interview], first: date, last: date, zone: str) -> int:
    """How many start from one day to another, both included."""
    return rows.filter(start__gte=day_span(first, zone)[0], start__lt=day_span(last, zone)[1]).count()
