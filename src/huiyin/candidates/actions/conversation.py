"""问一问HR: a candidate asks, a colleague answers, and until when was promised."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.accounts.models import User
from huiyin.candidates.models import Application, Candidate, Message, Thread, ThreadState
from huiyin.company.models import Company
from huiyin.company.office_hours import OfficeHours, add_office_time, read_office_hours
from huiyin.company.queries import the_company
from huiyin.company.working_days import is_working_day
from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError, FieldProblem, TooMany
from huiyin.core.references import ref
from huiyin.todos.actions import close_todos, open_todo

QUESTION_LENGTH = 1000
ANSWER_LENGTH = 4000
MOST_QUESTIONS = 10
"""Of one conversation within an hour: more is no person who asks."""
UNANSWERED = "thread.unanswered"


def promised_reply(start: datetime, company: Company) -> datetime:
    """By when a question asked at `start` is answered: the house's hours, counted while it is open."""
    hours = read_office_hours(company.office_hours) or OfficeHours(time(9), time(18))
    return add_office_time(
        start.replace(second=0, microsecond=0),
        timedelta(hours=company.question_reply_hours),
        hours=hours,
        zone=company.time_zone,
        is_working_day=is_working_day,
    )


@transaction.atomic
def ask(candidate: Candidate, text: str, *, by: Actor, application: Application | None = None) -> Message:
    """The candidate's question; her open conversation about the same application goes on.

    The promise counts from the first question that waits: a second one does not push it away.
    """
    text = _judged(text, QUESTION_LENGTH)
    at = clock.now()
    thread = (
        Thread.objects.select_for_update()
        .filter(candidate=candidate, application=application)
        .exclude(state=ThreadState.CLOSED)
        .order_by("-last_at")
        .first()
    )
    if thread is None:
        thread = Thread(
            candidate=candidate, application=application, opened_at=at, state=ThreadState.ANSWERED
        )
    elif _asked_within(thread, at - timedelta(hours=1)) >= MOST_QUESTIONS:
        raise TooMany(
            "too_many_questions", _("Too many questions at once."), _("Please wait for our answer.")
        )
    if thread.state != ThreadState.WAITING:
        thread.state, thread.reply_by = ThreadState.WAITING, promised_reply(at, the_company())
    thread.last_at = at
    thread.save()
    message = Message.objects.create(thread=thread, from_candidate=True, text=text, at=at)
    audit.record("thread.asked", candidate, by=by, thread=thread.pk, message=message.pk)
    open_todo(UNANSWERED, ref(thread), owner=_owner(application), due_at=thread.reply_by, thread=thread.pk)
    return message


@transaction.atomic
def answer_thread(thread: Thread, text: str, *, by: Actor) -> Message:
    """A colleague's answer. The letter that carries it is written by the room that knows letters' links."""
    text = _judged(text, ANSWER_LENGTH)
    thread = Thread.objects.select_for_update(of=("self",)).get(pk=thread.pk)
    thread.state, thread.reply_by, thread.last_at = ThreadState.ANSWERED, None, clock.now()
    thread.save()
    author = User.objects.filter(pk=by.user_id).first() if by.user_id else None
    message = Message.objects.create(
        thread=thread, from_candidate=False, text=text, author=author, at=thread.last_at
    )
    close_todos(UNANSWERED, ref(thread), by=by)
    audit.record("thread.answered", thread.candidate, by=by, thread=thread.pk, message=message.pk)
    return message


@transaction.atomic
def close_thread(thread: Thread, *, by: Actor) -> Thread:
    """Nothing more to say; a new question opens a new one."""
    thread = Thread.objects.select_for_update(of=("self",)).get(pk=thread.pk)
    thread.state, thread.reply_by = ThreadState.CLOSED, None
    thread.save()
    close_todos(UNANSWERED, ref(thread), by=by)
    audit.record("thread.closed", thread.candidate, by=by, thread=thread.pk)
    return thread


def _asked_within(thread: Thread, since: datetime) -> int:
    return thread.messages.filter(from_candidate=True, at__gt=since).count()


def _owner(application: Application | None) -> User | None:
    owner = application.owner if application else None
    return owner.user if owner and owner.is_active else None


def _judged(text: str, most: int) -> str:
    text = text.strip()
    if not text or len(text) > most:
        problem = _("Write between 1 and {most} characters.").format(most=most)
        raise DomainError("bad_text", problem, "", [FieldProblem("text", problem)])
    return text
