"""Two files that may be one person: compare, join, say that they are two, and undo a join."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huiyin.candidates.access import can_edit_candidate, can_merge, get_candidate, get_merge
from huiyin.candidates.actions.merging import elder_first, say_not_same
from huiyin.candidates.actions.parting import came_after
from huiyin.candidates.duplicates import likely_same
from huiyin.candidates.models import Candidate
from huiyin.core.errors import Clash, NotAllowed
from huiyin.core.http import Request
from huiyin.core.ids import is_id
from huiyin.desk.comparing import compare, rows_words
from huiyin.interviews.merging import merge_files, part_files


@require_GET
def compare_files(request: Request, candidate_id: int) -> HttpResponse:
    """The two side by side; without a second one, whoever is most like the first."""
    candidate = get_candidate(request.actor, candidate_id, can=can_edit_candidate)
    others = likely_same(request.actor, candidate)
    wanted = request.GET.get("with", "")
    other = None
    if is_id(wanted):
        other = get_candidate(request.actor, int(wanted))
    elif others:
        other = others[0]
    return _page(request, candidate, other, others)


@require_POST
def merge(request: Request, candidate_id: int, other_id: int) -> HttpResponse:
    one, other = _both(request, candidate_id, other_id)
    choices = {key: value for key, value in request.POST.items() if value in {"survivor", "gone"}}
    try:
        done = merge_files(one, other, choices, by=request.actor, seen=request.POST.get("seen", ""))
    except Clash as clash:
        messages.error(request, str(clash))
        return _page(request, one, other, [other], choices=choices, status=409)
    messages.success(
        request,
        _("Joined: {number} has become part of this file. This can be undone for 30 days.").format(
            number=done.gone.number
        ),
    )
    return redirect("candidates:detail", done.survivor.number)


@require_POST
def not_same(request: Request, candidate_id: int, other_id: int) -> HttpResponse:
    one, other = _both(request, candidate_id, other_id)
    say_not_same(one, other, by=request.actor)
    messages.success(request, _("Kept: these are two people. You are not asked about them again."))
    return redirect("candidates:detail", one.number)


@require_POST
def undo_merge(request: Request, merge_id: int) -> HttpResponse:
    merge = part_files(get_merge(request.actor, merge_id), by=request.actor)
    stays = rows_words(came_after(merge))
    text = _("Parted: {one} and {other} are two files again.").format(
        one=merge.survivor.number, other=merge.gone.number
    )
    if stays:
        text += " " + _("What came after the join stays here: {what}.").format(what=stays)
    messages.success(request, text)
    return redirect("candidates:detail", merge.survivor.number)


def _both(request: Request, candidate_id: int, other_id: int) -> tuple[Candidate, Candidate]:
    one, other = get_candidate(request.actor, candidate_id), get_candidate(request.actor, other_id)
    if not can_merge(request.actor, one, other):
        raise NotAllowed("forbidden", _("You may see these candidates but not change both files."))
    return one, other


def _page(
    request: Request,
    candidate: Candidate,
    other: Candidate | None,
    others: list[Candidate],
    *,
    choices: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"candidate": candidate, "others": [one for one in others if one != other], "two": None}
    if other and other.pk != candidate.pk:
        survivor, gone = elder_first(candidate, other)
        context["two"] = compare(request.actor, survivor, gone, choices or {})
        context["may_join"] = can_merge(request.actor, survivor, gone)
    return render(request, "desk/compare_files.html", context, status=status)
