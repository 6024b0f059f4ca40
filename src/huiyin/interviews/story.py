"""What happened to interviews, as lines of a timeline: arranged, moved, answered, held, cancelled."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.candidates.queries import Event
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
DAY = (CHECKED_IN, "interview.no_show_marked", "interview.completed")


def story(interviews: Sequence[Interview], *, reads_words: Collection[int]) -> list[Event]:
    """In two queries, in no order. `reads_words` are the ids of those whose answers' words may be read."""
    by_ref = {ref(row): row for row in interviews}
    verbs = (*TRAIL.values(), ANSWERED, *DAY)
    entries = list(AuditEntry.objects.filter(about__in=by_ref, verb__in=verbs).order_by("pk"))
    versions = InterviewVersion.objects.filter(interview__in=interviews).order_by("pk")
    who = {(one.about, one.verb, one.detail.get("version", 1)): one.actor_label for one in entries}
    rows = {row.pk: row for row in interviews}
    last = {one.about: one for one in entries if one.verb == ANSWERED}
    made = [_made(rows[one.interview_id], one, who) for one in versions]
    answers = [
        _answered(by_ref[one.about], one, last[one.about] is one, reads_words)
        for one in entries
        if one.verb == ANSWERED
    ]
    return [*made, *answers, *(_of_the_day(by_ref[one.about], one) for one in entries if one.verb in DAY)]


def _made(row: Interview, version: InterviewVersion, who: Mapping[tuple[str, str, int], str]) -> Event:
    said = {
        "schedule": _("{round} arranged for {when}"),
        "reschedule": _("{round} moved to {when}"),
        "change_interviewers": _("{round}: other interviewers"),
        "cancel": _("{round} cancelled"),
        "record": _("{round} on {when}, from older records"),
    }.get(version.verb, _("{round} changed"))
    title = said.format(round=_round(row), when=_when(row, version))
    reason = row.cancel_reason if version.verb == "cancel" else None
    by = who.get((ref(row), TRAIL.get(version.verb, ""), version.number), "")
    text = " · ".join(part for part in (wording.localised(reason, "name", _language()), by) if part)
    return Event(version.at, "interview", title, text, about=ref(row))


def _when(row: Interview, version: InterviewVersion) -> str:
    """The time that this version said."""
    start, zone = version.facts.get("start"), version.facts.get("time_zone", row.time_zone)
    return wording.moment(datetime.fromisoformat(start) if start else row.start, zone, _language())


def _answered(row: Interview, entry: AuditEntry, is_last: bool, reads_words: Collection[int]) -> Event:  # noqa: FBT001
    """The words are those of the answer that stands; of earlier ones only the answer itself is kept."""
    said = {
        Answer.YES: _("Answer: can come"),
        Answer.NO: _("Answer: cannot come"),
        Answer.OTHER_TIME: _("Answer: another time, please"),
    }
    stands = is_last and row.answered_at is not None and row.pk in reads_words
    title = said.get(entry.detail.get("answer", ""), _("Answered"))
    if entry.detail.get("via") == "phone":
        title = _("{answer}, by phone").format(answer=title)
    return Event(entry.at, "interview", title, row.answer_note if stands else "", theirs=True, about=ref(row))


def _of_the_day(row: Interview, entry: AuditEntry) -> Event:
    said = {
        CHECKED_IN: _("Arrived for {round}"),
        "interview.no_show_marked": _("Did not come to {round}"),
        "interview.completed": _("{round} took place"),
    }[entry.verb]
    theirs = entry.verb == CHECKED_IN
    title = said.format(round=_round(row))
    return Event(entry.at, "interview", title, entry.actor_label, theirs=theirs, about=ref(row))


def _round(row: Interview) -> str:
    return round_name(row, _language())


def _language() -> str:
    return get_language() or "zh-hans"
