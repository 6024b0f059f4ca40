"""Pipelines with their stages, and the reason library."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiyin.administration import calendar_notes, queries
from huiyin.administration.access import change_settings, get_pipeline, get_reason, get_stage, open_settings
from huiyin.administration.actions import pipelines as acts
from huiyin.administration.forms.hiring import (
    GROUPS,
    PipelineForm,
    ReasonForm,
    RemoveStageForm,
    StageForm,
)
from huiyin.administration.forms.roles import language
from huiyin.administration.views.pages import Page, carry_out, edit, show
from huiyin.core.http import Request
from huiyin.core.wording import localised
from huiyin.jobs import pipelines as jobs
from huiyin.jobs.actions import publish_pipeline
from huiyin.jobs.models import Pipeline, Stage
from huiyin.jobs.reason_library import add_reason, edit_reason, reason_values


@require_GET
def pipelines(request: Request) -> HttpResponse:
    open_settings(request.actor)
    page = Page(
        _("Pipelines"),
        _(
            "In every stage a candidate knows by when to expect an answer. A pipeline without these days "
            "cannot be published."
        ),
    )
    rows = queries.pipelines()
    return show(request, "administration/pipelines.html", page, pipelines=rows, notes=calendar_notes.notes())


@require_http_methods(["GET", "POST"])
def add_pipeline(request: Request) -> HttpResponse:
    change_settings(request.actor)
    form = PipelineForm(
        request.POST if request.method == "POST" else None, initial={"like": request.GET.get("like")}
    )
    page = Page(_("Add a pipeline"), under=_pipelines(), verb=_("Add the pipeline"))

    def act() -> str:
        said = form.cleaned_data
        jobs.add_pipeline(said["name_zh"], said["name_en"], like=said["like"], by=request.actor)
        return _("The pipeline is there as a draft.")

    return edit(request, form, act, page, reverse("settings:pipelines"))


@require_http_methods(["GET", "POST"])
def pipeline(request: Request, pipeline_id: int) -> HttpResponse:
    """Its stages as rows, and who would notice a change."""
    row = get_pipeline(request.actor, pipeline_id)
    stages = list(row.stages.order_by("position"))
    running, standing = list(queries.jobs_on(row)[:20]), queries.people_in(stages)
    context = {
        "pipeline": row,
        "stages": stages,
        "standing": standing,
        "jobs": running,
        "notes": calendar_notes.notes(stages),
    }
    page = Page(localised(row, "name", language()), _used_by(running, standing), under=_pipelines())
    return show(request, "administration/pipeline.html", page, **context)


@require_http_methods(["GET", "POST"])
def rename_pipeline(request: Request, pipeline_id: int) -> HttpResponse:
    change_settings(request.actor)
    row = get_pipeline(request.actor, pipeline_id)
    form = PipelineForm(
        request.POST if request.method == "POST" else None,
        kept={"name_zh": row.name_zh, "name_en": row.name_en},
    )
    del form.fields["like"]
    page = Page(_("Rename the pipeline"), under=_pipelines(), verb=_("Save the name"))

    def act() -> str:
        said = form.cleaned_data
        jobs.rename_pipeline(row, said["name_zh"], said["name_en"], by=request.actor)
        return _("The name is saved.")

    return edit(request, form, act, page, _address(row))


@require_POST
def publish(request: Request, pipeline_id: int) -> HttpResponse:
    change_settings(request.actor)
    row = get_pipeline(request.actor, pipeline_id)

    def act() -> str:
        publish_pipeline(row, by=request.actor)
        return _("The pipeline is published. Jobs can be opened on it.")

    return carry_out(request, act, _address(row))


@require_POST
def remove_pipeline(request: Request, pipeline_id: int) -> HttpResponse:
    change_settings(request.actor)
    row = get_pipeline(request.actor, pipeline_id)

    def act() -> str:
        jobs.remove_pipeline(row, by=request.actor)
        return _("The pipeline is removed.")

    return carry_out(request, act, reverse("settings:pipelines"))


@require_http_methods(["GET", "POST"])
def add_stage(request: Request, pipeline_id: int) -> HttpResponse:
    change_settings(request.actor)
    row = get_pipeline(request.actor, pipeline_id)
    form = StageForm(request.POST if request.method == "POST" else None)
    page = Page(
        _("Add a stage"), localised(row, "name", language()), under=_pipelines(), verb=_("Add the stage")
    )

    def act() -> str:
        jobs.add_stage(row, form.values(), by=request.actor)
        return _("The stage is added.")

    return edit(request, form, act, page, _address(row))


@require_http_methods(["GET", "POST"])
def edit_stage(request: Request, stage_id: int) -> HttpResponse:
    stage = get_stage(request.actor, stage_id)
    form = StageForm(request.POST if request.method == "POST" else None, kept=jobs.stage_values(stage))
    page = Page(localised(stage, "name", language()), under=_under(stage), verb=_("Save the stage"))

    def act() -> str:
        acts.save_stage(
            stage, form.values(), by=request.actor, seen=form.cleaned_data["seen"], labels=form.labels
        )
        return _("The stage is saved. Letters that went out keep what they promised.")

    running = list(queries.jobs_on(stage.pipeline)[:20])
    warnings = [_used_by(running, queries.people_in([stage]))] if running else []
    return edit(
        request,
        form,
        act,
        page,
        _address(stage.pipeline),
        warnings=[*warnings, *calendar_notes.notes([stage])],
    )


@require_POST
def shift_stage(request: Request, stage_id: int) -> HttpResponse:
    stage = get_stage(request.actor, stage_id)
    jobs.shift_stage(stage, earlier=request.POST.get("way") == "earlier", by=request.actor)
    return redirect(f"{_address(stage.pipeline)}#stage-{stage.pk}")


@require_http_methods(["GET", "POST"])
def remove_stage(request: Request, stage_id: int) -> HttpResponse:
    stage = get_stage(request.actor, stage_id)
    form = RemoveStageForm(request.POST if request.method == "POST" else None, stage=stage)
    name = localised(stage, "name", language())
    page = Page(_("Remove %(name)s") % {"name": name}, under=_under(stage), verb=_("Remove the stage"))
    count = queries.people_in([stage]).get(stage.pk, 0)
    said = ngettext("%(n)s person stands in it now.", "%(n)s people stand in it now.", count) % {"n": count}

    def act() -> str:
        moved = acts.remove_stage(stage, move_to=form.cleaned_data["move_to"], by=request.actor)
        words = ngettext(
            "The stage is removed, and %(n)s person moved.",
            "The stage is removed, and %(n)s people moved.",
            moved,
        )
        return words % {"n": moved}

    return edit(request, form, act, page, _address(stage.pipeline), warnings=[said], danger=True)


@require_GET
def reasons(request: Request) -> HttpResponse:
    open_settings(request.actor)
    page = Page(
        _("Reasons"),
        _(
            "Why something ended. Only the words for the person may ever reach her, and only where the "
            "reason allows it."
        ),
    )
    rows, used = list(queries.reasons()), queries.uses_of_reasons()
    groups = [
        (label, [(row, used.get(row.pk, 0)) for row in rows if row.group == key]) for key, label in GROUPS
    ]
    return show(request, "administration/reasons.html", page, groups=groups)


@require_http_methods(["GET", "POST"])
def add_reason_(request: Request) -> HttpResponse:
    change_settings(request.actor)
    form = ReasonForm(request.POST if request.method == "POST" else None, is_new=True)
    page = Page(_("Add a reason"), under=_reasons(), verb=_("Add the reason"))

    def act() -> str:
        said = form.values()
        add_reason(said.pop("group"), said, by=request.actor)
        return _("The reason is added.")

    return edit(request, form, act, page, reverse("settings:reasons"))


@require_http_methods(["GET", "POST"])
def edit_reason_(request: Request, reason_id: int) -> HttpResponse:
    reason = get_reason(request.actor, reason_id)
    form = ReasonForm(
        request.POST if request.method == "POST" else None, is_new=False, kept=reason_values(reason)
    )
    page = Page(localised(reason, "name", language()), under=_reasons(), verb=_("Save the reason"))

    def act() -> str:
        edit_reason(
            reason, form.values(), by=request.actor, seen=form.cleaned_data["seen"], labels=form.labels
        )
        return _("The reason is saved.")

    return edit(request, form, act, page, reverse("settings:reasons"))


def _used_by(running: Sequence[object], standing: dict[int, int]) -> str:
    """Which jobs and how many people a change is felt by."""
    if not running:
        return _("No job runs on it.")
    names = _(", ").join(localised(one, "title", language()) for one in running[:5])
    people = sum(standing.values())
    count = ngettext("%(n)s person stands in it", "%(n)s people stand in it", people) % {"n": people}
    more = _(" and more") if len(running) > 5 else ""
    return _("Runs in %(jobs)s%(more)s; %(people)s.") % {"jobs": names, "more": more, "people": count}


def _address(pipeline: Pipeline) -> str:
    return reverse("settings:pipeline", args=[pipeline.pk])


def _under(stage: Stage) -> tuple[str, str]:
    return localised(stage.pipeline, "name", language()), _address(stage.pipeline)


def _pipelines() -> tuple[str, str]:
    return _("Pipelines"), reverse("settings:pipelines")


def _reasons() -> tuple[str, str]:
    return _("Reasons"), reverse("settings:reasons")
