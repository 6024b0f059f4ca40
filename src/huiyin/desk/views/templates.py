"""消息模板: the list, which words hold where, and the editor in three panes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiyin.company.queries import the_company
from huiyin.core.errors import Clash, DomainError
from huiyin.core.http import Request
from huiyin.core.ids import is_id
from huiyin.desk.wordings import editor, listing, saving
from huiyin.desk.wordings.framed import framed
from huiyin.desk.wordings.part_words import path_beside, read_part
from huiyin.jobs.access import get_job
from huiyin.jobs.access import visible_to as visible_jobs
from huiyin.messaging.parts import Part
from huiyin.messaging.template_access import can_edit, get_template, require_edit, visible_templates
from huiyin.messaging.wording_actions import save_draft, whole
from huiyin.messaging.wording_diff import changes

JOBS = 200


@require_GET
def list_templates(request: Request) -> HttpResponse:
    visible_templates(request.actor)
    sought = request.GET.get("q", "")[:60]
    lines = listing.lines(request.actor, sought=sought)
    groups = [
        (words, [line for line in lines if line.audience == audience])
        for audience, words in (("candidate", _("To candidates")), ("colleague", _("To colleagues")))
    ]
    context = {
        "groups": groups,
        "total": len(lines),
        "sought": sought,
        "days": listing.DAYS,
        "zone": the_company().time_zone,
        "may_edit": can_edit(request.actor, Part()),
    }
    return render(request, "desk/templates/list.html", context)


@require_GET
def matrix(request: Request) -> HttpResponse:
    visible_templates(request.actor)
    columns, rows = listing.matrix(request.actor)
    context = {"columns": columns, "rows": rows, "jobs": visible_jobs(request.actor).order_by("-pk")[:JOBS]}
    if is_id(request.GET.get("job", "")):
        job = get_job(request.actor, int(request.GET["job"]))
        context |= {"job": job, "winners": listing.for_job(request.actor, job)}
    return render(request, "desk/templates/matrix.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: Request, code: str) -> HttpResponse:
    """Save, publish or try what is typed; what is refused comes back as it was typed."""
    template = get_template(request.actor, code)
    part = read_part(request.GET.get("part", ""), request.actor)
    one, look = editor.edited(template, part), editor.Look.of(request.POST or request.GET)
    if request.method != "POST":
        return render(request, "desk/templates/edit.html", editor.page(request.actor, one, look=look))
    require_edit(request.actor, part, unit_path=path_beside(part))
    typed = editor.typed_in(request.POST, one.texts)
    try:
        words = saving.carry_out(one, typed, request.POST, by=request.actor)
    except DomainError as refused:
        context = editor.page(request.actor, one, look=look, texts=typed)
        context |= {"refused": refused, "note": request.POST.get("note", "")[:200]}
        if isinstance(refused, Clash):
            context["theirs"] = changes(whole(typed, one.kind), one.texts)
        return render(request, "desk/templates/edit.html", context, status=422)
    messages.success(request, words)
    return redirect(address(code, part))


@require_POST
def side(request: Request, code: str) -> HttpResponse:
    """While one writes: keep the draft, and show the letter and the remarks anew."""
    template = get_template(request.actor, code)
    part = read_part(request.GET.get("part", ""), request.actor)
    require_edit(request.actor, part, unit_path=path_beside(part))
    one = editor.edited(template, part)
    typed = editor.typed_in(request.POST, one.texts)
    refused: DomainError | None = None
    try:
        save_draft(template, part, typed=typed, by=request.actor, seen=saving.seen(request.POST))
        one = editor.edited(template, part)
    except Clash as clash:
        refused = clash
    look = editor.Look.of(request.POST)
    context = editor.side(one, whole(typed, one.kind), look)
    context |= {"refused": refused, "is_live": True, "may_edit": True}
    context["seen"] = saving.seen(request.POST) if refused else one.seen
    return render(request, "desk/templates/side.html", context)


@require_GET
def mail(request: Request, code: str) -> HttpResponse:
    """The mail alone, for the frame of the preview: nothing in it runs, and nothing is fetched but ours."""
    template = get_template(request.actor, code)
    part = read_part(request.GET.get("part", ""), request.actor)
    look = editor.Look.of(request.GET)
    one = editor.edited(template, part)
    return framed(lambda: editor.with_samples(one.texts, look.language).html, shade=look.shade)


def address(code: str, part: Part) -> str:
    query = f"?{urlencode({'part': part.key})}" if part.key else ""
    return reverse("templates:edit", args=[code]) + query
