"""How each channel does: whether it carries, what waits, and what became of the last day's letters."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Min, Q

from huiyin.core import clock
from huiyin.messaging.contacts import LAST_RUNG
from huiyin.messaging.models import ChannelPause, Letter
from huiyin.messaging.queue_health import WAITING
from huiyin.messaging.states import ARRIVED
from huiyin.messaging.states import LetterState as S

DAY = timedelta(days=1)
Figures = Mapping[str, Any]
MEASURED = 5000
"""How many of the last letters the p95 looks at."""


@dataclass(frozen=True)
class ChannelHealth:
    """Figures of the last 24 hours, but for what waits now. `p95_seconds` runs from the moment at which a
    letter might leave to the moment at which the other side took it; None when nothing was sent.
    """

    channel: str
    pause: ChannelPause | None
    waiting: int
    retrying: int
    oldest: datetime | None
    sent: int
    delivered: int
    failed: int
    bounced: int
    unknown: int
    tried_again: int
    p95_seconds: float | None
    measured: int

    @property
    def is_stopped(self) -> bool:
        """Until a person lets it go on; a pause of its own accord ends by itself."""
        return self.pause is not None and self.pause.until is None


def channel_healths(known: Iterable[str]) -> list[ChannelHealth]:
    """The channels of the house and whatever else is in use, without cards that colleagues carry."""
    now = clock.now()
    pauses = {row.channel: row for row in ChannelPause.objects.all()}
    waiting: dict[str, Figures] = {row["channel"]: row for row in _waiting(now)}
    day: dict[str, Figures] = {row["channel"]: row for row in _last_day(now)}
    names = list(dict.fromkeys([*known, *sorted({*pauses, *waiting, *day} - {LAST_RUNG})]))
    return [_health(name, pauses.get(name), waiting.get(name, {}), day.get(name, {}), now) for name in names]


def _health(
    channel: str, pause: ChannelPause | None, waiting: Figures, day: Figures, now: datetime
) -> ChannelHealth:
    took = _waits(channel, now) if day.get("sent") else []
    return ChannelHealth(
        channel=channel,
        pause=pause if pause and (pause.until is None or pause.until > now) else None,
        waiting=waiting.get("waiting", 0),
        retrying=waiting.get("retrying", 0),
        oldest=waiting.get("oldest"),
        p95_seconds=took[min(len(took) - 1, int(len(took) * 0.95))] if took else None,
        measured=len(took),
        **{name: day.get(name, 0) for name in _COUNTED},
    )


_COUNTED = {
    "sent": Q(sent_at__isnull=False),
    "delivered": Q(state__in=[S.DELIVERED, S.OPENED, S.ANSWERED]),
    "failed": Q(state=S.FAILED),
    "bounced": Q(state=S.BOUNCED),
    "unknown": Q(state=S.UNKNOWN),
    "tried_again": Q(tries__gt=1),
}


def _waiting(now: datetime) -> Iterable[Any]:
    rows = Letter.objects.filter(state__in=WAITING).order_by().values("channel")
    return rows.annotate(
        waiting=Count("pk"),
        retrying=Count("pk", filter=Q(state=S.RETRYING)),
        oldest=Min("next_try_at", filter=Q(next_try_at__lte=now)),
    )


def _last_day(now: datetime) -> Iterable[Any]:
    """Whatever was sent within a day has changed within it, so the index over changes finds it."""
    states = [*ARRIVED, S.FAILED, S.BOUNCED, S.UNKNOWN]
    rows = Letter.objects.filter(state_at__gte=now - DAY, state__in=states)
    rows = rows.filter(Q(sent_at__gte=now - DAY) | Q(sent_at=None)).order_by()
    return rows.values("channel").annotate(
        **{name: Count("pk", filter=only) for name, only in _COUNTED.items()}
    )


def _waits(channel: str, now: datetime) -> list[float]:
    """Seconds from being due to being taken, in order of length, for those that went at the first try."""
    rows = Letter.objects.filter(channel=channel, state_at__gte=now - DAY, sent_at__gte=now - DAY)
    found = rows.filter(state__in=ARRIVED, sent_at__gte=F("next_try_at")).order_by("-state_at")
    pairs = found.values_list("next_try_at", "sent_at")[:MEASURED]
    return sorted((sent - due).total_seconds() for due, sent in pairs if sent)
