"""Changing a pipeline with everybody who stands in it: nobody falls out of a stage that is removed."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from huiyin.candidates.actions import move_to_stage
from huiyin.candidates.models import Application
from huiyin.core.actor import Actor
from huiyin.core.editing import require_unchanged
from huiyin.core.errors import DomainError, FieldProblem
from huiyin.jobs import pipelines as jobs
from huiyin.jobs.models import Stage

MOST_AT_ONCE = 500


@transaction.atomic
def save_stage(
    stage: Stage, said: Mapping[str, Any], *, by: Actor, seen: str, labels: Mapping[str, str]
) -> Stage:
    row = Stage.objects.select_for_update(of=("self",)).select_related("pipeline").get(pk=stage.pk)
    require_unchanged(seen, jobs.stage_values(row), labels)
    return jobs.edit_stage(row, said, by=by)


@transaction.atomic
def remove_stage(stage: Stage, *, move_to: Stage | None, by: Actor) -> int:
    """Take a stage out; who stands in it goes to another one, each with her own entry in the trail."""
    row = Stage.objects.select_for_update(of=("self",)).select_related("pipeline").get(pk=stage.pk)
    rows = Application.objects.filter(stage=row)
    standing = list(rows.filter(state__in=("active", "on_hold")).order_by("pk")[: MOST_AT_ONCE + 1])
    if move_to is None and rows.exists():
        problem = _("People stand or stood in this stage.")
        mend = _("Say where they go.")
        raise DomainError("stage_in_use", problem, mend, [FieldProblem("move_to", problem, mend)])
    if move_to and (move_to.pk == row.pk or move_to.pipeline_id != row.pipeline_id):
        problem = _("Choose another stage of this pipeline.")
        raise DomainError("bad_stage", problem, fields=[FieldProblem("move_to", problem)])
    if len(standing) > MOST_AT_ONCE:
        problem = _("More than %(most)s people stand in this stage.") % {"most": MOST_AT_ONCE}
        raise DomainError("too_many", problem, _("Move most of them on their job's board first."))
    for application in standing:
        assert move_to is not None
        move_to_stage(application, move_to, by=by)
    if move_to:
        rows.update(stage=move_to)  # those whose application has ended: where they ended is kept in the trail
    try:
        jobs.remove_stage(row, by=by)
    except ProtectedError as kept:
        problem = _("Interviews or opinions belong to this stage.")
        mend = _("It stays, so that their history can be read.")
        raise DomainError("stage_has_history", problem, mend) from kept
    return len(standing)
