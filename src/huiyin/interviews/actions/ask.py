"""问一问HR from an interview's page: the candidate asks, a colleague answers, and both go out as letters."""

from django.db import transaction

from huiyin.candidates import actions as candidates
from huiyin.candidates.models import Application, Message, Thread
from huiyin.core import audit
from huiyin.core.actor import Actor
from huiyin.interviews import questions
from huiyin.interviews.models import Interview


@transaction.atomic
def ask_question(interview: Interview, text: str, *, by: Actor) -> Message:
    """Take the question and write back that it arrived and by when it will be answered."""
    return ask_about_application(interview.application, text, by=by)


@transaction.atomic
def ask_about_application(application: Application, text: str, *, by: Actor) -> Message:
    """The same from the page of an application, before there is any interview."""
    message = candidates.ask(application.candidate, text, by=by, application=application)
    cause = audit.record("question.acknowledged", message, by=by)
    questions.announce(message, questions.RECEIVED, cause=cause)
    return message


@transaction.atomic
def answer_question(thread: Thread, text: str, *, by: Actor) -> Message:
    """Answer, and send the answer as a letter with the page to go on asking from."""
    message = candidates.answer_thread(thread, text, by=by)
    if message.thread.application_id is not None:
        cause = audit.record("question.answered", message, by=by)
        questions.announce(message, questions.ANSWERED, cause=cause)
    return message
