"""What a letter about an interview says: flat strings per letter, a few queries for any number of them.

Language, zone and names follow the recipient. The personal link is issued here, when values freeze, and
lives on in them; a retry carries the same link.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Max, prefetch_related_objects
from django.utils import translation

from huiyin.accounts import capabilities
from huiyin.accounts.capabilities import Issued, Wish
from huiyin.company import working_days
from huiyin.company.models import Brand, Company, OrgUnit
from huiyin.company.queries import brand_of, the_company
from huiyin.core import wording
from huiyin.core.references import ref, ref_id
from huiyin.interviews import away, calendar, invites, notices, phrases, presence, queries, saying, timing
from huiyin.interviews.models import Interview, InterviewVersion, Mode
from huiyin.interviews.staff_entrances import Entrance, is_for_colleague, links_of, of_interviews
from huiyin.interviews.states import LIVE
from huiyin.messaging.contacts import PHONE
from huiyin.messaging.models import Letter
from huiyin.messaging.parts import Where
from huiyin.messaging.states import GONE
from huiyin.people.models import Employee

LINK_KIND = "i"
LINK_VERBS = ("view", "answer", "ask")
LINK_LIVES = timedelta(days=30)

CHASING = "interview.unanswered_24h"
MOVES = frozenset({"interview.moved", "interviewer.moved"})
CANCELLING = frozenset({"interview.cancelled", "interviewer.cancelled", "interviewer.removed"})
WITH_CALENDAR = frozenset({*notices.INVITING, *notices.ASKING, "interview.interviewers_changed", *CANCELLING})


def values(letters: Sequence[Letter]) -> Mapping[int, Mapping[str, str]]:
    """Everything that any of our texts may use, by letter id."""
    prefetch_related_objects(list(letters), "contact__addresses", "colleague")
    batch = _Batch.load(letters)
    return {letter.pk: _values_of(letter, batch) for letter in letters if batch.interview(letter)}


@dataclass
class _Batch:
    """What the letters of one batch share, each read once."""

    interviews: dict[int, Interview]
    company: Company
    brands: dict[int, Brand | None]
    employees: dict[int, Employee]
    links: dict[int, Issued]
    entrances: dict[int, Entrance]
    told_starts: dict[tuple[str, int], datetime] = field(default_factory=dict)
    live: dict[tuple[int, int], Interview] = field(default_factory=dict)
    opened: dict[str, datetime] = field(default_factory=dict)

    @classmethod
    def load(cls, letters: Sequence[Letter]) -> "_Batch":
        ids = {_interview_id(letter) for letter in letters}
        rows = {row.pk: row for row in queries.with_people(Interview.objects.filter(pk__in=ids))}
        units: dict[int, OrgUnit] = {}
        for row in rows.values():
            units[row.application.job.org_unit_id] = row.application.job.org_unit
        readers = {letter.contact_id for letter in letters}
        employees = {
            one.contact_id: one for one in Employee.objects.filter(contact__in=readers).select_related("user")
        }
        return cls(
            interviews=rows,
            company=the_company(),
            brands={pk: brand_of(unit) for pk, unit in units.items()},
            employees=employees,
            links=_links([letter for letter in letters if not is_for_colleague(letter)], rows),
            entrances=of_interviews(letters, {ref(row): row for row in rows.values()}, employees),
            told_starts=_told_starts(letters),
            live=_still_on([letter for letter in letters if letter.kind == "interview.cancelled"], rows),
            opened=queries.last_looks({letter.about for letter in letters if letter.kind == CHASING}),
        )

    def interview(self, letter: Letter) -> Interview | None:
        return self.interviews.get(_interview_id(letter))

    def brand(self, row: Interview) -> Brand | None:
        return self.brands[row.application.job.org_unit_id]


def _values_of(letter: Letter, batch: _Batch) -> dict[str, str]:
    row = batch.interviews[_interview_id(letter)]
    said = {
        **_who(letter, row, batch),
        **_when(letter, row, batch),
        **_where(letter, row, batch),
        **_what(letter, row, batch),
        **_entrance(letter, row, batch),
    }
    if letter.kind in WITH_CALENDAR:
        method: calendar.Method = "CANCEL" if letter.kind in CANCELLING else "REQUEST"
        said["ics"] = calendar.calendar_text(_entry(letter, row, batch.brand(row), said), method)
        said["ics_method"] = method
    return said


def _who(letter: Letter, row: Interview, batch: _Batch) -> dict[str, str]:
    language = letter.language
    brand = batch.brand(row)
    owner = row.application.owner
    known = owner.name if owner else (letter.colleague.name if letter.colleague else "")
    me = batch.employees.get(letter.contact_id)
    others = [one.employee for one in row.participants.all() if me is None or one.employee_id != me.pk]
    is_shown = me is not None or batch.company.shows_interviewers
    return {
        "name": letter.contact.name,
        "candidate_name": row.application.candidate.name,
        "interviewer_name": _interviewer_name(letter, row),
        "company": (brand.name if brand else "") or batch.company.name,
        "brand": str(brand.pk) if brand else "",
        "part": _part(row),
        "job": saying.job_title(row, language),
        "interviewers": phrases.listed(
            [phrases.person(one.name, one.title, language) for one in others] if is_shown else [], language
        ),
        "hr_name": known or phrases.pick(language, "招聘同事", "the recruiting team"),
        "hr_tel": (owner.desk_phone if owner else "") or batch.company.switchboard,
    }


def _part(row: Interview) -> str:
    """Whose wording holds: that of the job, its category, its branch or the round."""
    job = row.application.job
    return Where(job.org_unit.path, job.category, job.pk, row.stage.kind if row.stage else "").text


def _interviewer_name(letter: Letter, row: Interview) -> str:
    """Whom a letter greets; where one tells of somebody who cannot come, who that is."""
    if letter.kind != away.UNAVAILABLE:
        return letter.contact.name
    return phrases.listed([one.employee.name for one in away.away_from(row)], letter.language)


def _when(letter: Letter, row: Interview, batch: _Batch) -> dict[str, str]:
    language, zone = letter.language, saying.shown_zone(row, letter.contact)
    told = batch.told_starts.get((letter.about, letter.contact_id), row.start)
    start = saying.moment(row.start, row, letter.contact, language)
    return {
        "start_at": start,
        "new_start": start,
        "old_start": saying.moment(told, row, letter.contact, language),
        "start_time": wording.clock_time(row.start, zone),
        "duration": str(int((row.end - row.start).total_seconds() // 60)),
        "reply_by": _reply_by(letter, row, zone),
        "late_minutes": str(row.late_minutes or ""),
        "expected_at": wording.clock_time(presence.expected_at(row), zone),
        "arrived_at": wording.clock_time(row.checked_in_at, zone) if row.checked_in_at else "",
    }


def _reply_by(letter: Letter, row: Interview, zone: str) -> str:
    """When we want to hear, or, where the letter promises our answer, when she will."""
    by = row.reply_by or row.start
    if letter.kind == "interview.answer_received" and row.answered_at:
        by = timing.our_answer_by(row.answered_at, row.time_zone, working_days.is_working_day)
    if letter.kind == "interview.cancelled" and row.cancelled_at:
        by = timing.our_answer_by(row.cancelled_at, row.time_zone, working_days.is_working_day)
    return wording.moment(by, zone, letter.language)


def _where(letter: Letter, row: Interview, batch: _Batch) -> dict[str, str]:
    language = letter.language
    place = row.place
    owner = row.application.owner
    tel = (owner.desk_phone if owner else "") or batch.company.switchboard
    return {
        "place_name": saying.meeting_point(row, language),
        "place_or_link": row.video_link or saying.meeting_point(row, language),
        "address": place.address if place else "",
        "nav_note": place.nav_note if place else "",
        "arrive_note": place.entrance_note if place else "",
        "tool": saying.meeting_tool(row, language),
        "join_link": row.video_link,
        "test_note": phrases.pick(
            language,
            "提前 5 分钟打开入口，试一下麦克风和摄像头。",
            "open the link 5 minutes early and try your microphone and camera.",
        )
        if row.mode == Mode.VIDEO
        else "",
        "phone_note": _phone_note(tel, language) if row.mode == Mode.PHONE else "",
    }


def _phone_note(tel: str, language: str) -> str:
    if tel:
        return phrases.pick(language, f"我们会从 {tel} 打给您", f"we will call you from {tel}")
    return phrases.pick(language, "我们会打您留给我们的号码", "we will call the number that you gave us")


def _what(letter: Letter, row: Interview, batch: _Batch) -> dict[str, str]:
    language = letter.language
    reason = row.cancel_reason
    return {
        "round_name": saying.round_name(row, language),
        "materials": phrases.materials(row.materials, language),
        "process": phrases.process(row.process, language),
        "reason_text": (phrases.of(reason, "candidate_text", language) if reason else "")
        or (phrases.pick(language, "公司安排有调整", "company plans changed") if reason else ""),
        "change_note": _change_note(letter, row),
        "correct_note": _correct_note(letter, row, batch),
        "focus": phrases.of(row.stage, "focus", language) if row.stage and is_for_colleague(letter) else "",
        "after_note": "",
        "next_note": "",
        "slots": "",
        "last_seen": _last_seen(letter, row, batch),
    }


def _change_note(letter: Letter, row: Interview) -> str:
    """Why, for colleagues: the reason of a cancellation, or of one who cannot come."""
    if letter.kind == "interviewer.cancelled" and row.cancel_reason:
        return phrases.of(row.cancel_reason, "name", letter.language)
    if letter.kind != away.UNAVAILABLE:
        return ""
    with translation.override(letter.language):
        return phrases.listed([one.why for one in away.away_from(row)], letter.language)


def _last_seen(letter: Letter, row: Interview, batch: _Batch) -> str:
    seen = batch.opened.get(letter.about)
    return wording.moment(seen, row.time_zone, letter.language) if seen else ""


def _correct_note(letter: Letter, row: Interview, batch: _Batch) -> str:
    """After a mistake of ours: what is right instead."""
    there = batch.live.get((row.application_id, row.round_no))
    if there is None:
        return phrases.pick(
            letter.language,
            "这场面试不用参加，您不用做什么。",
            "there is no such interview, and nothing for you to do.",
        )
    start = saying.moment(there.start, there, letter.contact, letter.language)
    return phrases.pick(letter.language, f"您的面试是 {start}", f"your interview is on {start}")


def _entry(letter: Letter, row: Interview, brand: Brand | None, said: Mapping[str, str]) -> calendar.Entry:
    """No entry holds a personal link: whoever sees a calendar must not be able to act for its owner."""
    is_ours = letter.kind.startswith("interviewer.")
    page = saying.staff_link(row)
    notes = [page] if is_ours else [said["hr_name"], said["hr_tel"], said["nav_note"]]
    return invites.entry(
        row,
        letter.contact,
        summary=invites.colleague_summary(
            said["candidate_name"], said["job"], said["round_name"], letter.language
        )
        if is_ours
        else invites.candidate_summary(said["company"], said["job"], letter.language),
        notes="\n".join(line for line in notes if line),
        url=page if is_ours else "",
        organizer=invites.organizer(brand, said["company"]),
        language=letter.language,
    )


def _interview_id(letter: Letter) -> int:
    return ref_id(letter.about, "interview") or 0


def _entrance(letter: Letter, row: Interview, batch: _Batch) -> dict[str, str]:
    """The page that the letter opens. A code goes with a phone's last digits, so only who has one gets it."""
    if letter.pk in batch.entrances:
        return {**links_of(batch.entrances[letter.pk], letter, row), "interview_code": "", "code_page": ""}
    issued = batch.links[letter.pk]
    if not any(address.kind == PHONE for address in letter.contact.addresses.all()):
        return {"link": issued.link, "interview_code": "", "code_page": ""}
    site = urlsplit(settings.HUIYIN_BASE_URL).netloc
    return {"link": issued.link, "interview_code": issued.code, "code_page": f"{site}/i"}


