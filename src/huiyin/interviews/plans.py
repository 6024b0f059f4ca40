"""What somebody wants arranged, and whom to tell. Pure values: no rows are read or written here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from huiyin.candidates.models import Application
from huiyin.company.models import Place, Room
from huiyin.core.errors import DomainError
from huiyin.interviews.models import Interview, InterviewState
from huiyin.people.models import Employee

Telling = Literal["now", "review", "no"]


@dataclass(frozen=True)
class Where:
    """How they meet: a place and perhaps a room, a link, or neither for a phone call."""

    mode: str
    place: Place | None = None
    room: Room | None = None
    video_link: str = ""


@dataclass(frozen=True)
class Plan:
    """One interview as it is wanted.

    `start` is an aware moment, or a naive wall time that is read on the clock of `time_zone`. An empty
    `time_zone` means the place's, else the company's. `minutes` None means the stage's. `weekday` is the
    day of the week as somebody wrote it (周四, Thu): it must agree with the start.
    """

    round_no: int
    mode: str
    start: datetime
    minutes: int | None = None
    interviewers: Sequence[Employee] = ()
    place: Place | None = None
    room: Room | None = None
    video_link: str = ""
    note: str = ""
    time_zone: str = ""
    weekday: str = ""
    reply_by: datetime | None = None

    @property
    def where(self) -> Where:
        return Where(self.mode, self.place, self.room, self.video_link)


@dataclass(frozen=True)
class Move:
    """Where an interview shall move to. `where` None and `minutes` None keep what stands; so does `note`.

    A naive `start` is read on the clock of `time_zone`, by default that of the interview or its new place.
    """

    start: datetime
    minutes: int | None = None
    where: Where | None = None
    note: str | None = None
    time_zone: str = ""
    weekday: str = ""
    reply_by: datetime | None = None


@dataclass(frozen=True)
class Tell:
    """Whether each side is told at once, after a colleague has looked, or not at all.

    `no` needs a `why` and the right to decide about letters. `why` is kept with the version, not in the audit
    trail, because it is free text. `hold` is how many seconds it can be taken back; None is the house rule.
    `invite_at` plans the candidate's invitation for later; a moment that is past means at once. `call` asks a
    colleague to call the candidate too when a change comes late.
    """

    candidate: Telling = "now"
    interviewers: Telling = "now"
    why: str = ""
    hold: int | None = None
    invite_at: datetime | None = None
    call: bool = False

    @property
    def is_silent(self) -> bool:
        return "no" in (self.candidate, self.interviewers)


@dataclass(frozen=True)
class Past:
    """One interview that took place before this installation knew of it, as imported.

    `facts` are kept with its first version: what the source said beyond our own fields.
    """

    application: Application
    round_no: int
    mode: str
    start: datetime
    minutes: int = 60
    state: str = InterviewState.COMPLETED
    answer: str = ""
    interviewers: Sequence[Employee] = ()
    place: Place | None = None
    note: str = ""
    time_zone: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.minutes)


@dataclass
class BulkOutcome:
    """What became of each pair, by its place in the list: an interview, or the problem that stopped it."""

    interviews: list[Interview | None] = field(default_factory=list)
    problems: dict[int, DomainError] = field(default_factory=dict)

    @property
    def arranged(self) -> list[Interview]:
        return [one for one in self.interviews if one is not None]
