"""What happened to interviews, as lines of a timeline: arranged, moved, answered, held, cancelled."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.candidates.timeline import CHANGED, Event, Mark
from huiyin.core import wording
from huiyin.core.models import AuditEntry
from huiyin.core.references import ref
from huiyin.interviews.models import Answer, Interview, InterviewVersion
from huiyin.interviews.saying import round_name

# How the trail calls what made a version.
TRAIL = {
    "schedule": "interview.scheduled",
    "reschedule": "interview.rescheduled",
    "change_interviewers": "interview.interviewers_changed",
    "cancel": "interview.cancelled",
    "record": "interview.recorded",
}
ANSWERED, CHECKED_IN = "interview.answered", "interview.checked_in"
LATE = "interview.late_said"
DAY = (CHECKED_IN, LATE, "interview.no_show_marked", "interview.completed")
VERBS = (*TRAIL.values(), ANSWERED, *DAY)


def story(
    entries: Sequence[AuditEntry], interviews: Iterable[Interview], *, reads_words: Collection[int]
) -> list[Event]:
    """What entries of the trail tell of these interviews, in one query. `reads_words` are the ids of those
    whose answers' words may be read.
    """
    by_ref = {ref(row): row for row in interviews}
    told = [one for one in entries if one.about in by_ref and one.verb in VERBS]
    made = _versions(by_ref, [one for one in told if one.verb in TRAIL.values()])
    events = []
    for entry in told:
        row, mark = by_ref[entry.about], Mark(entry.at, CHANGED, entry.pk)
        if entry.verb == ANSWERED:
            events.append(_answered(row, entry, mark, reads_words))
        elif entry.verb in DAY:
            events.append(_of_the_day(row, entry, mark))
        elif version := made.get((entry.about, entry.detail.get("version", 1))):
            events.append(_made(row, version, entry.actor_label, mark))
    return events


def _versions(
    by_ref: Mapping[str, Interview], entries: Sequence[AuditEntry]
) -> dict[tuple[str, int], InterviewVersion]:
    wanted = [by_ref[one.about].pk for one in entries]
    rows = InterviewVersion.objects.filter(interview__in=wanted) if wanted else ()
    names = {row.pk: name for name, row in by_ref.items()}
    return {(names[one.interview_id], one.number): one for one in rows}


def _made(row: Interview, version: InterviewVersion, by: str, mark: Mark) -> Event:
    said = {
        "schedule": _("{round} arranged for {when}"),
        "reschedule": _("{round} moved to {when}"),
        "change_interviewers": _("{round}: other interviewers"),
        "cancel": _("{round} cancelled"),
        "record": _("{round} on {when}, from older records"),
    }.get(version.verb, _("{round} changed"))
    title = said.format(round=_round(row), when=_when(row, version))
    reason = row.cancel_reason if version.verb == "cancel" else None
    text = " · ".join(part for part in (wording.localised(reason, "name", _language()), by) if part)
    return Event(mark, "interview", title, text, about=ref(row))


def _when(row: Interview, version: InterviewVersion) -> str:
    """The time that this version said."""
    start, zone = version.facts.get("start"), version.facts.get("time_zone", row.time_zone)
    return wording.moment(datetime.fromisoformat(start) if start else row.start, zone, _language())


def _answered(row: Interview, entry: AuditEntry, mark: Mark, reads_words: Collection[int]) -> Event:
    """The words are those of the answer that stands; of earlier ones only the answer itself is kept."""
    said = {
        Answer.YES: _("Answer: can come"),
        Answer.NO: _("Answer: cannot come"),
        Answer.OTHER_TIME: _("Answer: another time, please"),
    }
    stands = row.answered_at is not None and entry.at >= row.answered_at and row.pk in reads_words
    title = said.get(entry.detail.get("answer", ""), _("Answered"))
    if entry.detail.get("via") == "phone":
        title = _("{answer}, by phone").format(answer=title)
    return Event(mark, "interview", title, row.answer_note if stands else "", theirs=True, about=ref(row))


def _of_the_day(row: Interview, entry: AuditEntry, mark: Mark) -> Event:
    said = {
        CHECKED_IN: _("Arrived for {round}"),
        LATE: _("Will be {minutes} minutes late for {round}"),
        "interview.no_show_marked": _("Did not come to {round}"),
        "interview.completed": _("{round} took place"),
    }[entry.verb]
    theirs = entry.verb in {CHECKED_IN, LATE}
    title = said.format(round=_round(row), minutes=entry.detail.get("minutes", ""))
    return Event(mark, "interview", title, entry.actor_label, theirs=theirs, about=ref(row))


def _round(row: Interview) -> str:
    return round_name(row, _language())


def _language() -> str:
    return get_language() or "zh-hans"
