"""Arranging interviews, one or a thousand: the same path, a few statements for any number."""

import secrets
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.candidates.models import Application
from huiyin.company.queries import zone_of
from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.digests import in_letters
from huiyin.core.errors import DomainError, NotFound
from huiyin.core.numbers import take_numbers
from huiyin.core.references import ref, ref_id
from huiyin.interviews import notices, queries, reminding, timing, versions
from huiyin.interviews.actions import guards
from huiyin.interviews.models import Interview, InterviewVersion, Mode, Participant
from huiyin.interviews.plans import BulkOutcome, Plan, Tell
from huiyin.interviews.rules import Rules, settle
from huiyin.interviews.timing import Reminder
from huiyin.search.index import refresh
from huiyin.todos.actions import close_todos
from huiyin.todos.queries import open_subjects
from huiyin.workforce.actions import Overlap, Taken, book
from huiyin.workforce.queries import Busy, busy_times, nearest_free

RACES = 3
Pair = tuple[Application, Plan]


@dataclass(frozen=True)
class Wanted:
    """One plan that passed the rules, beside where it stood in the list."""

    index: int
    application: Application
    plan: Plan
    round: queries.Round

    @property
    def end(self) -> datetime:
        return self.plan.start + timedelta(minutes=self.plan.minutes or 0)

    @property
    def resources(self) -> dict[str, str]:
        return guards.named_resources(self.application.candidate, self.plan.interviewers, self.plan.room)


def schedule_interview(application: Application, *, plan: Plan, tell: Tell, by: Actor) -> Interview:
    """Arrange one. The same application, round and start again returns the one that is there."""
    outcome = schedule_interviews([(application, plan)], tell=tell, by=by)
    for problem in outcome.problems.values():
        raise problem
    return outcome.arranged[0]


def schedule_interviews(pairs: Sequence[Pair], *, tell: Tell, by: Actor, operation: str = "") -> BulkOutcome:
    """Arrange what can be arranged and report the rest by its place in the list.

    The caller who wants all or nothing raises on `problems` inside a transaction of its own.
    """
    guards.check_tell(tell, by)
    for _race in range(RACES):
        try:
            with transaction.atomic():
                return _schedule(pairs, tell, by, operation)
        except Overlap:
            # Somebody booked between our look and our insert; look again and report it as a clash.
            continue
    raise guards.clash_of([], {}, [], "UTC")


def _schedule(pairs: Sequence[Pair], tell: Tell, by: Actor, operation: str) -> BulkOutcome:
    outcome = BulkOutcome(interviews=[None] * len(pairs))
    wanted = _without_clashes(_judged(pairs, outcome), outcome)
    if wanted:
        made = _write(wanted, tell, by)
        reminders = reminding.reminders_of(reminding.rules_on())
        entries = audit.record_many(
            "interview.scheduled",
            [(one, _detail(one, tell, reminders)) for one in made],
            by=by,
        )
        causes = {one.pk: entry for one, entry in zip(made, entries, strict=True)}
        notices.announce_scheduled(
            causes, tell=tell, is_bulk=bool(operation) or len(pairs) > 1, operation=operation
        )
        _keep_promises([one.application for one in wanted], by)
        for one, wish in zip(made, wanted, strict=True):
            outcome.interviews[wish.index] = one
    return outcome


def _judged(pairs: Sequence[Pair], outcome: BulkOutcome) -> list[Wanted]:
    """The plans that break no rule, settled; problems and those already arranged go to the outcome."""
    rows = _lock_applications([application.pk for application, _plan in pairs])
    stages = queries.interview_stages({row.job.pipeline_id for row in rows.values()})
    live = queries.live_interviews(list(rows))
    zones = {unit.pk: zone_of(unit) for unit in {row.job.org_unit for row in rows.values()}}
    rules = Rules(clock.now())
    wanted: list[Wanted] = []
    planned: set[tuple[int, int]] = set()
    for index, (application, plan) in enumerate(pairs):
        try:
            row = rows.get(application.pk)
            if row is None:
                raise NotFound("not_found", _("There is no such application."))
            round_ = queries.round_of(stages[row.job.pipeline_id], plan.round_no)
            settled = settle(_at_home(plan, row), minutes=round_.minutes, zone=zones[row.job.org_unit_id])
            there = live.get((row.pk, plan.round_no))
            if there and there.start == settled.start:
                outcome.interviews[index] = there
                continue
            problem = rules.judge(row, settled)
            if problem:
                raise problem
            if there or (row.pk, plan.round_no) in planned:
                raise _already_arranged(there)
        except DomainError as refused:
            outcome.problems[index] = refused
            continue
        planned.add((row.pk, plan.round_no))
        wanted.append(Wanted(index, row, settled, round_))
    return wanted


def _lock_applications(ids: Sequence[int]) -> dict[int, Application]:
    """In pk order, so that two batches wait for each other instead of locking each other out."""
    rows = (
        Application.objects.select_for_update(of=("self",))
        .select_related("candidate__contact", "job__org_unit", "job__place")
        .defer("job__pay_band")
        .filter(pk__in=set(ids))
        .order_by("pk")
    )
    return {row.pk: row for row in rows}


def _at_home(plan: Plan, application: Application) -> Plan:
    """An on-site plan without a place means the job's place."""
    if plan.mode == Mode.ONSITE and plan.place is None and plan.room is None:
        return replace(plan, place=application.job.place)
    return plan


