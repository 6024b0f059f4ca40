"""Finding people in lists: a name's beginning, a whole phone or its last four, an e-mail address, a number.

Phones and e-mail are encrypted; their blind indexes find them. Each way is an index lookup, so that a list
answers as fast over 200,000 files as over a thousand.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from django.db.models import CharField, Q, QuerySet
from django.db.models.lookups import StartsWith

from huiyin.candidates.id_numbers import normalise_id_number
from huiyin.candidates.models import Application, Candidate
from huiyin.candidates.recognition import id_number_index
from huiyin.core.errors import DomainError
from huiyin.messaging.contacts import EMAIL, PHONE, address_index, normalise, tail_index
from huiyin.messaging.models import Address


def find(candidates: QuerySet[Candidate], text: str) -> QuerySet[Candidate]:
    """Those of the given candidates whom the text may mean; all when it is empty."""
    text = " ".join(unicodedata.normalize("NFKC", text).split())
    if not text:
        return candidates
    return candidates.filter(_meaning(text))


def listed(
    candidates: QuerySet[Candidate],
    applications: QuerySet[Application],
    query: Mapping[str, str],
    *,
    size: int,
) -> tuple[list[Candidate], str]:
    """The candidates that a list's address asks for (`q`, `job`, `tag`, `after`), newest first, or by name
    when a text is looked for; and the next page's `after`, empty on the last. Pages go on after a row, not
    at a place, so the last is as fast as the first.
    """
    rows = find(candidates, query.get("q", ""))
    if job := query.get("job", ""):
        theirs = applications.filter(job=_id_of(job)).values("candidate")
        rows = rows.filter(pk__in=theirs)
    if tag := query.get("tag", ""):
        rows = rows.filter(tags__tag=_id_of(tag))
    by_name = bool(query.get("q"))
    rows = rows.filter(_after(query.get("after", ""), by_name=by_name))
    found = list(rows.order_by(*(("name", "-pk") if by_name else ("-pk",)))[: size + 1])
    if len(found) <= size:
        return found, ""
    last = found[size - 1]
    return found[:size], f"{last.pk}:{last.name}" if by_name else str(last.pk)


def _is_id(text: str) -> bool:
    """Whether a database could know a row of this number."""
    return text.isdecimal() and len(text) < 19


def _id_of(text: str) -> int:
    """Nobody's for a word that is none: a filter that is not understood never means everybody."""
    return int(text) if _is_id(text) else 0


def _after(after: str, *, by_name: bool) -> Q:
    pk, _colon, name = after.partition(":")
    if not _is_id(pk):
        return Q()
    return Q(name__gt=name) | Q(name=name, pk__lt=int(pk)) if by_name else Q(pk__lt=int(pk))


def _meaning(text: str) -> Q:
    if re.fullmatch(r"[Cc]-?\d{6}-?\d{1,5}", text):
        digits = re.sub(r"\D", "", text)
        return Q(number=f"C-{digits[:6]}-{int(digits[6:]):05d}")
    if re.fullmatch(r"\d{4}", text):
        return Q(contact__in=_contacts(tail_index=tail_index(PHONE, text))) | Q(name__begins=text)
    id_number = normalise_id_number(text)
    if id_number:
        return Q(id_number_index=id_number_index(id_number))
    kind = EMAIL if "@" in text else PHONE
    if kind == EMAIL or sum(sign.isdigit() for sign in text) >= 7:
        try:
            index = address_index(kind, normalise(kind, text))
        except DomainError:
            return Q(name__begins=text)
        return Q(contact__in=_contacts(value_index=index))
    return Q(name__begins=text)


def _contacts(**lookup: str) -> QuerySet[Address, int]:
    return Address.objects.filter(**lookup).values_list("contact", flat=True)


@CharField.register_lookup
class Begins(StartsWith):
    """`startswith` that uses the plain index on SQLite, whose LIKE would read every row."""

    lookup_name = "begins"

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, values = self.process_lhs(compiler, connection)
        begin = str(self.rhs)
        return f"({column} >= %s AND {column} < %s)", [*values, begin, *values, f"{begin}\U0010ffff"]

    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        return str(connection.operators["startswith"] % rhs)
