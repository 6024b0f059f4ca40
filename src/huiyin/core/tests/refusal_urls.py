"""Pages that refuse in each way, for the tests of `core.refusals`."""

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import path

from huiyin.accounts.middleware import open_to_all
from huiyin.config import urls as real
from huiyin.core.errors import Clash, DomainError, NotAllowed, NotFound

REFUSALS: dict[str, Exception] = {
    "busy": OperationalError("database is locked"),
    "unknown": NotFound("not_found", "There is no such thing.", "Look at the list."),
    "forbidden": NotAllowed("forbidden", "That is not yours.", "Ask its owner."),
    "clash": Clash("clash", "The room is taken.", "Choose another."),
    "late": DomainError("late", "It is too late.", "Call them."),
}


@open_to_all
def refuse(request: HttpRequest, how: str) -> HttpResponse:
    raise REFUSALS[how]


handler404 = real.handler404
urlpatterns = [path("refuse/<str:how>/", refuse), path("c/refuse/<str:how>/", refuse), *real.urlpatterns]
