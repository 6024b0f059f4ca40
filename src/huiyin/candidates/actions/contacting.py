"""沟通记录: what was said on the phone or in the room, and what follows from how it ended."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.accounts.models import User
from huiyin.candidates.models import Application, Candidate, ContactLog, ContactOutcome, ContactWay
from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError, FieldProblem
from huiyin.core.fairness import require_fair
from huiyin.core.references import ref
from huiyin.messaging import suppression
from huiyin.messaging.contacts import PHONE, current_address
from huiyin.todos.actions import close_todos, open_todo

TEXT_LENGTH = 1000
MOST_MINUTES = 600
CALL_BACK = "candidate.call_back"
CALL_BACK_WITHIN = timedelta(hours=4)
FUTURE = timedelta(minutes=5)


@dataclass(frozen=True)
class Contacted:
    """One contact as a colleague notes it. `at` None means now; `call_back_at` None means within hours."""

    outcome: ContactOutcome
    way: ContactWay = ContactWay.PHONE
    is_incoming: bool = False
    minutes: int | None = None
    text: str = ""
    at: datetime | None = None
    call_back_at: datetime | None = None


@transaction.atomic
def log_contact(
    candidate: Candidate, contacted: Contacted, *, by: Actor, application: Application | None = None
) -> ContactLog:
    """Note a contact. A wrong number is written to no more and a better one is asked for; a wish to be called
    back becomes a to-do; whoever was reached need not be called back any more.
    """
    now = clock.now()
    text = _judged(contacted, now)
    author = User.objects.filter(pk=by.user_id).first() if by.user_id else None
    log = ContactLog.objects.create(
        candidate=candidate,
        application=application,
        way=contacted.way,
        is_incoming=contacted.is_incoming,
        outcome=contacted.outcome,
        minutes=contacted.minutes,
        text=text,
        author=author,
        at=contacted.at or now,
    )
    audit.record(
        "contact.logged", candidate, by=by, contact_log=log.pk, way=log.way, outcome=contacted.outcome
    )
    _follow(log, contacted, owner=_owner(application, author), by=by)
    return log


def _follow(log: ContactLog, contacted: Contacted, *, owner: User | None, by: Actor) -> None:
    about = ref(log.candidate)
    if log.outcome == ContactOutcome.REACHED:
        close_todos(CALL_BACK, about, by=by)
    elif log.outcome == ContactOutcome.CALL_BACK:
        due = contacted.call_back_at or clock.now() + CALL_BACK_WITHIN
        open_todo(CALL_BACK, about, owner=owner, due_at=due)
    elif log.outcome == ContactOutcome.WRONG_NUMBER:
        address = current_address(log.candidate.contact, PHONE)
        if address:
            suppression.mark_wrong(address, source=f"contactlog:{log.pk}", owner=owner, by=by)


def _judged(contacted: Contacted, now: datetime) -> str:
    text = contacted.text.strip()
    if len(text) > TEXT_LENGTH:
        raise _refusal("text", _("Write at most {most} characters.").format(most=TEXT_LENGTH))
    require_fair(text, field="text")
    if contacted.minutes is not None and not 0 <= contacted.minutes <= MOST_MINUTES:
        raise _refusal("minutes", _("A call has between 0 and {most} minutes.").format(most=MOST_MINUTES))
    if contacted.at and contacted.at > now + FUTURE:
        raise _refusal("at", _("This time is still to come."))
    if contacted.call_back_at and contacted.call_back_at <= now:
        raise _refusal("call_back_at", _("This time is over."))
    by_phone = {ContactOutcome.BUSY, ContactOutcome.WRONG_NUMBER, ContactOutcome.MISSED}
    if contacted.way != ContactWay.PHONE and contacted.outcome in by_phone:
        raise _refusal("outcome", _("This can only be said about a call."))
    if contacted.outcome == ContactOutcome.MISSED and not contacted.is_incoming:
        raise _refusal("outcome", _("Only a call of the candidate's can be missed by us."))
    return text


def _owner(application: Application | None, author: User | None) -> User | None:
    owner = application.owner if application else None
    return owner.user if owner and owner.user and owner.is_active else author


def _refusal(field: str, problem: str) -> DomainError:
    return DomainError(f"bad_{field}", problem, "", [FieldProblem(field, problem)])
