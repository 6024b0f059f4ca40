"""Named reads, each with what its page or letter needs and no more."""

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Max, Prefetch, Q, QuerySet

from huiyin.accounts.models import User
from huiyin.candidates.models import Application
from huiyin.company.models import Room
from huiyin.core import clock
from huiyin.core.models import AuditEntry
from huiyin.core.references import ref
from huiyin.core.wording import is_chinese
from huiyin.interviews.models import Interview, Participant
from huiyin.interviews.models import InterviewState as S
from huiyin.interviews.plans import Where
from huiyin.interviews.presence import AWAITED, MEET_TODO, REMINDED
from huiyin.interviews.states import LIVE
from huiyin.jobs.models import INTERVIEW_STAGES, HiringTeam, Job, Stage, StageKind, TeamRole
from huiyin.messaging.models import Letter
from huiyin.messaging.states import LetterState
from huiyin.people.models import Employee
from huiyin.people.queries import active_employees
from huiyin.todos.queries import open_subjects


@dataclass(frozen=True)
class Round:
    """The nth interview of a pipeline and the stage that gives its defaults."""

    number: int
    stage: Stage | None

    @property
    def name(self) -> str:
        return self.stage.name_zh if self.stage else f"第{self.number}轮"

    def label(self, language: str) -> str:
        if self.stage and not is_chinese(language):
            return self.stage.name_en
        return self.name

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


def rounds_of(job: Job) -> list[Round]:
    """The rounds that the job's pipeline knows; at least one."""
    stages = interview_stages({job.pipeline_id})[job.pipeline_id]
    return [round_of(stages, number) for number in range(1, max(1, len(stages)) + 1)]


def next_round(application: Application) -> int:
    """The round after the last one that took place or is on."""
    rows = Interview.objects.filter(application=application).exclude(
        state__in=[S.CANCELLED, S.NO_SHOW, S.DRAFT]
    )
    return (rows.aggregate(last=Max("round_no"))["last"] or 0) + 1


def next_rounds(applications: Collection[int]) -> dict[int, int]:
    """Of each application, the round after the last one that took place or is on; in one query."""
    rows = Interview.objects.filter(application__in=applications).exclude(
        state__in=[S.CANCELLED, S.NO_SHOW, S.DRAFT]
    )
    last = rows.order_by().values("application").annotate(last=Max("round_no"))
    done = {one["application"]: one["last"] for one in last}
    return {pk: done.get(pk, 0) + 1 for pk in applications}


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


def choosable(job: Job, chosen: Sequence[Employee] = ()) -> list[Employee]:
    """Whom to offer as interviewers: the job's team without its recruiters, and those already chosen."""
    team = HiringTeam.objects.filter(job=job, employee__is_active=True).exclude(role=TeamRole.RECRUITER)
    people = [one.employee for one in team.select_related("employee").order_by("pk")]
    return list({one.pk: one for one in (*chosen, *people)}.values())


def named_colleagues(text: str) -> tuple[list[Employee], list[str]]:
    """The colleagues that a text names by name or number, and the words that fit none or several."""
    words = [word for word in re.split(r"[,，;；、\n]+", text) if word.strip()]
    found, unclear = [], []
    for word in (word.strip() for word in words):
        fits = list(active_employees().filter(Q(name=word) | Q(number__iexact=word))[:2])
        if len(fits) == 1:
            found += fits
        else:
            unclear.append(word)
    return found, unclear


def last_looks(abouts: Collection[str]) -> dict[str, datetime]:
    """When a person last looked at each page, as far as a touch told us."""
    rows = Letter.objects.filter(about__in=abouts, opened_at__isnull=False)
    return {row["about"]: row["last"] for row in rows.values("about").annotate(last=Max("opened_at"))}


@dataclass(frozen=True)
class Touches:
    """What letters and to-dos tell about interviews: looked at, reminded by hand, to be met; by reference."""

    seen: Mapping[str, datetime]
    reminded: Mapping[str, datetime]
    met: frozenset[str]


def touches(abouts: Collection[str]) -> Touches:
    """Two queries for any number of interviews."""
    rows = Letter.objects.filter(about__in=abouts).filter(Q(opened_at__isnull=False) | Q(kind=REMINDED))
    found = list(
        rows.exclude(state__in=[LetterState.CANCELLED, LetterState.SUPPRESSED])
        .values_list("about")
        .annotate(seen=Max("opened_at"), reminded=Max("created_at", filter=Q(kind=REMINDED)))
    )
    return Touches(
        seen={about: seen for about, seen, _reminded in found if seen},
        reminded={about: reminded for about, _seen, reminded in found if reminded},
        met=frozenset(open_subjects(MEET_TODO)) & frozenset(abouts),
    )


