"""How the failures of a request become problems: refusals, wrong bodies, a database that is away."""

import logging
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from huiyin.core.errors import Clash, DomainError, FieldProblem
from huiyin.core.problems import problem
from huiyin.core.refusals import status_of

log = logging.getLogger(__name__)


def of_refusal(refusal: DomainError) -> HttpResponse:
    """409 for a clash or a wrong state, 422 for inputs that can be mended, the rest as everywhere."""
    status = status_of(refusal)
    if isinstance(refusal, Clash):
        return problem(409, refusal.code, str(refusal), errors=refusal.fields, nearest=refusal.nearest)
    if status == 409 and refusal.fields:
        status = 422
    return problem(status, refusal.code, str(refusal), errors=refusal.fields)


# What a request or the database brings about, whoever meets it first: a view or what stands around it.
OUTSIDE = (SuspiciousOperation, OperationalError)


def of_outside(wrong: Exception) -> HttpResponse:
    """A body that is too large or makes no sense; a database that is busy or away for a moment."""
    if isinstance(wrong, RequestDataTooBig):
        return problem(413, "too_big", _("This request is too large."))
    if isinstance(wrong, SuspiciousOperation):
        return problem(400, "bad_request", _("This request cannot be understood."))
    log.warning("the database is away: %s", wrong)
    answer = problem(503, "busy", _("The database is busy. Nothing was changed; try again soon."))
    answer["Retry-After"] = "10"
    return answer


def handle_problems(api: NinjaAPI) -> None:
    """Teach the API to answer every failure as a problem."""

    def refused(_request: HttpRequest, wrong: Any) -> HttpResponse:
        return of_refusal(wrong)

    def unsigned(_request: HttpRequest, _wrong: Any) -> HttpResponse:
        answer = problem(401, "token_needed", _("A valid API token is needed: Authorization: Bearer …"))
        answer["WWW-Authenticate"] = "Bearer"
        return answer

    def malformed(_request: HttpRequest, wrong: Any) -> HttpResponse:
        errors = [FieldProblem(_field(one["loc"]), one["msg"]) for one in wrong.errors]
        return problem(422, "bad_request", _("Some values are missing or of the wrong kind."), errors=errors)

    def http(_request: HttpRequest, wrong: Any) -> HttpResponse:
        return problem(wrong.status_code, "bad_request", str(wrong))

    def failed(request: HttpRequest, wrong: Any) -> HttpResponse:
        log.error("%s %s failed", request.method, request.path, exc_info=wrong)
        return problem(500, "failed", _("Something went wrong here. Nothing was changed."))

    def outside(_request: HttpRequest, wrong: Any) -> HttpResponse:
        return of_outside(wrong)

    api.add_exception_handler(DomainError, refused)
    api.add_exception_handler(AuthenticationError, unsigned)
    api.add_exception_handler(ValidationError, malformed)
    api.add_exception_handler(HttpError, http)
    api.add_exception_handler(Exception, failed)
    for kind in OUTSIDE:
        api.add_exception_handler(kind, outside)


def _field(location: Iterable[Any]) -> str:
    """`tell.candidate` for ("body", "data", "tell", "candidate")."""
    words = [str(word) for word in location]
    return ".".join(words[2:] if words[:1] == ["body"] else words[1:]) or ".".join(words)
