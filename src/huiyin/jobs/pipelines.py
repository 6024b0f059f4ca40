"""Changing pipelines stage by stage. A published one stays publishable through every change."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from huiyin.core import audit
from huiyin.core.actor import Actor
from huiyin.core.digests import sha256_letters
from huiyin.core.errors import DomainError, FieldProblem
from huiyin.core.fairness import require_fair
from huiyin.jobs.models import INTERVIEW_STAGES, Job, Pipeline, Stage, StageKind

STAGE_FIELDS = (
    "kind",
    "name_zh",
    "name_en",
    "candidate_label_zh",
    "candidate_label_en",
    "eta_days",
    "minutes",
    "materials",
    "process",
    "focus_zh",
    "focus_en",
)
_FAIR = ("name_zh", "name_en", "candidate_label_zh", "candidate_label_en", "focus_zh", "focus_en")
_FAR = 1000


def stage_values(stage: Stage) -> dict[str, Any]:
    return {name: getattr(stage, name) for name in STAGE_FIELDS}


@transaction.atomic
def add_pipeline(name_zh: str, name_en: str, *, like: Pipeline | None, by: Actor) -> Pipeline:
    """A draft with the stages of another one, or with none."""
    name_zh, name_en = _names(name_zh, name_en)
    key = f"p_{sha256_letters(name_zh.encode())[:12]}"
    if Pipeline.objects.filter(key=key).exists():
        key = f"{key}_{Pipeline.objects.count()}"
    pipeline = Pipeline.objects.create(key=key, name_zh=name_zh, name_en=name_en)
    for stage in like.stages.order_by("position") if like else ():
        Stage.objects.create(pipeline=pipeline, position=stage.position, **stage_values(stage))
    audit.record("pipeline.added", pipeline, by=by, like=like.pk if like else None)
    return pipeline


@transaction.atomic
def rename_pipeline(pipeline: Pipeline, name_zh: str, name_en: str, *, by: Actor) -> Pipeline:
    pipeline.name_zh, pipeline.name_en = _names(name_zh, name_en)
    pipeline.save(update_fields=["name_zh", "name_en"])
    audit.record("pipeline.renamed", pipeline, by=by)
    return pipeline


@transaction.atomic
def remove_pipeline(pipeline: Pipeline, *, by: Actor) -> None:
    """Only one that no job, not even a closed one, has ever run on."""
    count = Job.objects.filter(pipeline=pipeline).count()
    if count:
        raise DomainError(
            "pipeline_in_use",
            _("%(count)s jobs run or ran on this pipeline.") % {"count": count},
            _("It stays, so that their history can be read."),
        )
    audit.record("pipeline.removed", pipeline, by=by, key=pipeline.key)
    pipeline.delete()


@transaction.atomic
def add_stage(pipeline: Pipeline, said: Mapping[str, Any], *, by: Actor) -> Stage:
    """At the end, before 已入职 if that is there."""
    Pipeline.objects.select_for_update().get(pk=pipeline.pk)
    values = _judged(said, pipeline)
    last = pipeline.stages.aggregate(last=Max("position"))["last"]
    stage = Stage.objects.create(pipeline=pipeline, position=(last or 0) + 1, **values)
    hired = pipeline.stages.filter(kind=StageKind.HIRED).exclude(pk=stage.pk).first()
    if hired and stage.kind != StageKind.HIRED:
        _swap(hired, stage)
    audit.record("stage.added", stage, by=by, pipeline=pipeline.pk, kind=stage.kind)
    return stage


@transaction.atomic
def edit_stage(stage: Stage, said: Mapping[str, Any], *, by: Actor) -> Stage:
    values = _judged(said, stage.pipeline, had=(stage.focus_zh, stage.focus_en))
    changed = sorted(name for name, value in values.items() if getattr(stage, name) != value)
    for name, value in values.items():
        setattr(stage, name, value)
    stage.save()
    if changed:
        audit.record("stage.edited", stage, by=by, changed=changed, eta_days=stage.eta_days)
    return stage


@transaction.atomic
def shift_stage(stage: Stage, *, earlier: bool, by: Actor) -> None:
    """Change places with its neighbour; at either end nothing happens. Nobody moves out of a stage by it."""
    Pipeline.objects.select_for_update().get(pk=stage.pipeline_id)
    stage = Stage.objects.get(pk=stage.pk)
    rows = Stage.objects.filter(pipeline=stage.pipeline_id)
    if earlier:
        other = rows.filter(position__lt=stage.position).order_by("-position").first()
    else:
        other = rows.filter(position__gt=stage.position).order_by("position").first()
    if other:
        _swap(stage, other)
        audit.record("stage.shifted", stage, by=by, earlier=earlier)


@transaction.atomic
def remove_stage(stage: Stage, *, by: Actor) -> None:
    """Whoever stood in it has been moved by the room above, which knows them."""
    if stage.pipeline.stages.count() == 1:
        raise DomainError("last_stage", _("A pipeline needs at least one stage."))
    audit.record("stage.removed", stage, by=by, pipeline=stage.pipeline_id, kind=stage.kind)
    gone = stage.position
    pipeline = stage.pipeline_id
    stage.delete()
    later = Stage.objects.filter(pipeline=pipeline, position__gt=gone)
    later.update(position=F("position") + _FAR)
    Stage.objects.filter(pipeline=pipeline, position__gt=_FAR).update(position=F("position") - _FAR - 1)


def _swap(one: Stage, other: Stage) -> None:
    """Two of one pipeline never stand at the same place, not even for a moment."""
    first, second = one.position, other.position
    Stage.objects.filter(pk=one.pk).update(position=_FAR)
    Stage.objects.filter(pk=other.pk).update(position=first)
    Stage.objects.filter(pk=one.pk).update(position=second)


def _judged(
    said: Mapping[str, Any], pipeline: Pipeline, *, had: tuple[str, str] = ("", "")
) -> dict[str, Any]:
    """`had` is what its interviewers looked at so far; it goes with the interview. A new one is refused."""
    values = {name: said[name] for name in STAGE_FIELDS}
    for name in _FAIR:
        require_fair(values[name], field=name)
    for name in ("materials", "process"):
        for item in values[name]:
            for text in item.values():
                require_fair(str(text), field=name)
    if not values["eta_days"] and pipeline.is_published and values["kind"] != StageKind.HIRED:
        problem = _("This pipeline is published, so the stage needs a number of working days.")
        mend = _("Enter a number from 1 to 60.")
        raise DomainError("stage_without_eta", problem, mend, [FieldProblem("eta_days", problem, mend)])
    if values["kind"] not in INTERVIEW_STAGES:
        if (values["focus_zh"], values["focus_en"]) not in {had, ("", "")}:
            problem, mend = _("Nobody is interviewed in this stage."), _("Choose an interview stage.")
            raise DomainError("no_interview", problem, mend, [FieldProblem("focus_zh", problem, mend)])
        values |= {"focus_zh": "", "focus_en": ""}
    for zh, en in (("name_zh", "name_en"), ("candidate_label_zh", "candidate_label_en")):
        values[zh], values[en] = values[zh] or values[en], values[en] or values[zh]
    return values


def _names(zh: str, en: str) -> tuple[str, str]:
    zh, en = " ".join(zh.split()), " ".join(en.split())
    if not (zh or en):
        problem = _("The name is missing.")
        raise DomainError("bad_name", problem, fields=[FieldProblem("name_zh", problem)])
    return (zh or en)[:60], (en or zh)[:60]