def board_state(rows: QuerySet[Interview], now: datetime) -> tuple[str, Touches]:
    """Changes when anything on a board of these interviews does; a few queries. While somebody is awaited
    past the start it changes every minute, because the board counts them. With the touches that it read.
    """
    standing = list(rows.order_by("pk").values_list("pk", *BOARD_FIELDS))
    states = {row[0]: (row[2], row[3]) for row in standing}
    known = touches([f"interview:{pk}" for pk in states])
    missing = Participant.objects.filter(interview__in=rows, unavailable_at__isnull=False)
    waits = any(state in AWAITED and start <= now for state, start in states.values())
    facts = (
        standing,
        sorted(known.seen.items()),
        sorted(known.reminded.items()),
        sorted(known.met),
        sorted(missing.values_list("pk", flat=True)),
        f"{now:%H%M}" if waits else "",
    )
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:32], known


BOARD_FIELDS = ("version", "state", "start", "answered_at", "checked_in_at", "late_minutes", "late_said_at")


def with_people(rows: QuerySet[Interview]) -> QuerySet[Interview]:
    """Everything that a page or a letter says about an interview, in two queries for any number; what a job
    pays is never said with it, and deciphering it for a thousand rows is dear.
    """
    people = Participant.objects.select_related("employee__contact", "employee__user").order_by("pk")
    found = rows.select_related(
        "application__candidate__contact",
        "application__job__org_unit",
        "application__owner__user",
        "application__owner__contact",
        "place",
        "room",
        "stage",
        "cancel_reason",
    )
    return found.defer("application__job__pay_band").prefetch_related(
        Prefetch("participants", queryset=people)
    )


def for_letters(ids: Iterable[int]) -> list[Interview]:
    """Fresh from the database, in order of their ids. Addresses are the outbox's own business."""
    return list(with_people(Interview.objects.filter(pk__in=list(ids))).order_by("pk"))


# What a line of a day says. A day may have a thousand, so of persons, jobs and stages only names are read.
LINE = (
    *(
        one.name
        for one in Interview._meta.concrete_fields
        if one.name not in {"materials", "process", "note"}
    ),
    "application__candidate__name",
    "application__job__title",
    "application__job__title_en",
    "place__name",
    "room__name",
    "stage__name_zh",
    "stage__name_en",
)
PART = ("interview", "employee__name", "unavailable_at", "unavailable_note")


def interviews_of_day(rows: QuerySet[Interview], on: date, zone: str) -> QuerySet[Interview]:
    """Those that start on a day of the zone's calendar, in order of time, each with what its line says."""
    opens, closes = day_span(on, zone)
    people = Participant.objects.select_related("employee").only(*PART).order_by("pk")
    found = rows.filter(start__gte=opens, start__lt=closes).select_related(
        "application__candidate", "application__job", "place", "room", "stage"
    )
    return (
        found.only(*LINE).prefetch_related(Prefetch("participants", queryset=people)).order_by("start", "pk")
    )


def day_span(on: date, zone: str) -> tuple[datetime, datetime]:
    wall = ZoneInfo(zone)
    return datetime.combine(on, time(), wall), datetime.combine(on + timedelta(days=1), time(), wall)


def held_by(user_id: int) -> QuerySet[Participant]:
    """A colleague's parts in interviews that are not over yet."""
    return Participant.objects.filter(
        employee__user=user_id, interview__state__in=LIVE, interview__end__gte=clock.now()
    )


def count_between(rows: QuerySet[Interview], first: date, last: date, zone: str) -> int:
    """How many start from one day to another, both included."""
    return rows.filter(start__gte=day_span(first, zone)[0], start__lt=day_span(last, zone)[1]).count()


def trail_until(abouts: Collection[str], verbs: Collection[str], at: datetime) -> list[AuditEntry]:
    """What had happened to interviews by a moment, in its order."""
    rows = AuditEntry.objects.filter(about__in=list(abouts), verb__in=list(verbs), at__lte=at)
    return list(rows.order_by("pk"))
