"""Lists as `{items, next}`: a page begins after the last row of the one before, however deep it lies.

Where a page begins is sealed: it is worth something in the list that gave it, to the same user, and nowhere
else, so nobody asks a list by keys that she made up.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.core.signing import BadSignature, Signer
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field

from huiyin.api.auth import ApiRequest
from huiyin.core.errors import DomainError, FieldProblem

M = TypeVar("M", bound=Model)


class Paging(Schema):
    """`after` says where a page begins; `next` of a list carries it. Use it as it is."""

    after: str | None = Field(None, max_length=400)
    limit: int = Field(50, ge=1, le=200)


def page_of(
    request: ApiRequest, rows: QuerySet[M], paging: Paging, show: Callable[[Sequence[M]], list[Any]]
) -> dict[str, Any]:
    """The newest first. `next` is the address of the next page, or None at the end."""
    if paging.after is not None:
        rows = rows.filter(pk__lt=int(opened(request, paging.after)))
    found = list(rows.order_by("-pk")[: paging.limit + 1])
    items = found[: paging.limit]
    has_more = len(found) > paging.limit
    return {"items": show(items), "next": next_page(request, str(items[-1].pk)) if has_more else None}


def next_page(request: ApiRequest, after: str, **also: str) -> str:
    """The address of the page that begins after a key of this list."""
    query = {name: value for name, value in request.GET.items() if name != "after"} | also
    query["after"] = _signer(request).sign_object(after)
    return request.build_absolute_uri(f"{request.path}?{urlencode(query)}")


def opened(request: ApiRequest, after: str) -> str:
    """The key that we sealed for this list and this user."""
    try:
        return str(_signer(request).unsign_object(after))
    except (BadSignature, ValueError):
        problem, mend = _("This is no place in this list."), _("Use `next` of the page before as it is.")
        raise DomainError("bad_cursor", problem, mend, [FieldProblem("after", problem, mend)]) from None


def _signer(request: ApiRequest) -> Signer:
    return Signer(salt=f"huiyin.api.cursor:{request.path}:{request.actor.user_id}")
