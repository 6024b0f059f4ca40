"""Whom we tell of what. A change first stops the unsent letters about the interview, then writes new ones.

Somebody whose earlier letter never left is told as if for the first time: nobody hears that an interview has
moved of which she has not heard, and nobody is asked to forget one that was never announced to her.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings

from huiyin.company.queries import the_company
from huiyin.core import clock
from huiyin.core.models import AuditEntry
from huiyin.core.references import ref
from huiyin.interviews import digests, queries, reminding, timing
from huiyin.interviews.digests import Note
from huiyin.interviews.models import Interview, InterviewState, Mode
from huiyin.interviews.plans import Tell, Telling
from huiyin.interviews.reminding import Reminding
from huiyin.interviews.timing import Reminder
from huiyin.jobs.models import Reason, ReasonSide
from huiyin.messaging import outbox
from huiyin.messaging.models import Contact, Letter
from huiyin.messaging.outbox import Draft
from huiyin.messaging.states import GONE, UNSENT
from huiyin.people.models import Employee

DECLINED_TODO = "interview.declined"
OTHER_TIME_TODO = "interview.reschedule_requested"
NEW_TIME_TODO = "interview.new_time_promised"
CALL_TODO = "interview.call"
LATE_CALL_TODO = "interview.call_late"
CALL_TODOS = (CALL_TODO, LATE_CALL_TODO)
ANSWER_TODOS = (DECLINED_TODO, OTHER_TIME_TODO, *CALL_TODOS)
"""What an answer, a move or a cancel settles."""

INVITING = ("interview.scheduled", "interview.moved")
ASKING = ("interviewer.scheduled", "interviewer.moved")
REMINDING = (
    "interview.reminder_three_days",
    "interview.reminder_day_before",
    "interview.reminder_same_day",
    "interview.unanswered_24h",
)
CHASE = "interview.chase"

URGENT, NORMAL, BULK = 0, 5, 9


@dataclass(frozen=True)
class Heard:
    """What one person has heard of an interview so far: what has left, and what was stopped on its way."""

    has_left: bool
    is_waiting: bool
    is_in_review: bool

    @property
    def is_new(self) -> bool:
        """Something was meant for her and nothing of it has left."""
        return self.is_waiting and not self.has_left


NOTHING = Heard(has_left=False, is_waiting=False, is_in_review=False)


def announce_scheduled(
    causes: Mapping[int, AuditEntry], *, tell: Tell, is_bulk: bool, operation: str = ""
) -> None:
    """Invite the candidates, plan their reminders, ask the interviewers. `causes` are by interview id."""
    if tell.candidate == "no" and tell.interviewers == "no":
        return
    drafts: list[Draft] = []
    asked: list[Note] = []
    interviews = queries.for_letters(causes)
    plan = reminding.for_interviews(interviews)
    for interview in interviews:
        cause = causes[interview.pk]
        writer = Writer(interview, cause, plan=plan, is_bulk=is_bulk, hold=tell.hold)
        writer.invite_at = later(tell.invite_at)
        if tell.candidate != "no":
            drafts.append(writer.invite(tell.candidate))
            drafts += writer.reminders()
        if tell.interviewers != "no":
            asked += writer.to_interviewers("interviewer.scheduled", tell.interviewers)
    drafts += digests.gather(asked, operation=operation) if is_bulk else [one.draft for one in asked]
    outbox.queue(drafts, operation=operation)


def announce_moved(
    interview: Interview,
    *,
    was_asked: bool,
    was_urgent: bool,
    tell: Tell,
    cause: AuditEntry,
    operation: str = "",
) -> None:
    heard = _stop([interview.pk], "rescheduled").get(interview.pk, {})
    fresh = queries.for_letters([interview.pk])[0]
    plan = reminding.for_interviews([fresh])
    is_bulk = bool(operation)
    writer = Writer(fresh, cause, plan=plan, is_bulk=is_bulk, is_urgent=was_urgent, hold=tell.hold)
    drafts: list[Draft] = []
    if tell.candidate != "no":
        candidate = fresh.application.candidate.contact
        if heard.get(candidate.pk, NOTHING).is_new:
            drafts.append(writer.invite(tell.candidate))
        else:
            template = "RSC" if was_asked else "MOVED"
            drafts.append(writer.to_candidate("interview.moved", template, tell.candidate))
        drafts += writer.reminders()
    if tell.interviewers != "no":
        drafts += [writer.to_employee(_asking(heard, one), one, tell.interviewers) for one in _people(fresh)]
    outbox.queue(drafts, cause=cause, operation=operation)


def announce_interviewers(
    interview: Interview,
    *,
    added: Sequence[Employee],
    removed: Sequence[Employee],
    tell: Tell,
    cause: AuditEntry,
    operation: str = "",
) -> None:
    """Tell those who come and go, and the candidate if she is shown names. What waited is written anew."""
    heard = _stop([interview.pk], "interviewers_changed").get(interview.pk, {})
    fresh = queries.for_letters([interview.pk])[0]
    plan = reminding.for_interviews([fresh])
    writer = Writer(fresh, cause, plan=plan, is_bulk=bool(operation), hold=tell.hold)
    drafts = _candidate_keeps(writer, heard, tell)
    new = {one.pk for one in added}
    for one in _people(fresh):
        known = heard.get(one.contact_id, NOTHING)
        if one.pk in new and tell.interviewers != "no":
            drafts.append(writer.to_employee("interviewer.scheduled", one, tell.interviewers))
        elif one.pk not in new and known.is_waiting:
            drafts.append(writer.to_employee(_asking(heard, one), one, _as_before(known)))
    gone = Employee.objects.select_related("contact").filter(pk__in=[one.pk for one in removed])
    if tell.interviewers != "no":
        drafts += [
            writer.to_employee("interviewer.removed", one, tell.interviewers)
            for one in gone.order_by("pk")
            if not heard.get(one.contact_id, NOTHING).is_new
        ]
    outbox.queue(drafts, cause=cause, operation=operation)


def _candidate_keeps(writer: "Writer", heard: Mapping[int, Heard], tell: Tell) -> list[Draft]:
    """What the candidate gets when only the interviewers change: never less than what was on its way."""
    known = heard.get(writer.interview.application.candidate.contact_id, NOTHING)
    if known.is_new:
        return [writer.invite(_as_before(known)), *writer.reminders()]
    reminders = writer.reminders() if known.has_left else []
    if known.is_waiting:
        return [writer.to_candidate("interview.moved", "MOVED", _as_before(known)), *reminders]
    if tell.candidate == "no" or not the_company().shows_interviewers:
        return reminders
    return [
        writer.to_candidate("interview.interviewers_changed", "CHANGED", tell.candidate),
        *reminders,
    ]


def announce_cancelled(
    causes: Mapping[int, AuditEntry], *, reason: Reason, tell: Tell, operation: str = ""
) -> None:
    """Tell everybody who has heard of them. `causes` are by interview id; many interviewers' letters of one
    piece of work become one.
    """
    heard = _stop(causes, "cancelled")
    drafts: list[Draft] = []
    notes: list[Note] = []
    for row in queries.for_letters(causes):
        known = heard.get(row.pk, {})
        writer = Writer(row, causes[row.pk], is_bulk=bool(operation), is_urgent=True, hold=tell.hold)
        if tell.candidate != "no" and not known.get(_candidate(row).pk, NOTHING).is_new:
            draft = writer.to_candidate("interview.cancelled", cancel_template(reason), tell.candidate)
            drafts.append(_in_turn(draft, row) if operation else draft)
        if tell.interviewers != "no":
            # A colleague's letter waits for the others of the same work, unless the interview is today.
            writer.is_urgent = not operation or is_same_day(row)
            told = writer.to_interviewers("interviewer.cancelled", tell.interviewers)
            notes += [one for one in told if not known.get(one.employee.contact_id, NOTHING).is_new]
    drafts += digests.gather(notes, operation=operation) if operation else [one.draft for one in notes]
    outbox.queue(drafts, operation=operation)


def _in_turn(draft: Draft, row: Interview) -> Draft:
    """One of many passes quiet hours, but not what is urgent today."""
    return draft if is_same_day(row) else replace(draft, priority=BULK)


def announce_unavailable(interview: Interview, *, cause: AuditEntry) -> None:
    """On the day itself whoever looks after it hears at once that an interviewer cannot come."""
    fresh = queries.for_letters([interview.pk])[0]
    owner = fresh.application.owner
    if owner is not None:
        writer = Writer(fresh, cause, is_urgent=True, hold=0)
        outbox.queue([writer.to_employee("interviewer.unavailable", owner, "now")], cause=cause)


def announce_answer(interview: Interview, *, was: str, cause: AuditEntry) -> None:
    """Reminders that only the old answer wanted end, and those that only the new one wants begin; who asks
    for another time hears that we read it.
    """
    fresh = queries.for_letters([interview.pk])[0]
    plan = reminding.for_interviews([fresh])
    writer = Writer(fresh, cause, plan=plan)
    wanted = plan.wanted_for(fresh)
    unwanted = {*REMINDING, CHASE} - {one.kind for one in wanted}
    outbox.supersede(ref(interview), reason=str(interview.state), kinds=sorted(unwanted))
    outbox.queue(writer.reminders([one for one in wanted if was not in one.wanted_in]), cause=cause)
    if interview.state == InterviewState.RESCHEDULE_REQUESTED:
        outbox.queue([writer.to_candidate("interview.answer_received", "ASKED", "now")], cause=cause)


class Writer:
    """Drafts the letters of one interview and one cause."""

    def __init__(
        self,
        interview: Interview,
        cause: AuditEntry,
        *,
        plan: Reminding | None = None,
        is_bulk: bool = False,
        is_urgent: bool = False,
        hold: int | None = None,
    ) -> None:
        self.interview = interview
        self.cause = cause
        self.plan = plan or Reminding()
        self.is_bulk = is_bulk
        self.hold = hold
        self.is_urgent = is_urgent or is_same_day(interview)
        self.invite_at: datetime | None = None

    def invite(self, telling: Telling) -> Draft:
        """At once, or planned for `invite_at`."""
        draft = self.to_candidate("interview.scheduled", invitation_template(self.interview), telling)
        return replace(draft, due_at=self.invite_at) if self.invite_at else draft

    def to_candidate(self, kind: str, template: str, telling: Telling) -> Draft:
        return self._draft(self.interview.application.candidate.contact, kind, template, telling)

    def to_interviewers(self, kind: str, telling: Telling) -> list[Note]:
        people = _people(self.interview)
        return [Note(self.interview, one, self.to_employee(kind, one, telling)) for one in people]

    def to_employee(self, kind: str, employee: Employee, telling: Telling) -> Draft:
        return self._draft(employee.contact, kind, INTERVIEWER_TEMPLATES[kind], telling)

    def reminders(self, among: Sequence[Reminder] | None = None) -> list[Draft]:
        """Those that its state wants and whose time is still to come; a recruiter's only if there is one."""
        row = self.interview
        owner = row.application.owner
        wanted = self.plan.wanted_for(row) if among is None else among
        drafts = []
        for one, due in timing.reminders_due(wanted, row.start, row.time_zone, self.invite_at or clock.now()):
            if one.to_colleague and owner is None:
                continue
            contact = owner.contact if one.to_colleague and owner else row.application.candidate.contact
            drafts.append(
                Draft(
                    contact=contact,
                    colleague=queries.owner_of(row),
                    kind=one.kind,
                    template=one.template,
                    about=ref(row),
                    version=row.version,
                    due_at=due,
                    review=one.is_reviewed,
                    prefer="" if one.to_colleague else self.plan.channel(row),
                    cause=self.cause,
                )
            )
        return drafts

    def _draft(self, contact: Contact, kind: str, template: str, telling: Telling) -> Draft:
        return Draft(
            contact=contact,
            colleague=queries.owner_of(self.interview),
            kind=kind,
            template=template,
            about=ref(self.interview),
            version=self.interview.version,
            hold=self._hold(),
            urgent=self.is_urgent,
            priority=URGENT if self.is_urgent else BULK if self.is_bulk else NORMAL,
            review=telling == "review",
            prefer=self._channel(contact),
            cause=self.cause,
        )

    def _channel(self, contact: Contact) -> str:
        is_candidate = contact.pk == self.interview.application.candidate.contact_id
        return self.plan.channel(self.interview) if is_candidate else ""

    def _hold(self) -> int | None:
        if self.hold is not None:
            return self.hold
        return settings.HUIYIN_HOLD_SECONDS if self.is_bulk and not self.is_urgent else None


