"""A GIN index over the pieces of each document. It knows which pieces there are, not where: pieces in a row
are compared with the text of pieces beside it, lazily, the newest first.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection

from huiyin.search.expressions import AllOf, AnyOf, Expression, Phrase, Without

CREATE = (
    "ALTER TABLE search_document ADD COLUMN pieces tsvector NOT NULL DEFAULT ''",
    "CREATE INDEX search_pieces ON search_document USING gin (pieces)",
)
DROP = ("ALTER TABLE search_document DROP COLUMN pieces",)


def write(rows: Sequence[tuple[int, str, str]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_document (id, kind, words, pieces) "
            "VALUES (%s, %s, %s, array_to_tsvector(%s)) "
            "ON CONFLICT (id) DO UPDATE SET words = excluded.words, pieces = excluded.pieces",
            [(pk, kind, f" {words} ", sorted({*words.split(" ")} - {""})) for pk, kind, words in rows],
        )


def remove(ids: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_document WHERE id = ANY(%s)", [list(ids)])


def clear(kind: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_document WHERE kind = %s", [kind])


def settle() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE search_document")


def matching(wanted: Expression) -> tuple[str, list[Any]]:
    check, values = _check(wanted)
    query = "SELECT id FROM search_document WHERE pieces @@ %s::tsquery"
    if _is_certain(wanted):
        return query, [said(wanted)]
    return f"{query} AND {check}", [said(wanted), *values]


def newest(wanted: Expression, *, before: int | None, most: int) -> tuple[str, list[Any]]:
    """The inner query is fenced, so that rows are compared one by one until there are enough."""
    inner = "SELECT id, words, pieces FROM search_document WHERE pieces @@ %s::tsquery"
    values: list[Any] = [said(wanted)]
    if before is not None:
        inner, values = f"{inner} AND id < %s", [*values, before]
    check, more = ("true", []) if _is_certain(wanted) else _check(wanted)
    query = f"SELECT id FROM ({inner} ORDER BY id DESC OFFSET 0) found WHERE {check} LIMIT %s"  # noqa: S608
    return query, [*values, *more, most]


def said(wanted: Expression) -> str:
    """In tsquery's words: at least what is wanted."""
    if isinstance(wanted, Phrase):
        words = [f"'{piece}'" for piece in wanted.pieces]
        words[-1] += ":*" if wanted.is_beginning else ""
        return f"({' & '.join(words)})"
    if isinstance(wanted, AllOf):
        return f"({' & '.join(said(part) for part in wanted.parts)})"
    if isinstance(wanted, AnyOf):
        return f"({' | '.join(said(part) for part in wanted.parts)})"
    if _is_certain(wanted.unwanted):
        return f"({said(wanted.wanted)} & !{said(wanted.unwanted)})"
    return said(wanted.wanted)


def _is_certain(wanted: Expression) -> bool:
    """Whether the index alone decides: no pieces in a row."""
    return all(len(phrase.pieces) == 1 for phrase in _phrases(wanted))


def _phrases(wanted: Expression) -> Iterator[Phrase]:
    if isinstance(wanted, Phrase):
        yield wanted
    elif isinstance(wanted, Without):
        yield from _phrases(wanted.wanted)
        yield from _phrases(wanted.unwanted)
    else:
        for part in wanted.parts:
            yield from _phrases(part)


def _check(wanted: Expression) -> tuple[str, list[Any]]:
    """Exactly what is wanted, for one row."""
    if isinstance(wanted, Phrase):
        if len(wanted.pieces) == 1:
            return "pieces @@ %s::tsquery", [said(wanted)]
        end = "" if wanted.is_beginning else " "
        return "position(%s in words) > 0", [f" {' '.join(wanted.pieces)}{end}"]
    if isinstance(wanted, Without):
        (yes, first), (no, second) = _check(wanted.wanted), _check(wanted.unwanted)
        return f"({yes} AND NOT {no})", [*first, *second]
    word = " AND " if isinstance(wanted, AllOf) else " OR "
    checks = [_check(part) for part in wanted.parts]
    return f"({word.join(check for check, _ in checks)})", [one for _, values in checks for one in values]
