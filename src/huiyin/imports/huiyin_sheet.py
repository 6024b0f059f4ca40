"""Our own sheet, preset `huiyin`: people to invite, with their job and perhaps their interview. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils.translation import gettext as _

from huiyin.candidates.models import HireType, Source
from huiyin.imports import values
from huiyin.imports.columns import Column
from huiyin.imports.dates import Habits, Moment, habits_of, read_moment
from huiyin.imports.problems import Unreadable
from huiyin.imports.sheets import LineReader
from huiyin.imports.tables import Cell
from huiyin.interviews.models import Mode

COLUMNS = (
    Column("name", ("姓名", "name", "候选人", "candidate"), is_needed=True, is_personal=True),
    Column("phone", ("手机", "phone", "手机号", "电话", "mobile"), is_personal=True),
    Column("email", ("邮箱", "email", "e-mail", "电子邮箱"), is_personal=True),
    Column("job", ("职位", "job", "应聘职位", "岗位", "position")),
    Column("source", ("来源", "source", "来源渠道", "渠道")),
    Column("hire_type", ("招聘类型", "hire_type")),
    Column("language", ("语言", "language")),
    Column("interview_start", ("面试时间", "interview_start", "interview time")),
    Column("minutes", ("时长", "minutes", "duration")),
    Column("mode", ("方式", "mode", "面试方式")),
    Column("interviewers", ("面试官", "interviewers", "interviewer")),
    Column("place", ("地点", "place", "面试地点", "location")),
    Column("note", ("备注", "note", "remarks"), is_personal=True),
)
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
EARLIEST, LATEST = time(6), time(22)


@dataclass(frozen=True)
class HuiyinRow:
    """One person of our sheet, normalised. `start` is a wall time unless the sheet gave an offset."""

    sheet: str
    number: int
    name: str
    phone: str = ""
    email: str = ""
    job: str = ""
    source: Source = Source.OTHER
    source_note: str = ""
    hire_type: HireType = HireType.SOCIAL
    language: str = ""
    start: datetime | None = None
    minutes: int | None = None
    mode: Mode | None = None
    interviewers: tuple[str, ...] = field(default_factory=tuple)
    place: str = ""
    video_link: str = ""
    note: str = ""
    city: str = ""
    applied_at: datetime | None = None

    @property
    def at(self) -> tuple[str, int]:
        return self.sheet, self.number


def read_rows(readers: Sequence[LineReader], *, today: date) -> list[HuiyinRow]:
    """The rows that can be taken over; the readers keep what is wrong with the others."""
    cells = [reader.cell("interview_start") for reader in readers]
    habits = habits_of((cell for cell in cells if cell), years=(today.year - 1, today.year + 1))
    rows = [_row(reader, habits) for reader in readers]
    return [row for row, reader in zip(rows, readers, strict=True) if not reader.problems]


def _row(reader: LineReader, habits: Habits) -> HuiyinRow:
    source, source_note = reader.read("source", values.read_source, (Source.OTHER, ""))
    place = reader.read("place", lambda text: values.read_line(text, 300), "")
    link = place if _LINK.fullmatch(place) else ""
    row = HuiyinRow(
        sheet=reader.table.name,
        number=reader.line.number,
        name=reader.read("name", values.read_name, ""),
        phone=reader.read("phone", values.read_phone, ""),
        email=reader.read("email", values.read_email, ""),
        job=reader.read("job", lambda text: values.read_line(text, 80), ""),
        source=source,
        source_note=source_note,
        hire_type=reader.read("hire_type", values.read_hire_type, HireType.SOCIAL),
        language=reader.read("language", values.read_language, ""),
        start=reader.read_cell("interview_start", lambda cell: _start(cell, habits), None),
        minutes=reader.read("minutes", values.read_minutes, None),
        mode=reader.read("mode", values.read_mode, None),
        interviewers=reader.read("interviewers", values.read_emails, ()),
        place="" if link else place,
        video_link=link,
        note=reader.read("note", values.read_note, ""),
    )
    _judge_together(reader, row)
    return row


def _judge_together(reader: LineReader, row: HuiyinRow) -> None:
    """What only two cells together can be wrong about."""
    if not row.phone and not row.email and not reader.broken & {"phone", "email"}:
        reader.refuse(
            "phone", _("There is neither a phone number nor an e-mail address."), _("one of the two")
        )
    if reader.text("interview_start") and not reader.text("job"):
        reader.refuse("job", _("An interview needs a job."), _("the job's title or number"))
    if len(row.place) > 80:
        reader.refuse(
            "place", _("It is longer than %(most)s characters.") % {"most": 80}, _("a shorter text")
        )


def _start(cell: Cell, habits: Habits) -> datetime | None:
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    moment = read_moment(cell, habits)
    if moment.clock is None:
        raise Unreadable(_("There is no time of day."), _("a date and a time like 2026-12-01 14:00"))
    if not EARLIEST <= moment.clock <= LATEST:
        raise Unreadable(
            _("Nobody interviews at %(time)s.") % {"time": f"{moment.clock:%H:%M}"},
            _("a time from 06:00 to 22:00; write 2 in the afternoon as 14:00"),
        )
    return _joined(moment, moment.clock)


def _joined(moment: Moment, clock: time) -> datetime:
    return moment.at or datetime.combine(moment.on, clock)
