"""What a letter about several interviews says: a line for each, by day, as they stand when it is filled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from django.db.models import prefetch_related_objects

from huiyin.company.models import Brand, Company
from huiyin.company.queries import brand_of, the_company
from huiyin.core import wording
from huiyin.core.references import ref, ref_id
from huiyin.interviews import calendar, invites, phrases, queries, saying
from huiyin.interviews.digests import CANCELLED, MOVED, REMOVED, TOMORROW
from huiyin.interviews.models import DigestLine, Interview, InterviewState, InterviewVersion
from huiyin.interviews.staff_entrances import LINK_LIVES, Entrance, Wanted, entrances
from huiyin.interviews.states import OPEN
from huiyin.messaging.models import Letter
from huiyin.people.models import Employee

_STANDS = {CANCELLED: frozenset({InterviewState.CANCELLED})}


@dataclass(frozen=True)
class Told:
    """One line with its interview, and the start that was told before, if it has moved."""

    line: DigestLine
    row: Interview
    old_start: datetime | None

    @property
    def is_off(self) -> bool:
        return self.line.kind in {CANCELLED, REMOVED}

    @property
    def day(self) -> object:
        return self.row.start.astimezone(ZoneInfo(self.row.time_zone)).date()


def values(letters: Sequence[Letter]) -> Mapping[int, Mapping[str, str]]:
    prefetch_related_objects(list(letters), "contact__addresses")
    told = told_in(letters)
    readers = {
        one.contact_id: one
        for one in Employee.objects.filter(contact__in={letter.contact_id for letter in letters})
        .select_related("user", "org_unit")
        .order_by("pk")
    }
    ways = entrances([_wanted(letter, readers, told[letter.pk]) for letter in letters if told[letter.pk]])
    brands = {one.org_unit_id: brand_of(one.org_unit) for one in readers.values()}
    company = the_company()
    return {
        letter.pk: _values_of(
            letter,
            told[letter.pk],
            ways[letter.pk],
            (company, brands[readers[letter.contact_id].org_unit_id]),
        )
        for letter in letters
        if told[letter.pk] and letter.contact_id in readers
    }


def still_wanted(letters: Sequence[Letter]) -> dict[int, str]:
    """Nothing is left of it when each of its interviews has changed since."""
    told = told_in(letters)
    return {letter.pk: "outdated" for letter in letters if not told[letter.pk]}


def told_in(letters: Sequence[Letter]) -> dict[int, list[Told]]:
    """What each letter still tells, by its id and in order of time."""
    entries = {letter.pk: ref_id(letter.cause, "auditentry") for letter in letters}
    lines = list(DigestLine.objects.filter(entry__in={pk for pk in entries.values() if pk is not None}))
    ids = {line.interview_id for line in lines}
    rows = {row.pk: row for row in queries.with_people(Interview.objects.filter(pk__in=ids))}
    kinds = {letter.cause: letter.kind for letter in letters}
    standing = [
        one for one in lines if _stands(one, rows[one.interview_id], kinds[f"auditentry:{one.entry_id}"])
    ]
    old = _old_starts([one for one in standing if one.kind == MOVED])
    found: dict[int, list[Told]] = {}
    for letter in letters:
        own = [one for one in standing if one.entry_id == entries[letter.pk]]
        told = [Told(one, rows[one.interview_id], old.get(one.pk)) for one in own]
        found[letter.pk] = sorted(told, key=lambda each: (each.row.start, each.row.pk))
    return found


def _stands(line: DigestLine, row: Interview, kind: str) -> bool:
    """Whether it is still as the line says. Of tomorrow the day is told as it stands, if it is still hers."""
    mine = next((one for one in row.participants.all() if one.employee.contact_id == line.contact_id), None)
    if kind == TOMORROW:
        return row.state in OPEN and mine is not None and mine.unavailable_at is None
    return row.version == line.version and row.state in _STANDS.get(line.kind, OPEN)


def _old_starts(lines: Sequence[DigestLine]) -> dict[int, datetime]:
    versions = InterviewVersion.objects.filter(interview__in={one.interview_id for one in lines})
    facts = {(one.interview_id, one.number): one.facts for one in versions} if lines else {}
    return {
        one.pk: datetime.fromisoformat(facts[one.interview_id, one.version - 1]["start"])
        for one in lines
        if (one.interview_id, one.version - 1) in facts
    }


def _wanted(letter: Letter, readers: Mapping[int, Employee], told: Sequence[Told]) -> Wanted:
    """All of her own interviews, until the last of these is long over."""
    reader = readers.get(letter.contact_id)
    subject = ref(reader.user) if reader and reader.user else ""
    return Wanted(letter, reader, subject, max(one.row.end for one in told) + LINK_LIVES)


def _values_of(
    letter: Letter, told: Sequence[Told], way: Entrance, house: tuple[Company, Brand | None]
) -> dict[str, str]:
    language = letter.language
    company, brand = house
    name = (brand.name if brand else "") or company.name
    said = {
        "interviewer_name": letter.contact.name,
        "company": name,
        "brand": str(brand.pk) if brand else "",
        "count": str(len(told)),
        "agenda": agenda(told, letter),
        "day": wording.day(told[0].row.start.astimezone(ZoneInfo(told[0].row.time_zone)).date(), language),
        "link": way.to("interviews:mine"),
    }
    if letter.kind != TOMORROW:
        said["ics"] = calendar.calendar_file(
            [_entry(one.row, letter, invites.organizer(brand, name)) for one in told],
            called_off={one.row.uid for one in told if one.is_off},
        )
        said["ics_method"] = "PUBLISH"
    return said


def agenda(told: Sequence[Told], letter: Letter) -> str:
    """A heading for each day and a line for each interview."""
    lines: list[str] = []
    for _on, group in groupby(told, key=lambda one: one.day):
        own = list(group)
        first = own[0].row
        lines.append(wording.day(first.start.astimezone(ZoneInfo(first.time_zone)).date(), letter.language))
        lines += [_line(one, letter) for one in own]
    return "\n".join(lines)


def _line(one: Told, letter: Letter) -> str:
    row, language = one.row, letter.language
    at = wording.clock_time(row.start, row.time_zone)
    what = phrases.pick(language, "｜", ", ").join(
        [
            row.application.candidate.name,
            f"{saying.job_title(row, language)} {saying.round_name(row, language)}",
            saying.meeting_point(row, language),
        ]
    )
    if one.line.kind == REMOVED:
        return phrases.pick(language, f"{at} 换人，你不用去：{what}", f"{at} no longer yours: {what}")
    if one.is_off:
        return phrases.pick(language, f"{at} 取消：{what}", f"{at} cancelled: {what}")
    if one.old_start is None:
        return f"{at} {what}"
    before = wording.moment(one.old_start, row.time_zone, language)
    return phrases.pick(language, f"{at} {what}（原 {before}）", f"{at} {what} (was {before})")


def _entry(row: Interview, letter: Letter, organizer: calendar.Person) -> calendar.Entry:
    language, page = letter.language, saying.staff_link(row)
    return invites.entry(
        row,
        letter.contact,
        summary=invites.colleague_summary(
            row.application.candidate.name,
            saying.job_title(row, language),
            saying.round_name(row, language),
            language,
        ),
        notes=page,
        url=page,
        organizer=organizer,
        language=language,
    )
