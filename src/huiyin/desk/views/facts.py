"""资料: what a candidate wants and said, edited in place section by section."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huiyin.candidates.access import (
    can_edit_candidate,
    can_state,
    get_candidate_by_number,
    get_statement,
)
from huiyin.candidates.actions.stating import edit_profile, profile_values, state, take_back_statement
from huiyin.candidates.fact_forms import ProfileForm, StateForm
from huiyin.candidates.merge_facts import PROFILE
from huiyin.candidates.models import Candidate, StatementKind
from huiyin.core.editing import fingerprint
from huiyin.core.errors import Clash, DomainError, NotAllowed
from huiyin.core.http import Request
from huiyin.desk.candidate_file import read_whole_file


@require_GET
def facts(request: Request, number: str) -> HttpResponse:
    candidate = get_candidate_by_number(request.actor, number)
    if candidate.number != number:
        return redirect("candidates:facts", candidate.number)
    return _page(request, candidate)


@require_POST
def edit_intention(request: Request, number: str) -> HttpResponse:
    candidate = get_candidate_by_number(request.actor, number, can=can_edit_candidate)
    form = ProfileForm(request.POST)
    status = 422
    if form.is_valid():
        given = dict(form.cleaned_data)
        seen = given.pop("seen")
        try:
            edit_profile(candidate, given, by=request.actor, seen=seen)
        except Clash as clash:
            form.add_error(None, str(clash))
            # Her words stay, and what she saves next is measured against how it stands now.
            form.data = request.POST.copy()
            form.data["seen"] = fingerprint(profile_values(candidate))
            status = 409
        except DomainError as refusal:
            _say(form, refusal)
        else:
            messages.success(request, _("Kept."))
            return redirect(_at(candidate, "intention"))
    return _page(request, candidate, profile_form=form, status=status)


@require_POST
def add_statement(request: Request, number: str, kind: str) -> HttpResponse:
    if kind not in StatementKind.values:
        raise Http404
    candidate = get_candidate_by_number(request.actor, number)
    if not can_state(request.actor, candidate, kind):
        raise NotAllowed("forbidden", _("Your role does not write this."))
    form = StateForm(request.POST, kind=StatementKind(kind))
    if form.is_valid():
        try:
            state(candidate, form.said(), by=request.actor)
        except DomainError as refusal:
            _say(form, refusal)
        else:
            messages.success(request, _("Kept."))
            return redirect(_at(candidate, kind))
    return _page(request, candidate, state_form=form, status=422)


@require_POST
def take_back(request: Request, number: str) -> HttpResponse:
    candidate = get_candidate_by_number(request.actor, number)
    statement = get_statement(request.actor, candidate, request.POST.get("statement", ""))
    if not can_state(request.actor, candidate, statement.kind):
        raise NotAllowed("forbidden", _("Your role does not write this."))
    take_back_statement(statement, by=request.actor)
    messages.success(request, _("Taken back."))
    return redirect(_at(candidate, statement.kind))


def _at(candidate: Candidate, anchor: str) -> str:
    return f"{reverse('candidates:facts', args=[candidate.number])}#{anchor}"


def _say(form: ProfileForm | StateForm, refusal: DomainError) -> None:
    named = refusal.fields[0].field if refusal.fields else None
    form.add_error(named if named in form.fields else None, str(refusal))


def _page(
    request: Request,
    candidate: Candidate,
    *,
    profile_form: ProfileForm | None = None,
    state_form: StateForm | None = None,
    status: int = 200,
) -> HttpResponse:
    whole = read_whole_file(request.actor, candidate, part="none")
    if profile_form is None:
        values = {name: getattr(whole.facts.profile, name) for name in PROFILE}
        profile_form = ProfileForm(initial={**values, "seen": fingerprint(values)})
    sections = [
        (
            kind,
            rows,
            state_form if state_form and state_form.kind == kind else StateForm(kind=StatementKind(kind)),
            kind in whole.facts.writes,
        )
        for kind, rows in whole.facts.said.items()
    ]
    context = {
        "company": whole.company,
        "whole": whole,
        "file": whole.file,
        "candidate": candidate,
        "here": "facts",
        "profile_form": profile_form,
        "sections": sections,
    }
    return render(request, "desk/file_facts.html", context, status=status)
