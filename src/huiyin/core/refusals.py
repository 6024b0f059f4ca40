"""Turns a refusal raised by a view into a page: what is wrong, and what now.

Forms show refusals beside their fields themselves; what arrives here has no better place. The API answers
its own refusals as problem+json.
"""

import logging
from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from huiyin.core.actor import ANONYMOUS, Actor
from huiyin.core.errors import DomainError, NotAllowed, NotFound, TooMany

log = logging.getLogger(__name__)
CANDIDATE_PATHS = ("/c/", "/i/", "/join/")


def status_of(refusal: DomainError) -> int:
    """404 for the unknown or invisible, 403 for the forbidden, 429 for too many tries, 409 for the rest."""
    if isinstance(refusal, NotFound):
        return 404
    if isinstance(refusal, NotAllowed):
        return 403
    if isinstance(refusal, TooMany):
        return 429
    return 409


class RefusalMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, OperationalError):
            return _busy(request, exception)
        if not isinstance(exception, DomainError):
            return None
        return refusal_page(request, status_of(exception), exception.problem, exception.mend)


def refusal_page(request: HttpRequest, status: int, problem: str, mend: str) -> HttpResponse:
    """One page for every refusal, in the layout of whoever reads it."""
    context = {"layout": _layout(request), "status": status, "problem": problem, "mend": mend}
    return render(request, "errors/refusal.html", context, status=status)


def _busy(request: HttpRequest, error: OperationalError) -> HttpResponse:
    """The database is locked by a long import, or restarts: not our mistake, and soon over."""
    log.warning("the database is away: %s", error)
    page = refusal_page(
        request,
        503,
        _("The database is busy, and this could not be kept."),
        _("Nothing has been changed. Please try again in a minute."),
    )
    page["Retry-After"] = "10"
    return page


def _layout(request: HttpRequest) -> str:
    """Candidates never see the staff's frame, nor does anybody who is not signed in."""
    if request.path.startswith(CANDIDATE_PATHS):
        return "layouts/candidate.html"
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    return "layouts/staff.html" if actor.is_staff_member else "layouts/plain.html"


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django passes it
    return refusal_page(
        request,
        404,
        _("This page does not exist, or it is not for you."),
        _("Check the address, or go back and try from there."),
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django passes it
    return refusal_page(
        request,
        403,
        _("You may not do this."),
        _("If you need it for your work, ask an administrator."),
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django passes it
    return refusal_page(
        request, 400, _("This request cannot be understood."), _("Go back, reload the page and try again.")
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 -- Django passes it
    return refusal_page(
        request,
        403,
        _("This form is too old, or your browser does not send cookies."),
        _("Go back, reload the page and send it again. Nothing has been changed."),
    )
