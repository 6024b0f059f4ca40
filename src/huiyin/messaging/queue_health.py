"""Do letters move? What a monitor asks, and what every staff page says as soon as they do not."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Min, Q, Subquery
from django.db.models.expressions import Combinable

from huiyin.core import clock
from huiyin.messaging.models import CarrierBeat, ChannelPause, Letter
from huiyin.messaging.states import LetterState as S

CARRIER_UNSEEN_AFTER = timedelta(seconds=60)
LATE_AFTER = timedelta(minutes=10)
WAITING = (S.QUEUED, S.CLAIMED, S.RETRYING)


@dataclass(frozen=True)
class Trouble:
    """Letters do not move. `carrier_seen` is set when no carrier shows itself, `waiting_since` when letters
    wait past their time; `pauses` are the channels that carry nothing.
    """

    carrier_seen: datetime | None
    waiting_since: datetime | None
    pauses: tuple[ChannelPause, ...] = ()


def queue_health() -> dict[str, bool | int | None]:
    """Not ok when no carrier showed itself for a minute, or a letter waits ten minutes past its time."""
    now = clock.now()
    letters = Letter.objects.filter(state__in=[*WAITING, S.UNKNOWN, S.FAILED]).aggregate(
        queued=Count("pk", filter=Q(state__in=WAITING)),
        unknown=Count("pk", filter=Q(state=S.UNKNOWN)),
        failed=Count("pk", filter=Q(state=S.FAILED)),
        oldest=Min("next_try_at", filter=Q(state__in=WAITING, next_try_at__lte=now)),
    )
    seen = carrier_seen()
    waited = now - letters["oldest"] if letters["oldest"] else timedelta(0)
    unseen = now - seen if seen else None
    return {
        "ok": unseen is not None and unseen <= CARRIER_UNSEEN_AFTER and waited <= LATE_AFTER,
        "queued": letters["queued"],
        "oldest_due_seconds": int(waited.total_seconds()),
        "unknown": letters["unknown"],
        "failed": letters["failed"],
        "carrier_seen_seconds": None if unseen is None else max(0, int(unseen.total_seconds())),
    }


def carrier_seen() -> datetime | None:
    found: datetime | None = CarrierBeat.objects.aggregate(last=Max("at"))["last"]
    return found


def pulse() -> dict[str, Combinable]:
    """Two columns for a query that a page makes anyway: the last beat, and since when a letter is overdue."""
    overdue = Letter.objects.filter(
        state__in=[S.QUEUED, S.RETRYING], next_try_at__lte=clock.now() - CARRIER_UNSEEN_AFTER
    )
    return {
        "carrier_seen": Subquery(CarrierBeat.objects.order_by("-at").values("at")[:1]),
        "waiting_since": Subquery(overdue.order_by("next_try_at").values("next_try_at")[:1]),
    }


def trouble(found: dict[str, Any]) -> Trouble | None:
    """What to tell the staff about the two columns of `pulse`; nothing as long as letters move.

    Where no carrier was ever seen it is only said once a letter waits, so that a house that is being set up
    is not alarmed.
    """
    now = clock.now()
    seen, since = found.get("carrier_seen"), found.get("waiting_since")
    is_gone = now - seen > CARRIER_UNSEEN_AFTER if seen else since is not None
    is_late = since is not None and now - since > LATE_AFTER
    if not is_gone and not is_late:
        return None
    return Trouble(
        carrier_seen=seen if is_gone else None,
        waiting_since=since,
        pauses=() if is_gone else tuple(ChannelPause.objects.order_by("channel")),
    )
