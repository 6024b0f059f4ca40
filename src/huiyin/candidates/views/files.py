"""What is changed on a candidate's file from forms of their own. The file itself is the desk's page."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from huiyin.candidates import actions
from huiyin.candidates.access import can_edit_candidate, get_candidate_by_number
from huiyin.candidates.actions.people import RULED, may_write, seen_in_form
from huiyin.candidates.forms import PersonForm, person_initial
from huiyin.candidates.queries import tags_in_use
from huiyin.candidates.untagging import mark_of
from huiyin.core.editing import fingerprint
from huiyin.core.errors import DomainError
from huiyin.core.http import Request
from huiyin.core.ids import id_in


@require_POST
def untag(request: Request, number: str) -> HttpResponse:
    candidate = get_candidate_by_number(request.actor, number, can=can_edit_candidate)
    tag_id = request.POST.get("tag", "")
    chosen = tags_in_use(request.actor).filter(pk=id_in(tag_id)).first()
    if chosen:
        actions.untag_candidate(candidate, chosen, by=request.actor)
    query = {"untagged": mark_of(candidate, chosen)} if chosen else None
    return redirect(reverse("candidates:detail", args=[number], query=query))


@require_http_methods(["GET", "POST"])
def edit(request: Request, number: str) -> HttpResponse:
    candidate = get_candidate_by_number(request.actor, number, can=can_edit_candidate)
    without = [name for name in RULED if not may_write(request.actor, name)]
    form = PersonForm(request.POST or None, initial=person_initial(candidate), without=without)
    if request.method == "POST" and form.is_valid():
        try:
            seen = request.POST.get("seen", "")
            actions.edit_candidate(candidate, form.person(), by=request.actor, seen=seen)
        except DomainError as refusal:
            named = refusal.fields[0].field if len(refusal.fields) == 1 else None
            form.add_error(named, str(refusal))
        else:
            return redirect("candidates:detail", number)
    fresh = get_candidate_by_number(request.actor, candidate.number)
    context = {"form": form, "candidate": fresh, "seen": fingerprint(seen_in_form(fresh))}
    return render(request, "candidates/edit.html", context, status=422 if form.errors else 200)
