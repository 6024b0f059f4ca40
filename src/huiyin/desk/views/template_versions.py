"""The versions of a wording with what changed in each; going back; giving the words to other parts."""

from itertools import pairwise

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiyin.company.queries import the_company
from huiyin.core.errors import DomainError
from huiyin.core.http import Request
from huiyin.desk.views.templates import address
from huiyin.desk.wordings import editor
from huiyin.desk.wordings.part_words import chooseable, path_beside, read_part, words_of
from huiyin.messaging import wording_actions
from huiyin.messaging.access import visible_to as visible_letters
from huiyin.messaging.parts import Part
from huiyin.messaging.template_access import can_edit, get_template, get_version, get_wording, require_edit
from huiyin.messaging.template_queries import letters_by_version, shipped_version, versions_of
from huiyin.messaging.wording_diff import changes

MOST_PARTS = 50


@require_GET
def versions(request: Request, code: str) -> HttpResponse:
    template = get_template(request.actor, code)
    part = read_part(request.GET.get("part", ""), request.actor)
    one = editor.edited(template, part)
    rows = [*versions_of(one.wording), shipped_version(template)]
    used = letters_by_version(visible_letters(request.actor), rows)
    lines = [
        {"version": row, "changes": changes(before.texts, row.texts), "used": used.get(row.pk, 0)}
        for row, before in pairwise([row for row in rows if row])
    ]
    context = {
        "one": one,
        "lines": lines,
        "shipped": rows[-1],
        "part_words": words_of([part], request.actor)[part.key],
        "name": editor.page_name(one),
        "zone": the_company().time_zone,
        "may_edit": can_edit(request.actor, part, unit_path=path_beside(part)),
        "part_names": editor.part_names(),
    }
    return render(request, "desk/templates/versions.html", context)


@require_POST
def restore(request: Request, version_id: int) -> HttpResponse:
    version = get_version(request.actor, version_id)
    part = Part.of(version.wording.part if version.wording else "")
    require_edit(request.actor, part, unit_path=path_beside(part))
    try:
        made = wording_actions.restore(version, by=request.actor)
        messages.success(request, _("Version %(number)s is in use.") % {"number": made.number})
    except DomainError as refused:
        messages.error(request, str(refused))
    return redirect(address(version.template.code, part))


@require_POST
def reset(request: Request, wording_id: int) -> HttpResponse:
    row = get_wording(request.actor, wording_id)
    part = Part.of(row.part)
    require_edit(request.actor, part, unit_path=path_beside(part))
    wording_actions.reset(row, by=request.actor)
    messages.success(request, _("Your own words are out of use here. Their versions are kept."))
    return redirect(address(row.template.code, part))


@require_POST
def discard(request: Request, wording_id: int) -> HttpResponse:
    row = get_wording(request.actor, wording_id)
    part = Part.of(row.part)
    require_edit(request.actor, part, unit_path=path_beside(part))
    wording_actions.discard_draft(row, by=request.actor)
    messages.success(request, _("The draft is gone; what was in use still is."))
    return redirect(address(row.template.code, part))


@require_http_methods(["GET", "POST"])
def clone(request: Request, code: str) -> HttpResponse:
    """One action, many parts: each gets these words as its own first version."""
    template = get_template(request.actor, code)
    source = read_part(request.GET.get("part", ""), request.actor)
    require_edit(request.actor, source, unit_path=path_beside(source))
    one = editor.edited(template, source)
    context = {"one": one, "name": editor.page_name(one), "choices": chooseable(request.actor)}
    if request.method == "POST":
        parts = [read_part(key, request.actor) for key in request.POST.getlist("to")[:MOST_PARTS]]
        for part in parts:
            require_edit(request.actor, part, unit_path=path_beside(part))
        if not parts:
            context["problem"] = _("Choose at least one.")
            return render(request, "desk/templates/clone.html", context, status=422)
        made = wording_actions.clone(template, one.live.texts, parts, by=request.actor)
        messages.success(request, _cloned(len(made), len(set(parts)) - len(made)))
        return redirect("templates:matrix")
    return render(request, "desk/templates/clone.html", context)


def _cloned(made: int, kept: int) -> str:
    words = ngettext("{n} part has its own words now.", "{n} parts have their own words now.", made).format(
        n=made
    )
    if not kept:
        return words
    more = ngettext("{n} had some already and keeps them.", "{n} had some already and keep them.", kept)
    return f"{words} {more.format(n=kept)}"
