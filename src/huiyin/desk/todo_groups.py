"""To-dos by what they ask for: the groups of the page, their counts, and the order in which they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, F, IntegerField, QuerySet, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.desk.now_cards import CALLS, LETTERS, OTHER_TIME
from huiyin.desk.todo_lines import TodoLine
from huiyin.todos.models import Todo

REST = "rest"


@dataclass(frozen=True)
class Group:
    key: str
    label: str | Promise
    kinds: tuple[str, ...]


GROUPS = (
    Group("questions", gettext_lazy("Asked by candidates"), ("thread.unanswered",)),
    Group("time", gettext_lazy("Other times"), OTHER_TIME),
    Group("declined", gettext_lazy("Cannot come"), ("interview.declined",)),
    Group("calls", gettext_lazy("Calls"), CALLS),
    Group("letters", gettext_lazy("Letters"), LETTERS),
)
_KNOWN = tuple(kind for group in GROUPS for kind in group.kinds)


@dataclass(frozen=True)
class Counted:
    key: str
    label: str
    count: int


@dataclass(frozen=True)
class Section:
    """Lines under one heading; what is late stands first, whatever it asks for."""

    title: str
    is_late: bool
    lines: list[TodoLine]


def of_group(rows: QuerySet[Todo], key: str) -> QuerySet[Todo]:
    if key == REST:
        return rows.exclude(kind__in=_KNOWN)
    group = next((one for one in GROUPS if one.key == key), None)
    return rows.filter(kind__in=group.kinds) if group else rows


def counted(rows: QuerySet[Todo]) -> list[Counted]:
    """All groups with something in them, in one query."""
    numbers = {row["kind"]: row["n"] for row in rows.order_by().values("kind").annotate(n=Count("pk"))}
    found = [
        Counted(group.key, str(group.label), sum(numbers.get(kind, 0) for kind in group.kinds))
        for group in GROUPS
    ]
    rest = sum(n for kind, n in numbers.items() if kind not in _KNOWN)
    return [one for one in [*found, Counted(REST, _("Other things"), rest)] if one.count]


def ordered(rows: QuerySet[Todo], now: datetime) -> QuerySet[Todo]:
    """What is late first, the longest late on top; then group by group, the next due first."""
    place = Case(
        When(due_at__lt=now, then=Value(0)),
        *(When(kind__in=group.kinds, then=Value(n)) for n, group in enumerate(GROUPS, start=1)),
        default=Value(len(GROUPS) + 1),
        output_field=IntegerField(),
    )
    return rows.alias(place=place).order_by("place", F("due_at").asc(nulls_last=True), "pk")


def sections(lines: Sequence[TodoLine]) -> list[Section]:
    """The lines of a page under their headings, in the order in which they come."""
    found: list[Section] = []
    for line in lines:
        title = _("Late") if line.is_late else _title(line.todo.kind)
        if not found or found[-1].title != title:
            found.append(Section(title, line.is_late, []))
        found[-1].lines.append(line)
    return found


def _title(kind: str) -> str:
    return next((str(group.label) for group in GROUPS if kind in group.kinds), _("Other things"))
