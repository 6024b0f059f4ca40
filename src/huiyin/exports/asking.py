"""Asking for an export: who, which list, how many rows; at once, in a moment, or after somebody has
approved.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from huiyin.accounts.models import User
from huiyin.approvals.actions import Question, ask
from huiyin.core import audit, clock, operations
from huiyin.core.actor import Actor
from huiyin.core.background import enqueue
from huiyin.core.digests import sha256_letters
from huiyin.core.errors import DomainError
from huiyin.core.references import ref
from huiyin.exports.access import require_export
from huiyin.exports.lists import ExportList, Table, get_list
from huiyin.exports.models import Export, ExportState, Format
from huiyin.exports.tasks import write_in_background
from huiyin.exports.writing import MOST_ROWS

AT_ONCE = 1000
"""So many rows are written while she waits; more are a piece of work of its own."""
KIND = "exports.write"


@dataclass(frozen=True)
class Wish:
    """`key` belongs to the form, so that ten clicks are one export."""

    key: str
    of: str
    query: Mapping[str, str]
    format: str = Format.CSV
    why: str = ""


def table_of(actor: Actor, of: str, query: Mapping[str, str]) -> tuple[ExportList, Table, dict[str, str]]:
    """The list, its rows, and the part of an address that defines them."""
    wanted = get_list(of)
    require_export(actor, wanted)
    narrowed = {name: query[name] for name in wanted.narrows if query.get(name)}
    return wanted, wanted.table(actor, narrowed), narrowed


def start(wish: Wish, *, by: Actor) -> Export:
    """The new export, or the one that the same form has begun before."""
    wanted, table, query = table_of(by, wish.of, wish.query)
    if wish.format not in Format.values:
        raise DomainError("format", _("There is no such format."), _("Choose CSV or XLSX."))
    if wish.format == Format.XLSX and len(table.keys) > MOST_ROWS:
        raise DomainError("too_long", _("A sheet holds no more than a million rows."), _("Choose CSV."))
    with transaction.atomic():
        export, is_new = Export.objects.get_or_create(
            key=sha256_letters(f"{by.user_id}:{wish.key}".encode()),
            defaults={
                "asked_by": User.objects.get(pk=by.user_id or 0),
                "list_key": wanted.key,
                "query": json.dumps(query, ensure_ascii=False),
                "language": get_language() or "zh-hans",
                "format": wish.format,
                "columns": [str(one) for one in table.header],
                "rows_asked": len(table.keys),
                "state": ExportState.WRITING,
                "created_at": clock.now(),
            },
        )
        if is_new:
            _begin(export, wish, by)
    return export


def _begin(export: Export, wish: Wish, by: Actor) -> None:
    """An approval when a flow wants one; else the work begins."""
    narrowed = sorted(json.loads(export.query))
    audit.record(
        "export.asked",
        export,
        by=by,
        list=export.list_key,
        rows=export.rows_asked,
        format=export.format,
        filters=narrowed,
        columns=len(export.columns),
    )
    facts = {"rows": export.rows_asked, "filtered": bool(narrowed)}
    approval = ask(Question(ref(export), wish.why[:500], facts), by=by)
    if approval is not None:
        export.state = ExportState.WAITING
        export.save(update_fields=["state"])
    elif export.rows_asked > AT_ONCE:
        begin_writing(export, by=by)


def begin_writing(export: Export, *, by: Actor) -> None:
    """As a piece of work that she may watch or leave; in the caller's transaction, and once."""
    operation, is_new = operations.begin(
        KIND, key=ref(export), total=export.rows_asked, by=by, about=ref(export)
    )
    export.operation, export.state = operation, ExportState.WRITING
    export.save(update_fields=["operation", "state"])
    if is_new:
        enqueue(write_in_background, export.pk)


def fingerprint(export: Export) -> str:
    said = [export.list_key, export.query, export.format, export.language, export.columns, export.rows_asked]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def rows_words(count: int) -> str:
    return ngettext("{n} row", "{n} rows", count).format(n=count)