def _already_arranged(there: Interview | None) -> DomainError:
    when = guards.written(there.start, there.time_zone) if there else ""
    return DomainError(
        "already_arranged",
        _("This round is already arranged for %(when)s.") % {"when": when}
        if when
        else _("This round stands twice in the list."),
        _("Move that one, or cancel it first."),
    )


def _without_clashes(wanted: Sequence[Wanted], outcome: BulkOutcome) -> list[Wanted]:
    """Those whose people and rooms are free, of the bookings there are and of each other."""
    if not wanted:
        return []
    names: dict[str, str] = {}
    for one in wanted:
        names |= one.resources
    taken: dict[str, list[Busy]] = defaultdict(list)
    first, last = min(one.plan.start for one in wanted), max(one.end for one in wanted)
    for busy in busy_times(list(names), first, last):
        taken[busy.resource].append(busy)
    free = []
    for one in wanted:
        span = (one.plan.start, one.end)
        in_the_way = [
            busy
            for resource in one.resources
            for busy in taken[resource]
            if busy.start < span[1] and span[0] < busy.end
        ]
        if in_the_way:
            zone = one.plan.time_zone
            nearest = nearest_free(list(one.resources), span, zone)
            outcome.problems[one.index] = guards.clash_of(in_the_way, names, nearest, zone)
            continue
        for resource in one.resources:
            taken[resource].append(Busy(resource, *span, about=""))
        free.append(one)
    return free


def _write(wanted: Sequence[Wanted], tell: Tell, by: Actor) -> list[Interview]:
    made = Interview.objects.bulk_create(_rows(wanted, tell), batch_size=500)
    Participant.objects.bulk_create(
        [
            Participant(interview=row, employee=employee)
            for row, one in zip(made, wanted, strict=True)
            for employee in sorted(one.plan.interviewers, key=lambda each: each.pk)
        ],
        batch_size=500,
    )
    why = {"why_untold": tell.why} if tell.is_silent else {}
    InterviewVersion.objects.bulk_create(
        [
            versions.version_row(row, "schedule", [each.pk for each in one.plan.interviewers], by=by, **why)
            for row, one in zip(made, wanted, strict=True)
        ],
        batch_size=500,
    )
    takings = [
        Taken(resource, ref(row), row.start, row.end)
        for row, one in zip(made, wanted, strict=True)
        for resource in one.resources
    ]
    book(sorted(takings, key=lambda each: (each.resource, each.start)))
    refresh("interview", (row.pk for row in made))
    return made


def _keep_promises(applications: Sequence[Application], by: Actor) -> None:
    """Where a cancelling letter promised a new time, it has come."""
    subjects = open_subjects(notices.NEW_TIME_TODO)
    promised = [found for about in subjects if (found := ref_id(about, "interview")) is not None]
    if promised:
        for row in Interview.objects.filter(pk__in=promised, application__in=applications):
            close_todos(notices.NEW_TIME_TODO, ref(row), by=by)


def _rows(wanted: Sequence[Wanted], tell: Tell) -> list[Interview]:
    numbers = _numbers(wanted)
    now = clock.now()
    told_at = notices.later(tell.invite_at) or now
    return [
        Interview(
            number=number,
            application=one.application,
            stage=one.round.stage,
            round_no=one.plan.round_no,
            round_name=one.round.name,
            mode=one.plan.mode,
            start=one.plan.start,
            end=one.end,
            time_zone=one.plan.time_zone,
            place=one.plan.place if one.plan.mode == Mode.ONSITE else None,
            room=one.plan.room,
            video_link=one.plan.video_link if one.plan.mode == Mode.VIDEO else "",
            materials=one.round.stage.materials if one.round.stage else [],
            process=one.round.stage.process if one.round.stage else [],
            note=one.plan.note,
            reply_by=one.plan.reply_by or timing.reply_by(one.plan.start, one.plan.time_zone, told_at),
            uid=new_uid(),
            created_at=now,
        )
        for one, number in zip(wanted, numbers, strict=True)
    ]


def _numbers(wanted: Sequence[Wanted]) -> list[str]:
    """MS-YYYYMMDD-#### by the interview's local day, without gaps."""
    days = [local_day(one.plan.start, one.plan.time_zone) for one in wanted]
    running = {day: iter(take_numbers(f"interview:{day}", days.count(day))) for day in sorted(set(days))}
    return [f"MS-{day}-{next(running[day]):04d}" for day in days]


def local_day(start: datetime, zone: str) -> str:
    return f"{start.astimezone(ZoneInfo(zone)):%Y%m%d}"


def new_uid() -> str:
    return f"{in_letters(secrets.token_bytes(16))}@{urlsplit(settings.HUIYIN_BASE_URL).hostname}"


def _detail(interview: Interview, tell: Tell, reminders: Sequence[Reminder]) -> dict[str, object]:
    told_at = notices.later(tell.invite_at) or clock.now()
    skipped = timing.reminders_skipped(reminders, interview.start, interview.time_zone, told_at)
    return {
        "version": 1,
        "application": interview.application_id,
        "round": interview.round_no,
        "told": {"candidate": tell.candidate, "interviewers": tell.interviewers},
        **({"reminders_skipped": skipped} if skipped and tell.candidate != "no" else {}),
    }
