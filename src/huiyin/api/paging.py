"""Lists as `{items, next}`: a page begins after the last id of the one before, however deep it lies."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

M = TypeVar("M", bound=Model)
LARGEST_ID = 2**63 - 1


class Paging(Schema):
    """`after` is the id that the page before ended with; `next` of a list carries it."""

    after: int | None = Field(None, ge=0, le=LARGEST_ID)
    limit: int = Field(50, ge=1, le=200)


def page_of(
    request: HttpRequest, rows: QuerySet[M], paging: Paging, show: Callable[[Sequence[M]], list[Any]]
) -> dict[str, Any]:
    """The newest first. `next` is the address of the next page, or None at the end."""
    if paging.after is not None:
        rows = rows.filter(pk__lt=paging.after)
    found = list(rows.order_by("-pk")[: paging.limit + 1])
    items = found[: paging.limit]
    has_more = len(found) > paging.limit
    return {"items": show(items), "next": _address(request, items[-1].pk) if has_more else None}


def _address(request: HttpRequest, after: int) -> str:
    query = {name: value for name, value in request.GET.items() if name != "after"} | {"after": str(after)}
    return request.build_absolute_uri(f"{request.path}?{urlencode(query)}")
