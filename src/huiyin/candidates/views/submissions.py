"""What a known person's form said differently: look, take over or leave."""

from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from huiyin.candidates.access import (
    can_edit_candidate,
    get_candidate,
    get_submission,
    visible_submissions,
)
from huiyin.candidates.actions import deciding
from huiyin.candidates.submitted import may_open_file, sheet_of
from huiyin.company.queries import the_company
from huiyin.core.errors import DomainError, NotAllowed, NotFound
from huiyin.core.http import Request

SHOWN = 30


@require_http_methods(["GET", "POST"])
def submissions(request: Request, candidate_id: int) -> HttpResponse:
    candidate = get_candidate(request.actor, candidate_id, can=can_edit_candidate)
    problem = ""
    if request.method == "POST":
        submission = get_submission(request.actor, candidate, request.POST.get("submission", ""))
        act = {"take": deciding.take_over, "leave": deciding.leave_as_it_is}.get(request.POST.get("do", ""))
        if act is None:
            raise NotFound("not_found", _("Nothing of this waits for a decision."))
        try:
            act(submission, by=request.actor)
        except DomainError as refusal:
            problem = str(refusal)
        else:
            messages.success(request, _("Decided. The trail keeps what was sent and by whom it was decided."))
            return redirect("candidates:detail", candidate.number)
    rows = visible_submissions(request.actor, candidate).order_by("-at", "-pk")[:SHOWN]
    context = {
        "candidate": candidate,
        "sheets": [sheet_of(one, request.actor) for one in rows],
        "zone": the_company().time_zone,
        "problem": problem,
    }
    return render(request, "candidates/submissions.html", context, status=409 if problem else 200)


@require_GET
def waiting_file(request: Request, candidate_id: int, submission_id: str) -> HttpResponse:
    """Always as a file to keep, never as a page of ours; each opening is noted."""
    candidate = get_candidate(request.actor, candidate_id, can=can_edit_candidate)
    submission = get_submission(request.actor, candidate, submission_id)
    if not may_open_file(request.actor):
        raise NotAllowed("forbidden", _("You may not open documents."))
    if not submission.file_path:
        raise NotFound("not_found", _("Nothing of this waits for a decision."))
    data = deciding.open_file(submission, by=request.actor)
    response = HttpResponse(data, content_type=submission.file_type)
    plain = f"document-{submission.pk}.{submission.file_name.rpartition('.')[2].lower()}"
    response["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(submission.file_name, safe='')}"
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
