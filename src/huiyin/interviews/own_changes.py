"""What a candidate may change by herself, how often and until when; past that, a person is called.

The page and the refusal of the action say the same words.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiyin.company.models import Company
from huiyin.company.queries import the_company
from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError
from huiyin.core.models import AuditEntry
from huiyin.core.references import ref
from huiyin.interviews.models import Answer, Interview

MOST_ANSWERS = 10
"""So often one version may be answered, corrections and notes included."""
MOST_LATE = 6
"""So often she may say how late; each word wakes her interviewers, and a script has many."""
ANSWERED = "interview.answered"
LATE_SAID = "interview.late_said"
REFUSED = "interview.answer_refused"
CALL_US, TOO_OFTEN = "call_us", "answered_too_often"
REFUSALS = frozenset({CALL_US, TOO_OFTEN})


@dataclass(frozen=True)
class OwnMoves:
    """How often she may still ask for another time, and whether it is too late for it."""

    left: int
    is_too_late: bool

    @property
    def may(self) -> bool:
        return self.left > 0 and not self.is_too_late


def own_moves(interview: Interview, company: Company) -> OwnMoves:
    until = interview.start - timedelta(hours=company.self_move_hours)
    return OwnMoves(max(0, company.self_moves - interview.other_time_asks), clock.now() >= until)


def office_phone(interview: Interview, company: Company) -> str:
    """Of the desk of whoever looks after her, else the house's; never a private one."""
    owner = interview.application.owner
    return (owner.desk_phone if owner else "") or company.switchboard


def call_words(interview: Interview, company: Company, moves: OwnMoves) -> str:
    """Why another time cannot be asked for here, and whom to call; empty while it can."""
    if moves.may:
        return ""
    call = _call(interview, company)
    if moves.is_too_late:
        hours = company.self_move_hours
        words = ngettext(
            "Less than %(n)d hour before the start we change the time by phone. %(call)s",
            "Less than %(n)d hours before the start we change the time by phone. %(call)s",
            hours,
        )
        return words % {"n": hours, "call": call}
    asked = interview.other_time_asks
    if not asked:
        return _("We change the time by phone. %(call)s") % {"call": call}
    words = ngettext(
        "You have asked for another time %(n)d time here. %(call)s",
        "You have asked for another time %(n)d times here. %(call)s",
        asked,
    )
    return words % {"n": asked, "call": call}


def check_own_answer(row: Interview, answer: Answer, by: Actor) -> None:
    """Refuse a candidate's own answer past the house's limits. A colleague who has her on the phone may."""
    if by.kind != "capability":
        return
    company = the_company()
    if _answers(row) >= MOST_ANSWERS:
        raise DomainError(TOO_OFTEN, _("You have answered this many times."), _call(row, company))
    moves = own_moves(row, company)
    if answer == Answer.OTHER_TIME and row.answer != Answer.OTHER_TIME and not moves.may:
        raise DomainError(CALL_US, call_words(row, company, moves))


def check_own_late(row: Interview, by: Actor) -> None:
    """Refuse a candidate's word of being late when her interviewers have heard it often enough."""
    if by.kind != "capability":
        return
    said = AuditEntry.objects.filter(about=ref(row), verb=LATE_SAID, actor__startswith="capability:")
    if said.filter(at__gt=clock.now() - timedelta(days=1)).count() >= MOST_LATE:
        raise DomainError(TOO_OFTEN, _("You have answered this many times."), _call(row, the_company()))


def note_refusal(interview: Interview, refused: DomainError, answer: str, by: Actor) -> None:
    """Once for each version and reason: the trail shows it and does not grow with every tap."""
    known = AuditEntry.objects.filter(
        about=ref(interview), verb=REFUSED, detail__version=interview.version, detail__code=refused.code
    )
    if not known.exists():
        audit.record(REFUSED, interview, by=by, code=refused.code, answer=answer, version=interview.version)


def _answers(row: Interview) -> int:
    """How often she has answered this version herself."""
    rows = AuditEntry.objects.filter(about=ref(row), verb=ANSWERED, actor__startswith="capability:")
    return rows.filter(detail__version=row.version).count()


def _call(interview: Interview, company: Company) -> str:
    owner, phone = interview.application.owner, office_phone(interview, company)
    who = f"{owner.name if owner else ''} {phone}".strip()
    if not who:
        return _("Please write to us; we will find a time together.")
    return _("Please call us: %(who)s. We will find a way together.") % {"who": who}
