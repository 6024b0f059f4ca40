"""The list of letters, as fast over 200,000 of them as over a thousand: pages go on after a row instead of at
a place, and numbers stop where nobody counts any more.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db.models import Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huiyin.core.actor import Actor
from huiyin.core.ids import is_id
from huiyin.messaging.access import visible_to
from huiyin.messaging.models import Letter
from huiyin.messaging.states import LetterState as S

PAGE = 50
# Held until a colleague does something: tells it by hand, or reads it and lets it go or takes it back.
BY_HAND = Q(state=S.HELD, reason__in=("by_hand", "review", "restored"))


@dataclass(frozen=True)
class Tab:
    """Letters in some states, or all without any, counted up to `countable`; `is_most` says that most letters
    of a house are in it.
    """

    key: str
    label: str | Promise
    states: tuple[S, ...] = ()
    narrowed: Q = field(default_factory=Q)
    countable: int = 99
    is_most: bool = False

    def of(self, rows: QuerySet[Letter]) -> QuerySet[Letter]:
        """Few letters are found by their state. Where most are, the state stands inside an expression: a
        database must not begin with it, but read in the order asked for until a page is full.
        """
        rows = rows.filter(self.narrowed)
        if self.is_most:
            return rows.alias(named=Concat("state", Value(""))).filter(Q(("named__in", self.states)))
        return rows.filter(state__in=self.states) if self.states else rows


# Another way that followed a doubtful letter has taken its place.
_FOLLOWED = Q(Exists(Letter.objects.filter(previous=OuterRef("pk"))))
_NEEDS_SOMEBODY = BY_HAND | (~Q(state=S.HELD) & ~_FOLLOWED)
TABS = (
    Tab("todo", _("Need you"), (S.UNKNOWN, S.FAILED, S.BOUNCED, S.HELD), _NEEDS_SOMEBODY, countable=999),
    Tab("waiting", _("Waiting"), (S.PLANNED, S.HELD, S.QUEUED, S.CLAIMED), ~BY_HAND),
    Tab("way", _("On the way"), (S.SENDING, S.RETRYING)),
    Tab("arrived", _("Arrived"), (S.SENT, S.DELIVERED, S.OPENED, S.ANSWERED), is_most=True),
    Tab("all", _("All")),
)


class _UpTo(Subquery):
    """How many rows a query has that ends at a limit."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


@dataclass(frozen=True)
class Counted:
    """How many letters a tab has; past what is countable only that there are more."""

    key: str
    label: str | Promise
    count: int
    is_more: bool


def tab_of(key: str) -> Tab:
    return next((tab for tab in TABS if tab.key == key), TABS[-1])


def to_look_at(actor: Actor) -> QuerySet[Letter]:
    """Letters that leave only after somebody has read them."""
    return visible_to(actor).filter(state=S.HELD, reason="review")


def counted(rows: QuerySet[Letter]) -> list[Counted]:
    """In one query."""
    counts = {
        f"n_{tab.key}": _UpTo(tab.of(rows).order_by().values("pk")[: tab.countable + 1]) for tab in TABS
    }
    found: Any = Letter.objects.order_by("pk").values(**counts).first() or {}
    numbers = [(tab, found.get(f"n_{tab.key}") or 0) for tab in TABS]
    return [
        Counted(tab.key, tab.label, min(count, tab.countable), is_more=count > tab.countable)
        for tab, count in numbers
    ]


def listed(rows: QuerySet[Letter], tab: Tab, after: str) -> tuple[list[Letter], str]:
    """The letters that changed last, and the next page's `after`, empty on the last."""
    wanted = in_order(rows, tab).filter(_after(after)).select_related("contact")
    found = list(wanted.defer("values", "address")[: PAGE + 1])
    if len(found) <= PAGE:
        return found, ""
    last = found[PAGE - 1]
    return found[:PAGE], f"{last.pk}:{last.state_at.isoformat()}"


def in_order(rows: QuerySet[Letter], tab: Tab) -> QuerySet[Letter]:
    """What a tab shows, the latest first: for the page and for the file."""
    return tab.of(rows).order_by("-state_at", "-pk")


def _after(after: str) -> Q:
    """What comes after the row that an address names; an address that names none begins at the top."""
    pk, _colon, moment = after.partition(":")
    try:
        at = datetime.fromisoformat(moment).astimezone(UTC)
    except (ValueError, OverflowError):
        return Q()
    if not is_id(pk):
        return Q()
    return Q(state_at__lte=at) & (Q(state_at__lt=at) | Q(pk__lt=int(pk)))
