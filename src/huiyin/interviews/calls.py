"""A call about interviews: noted on the candidate's file, and done for whoever was asked to make it."""

from django.db import transaction

from huiyin.candidates.actions import Contacted, log_contact
from huiyin.candidates.models import Application, Candidate, ContactLog, ContactOutcome
from huiyin.core.actor import Actor
from huiyin.core.references import ref
from huiyin.interviews.models import Interview
from huiyin.interviews.notices import CALL_TODOS
from huiyin.todos.actions import close_all

DONE = (ContactOutcome.REACHED, ContactOutcome.WRONG_NUMBER, ContactOutcome.CALL_BACK)
"""After these nobody need try the same call again: something else is asked for, or nothing."""


@transaction.atomic
def log_call(
    candidate: Candidate, contacted: Contacted, *, by: Actor, application: Application | None = None
) -> ContactLog:
    """Note a contact, and close the to-dos that asked to call about her interviews when it settles them."""
    log = log_contact(candidate, contacted, by=by, application=application)
    if log.outcome in DONE:
        interviews = Interview.objects.filter(application__candidate=candidate)
        theirs = interviews.filter(application=application) if application else interviews
        close_all(CALL_TODOS, [ref(one) for one in theirs], by=by)
    return log
