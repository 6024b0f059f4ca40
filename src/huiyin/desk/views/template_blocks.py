"""The blocks that letters include and candidates' pages show, and the voices in them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiyin.core.errors import DomainError
from huiyin.core.http import Request
from huiyin.desk.wordings import block_pages
from huiyin.desk.wordings.block_forms import BlockForm, VoiceForm
from huiyin.desk.wordings.house import our_house
from huiyin.desk.wordings.part_words import chooseable, path_beside, read_part, words_of
from huiyin.messaging import block_actions
from huiyin.messaging.models import BlockKind
from huiyin.messaging.parts import Part
from huiyin.messaging.template_access import can_edit, get_voice, require_edit, visible_blocks


@require_GET
def blocks(request: Request) -> HttpResponse:
    rows = visible_blocks(request.actor)
    context = {"lines": block_pages.lines(rows, request.actor), "choices": chooseable(request.actor)}
    return render(request, "desk/templates/blocks.html", context)


@require_http_methods(["GET", "POST"])
def block(request: Request, kind: str) -> HttpResponse:
    chosen, part, row = _asked(request, kind)
    form = BlockForm(request.POST or None, request.FILES or None, kind=chosen, block=row)
    if request.method == "POST":
        require_edit(request.actor, part, unit_path=path_beside(part))
        if form.is_valid():
            try:
                block_actions.save_block(
                    chosen,
                    part,
                    to=form.edit(),
                    house=our_house(),
                    by=request.actor,
                    seen=form.cleaned_data["seen"] or 0,
                )
                messages.success(request, _("Kept. Letters and pages to come show it."))
                return redirect(_address(kind, part))
            except DomainError as refused:
                form.refuse(refused)
    return _page(request, kind, form=form, status=422 if form.errors else 200)


@require_POST
def add_voice(request: Request, kind: str) -> HttpResponse:
    _chosen, part, row = _asked(request, kind)
    require_edit(request.actor, part, unit_path=path_beside(part))
    if row is None:
        raise Http404
    form = VoiceForm(request.POST)
    if form.is_valid():
        try:
            block_actions.add_voice(row, form.voice(), house=our_house(), by=request.actor)
            messages.success(request, _("Kept, with the consent."))
            return redirect(_address(kind, part))
        except DomainError as refused:
            form.refuse(refused)
    return _page(request, kind, voice=form, status=422)


@require_POST
def withdraw_voice(request: Request, voice_id: int) -> HttpResponse:
    row = get_voice(request.actor, voice_id)
    part = Part.of(row.block.part)
    require_edit(request.actor, part, unit_path=path_beside(part))
    block_actions.withdraw_voice(row, by=request.actor)
    messages.success(request, _("Nobody is shown it any more. What was sent stays sent."))
    return redirect(_address(row.block.kind, part))


def _asked(request: Request, kind: str) -> tuple[BlockKind, Part, Any]:
    if kind not in BlockKind.values:
        raise Http404
    part = read_part(request.GET.get("part", ""), request.actor)
    return BlockKind(kind), part, visible_blocks(request.actor).filter(kind=kind, part=part.key).first()


def _page(
    request: Request,
    kind: str,
    *,
    form: BlockForm | None = None,
    voice: VoiceForm | None = None,
    status: int = 200,
) -> HttpResponse:
    chosen, part, row = _asked(request, kind)
    context = {
        "kind": kind,
        "words": block_pages.kind_words()[kind],
        "part": part,
        "part_words": words_of([part], request.actor)[part.key],
        "row": row,
        "form": form or BlockForm(kind=chosen, block=row),
        "voice": voice or VoiceForm(),
        "voices": block_pages.voices(row) if row else [],
        "may_edit": can_edit(request.actor, part, unit_path=path_beside(part)),
        "name_in_text": f"{{{{{block_pages.FIELDS_BY_KIND[kind]}?}}}}",
    }
    return render(request, "desk/templates/block.html", context, status=status)


def _address(kind: str, part: Part) -> str:
    return reverse("templates:block", args=[kind]) + (f"?part={part.key}" if part.key else "")
