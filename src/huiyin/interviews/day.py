"""The day as the board shows it: columns by answer, and the sentence above them. Reads no rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from huiyin.core import clock, wording
from huiyin.interviews import labels
from huiyin.interviews.models import Interview, InterviewState

S = InterviewState

COLUMNS = (
    (S.SCHEDULED,),
    (S.CONFIRMED,),
    (S.RESCHEDULE_REQUESTED,),
    (S.DECLINED,),
    (S.CHECKED_IN,),
    (S.COMPLETED, S.NO_SHOW),
)


@dataclass(frozen=True)
class Slip:
    """One interview on the board, with the last thing that is known of it."""

    interview: Interview
    last: str
    is_late: bool = False


@dataclass
class Column:
    shape: str
    word: str
    slips: list[Slip] = field(default_factory=list)


@dataclass(frozen=True)
class Filters:
    """What of the day is shown; empty means all."""

    job: str = ""
    interviewer: str = ""
    place: str = ""

    def fit(self, row: Interview) -> bool:
        return (
            self.job in {"", str(row.application.job_id)}
            and self.place in {"", str(row.place_id or ""), row.mode}
            and (
                not self.interviewer
                or any(str(one.employee_id) == self.interviewer for one in row.participants.all())
            )
        )


def columns(
    rows: Sequence[Interview], seen: dict[str, datetime], *, zone: str, sees_words: bool
) -> list[Column]:
    """The board. Cancelled ones are not on it."""
    by_state = {
        state: Column(labels.SHAPES[states[0]], _column_word(states[0]))
        for states in COLUMNS
        for state in states[:1]
    }
    first = {state: states[0] for states in COLUMNS for state in states}
    for row in rows:
        state = InterviewState(row.state)
        if state in first:
            slip = Slip(row, last_word(row, seen, zone=zone, sees_words=sees_words), state == S.NO_SHOW)
            by_state[first[state]].slips.append(slip)
    return list(by_state.values())


def _column_word(state: InterviewState) -> str:
    return _("Over") if state == S.COMPLETED else str(labels.STATES[state])


def last_word(row: Interview, seen: dict[str, datetime], *, zone: str, sees_words: bool) -> str:
    """When she looked, answered or came, or what she wrote, for those who may read it."""
    if row.state == S.SCHEDULED:
        at = seen.get(f"interview:{row.pk}")
        return _("Looked at it %(at)s") % {"at": _at(at, zone)} if at else _("Not looked at yet")
    if row.state in {S.RESCHEDULE_REQUESTED, S.DECLINED} and row.answer_note and sees_words:
        return row.answer_note
    if row.state == S.CHECKED_IN and row.checked_in_at:
        return _("Arrived at %(at)s") % {"at": wording.clock_time(row.checked_in_at, zone)}
    if row.state == S.NO_SHOW:
        return _("Did not come")
    return _("Answered %(at)s") % {"at": _at(row.answered_at, zone)} if row.answered_at else ""


def headline(rows: Sequence[Interview], *, is_today: bool, on: date, language: str) -> str:
    """How the day stands, in one sentence."""
    on_it = [row for row in rows if row.state != S.CANCELLED]
    day = _("Today") if is_today else wording.day(on, language)
    if not on_it:
        return _("No interviews today") if is_today else _("No interviews on %(day)s") % {"day": day}
    waiting = sum(row.state == S.SCHEDULED for row in on_it)
    many = ngettext("%(day)s: %(n)d interview", "%(day)s: %(n)d interviews", len(on_it)) % {
        "day": day,
        "n": len(on_it),
    }
    if not waiting:
        return many
    return many + ngettext(", %(n)d without an answer", ", %(n)d without an answer", waiting) % {"n": waiting}


def next_one(rows: Sequence[Interview], now: datetime) -> Interview | None:
    """The next that is still to begin and not called off."""
    off = {S.CANCELLED, S.DECLINED}
    return next((row for row in rows if row.start > now and row.state not in off), None)


def _at(at: datetime | None, zone: str) -> str:
    """The hour alone for today, the day with it for other days."""
    if at is None:
        return ""
    if at.astimezone(ZoneInfo(zone)).date() == clock.today(zone):
        return wording.clock_time(at, zone)
    return wording.moment(at, zone, get_language() or "zh-hans")
