"""What a hiring manager says after reading somebody's papers: a yes moves her on, a no asks the recruiter.

Neither decides anything nor writes to the candidate; both can be taken back until somebody has gone on.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.accounts.models import User
from huiyin.candidates.actions.applying import locked, move_to_stage, move_was_wrong
from huiyin.candidates.models import Application, Recommendation
from huiyin.candidates.queries import RUNNING
from huiyin.candidates.screening import READ_STAGES, stage_after_reading, still_counts
from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.errors import Clash, DomainError
from huiyin.core.references import ref
from huiyin.jobs.models import Reason, ReasonGroup, TeamRole
from huiyin.todos.actions import close_todos, open_todo

TODO = "application.not_recommended"


@dataclass(frozen=True)
class Screened:
    """`application` as it stands afterwards."""

    application: Application
    recommendation: Recommendation


@transaction.atomic
def recommend(application: Application, *, by: Actor, version: int) -> Screened:
    """The hiring manager wants to meet her: on to the next stage that is not about reading papers."""
    application = _waiting(application, version=version)
    stage = stage_after_reading(application.stage, application.job.pipeline.stages.all())
    if stage is None:
        raise DomainError(
            "last_stage", _("No stage follows this one."), _("Ask whoever keeps the pipelines to add one.")
        )
    said = _said(application, None, by=by)
    moved = move_to_stage(application, stage, by=by)
    return Screened(moved, said)


@transaction.atomic
def advise_against(application: Application, *, reason: Reason, by: Actor, version: int) -> Screened:
    """The hiring manager would not meet her. The recruiter is asked to decide; nobody else is told."""
    application = _waiting(application, version=version)
    if reason.group != ReasonGroup.REJECT or not reason.is_active:
        raise DomainError(
            "wrong_reason", _("This is no reason against somebody."), _("Choose one of those shown.")
        )
    said = _said(application, reason, by=by)
    open_todo(TODO, ref(application), owner=recruiter_of(application), reason=reason.key)
    return Screened(application, said)


@transaction.atomic
def take_back(recommendation: Recommendation, *, by: Actor) -> Application:
    """As if it had not been said. Refused once somebody has gone on from there."""
    application = locked(recommendation.application, version=None)
    said = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    if said.taken_back_at is not None:
        return application
    if said.in_favour:
        application = move_was_wrong(application, by=by)
    elif not still_counts(said, application):
        raise Clash(
            "clash",
            _("Somebody has gone on with this application meanwhile."),
            _("Look at it as it is now and decide again."),
        )
    said.taken_back_at = clock.now()
    said.save(update_fields=["taken_back_at"])
    close_todos(TODO, ref(application), by=by)
    audit.record("application.recommendation_taken_back", application, by=by, recommendation=said.pk)
    return application


def recruiter_of(application: Application) -> User | None:
    """Who decides: its owner, or a recruiter of its job; None leaves it to whoever decides everywhere."""
    owner = application.owner
    if owner is not None and owner.user is not None:
        return owner.user
    team = application.job.team.filter(role=TeamRole.RECRUITER, employee__user__isnull=False)
    first = team.select_related("employee__user").order_by("pk").first()
    return first.employee.user if first else None


def _waiting(application: Application, *, version: int) -> Application:
    application = locked(application, version=version)
    if application.state not in RUNNING or application.stage.kind not in READ_STAGES:
        raise DomainError(
            "not_to_be_read",
            _("This application no longer waits for a look at its papers."),
            _("Go on with the next one."),
        )
    return application


def _said(application: Application, reason: Reason | None, *, by: Actor) -> Recommendation:
    """The newest word counts; an older one about the same stay is taken back."""
    now = clock.now()
    Recommendation.objects.filter(application=application, taken_back_at=None).update(taken_back_at=now)
    close_todos(TODO, ref(application), by=by)
    said = Recommendation.objects.create(
        application=application,
        stage=application.stage,
        in_favour=reason is None,
        reason=reason,
        by_id=by.user_id,
        at=now,
    )
    detail = {"in_favour": reason is None, "stage": application.stage_id}
    audit.record("application.screened", application, by=by, **detail, reason=reason.key if reason else "")
    return said
