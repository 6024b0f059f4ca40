"""What makes a plan impossible, said by name with the mend. Reads the calendar of working days, no more."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.candidates.models import Application, ApplicationState
from huiyin.company import working_days
from huiyin.core import wording
from huiyin.core.errors import DomainError, FieldProblem
from huiyin.core.fairness import require_fair
from huiyin.interviews import weekdays
from huiyin.interviews.models import Mode
from huiyin.interviews.plans import Plan, Where
from huiyin.people.models import Employee
from huiyin.workforce import walltime

LONGEST = 600
FURTHEST = timedelta(days=2 * 366)
_WEB = re.compile(r"https?://[^\s<>\"'`\\{}|^]+", re.IGNORECASE)

Found = tuple[str, FieldProblem]


def settle(plan: Plan, *, minutes: int, zone: str) -> Plan:
    """The plan with its defaults filled in and its start as an aware moment; refuses odd wall times."""
    place = plan.place or (plan.room.place if plan.room else None)
    own_zone = place.time_zone if place and plan.mode == Mode.ONSITE else ""
    zone = plan.time_zone or own_zone or zone
    if not walltime.is_zone(zone):
        raise _refuse(
            "bad_zone",
            "time_zone",
            _("There is no time zone of that name."),
            _("Use a name like Asia/Shanghai."),
        )
    return replace(
        plan,
        start=settled_start(plan.start, zone),
        time_zone=zone,
        minutes=minutes if plan.minutes is None else plan.minutes,
        place=place,
        interviewers=tuple({one.pk: one for one in plan.interviewers}.values()),
    )


def settled_start(start: datetime, zone: str) -> datetime:
    """A UTC moment from an aware one, or from a wall time that exists exactly once in the zone."""
    try:
        return _moment(start, zone)
    except OverflowError:
        raise _refuse(
            "bad_start", "start", _("There is no such time."), _("Choose a start in the near future.")
        ) from None


def _moment(start: datetime, zone: str) -> datetime:
    if start.tzinfo is not None:
        return start.astimezone(UTC)
    odd = walltime.oddity(start, zone)
    if odd == "skipped":
        raise _refuse(
            "start_skipped",
            "start",
            _("This hour does not exist: the clocks go forward that night."),
            _("Choose a time one hour later."),
        )
    if odd == "twice":
        raise _refuse(
            "start_twice",
            "start",
            _("This hour exists twice: the clocks go back that night."),
            _("Choose a time before or after it."),
        )
    return walltime.moment(start, zone)


class Rules:
    """The rules at one moment. One object judges a whole batch and looks each holiday up once."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.is_holiday = cache(working_days.is_holiday)

    def judge(self, application: Application, plan: Plan) -> DomainError | None:
        """The first thing wrong, with all of them as its fields; None when a settled plan can be kept."""
        return refusal(
            [
                *_application_problems(application),
                *self.start_problems(plan),
                *_length_problems(plan),
                *where_problems(plan.where),
                *people_problems(plan.interviewers),
                *_unfair_words(plan.note),
            ]
        )

    def start_problems(self, plan: Plan) -> Iterable[Found]:
        if plan.start - self.now > FURTHEST:
            yield _found(
                "start_far",
                "start",
                _("This is more than two years from now."),
                _("Look at the year again."),
            )
            return
        on = plan.start.astimezone(ZoneInfo(plan.time_zone)).date()
        if plan.start <= self.now:
            yield _found("start_past", "start", _("This time is already past."), _("Choose a later start."))
        if self.is_holiday(on):
            yield _found(
                "holiday",
                "start",
                _("%(day)s is a public holiday.") % {"day": _written(on)},
                _("Choose a working day, or mark the day as working in the settings."),
            )
        if weekdays.contradicts(on, plan.weekday):
            yield _contradiction("start", plan.weekday, on)
        for text in weekdays.contradictions(plan.note, on.year):
            yield _contradiction("note", text, on)


def where_problems(where: Where) -> Iterable[Found]:
    if where.mode not in Mode.values:
        yield _found("bad_mode", "mode", _("This is not a way to meet."), _("Use on site, video or phone."))
    if where.mode == Mode.ONSITE and where.place is None:
        yield _found(
            "place_missing",
            "place",
            _("An on-site interview needs a place."),
            _("Choose where to come to."),
        )
    if where.mode == Mode.VIDEO and not where.video_link:
        yield _found(
            "link_missing",
            "video_link",
            _("A video interview needs its link."),
            _("Paste the link of the meeting."),
        )
    if where.video_link and not _WEB.fullmatch(where.video_link):
        yield _found(
            "bad_link",
            "video_link",
            _("This is not a link that a browser opens."),
            _("Paste the whole link, beginning with https://."),
        )
    if where.room and where.place and where.room.place_id != where.place.pk:
        yield _found(
            "room_elsewhere",
            "room",
            _("This room is at another place."),
            _("Choose a room of the same place."),
        )


def people_problems(interviewers: Iterable[Employee]) -> Iterable[Found]:
    for one in interviewers:
        if not one.is_active:
            yield _found(
                "interviewer_inactive",
                "interviewers",
                _("%(name)s has left and cannot interview.") % {"name": one.name},
                _("Choose another interviewer."),
            )


def refusal(found: Iterable[Found]) -> DomainError | None:
    """One error for all that was found: the first gives the code and the words."""
    every = list(found)
    if not every:
        return None
    code, first = every[0]
    return DomainError(code, first.problem, first.mend, [problem for _code, problem in every])


def _application_problems(application: Application) -> Iterable[Found]:
    if application.state != ApplicationState.ACTIVE:
        yield _found(
            "application_not_active",
            "application",
            _("This application is not in progress any more."),
            _("Reopen it first, or arrange the interview for another application."),
        )


def _unfair_words(note: str) -> Iterable[Found]:
    try:
        require_fair(note, field="note")
    except DomainError as unfair:
        yield unfair.code, unfair.fields[0]


def _length_problems(plan: Plan) -> Iterable[Found]:
    minutes = plan.minutes or 0
    if not 0 < minutes <= LONGEST:
        yield _found(
            "no_length",
            "minutes",
            _("It would end before it starts, or last too long."),
            _("Give a length from 1 to %(most)s minutes.") % {"most": LONGEST},
        )
        return
    wall = ZoneInfo(plan.time_zone)
    last = (plan.start + timedelta(minutes=minutes - 1)).astimezone(wall)
    if last.date() != plan.start.astimezone(wall).date():
        yield _found(
            "over_midnight",
            "minutes",
            _("It would run past midnight."),
            _("Start earlier or make it shorter."),
        )


def _contradiction(field: str, text: str, on: date) -> Found:
    return _found(
        "weekday_contradicts",
        field,
        _("“%(text)s” does not agree with the calendar.") % {"text": text},
        _("The interview is on %(day)s: correct the date or the weekday.") % {"day": _written(on)},
    )


def _written(on: date) -> str:
    return wording.day(on, get_language() or "zh-hans")


def _found(code: str, field: str, problem: str, mend: str) -> Found:
    return code, FieldProblem(field, problem, mend)


def _refuse(code: str, field: str, problem: str, mend: str) -> DomainError:
    return DomainError(code, problem, mend, [FieldProblem(field, problem, mend)])