INTERVIEWER_TEMPLATES = {
    "interviewer.scheduled": "IVW-1",
    "interviewer.moved": "IVW-MOVED",
    "interviewer.cancelled": "IVW-CANCELLED",
    "interviewer.removed": "IVW-REMOVED",
    "interviewer.arrived": "ARRIVED",
    "interviewer.late": "LATE",
    "interviewer.unavailable": "IVW-AWAY",
}
NEW_TIME_PROMISED = "CXL-3"


def invitation_template(interview: Interview) -> str:
    """By the way to meet, then by the round."""
    if interview.mode != Mode.ONSITE:
        return "INV-V"
    if interview.stage and queries.Round(interview.round_no, interview.stage).is_final:
        return "INV-3"
    return "INV-1" if interview.round_no == 1 else "INV-2"


def cancel_template(reason: Reason) -> str:
    """By whose reason it was."""
    if reason.side == ReasonSide.CANDIDATE:
        return "CXL-1"
    if reason.side == ReasonSide.MISTAKE:
        return "CXL-4"
    return NEW_TIME_PROMISED if reason.key == "interviewer_unavailable" else "CXL-2"


def later(invite_at: datetime | None) -> datetime | None:
    """The planned moment of an invitation while it is still to come; a past one means at once."""
    return invite_at if invite_at and invite_at > clock.now() else None


