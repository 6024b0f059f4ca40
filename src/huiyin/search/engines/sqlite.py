"""FTS5 over pieces that are cut already. The table keeps no text, only which piece stands where."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from huiyin.search.expressions import AllOf, AnyOf, Expression, Phrase

CREATE = (
    "CREATE VIRTUAL TABLE search_words USING fts5(words, content='', contentless_delete=1, "
    "prefix='3 4', tokenize=\"ascii tokenchars '+#'\")"
)
DROP = "DROP TABLE search_words"


def write(rows: Sequence[tuple[int, str, str]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT OR REPLACE INTO search_document (id, kind, words) VALUES (%s, %s, '')",
            [(pk, kind) for pk, kind, _words in rows],
        )
        cursor.executemany(
            "INSERT OR REPLACE INTO search_words (rowid, words) VALUES (%s, %s)",
            [(pk, words) for pk, _kind, words in rows],
        )


def remove(ids: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        for table, key in (("search_words", "rowid"), ("search_document", "id")):
            cursor.executemany(f"DELETE FROM {table} WHERE {key} = %s", [(pk,) for pk in ids])  # noqa: S608


def clear(kind: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM search_words WHERE rowid IN (SELECT id FROM search_document WHERE kind = %s)", [kind]
        )
        cursor.execute("DELETE FROM search_document WHERE kind = %s", [kind])


def settle() -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO search_words (search_words, rank) VALUES ('merge', 500)")


def matching(wanted: Expression) -> tuple[str, list[Any]]:
    return "SELECT rowid AS id FROM search_words WHERE search_words MATCH %s", [said(wanted)]


def newest(wanted: Expression, *, before: int | None, most: int) -> tuple[str, list[Any]]:
    query, values = matching(wanted)
    if before is not None:
        query, values = f"{query} AND rowid < %s", [*values, before]
    return f"{query} ORDER BY rowid DESC LIMIT %s", [*values, most]


def said(wanted: Expression) -> str:
    """In FTS5's words. Pieces hold letters, digits, + and # alone, so no quote ends early."""
    if isinstance(wanted, Phrase):
        return f'"{" ".join(wanted.pieces)}"{" *" if wanted.is_beginning else ""}'
    if isinstance(wanted, AllOf):
        return "(" + " AND ".join(said(part) for part in wanted.parts) + ")"
    if isinstance(wanted, AnyOf):
        return "(" + " OR ".join(said(part) for part in wanted.parts) + ")"
    return f"({said(wanted.wanted)} NOT {said(wanted.unwanted)})"
