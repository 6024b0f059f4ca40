"""问一问HR on the candidate's side: what was said so far, and by when an answer is promised."""

from dataclasses import dataclass, field

from huiyin.candidates.actions.conversation import promised_reply
from huiyin.candidates.models import Application, Message, ThreadState
from huiyin.company.models import Company
from huiyin.core import clock, wording
from huiyin.interviews.models import Interview

SHOWN = 20


@dataclass(frozen=True)
class Talk:
    """`promise` is a moment in words: the one that was given if somebody waits, else what would be given."""

    is_waiting: bool
    promise: str
    messages: list[Message] = field(default_factory=list)


def talk_of(interview: Interview, company: Company, language: str) -> Talk:
    return talk_about(interview.application, company, language)


def talk_about(application: Application, company: Company, language: str) -> Talk:
    """The open conversation about this application; colleagues' names stay with the house."""
    thread = application.threads.exclude(state=ThreadState.CLOSED).order_by("-last_at").first()
    is_waiting = thread is not None and thread.state == ThreadState.WAITING
    by = thread.reply_by if thread is not None and thread.reply_by else promised_reply(clock.now(), company)
    promise = wording.moment(by, company.time_zone, language)
    newest = list(thread.messages.order_by("-at", "-pk")[:SHOWN]) if thread is not None else []
    return Talk(is_waiting, promise, newest[::-1])
