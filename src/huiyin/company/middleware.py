"""Shuts the pages of parts that this house has switched off, as if they did not exist."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huiyin.company.parts import part_of
from huiyin.company.queries import the_company
from huiyin.core.refusals import not_found, refusal_page

Answer = Callable[[HttpRequest], HttpResponse]


class PartsMiddleware:
    """Asks for the company only where an address belongs to a part: all other pages cost nothing."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        part = part_of(match.view_name or "") if match else None
        if part is None or part.key not in the_company().switched_off:
            return None
        if part.kindly:
            mend = _("Links that you have been sent go on working.")
            return refusal_page(request, 404, str(part.kindly), mend)
        return not_found(request, Http404())
