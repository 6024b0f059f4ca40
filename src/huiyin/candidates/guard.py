"""The contact guard: what one should know before writing to somebody about a job (004-07)."""

from dataclasses import dataclass
from datetime import date

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
    applied = Application.objects.filter(candidate=candidate, job=job).order_by("-applied_at")
    last = applied.values_list("state", flat=True).first() or ""
    worn = candidate.tags.filter(tag__name__endswith=cancelled_interview_ending(job.title))
    return warnings_from(candidate, last, was_cancelled=worn.exists(), today=_today())


def warnings_from(
    candidate: Candidate, last_state: str, *, was_cancelled: bool, today: date
) -> list[ContactWarning]:
    """The same from what is known already: how the last application for the job stands, and whether an
    interview for it was cancelled.
    """
    found = [*_ended(last_state), *_cancelled(was_cancelled=was_cancelled)]
    if candidate.contact.blocked_reason:
        found.append(ContactWarning("blocked", _("This person does not want to hear from us.")))
    if candidate.retention_on <= today:
        found.append(ContactWarning("retention_over", _("The time for which this file may be kept is over.")))
    return found


def _ended(state: str) -> list[ContactWarning]:
    if state in {"", ApplicationState.ACTIVE, ApplicationState.ON_HOLD}:
        return []
    text = {
        ApplicationState.REJECTED: _("This person was already told no for this job."),
        ApplicationState.WITHDRAWN: _("This person withdrew from this job."),
        ApplicationState.CLOSED: _("The application for this job was closed."),
        ApplicationState.HIRED: _("This person was hired for this job."),
    }[ApplicationState(state)]
    return [ContactWarning(state, text)]


def _cancelled(*, was_cancelled: bool) -> list[ContactWarning]:
    if was_cancelled:
        return [ContactWarning("cancelled", _("An interview of this person for this job was cancelled."))]
    return []


def _today() -> date:
    return clock.today(the_company().time_zone)
