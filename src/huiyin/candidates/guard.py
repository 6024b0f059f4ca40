"""The contact guard: what one should know before writing to somebody about a job (004-07)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from huiyin.candidates.models import Application, ApplicationState, Candidate
from huiyin.candidates.tags import cancelled_interview_ending
from huiyin.company.queries import the_company
from huiyin.core import clock
from huiyin.jobs.models import Job


@dataclass(frozen=True)
class ContactWarning:
    """`code` for machines and tests, `text` for the person about to write. It warns; it forbids nothing."""

    code: str
    text: str


def contact_warnings(candidate: Candidate, job: Job) -> list[ContactWarning]:
    """Why writing to this candidate about this job may be a mistake; empty when nothing speaks against it."""
    found = [*_ended(candidate, job), *_cancelled(candidate, job)]
    if candidate.contact.blocked_reason:
        found.append(ContactWarning("blocked", _("This person does not want to hear from us.")))
    if candidate.retention_on <= clock.today(the_company().time_zone):
        found.append(ContactWarning("retention_over", _("The time for which this file may be kept is over.")))
    return found


def _ended(candidate: Candidate, job: Job) -> list[ContactWarning]:
    states = list(
        Application.objects.filter(candidate=candidate, job=job)
        .order_by("-applied_at")
        .values_list("state", flat=True)
    )
    if not states or states[0] in {ApplicationState.ACTIVE, ApplicationState.ON_HOLD}:
        return []
    text = {
        ApplicationState.REJECTED: _("This person was already told no for this job."),
        ApplicationState.WITHDRAWN: _("This person withdrew from this job."),
        ApplicationState.CLOSED: _("The application for this job was closed."),
        ApplicationState.HIRED: _("This person was hired for this job."),
    }[ApplicationState(states[0])]
    return [ContactWarning(states[0], text)]


def _cancelled(candidate: Candidate, job: Job) -> list[ContactWarning]:
    ending = cancelled_interview_ending(job.title)
    if candidate.tags.filter(tag__name__endswith=ending).exists():
        return [ContactWarning("cancelled", _("An interview of this person for this job was cancelled."))]
    return []
