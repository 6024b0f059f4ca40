"""The day as the board shows it: columns by answer, and the sentence above them. Reads no rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from huiyin.core import clock, wording
from huiyin.core.ids import id_in
from huiyin.core.live import tag_of
from huiyin.core.references import ref
from huiyin.interviews import away, labels, presence
from huiyin.interviews.models import Interview, InterviewState, Mode, Participant
from huiyin.interviews.queries import Touches
from huiyin.interviews.states import allows

S = InterviewState
MODES = frozenset({Mode.VIDEO, Mode.PHONE})

SHOWN_OF_A_COLUMN = 60
"""More than that nobody looks through by eye; by time they are all there."""
COLUMNS = (
    (S.SCHEDULED,),
    (S.CONFIRMED,),
    (S.RESCHEDULE_REQUESTED,),
    (S.DECLINED,),
    (S.CHECKED_IN,),
    (S.COMPLETED, S.NO_SHOW),
)


@dataclass(frozen=True)
class Known:
    """What the slips of one board are written from, beside the interviews themselves."""

    zone: str
    now: datetime
    is_today: bool
    no_show_minutes: int
    sees_words: bool
    arranges: bool
    attends: bool
    touches: Touches


@dataclass(frozen=True)
class Slip:
    """One interview on the board: the last that is known of it, what must be seen, what may be done."""

    interview: Interview
    last: str
    tags: Sequence[tuple[str, str]] = ()
    verbs: frozenset[str] = frozenset()

    @property
    def mark(self) -> str:
        """Changes when anything that the slip says does, so that an open page can show which one it was."""
        return tag_of(self.interview.state, self.last, self.tags).strip('"')[:8]


@dataclass
class Column:
    shape: str
    word: str
    slips: list[Slip] = field(default_factory=list)
    total: int = 0

    @property
    def more(self) -> int:
        return self.total - len(self.slips)


@dataclass(frozen=True)
class Filters:
    """What of the day is shown; empty means all."""

    job: str = ""
    interviewer: str = ""
    place: str = ""

    @property
    def query(self) -> str:
        """As it stands in an address, to be carried on by links."""
        given = {"job": self.job, "interviewer": self.interviewer, "place": self.place}
        return urlencode({name: value for name, value in given.items() if value})

    def within(self, rows: QuerySet[Interview]) -> QuerySet[Interview]:
        """The same for rows that are only counted. Nonsense fits nothing."""
        if self.job:
            rows = rows.filter(application__job=id_in(self.job))
        if self.place:
            is_mode = self.place in MODES
            rows = rows.filter(mode=self.place) if is_mode else rows.filter(place=id_in(self.place))
        if self.interviewer:
            taking_part = Participant.objects.filter(employee=id_in(self.interviewer))
            rows = rows.filter(pk__in=taking_part.values("interview"))
        return rows

    def fit(self, row: Interview) -> bool:
        return (
            self.job in {"", str(row.application.job_id)}
            and self.place in {"", str(row.place_id or ""), row.mode}
            and (
                not self.interviewer
                or any(str(one.employee_id) == self.interviewer for one in row.participants.all())
            )
        )


def columns(rows: Sequence[Interview], known: Known) -> list[Column]:
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
            column = by_state[first[state]]
            column.total += 1
            if len(column.slips) < SHOWN_OF_A_COLUMN:
                column.slips.append(slip_of(row, known))
    return list(by_state.values())


def _column_word(state: InterviewState) -> str:
    return _("Over") if state == S.COMPLETED else str(labels.STATES[state])


def slip_of(row: Interview, known: Known) -> Slip:
    return Slip(row, last_word(row, known), tuple(_tags(row, known)), frozenset(_verbs(row, known)))


def last_word(row: Interview, known: Known) -> str:
    """When she looked, answered or came, or what she wrote, for those who may read it."""
    zone = known.zone
    if row.state == S.SCHEDULED:
        return _unanswered(row, known)
    if row.state in {S.RESCHEDULE_REQUESTED, S.DECLINED} and row.answer_note and known.sees_words:
        return row.answer_note
    if row.state == S.CHECKED_IN and row.checked_in_at:
        words = {"page": _("Tapped “I am here” at %(at)s"), "qr": _("Scanned the sign at %(at)s")}
        word = words.get(row.checked_in_via) or _("Arrived at %(at)s")
        return word % {"at": wording.clock_time(row.checked_in_at, zone)}
    if row.state == S.NO_SHOW:
        return _("Did not come")
    return _("Answered %(at)s") % {"at": _at(row.answered_at, zone)} if row.answered_at else ""


def _unanswered(row: Interview, known: Known) -> str:
    seen, reminded = known.touches.seen.get(ref(row)), known.touches.reminded.get(ref(row))
    if reminded and (seen is None or seen < reminded):
        return _("Reminded %(at)s") % {"at": _at(reminded, known.zone)}
    return _("Looked at it %(at)s") % {"at": _at(seen, known.zone)} if seen else _("Not looked at yet")


def _tags(row: Interview, known: Known) -> Iterator[tuple[str, str]]:
    """What must not be overlooked today: late, missing, to be met, an interviewer who cannot be there."""
    if row.state not in presence.AWAITED:
        return
    if not away.is_unmanned(row):
        for one in away.away_from(row):
            yield "late", _("%(name)s is not available") % {"name": one.employee.name}
    if row.late_minutes is not None:
        at = wording.clock_time(presence.expected_at(row), known.zone)
        late = ngettext("%(n)d minute late, at %(at)s", "%(n)d minutes late, at %(at)s", row.late_minutes)
        yield "wait", late % {"n": row.late_minutes, "at": at}
    if ref(row) in known.touches.met:
        yield "now", _("Asks to be met at the door")
    over = presence.minutes_over(row, known.now)
    if known.is_today and over and known.now >= presence.expected_at(row):
        yield (
            "late",
            ngettext("%(n)d minute over, not here", "%(n)d minutes over, not here", over) % {"n": over},
        )


def _verbs(row: Interview, known: Known) -> Iterator[str]:
    """What its column offers, as far as the actor may: the page asks the door again."""
    if known.arranges and row.state == S.SCHEDULED and row.start > known.now:
        yield "remind"
    if known.arranges and row.state == S.SCHEDULED:
        yield "call"
    if known.arranges and row.state in {S.RESCHEDULE_REQUESTED, S.DECLINED} and row.start > known.now:
        yield "reschedule"
    if not (known.attends and known.is_today):
        return
    if allows(row.state, "check_in") and known.now >= presence.arrives_from(row):
        yield "check_in"
    if row.state == S.CHECKED_IN and row.start <= known.now:
        yield "complete"
    if presence.is_missing(row, known.no_show_minutes, known.now):
        yield "mark_no_show"


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
    return wording.brief(at, zone, get_language() or "zh-hans", clock.now()) if at else ""