def is_same_day(interview: Interview) -> bool:
    return timing.is_same_day(interview.start, interview.time_zone, clock.now())


def _stop(interviews: Collection[int], reason: str) -> dict[int, dict[int, Heard]]:
    """Supersede every unsent letter about them; what each person had heard until then, by interview and
    contact.
    """
    abouts = {f"interview:{pk}": pk for pk in interviews}
    rows = Letter.objects.filter(about__in=abouts, kind__in=(*INVITING, *ASKING))
    found: dict[tuple[int, int], list[tuple[str, str]]] = {}
    for about, contact, state, why in rows.values_list("about", "contact_id", "state", "reason"):
        found.setdefault((abouts[about], contact), []).append((state, why))
    for pk, contact, state, why in digests.heard_of(interviews):
        found.setdefault((pk, contact), []).append((state, why))
    outbox.supersede_all(abouts, reason=reason)
    digests.take_out(interviews)
    heard: dict[int, dict[int, Heard]] = {}
    for (pk, contact), letters in found.items():
        heard.setdefault(pk, {})[contact] = _heard(letters)
    return heard


def _heard(letters: Iterable[tuple[str, str]]) -> Heard:
    every = list(letters)
    return Heard(
        has_left=any(state in GONE for state, _why in every),
        is_waiting=any(state in UNSENT for state, _why in every),
        is_in_review=any(state in UNSENT and why == "review" for state, why in every),
    )


def _as_before(known: Heard) -> Telling:
    return "review" if known.is_in_review else "now"


def _candidate(row: Interview) -> Contact:
    return row.application.candidate.contact


def _asking(heard: Mapping[int, Heard], employee: Employee) -> str:
    """An interviewer who has heard is told that it moved; who has not is asked."""
    known = heard.get(employee.contact_id, NOTHING)
    return "interviewer.scheduled" if known.is_new else "interviewer.moved"


def _people(interview: Interview) -> list[Employee]:
    return [one.employee for one in interview.participants.all()]
