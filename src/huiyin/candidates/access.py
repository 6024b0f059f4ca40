"""Who reaches which candidates and applications: always through the job that they stand in.

A file without any application is reached only by those who reach everything.
"""

from collections.abc import Callable

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from huiyin.accounts.doors import Reach, may, reach
from huiyin.candidates.models import Application, Candidate
from huiyin.core.actor import Actor
from huiyin.core.errors import NotAllowed, NotFound
from huiyin.jobs.access import reached as reached_jobs
from huiyin.jobs.models import Job


def visible_to(actor: Actor) -> QuerySet[Candidate]:
    return _candidates(reach(actor, "candidates:see"))


def visible_applications(actor: Actor) -> QuerySet[Application]:
    return _applications(reach(actor, "candidates:see"))


def can_add_candidate(actor: Actor) -> bool:
    return may(actor, "candidates:edit")


def may_take_in(actor: Actor, job: Job) -> bool:
    """Whether the actor may add candidates to this job and move those who stand in it."""
    return reached_jobs(reach(actor, "candidates:edit")).filter(pk=job.pk).exists()


def can_edit_candidate(actor: Actor, candidate: Candidate) -> bool:
    return _candidates(reach(actor, "candidates:edit")).filter(pk=candidate.pk).exists()


def can_edit_application(actor: Actor, application: Application) -> bool:
    return _applications(reach(actor, "candidates:edit")).filter(pk=application.pk).exists()


def can_answer_thread(actor: Actor, candidate: Candidate) -> bool:
    return _candidates(reach(actor, "threads:answer")).filter(pk=candidate.pk).exists()


def get_candidate(
    actor: Actor, candidate_id: int, *, can: Callable[[Actor, Candidate], bool] | None = None
) -> Candidate:
    """The candidate, or NotFound when the actor does not reach her, or NotAllowed when `can` says no."""
    return _let_in(visible_to(actor).select_related("contact").filter(pk=candidate_id).first(), actor, can)


def get_candidate_by_number(
    actor: Actor, number: str, *, can: Callable[[Actor, Candidate], bool] | None = None
) -> Candidate:
    return _let_in(visible_to(actor).select_related("contact").filter(number=number).first(), actor, can)


def get_application(
    actor: Actor, application_id: int, *, can: Callable[[Actor, Application], bool] | None = None
) -> Application:
    application = (
        visible_applications(actor)
        .select_related("candidate__contact", "job__org_unit", "stage", "owner")
        .filter(pk=application_id)
        .first()
    )
    if application is None:
        raise NotFound("not_found", _("There is no such application."))
    if can and not can(actor, application):
        raise NotAllowed("forbidden", _("You may see this application but not change it."))
    return application


def _let_in(
    candidate: Candidate | None, actor: Actor, can: Callable[[Actor, Candidate], bool] | None
) -> Candidate:
    if candidate is None:
        raise NotFound("not_found", _("There is no such candidate."))
    if can and not can(actor, candidate):
        raise NotAllowed("forbidden", _("You may see this candidate but not change the file."))
    return candidate


def _applications(within: Reach) -> QuerySet[Application]:
    if within.everything:
        return Application.objects.all()
    return Application.objects.filter(job__in=reached_jobs(within))


def _candidates(within: Reach) -> QuerySet[Candidate]:
    if within.everything:
        return Candidate.objects.all()
    theirs = Application.objects.filter(candidate=OuterRef("pk"), job__in=reached_jobs(within))
    return Candidate.objects.filter(Exists(theirs))
