"""Finding people in lists: by what the search finds them by, so that a list and the search say the same."""

from collections.abc import Mapping

from django.db.models import Q, QuerySet

from huiyin.candidates import indexed
from huiyin.candidates.models import Application, Candidate
from huiyin.core.actor import Actor
from huiyin.core.ids import id_in, is_id
from huiyin.search import asking, finding


def find(candidates: QuerySet[Candidate], text: str, actor: Actor) -> QuerySet[Candidate]:
    """Those of the given candidates whom the actor may mean by a text; all when it is empty."""
    if not text.strip():
        return candidates
    return finding.among(asking.read(indexed.KIND, actor, text), candidates)


def listed(
    candidates: QuerySet[Candidate],
    applications: QuerySet[Application],
    query: Mapping[str, str],
    *,
    actor: Actor,
    size: int,
) -> tuple[list[Candidate], str]:
    """The candidates that a list's address asks for (`q`, `job`, `tag`, `after`), newest first, or by name
    when a text is looked for; and the next page's `after`, empty on the last. Pages go on after a row, not
    at a place, so the last is as fast as the first.
    """
    rows = find(candidates, query.get("q", ""), actor)
    if job := query.get("job", ""):
        theirs = applications.filter(job=id_in(job)).values("candidate")
        rows = rows.filter(pk__in=theirs)
    if tag := query.get("tag", ""):
        rows = rows.filter(tags__tag=id_in(tag))
    by_name = bool(query.get("q"))
    rows = rows.filter(_after(query.get("after", ""), by_name=by_name))
    found = list(rows.order_by(*(("name", "-pk") if by_name else ("-pk",)))[: size + 1])
    if len(found) <= size:
        return found, ""
    last = found[size - 1]
    return found[:size], f"{last.pk}:{last.name}" if by_name else str(last.pk)


def _after(after: str, *, by_name: bool) -> Q:
    pk, _colon, name = after.partition(":")
    if not is_id(pk):
        return Q()
    return Q(name__gt=name) | Q(name=name, pk__lt=int(pk)) if by_name else Q(pk__lt=int(pk))
