"""/search: people, jobs and interviews by one text, each as far as the asker sees it."""

from typing import Any, Literal

from ninja import Query, Router, Schema
from pydantic import Field

from huiyin.api.auth import ApiRequest
from huiyin.api.paging import next_page, opened
from huiyin.api.shapes import READING
from huiyin.desk.search_results import Asked, Group, kinds_of, require_search
from huiyin.desk.search_results import search as search_for

router = Router()
Kind = Literal["people", "jobs", "interviews"]


class Hit(Schema):
    """`kind` says which noun `id` is of: a candidate, a job or an interview."""

    kind: Kind
    id: str
    number: str
    name: str


class GroupOut(Schema):
    """`count` is of all that the asker sees, up to 1,000; `is_more` says that there are more yet."""

    items: list[Hit]
    count: int
    is_more: bool
    next: str | None


class Found(Schema):
    """Kinds that the asker may not search are null, those in which nothing was found are empty."""

    people: GroupOut | None
    jobs: GroupOut | None
    interviews: GroupOut | None


class SearchFilter(Schema):
    """`after` is for one kind at a time; `next` of its group carries both."""

    q: str = Field(min_length=1, max_length=200)
    kind: Kind | None = None
    state: Literal["running", "ended"] | None = Field(None, description="of people alone")
    after: str | None = Field(None, max_length=400)


@router.get("", response={200: Found, **READING}, url_name="search")
def find(request: ApiRequest, asked: Query[SearchFilter]) -> dict[str, Any]:
    require_search(request.actor)
    after = opened(request, asked.after) if asked.after and asked.kind else ""
    wanted = Asked(asked.q.replace("\0", "").strip(), asked.kind or "", asked.state or "", after)
    results = search_for(request.actor, wanted)
    empty = Group()
    found: dict[str, Any] = {}
    for kind in ("people", "jobs", "interviews"):
        is_asked = kind in kinds_of(request.actor) and wanted.kind in {"", kind}
        found[kind] = _group(request, kind, results.groups.get(kind, empty)) if is_asked else None
    return found


def _group(request: ApiRequest, kind: str, group: Group) -> dict[str, Any]:
    return {
        "items": [_hit(kind, line) for line in group.lines],
        "count": group.count,
        "is_more": group.is_more,
        "next": next_page(request, group.after, kind=kind) if group.after else None,
    }


def _hit(kind: str, line: Any) -> dict[str, str]:
    if kind == "interviews":
        row, name = line.interview, line.interview.application.candidate.name
    elif kind == "jobs":
        row, name = line.job, line.job.title
    else:
        row, name = line.candidate, line.candidate.name
    return {"kind": kind, "id": str(row.pk), "number": row.number, "name": name}
