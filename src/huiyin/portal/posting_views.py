"""Public pages: the jobs of the house and of a branch, one job with its form, and what comes after it."""

from collections.abc import Mapping

from django.http import Http404, HttpResponse
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.candidates.consent_texts import find_text
from huiyin.company.colours import palette, sheet_of
from huiyin.company.queries import find_brand, find_unit, the_company
from huiyin.core.errors import NotFound
from huiyin.core.http import Request
from huiyin.jobs.models import Job, JobState
from huiyin.jobs.posting import find_posted, process_of
from huiyin.portal import kept_codes, postings
from huiyin.portal.apply_form import ApplyForm, entered
from huiyin.portal.applying import take_application
from huiyin.portal.manner import Manner, manner_of, onward
from huiyin.portal.pages import candidate_page, go, public_page, show


@public_page
@require_safe
def board(request: Request, unit_id: int | None = None) -> HttpResponse:
    """Everything that is open, in the house or in one branch."""
    unit = find_unit(unit_id) if unit_id is not None else None
    if unit_id is not None and unit is None:
        return _no_such(request)
    manner = manner_of(request)
    with override(manner.language):
        context = postings.board_context(the_company(), unit) | {"onward": onward(request, manner)}
    return show(request, "portal/board.html", context, manner=manner)


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
def job(request: Request, number: str) -> HttpResponse:
    """One job and the form to apply for it. A closed one says so and offers others."""
    found = find_posted(number)
    if found is None:
        return _no_such(request)
    manner = manner_of(request)
    if found.state != JobState.OPEN:
        return _ended(request, found, manner)
    if request.method != "POST":
        return _show(request, found, manner)
    form = ApplyForm(request.POST)
    company, code = the_company(), ""
    with override(manner.language):
        if not form.is_from_a_bot:
            outcome = take_application(request, found, form, company, manner.language)
            if outcome.ended:
                return _ended(request, found, manner)
            if outcome.problems:
                again = {"problems": outcome.problems, "entered": entered(request.POST)}
                return _show(request, found, manner, again=again, status=outcome.status)
            code = outcome.code
    response = go(f"{postings.path_of(found)}sent/", manner)
    kept_codes.keep(response, code, path=f"{postings.path_of(found)}sent/")
    return response


@candidate_page
@require_safe
def sent(request: Request, number: str) -> HttpResponse:
    """The same page for everybody, whoever sent the form and whether we knew her."""
    found = find_posted(number)
    if found is None:
        raise NotFound("not_found", "")
    manner, company = manner_of(request), the_company()
    with override(manner.language):
        context = postings.sent_context(found, company, process_of(found), manner.language)
        context |= {"code": kept_codes.kept(request), "code_page": f"{request.get_host()}/i"}
    return show(request, "portal/sent.html", context, manner=manner)


@candidate_page
@require_safe
def consent_text(request: Request, sha256: str) -> HttpResponse:
    """The words that somebody agreed to, as they were."""
    text = find_text(sha256)
    if text is None:
        raise NotFound("not_found", "")
    return show(request, "portal/consent.html", {"text": text}, manner=manner_of(request))


@require_safe
def brand_sheet(request: Request, brand_id: int, colour: str) -> HttpResponse:  # noqa: ARG001 -- Django passes it
    """A brand's few tones as a sheet of its own, for our pages allow no style inside them."""
    brand = find_brand(brand_id)
    tones = palette(brand.colour) if brand and brand.colour[1:].lower() == colour else None
    if tones is None:
        raise Http404
    response = HttpResponse(sheet_of(tones), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _show(
    request: Request,
    found: Job,
    manner: Manner,
    *,
    again: Mapping[str, object] | None = None,
    status: int = 200,
) -> HttpResponse:
    with override(manner.language):
        context = {**postings.job_context(found, the_company(), manner.language), **(again or {})}
    return show(request, "portal/job.html", context, manner=manner, status=status)


def _ended(request: Request, found: Job, manner: Manner) -> HttpResponse:
    with override(manner.language):
        context = postings.ended_context(found, the_company(), manner.language)
        context["onward"] = onward(request, manner)
    status = 409 if request.method == "POST" else 200
    return show(request, "portal/job_ended.html", context, manner=manner, status=status)


def _no_such(request: Request) -> HttpResponse:
    return show(request, "portal/job_unknown.html", {}, manner=manner_of(request), status=404)
