"""A recruiter's attendance list, preset `attendance`: interviews that are over, and who came. Pure.

Its candidates have numbers for names and no address. What a day of 2016 does not say is not made up: without
a time of day an interview covers the whole day.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils.translation import gettext as _

from huiyin.imports import values
from huiyin.imports.columns import Column, fold
from huiyin.imports.dates import Habits, Moment, habits_of, read_moment
from huiyin.imports.problems import Unreadable
from huiyin.imports.sheets import LineReader
from huiyin.imports.tables import Cell
from huiyin.imports.values import Reply

QUESTIONS = {
    "permission": "Have you obtained the necessary permission…",
    "no_meetings": "Hope there will be no unscheduled meetings…",
    "may_call": "Can I call you three hours before…",
    "other_number": "Can I have an alternative number…",
    "papers": "Have you taken a printout…",
    "venue_clear": "Are you clear with the venue…",
    "letter_shared": "Has the call letter been shared…",
}
COLUMNS = (
    Column("date", ("Date of Interview", "面试日期"), is_needed=True),
    Column("client", ("Client name", "客户"), is_needed=True),
    Column("industry", ("Industry", "行业")),
    Column("location", ("Location", "所在地")),
    Column("position", ("Position to be closed", "职位"), is_needed=True),
    Column("skillset", ("Nature of Skillset", "技能")),
    Column("type", ("Interview Type", "面试类型")),
    Column("candidate", ("Name(Cand ID)", "Name", "候选人编号"), is_needed=True, is_personal=True),
    Column("city", ("Candidate Current Location", "现居住地"), is_personal=True),
    Column("job_location", ("Candidate Job Location", "工作地点")),
    Column("venue", ("Interview Venue", "面试地点")),
    *(Column(key, (name,)) for key, name in QUESTIONS.items()),
    Column("expected", ("Expected Attendance", "预计到场")),
    Column("observed", ("Observed Attendance", "实际到场"), is_needed=True),
)
_TYPES = {
    "walkin": "walk_in",
    "scheduled": "scheduled",
    "scheduledwalkin": "scheduled_walk_in",
    "sceduledwalkin": "scheduled_walk_in",
}
WHOLE_DAY = 24 * 60


@dataclass(frozen=True)
class AttendanceRow:
    """One interview that is over. `facts` are what the sheet says beyond our own fields."""

    sheet: str
    number: int
    candidate: str
    on: date
    clock: time | None
    job: str
    city: str
    venue: str
    expected: Reply
    came: bool
    facts: dict[str, object] = field(default_factory=dict)

    @property
    def at(self) -> tuple[str, int]:
        return self.sheet, self.number

    @property
    def start(self) -> datetime:
        return datetime.combine(self.on, self.clock or time())

    @property
    def minutes(self) -> int:
        return 60 if self.clock else WHOLE_DAY

    @property
    def key(self) -> str:
        """How the row is known again: its candidate's number in that recruiter's own counting."""
        return fold(self.candidate)

    @property
    def meaning(self) -> str:
        """Everything that the row says, in one text, to notice that it says something else later."""
        parts = (self.on, self.clock, self.job, self.city, self.venue, self.expected, self.came)
        return "\0".join([*map(str, parts), *(f"{key}={value}" for key, value in sorted(self.facts.items()))])


def read_rows(readers: Sequence[LineReader], *, today: date) -> list[AttendanceRow]:
    """The rows that can be taken over; the readers keep what is wrong with the others."""
    habits = habits_of(cell for reader in readers if (cell := reader.cell("date")))
    rows = [_row(reader, habits, today) for reader in readers]
    _refuse_doubles(readers)
    for reader, year in _odd_years(readers, habits):
        reader.refuse(
            "date",
            _("The rows around it have the same day in %(year)s.") % {"year": year},
            _("the year as it was"),
        )
    return [row for row, reader in zip(rows, readers, strict=True) if row and not reader.problems]


def _row(reader: LineReader, habits: Habits, today: date) -> AttendanceRow | None:
    moment = reader.read_cell("date", lambda cell: _moment(cell, habits, today), None)
    client = reader.read("client", lambda text: _needed(text, 60), "")
    position = reader.read("position", lambda text: _needed(text, 60), "")
    job_location = reader.read("job_location", lambda text: values.read_topic(text, 40), "")
    came = reader.read("observed", _read_came, default=False)
    answers = {key: reader.read(key, values.read_reply, "") for key in QUESTIONS}
    facts: dict[str, object] = {
        "client": client,
        "industry": reader.read("industry", values.read_topic, ""),
        "location": reader.read("location", values.read_topic, ""),
        "skillset": reader.read("skillset", values.read_topic, ""),
        "interview_type": reader.read("type", _read_type, ""),
        "answers": {key: answer for key, answer in answers.items() if answer},
    }
    name = reader.read("candidate", values.read_name, "")
    city = reader.read("city", lambda text: values.read_topic(text, 40), "")
    venue = reader.read("venue", lambda text: _needed(text, 80), "")
    expected: Reply = reader.read("expected", values.read_reply, "")
    if moment is None:
        return None
    job = " · ".join(part for part in (client, position, job_location) if part)
    if len(job) > 80:
        reader.refuse(
            "position",
            _("Client, position and place together are longer than 80 characters."),
            _("a shorter text"),
        )
    return AttendanceRow(
        sheet=reader.table.name,
        number=reader.line.number,
        candidate=name,
        on=moment.on,
        clock=moment.clock,
        job=job,
        city=city,
        venue=venue,
        expected=expected,
        came=came,
        facts=facts | {"expected": expected, "time_known": moment.clock is not None},
    )


def _moment(cell: Cell, habits: Habits, today: date) -> Moment | None:
    moment = read_moment(cell, habits)
    if moment.on >= today:
        raise Unreadable(
            _("This day is not over yet, so nobody can have been seen on it."), _("a day in the past")
        )
    return moment


def _needed(text: str, most: int) -> str:
    found = values.read_topic(text, most)
    if not found:
        raise Unreadable(_("It is empty."), _("words"))
    return found


def _read_came(text: str) -> bool:
    reply = values.read_reply(text)
    if reply not in {"yes", "no"}:
        raise Unreadable(_("It does not say whether the person came."), _("Yes or No"))
    return reply == "yes"


def _read_type(text: str) -> str:
    folded = fold(text)
    if folded in values.NOTHING:
        return ""
    if folded not in _TYPES:
        raise Unreadable(_("This word is not known here."), _("Walkin, Scheduled or Scheduled Walkin"))
    return _TYPES[folded]


def _refuse_doubles(readers: Sequence[LineReader]) -> None:
    """A number that stands twice would be one person or two; only the recruiter knows."""
    first: dict[str, int] = {}
    for reader in readers:
        row = first.setdefault(fold(reader.text("candidate")), reader.line.number)
        if row != reader.line.number:
            reader.refuse(
                "candidate", _("The same candidate stands in row %(row)s.") % {"row": row}, _("one row each")
            )


def _odd_years(readers: Sequence[LineReader], habits: Habits) -> list[tuple[LineReader, int]]:
    """Rows whose day and month their neighbours on both sides share, but in one other year.

    Lists are typed day by day, so this is a slip of one digit far more often than another interview day.
    """
    runs: list[tuple[date, list[LineReader]]] = []
    for reader in readers:
        try:
            on = read_moment(reader.cell("date"), habits).on
        except Unreadable:
            continue
        if runs and runs[-1][0] == on:
            runs[-1][1].append(reader)
        else:
            runs.append((on, [reader]))
    odd: list[tuple[LineReader, int]] = []
    for (before, left), (on, run), (after, right) in zip(runs, runs[1:], runs[2:], strict=False):
        is_framed = before == after and (before.month, before.day) == (on.month, on.day)
        if is_framed and len(run) < len(left) + len(right):
            odd += [(reader, before.year) for reader in run]
    return odd
