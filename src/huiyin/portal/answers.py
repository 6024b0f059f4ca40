"""What a candidate's POST does: it proves that a person reads, and it answers."""

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.accounts import visits
from huiyin.candidates.models import Application
from huiyin.company.queries import the_company
from huiyin.core.errors import DomainError, NotAllowed
from huiyin.core.references import ref
from huiyin.interviews import own_changes
from huiyin.interviews.access import can_answer
from huiyin.interviews.actions import answer_interview
from huiyin.interviews.models import Interview
from huiyin.messaging import outbox
from huiyin.portal.forms import AnswerForm
from huiyin.portal.links import Opened
from huiyin.portal.reasons import as_note

VIA = "page"


@transaction.atomic
def was_read(opened: Opened, interview: Interview) -> None:
    """Somebody touched the page: every letter about this interview that has arrived is read, one that came
    after an earlier look too.
    """
    visits.mark_person(opened.visit_id)
    outbox.mark_opened(ref(interview), interview.application.candidate.contact)


@transaction.atomic
def progress_was_read(opened: Opened, application: Application) -> None:
    visits.mark_person(opened.visit_id)
    outbox.mark_opened(ref(application), application.candidate.contact)


def take_answer(opened: Opened, interview: Interview, form: AnswerForm) -> str:
    """Answer, or say in the candidate's words why that is not possible now; empty when it was taken.

    The same answer without a note keeps the note that came before.
    """
    if not can_answer(opened.actor, interview):
        raise NotAllowed("forbidden", "")
    if not form.is_valid():
        return _("Please choose one of the three answers; a note may have up to 500 characters.")
    data = form.cleaned_data
    note = as_note(data["reason"], data["note"], the_company().language)
    if not note and data["answer"] == interview.answer:
        note = interview.answer_note
    try:
        answer_interview(
            interview, answer=data["answer"], note=note, via=VIA, by=opened.actor, seen=data["seen"]
        )
    except DomainError as refusal:
        return _in_her_words(refusal)
    return ""


def _in_her_words(refusal: DomainError) -> str:
    """A refusal is written for colleagues and may name them; the candidate reads ours."""
    if refusal.code in own_changes.REFUSALS:
        return str(refusal)
    if refusal.code == "clash":
        return _("This time was given away meanwhile. Tell us when you are free, and we look for another.")
    return _("The arrangement has just changed. Please look at it as it stands now.")
