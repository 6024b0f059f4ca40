"""What candidates' pages show, gathered once and masked for the reader; no HTML here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.core.paginator import Paginator
from django.db.models import BooleanField, CharField, F, Model, QuerySet, Value

from huiyin.accounts.doors import field_level, shown
from huiyin.accounts.models import FieldLevel
from huiyin.candidates.access import can_answer_thread, can_edit_candidate
from huiyin.candidates.guard import ContactWarning, warnings_from
from huiyin.candidates.models import Application, Candidate, Consent, Note, Tag, Thread
from huiyin.candidates.queries import RUNNING, of, waiting_thread
from huiyin.candidates.tags import cancelled_interview_ending
from huiyin.candidates.waiting import Waiting, waiting_of
from huiyin.company.models import Company
from huiyin.company.working_days import Calendar
from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.core.masking import mask_email, mask_id_number, mask_phone

T = TypeVar("T", bound=Model)

PER_PAGE = 50
READABLE = (FieldLevel.SEE, FieldLevel.EDIT)
_MASKS = {"phone": mask_phone, "email": mask_email, "id_number": mask_id_number}


class CountedPaginator(Paginator[T]):
    """Pages over rows that were counted already, along with something else."""

    def __init__(self, rows: QuerySet[T], per_page: int, *, count: int) -> None:
        super().__init__(rows, per_page)
        self.__dict__["count"] = count


@dataclass(frozen=True)
class Reach:
    """One phone, e-mail address or ID number as the reader may see it now."""

    field: str
    value: str
    can_reveal: bool
    state: str = "usable"
    address: int | None = None
    is_shown: bool = False

    @property
    def is_usable(self) -> bool:
        return self.state == "usable"


@dataclass(frozen=True)
class Stand:
    """An application and how long it has stood where it stands."""

    application: Application
    waiting: Waiting


@dataclass(frozen=True)
class File:
    """A candidate's file for one reader."""

    candidate: Candidate
    stands: Sequence[Stand]
    main: Stand | None
    last_reason: Application | None
    warnings: Sequence[ContactWarning]
    reaches: Sequence[Reach]
    tags: Sequence[Tag]
    consents: Sequence[Consent]
    pinned: Note | None
    notes_shown: bool
    reads_reasons: bool
    thread: Thread | None
    can_edit: bool
    can_note: bool
    can_answer: bool
    zone: str


def read_file(
    actor: Actor,
    candidate: Candidate,
    applications: QuerySet[Application],
    *,
    company: Company,
    revealed: str,
) -> File:
    """`applications` are those that the reader may see; `revealed` is the one field shown in full."""
    rows = list(
        applications.filter(candidate=candidate)
        .select_related("job__org_unit", "stage", "owner", "reason")
        .order_by("-applied_at", "-pk")
    )
    zone = company.time_zone
    stands = stands_of(rows, zone=zone)
    main = next((one for one in stands if one.application.state in RUNNING), None)
    note_level = field_level(actor, "candidate.note")
    can_edit = can_edit_candidate(actor, candidate)
    reads_reasons = _reads(actor, "application.reason")
    tags, consents = _worn_and_given(candidate)
    return File(
        candidate=candidate,
        stands=stands,
        main=main or (stands[0] if stands else None),
        last_reason=next((row for row in rows if row.reason_id and reads_reasons), None),
        warnings=_warnings(candidate, rows, tags, zone),
        reaches=_reaches(actor, candidate, revealed),
        tags=tags,
        consents=consents,
        pinned=_pinned(candidate, rows) if note_level in READABLE else None,
        notes_shown=note_level in READABLE,
        reads_reasons=reads_reasons,
        thread=waiting_thread(candidate, rows),
        can_edit=can_edit,
        can_note=can_edit and note_level == FieldLevel.EDIT,
        can_answer=can_answer_thread(actor, candidate),
        zone=zone,
    )


def _worn_and_given(candidate: Candidate) -> tuple[list[Tag], list[Consent]]:
    """Tags as they were put on and consents with the last one first, in one query."""
    words = Value("", output_field=CharField())
    worn = candidate.tags.annotate(
        is_tag=_const(value=True), name_=F("tag__name"), basis_=words, given_=_const(value=True)
    )
    given = candidate.consents.annotate(
        is_tag=_const(value=False), name_=F("purpose"), basis_=F("basis"), given_=F("given")
    )
    own = ("is_tag", "name_", "basis_", "given_", "at")
    rows = worn.values_list(*own, "tag_id").union(given.values_list(*own, "id"), all=True).order_by("at")
    tags, consents = [], []
    for is_tag, name, basis, is_given, at, pk in rows:
        if is_tag:
            tags.append(Tag(pk=pk, name=name))
        else:
            consents.append(Consent(pk=pk, purpose=name, basis=basis, given=is_given, at=at))
    return tags, consents[::-1]


def _const(*, value: bool) -> Value:
    return Value(value=value, output_field=BooleanField())


def _warnings(
    candidate: Candidate, rows: Sequence[Application], tags: Sequence[Tag], zone: str
) -> list[ContactWarning]:
    """About the job that she applied for last."""
    if not rows:
        return []
    ending = cancelled_interview_ending(rows[0].job.title)
    was_cancelled = any(tag.name.endswith(ending) for tag in tags)
    today = clock.today(zone)
    return warnings_from(candidate, rows[0].state, was_cancelled=was_cancelled, today=today)


def stands_of(
    applications: Sequence[Application], *, zone: str, calendar: Calendar | None = None
) -> list[Stand]:
    """In one query, however many, or in none when the working days have been read."""
    calendar, today = calendar or Calendar(), clock.today(zone)
    return [Stand(one, waiting_of(one, calendar=calendar, zone=zone, today=today)) for one in applications]


def may_reveal(actor: Actor, field: str) -> bool:
    return field in _MASKS and _reads(actor, f"candidate.{field}")


def may_note(actor: Actor, candidate: Candidate) -> bool:
    is_open = field_level(actor, "candidate.note") == FieldLevel.EDIT
    return is_open and can_edit_candidate(actor, candidate)


def _reads(actor: Actor, field: str) -> bool:
    return field_level(actor, field) in READABLE


def _reaches(actor: Actor, candidate: Candidate, revealed: str) -> list[Reach]:
    """Masked until somebody asks: a screen has bystanders, and asking is noted."""
    values: list[tuple[str, str, str, int | None]] = [
        (address.kind, address.value, address.state, address.pk)
        for address in candidate.contact.addresses.order_by("-kind", "-state_at", "pk")
    ]
    if candidate.id_number:
        values.append(("id_number", candidate.id_number, "usable", None))
    found = []
    for field, value, state, address in values:
        if field not in _MASKS or not shown(actor, f"candidate.{field}", value):
            continue
        is_open = may_reveal(actor, field)
        is_shown = is_open and revealed == field
        said = value if is_shown else _MASKS[field](value)
        found.append(Reach(field, said, is_open and not is_shown, state, address, is_shown))
    return found


def _pinned(candidate: Candidate, applications: Sequence[Application]) -> Note | None:
    if not getattr(candidate, "has_pinned", True):
        return None
    rows = Note.objects.filter(of(applications), candidate=candidate, is_pinned=True)
    return rows.select_related("author").first()