def _links(letters: Sequence[Letter], rows: Mapping[int, Interview]) -> dict[int, Issued]:
    """A personal link for each letter to a candidate."""
    wanted = [letter for letter in letters if _interview_id(letter) in rows]
    issued = capabilities.issue_many(
        [
            Wish(
                kind=LINK_KIND,
                subject=letter.about,
                holder=ref(rows[_interview_id(letter)].application.candidate),
                verbs=LINK_VERBS,
                expires_at=rows[_interview_id(letter)].end + LINK_LIVES,
            )
            for letter in wanted
        ]
    )
    return {letter.pk: one for letter, one in zip(wanted, issued, strict=True)}


def _told_starts(letters: Sequence[Letter]) -> dict[tuple[str, int], datetime]:
    """The start that each recipient of a move was told last, from the version of the letter that left."""
    moves = [letter for letter in letters if letter.kind in MOVES]
    if not moves:
        return {}
    told = (
        Letter.objects.filter(
            about__in={letter.about for letter in moves},
            contact__in={letter.contact_id for letter in moves},
            kind__in=(*notices.INVITING, *notices.ASKING),
            state__in=GONE,
        )
        .values("about", "contact_id")
        .annotate(last=Max("version"))
    )
    versions = {
        (row.interview_id, row.number): row.facts
        for row in InterviewVersion.objects.filter(interview__in={_interview_id(letter) for letter in moves})
    }
    seen = {(row["about"], row["contact_id"]): row["last"] for row in told}
    found = {}
    for letter in moves:
        number = seen.get((letter.about, letter.contact_id), letter.version - 1)
        facts = versions.get((_interview_id(letter), number))
        if facts:
            found[letter.about, letter.contact_id] = datetime.fromisoformat(facts["start"])
    return found


def _still_on(letters: Sequence[Letter], rows: Mapping[int, Interview]) -> dict[tuple[int, int], Interview]:
    """Other interviews of the same application and round that are on."""
    applications = {rows[_interview_id(one)].application_id for one in letters if _interview_id(one) in rows}
    if not applications:
        return {}
    found = Interview.objects.filter(application__in=applications, state__in=LIVE)
    return {(row.application_id, row.round_no): row for row in found.select_related("place", "room")}
