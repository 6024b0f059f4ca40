"""A letter for a chosen person exactly as it would leave."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from huiyin.accounts.doors import shown
from huiyin.company.queries import the_company
from huiyin.core.errors import DomainError
from huiyin.core.http import Request
from huiyin.core.ids import is_id
from huiyin.desk.wordings import as_sent as making
from huiyin.desk.wordings import editor
from huiyin.desk.wordings.framed import framed
from huiyin.messaging.parts import Part
from huiyin.messaging.template_access import get_template


@require_GET
def as_sent(request: Request, code: str) -> HttpResponse:
    template = get_template(request.actor, code)
    one = editor.edited(template, Part())
    sought, chosen = request.GET.get("q", "")[:60], request.GET.get("interview", "")
    context = {
        "one": one,
        "name": editor.page_name(one),
        "fits": making.fits(template),
        "sought": sought,
        "zone": the_company().time_zone,
        "with_draft": bool(request.GET.get("draft")) and one.has_draft,
    }
    if context["fits"]:
        context["found"] = making.choices(request.actor, sought)
    if is_id(chosen) and context["fits"]:
        row = making.find_interview(request.actor, int(chosen))
        context["row"] = row
        try:
            draft = one.texts if context["with_draft"] else None
            context["made"] = made = making.as_sent(template, row, draft=draft)
            context["to"] = shown(request.actor, "candidate.email", made.rendered.to) or _("not shown to you")
        except DomainError as refused:
            context["refused"] = refused
    return render(request, "desk/templates/as_sent.html", context)


@require_GET
def as_sent_mail(request: Request, code: str, interview_id: int) -> HttpResponse:
    template = get_template(request.actor, code)
    row = making.find_interview(request.actor, interview_id)
    one = editor.edited(template, Part())
    draft = one.texts if request.GET.get("draft") and one.has_draft else None
    return framed(lambda: making.with_logo(making.as_sent(template, row, draft=draft).rendered))
