"""Two pages for a monitor: is the web process alive, and do letters move."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Count, Max, Min, Q
from django.http import HttpRequest, JsonResponse

from huiyin.accounts.middleware import open_to_all
from huiyin.core import clock
from huiyin.messaging.models import CarrierBeat, Letter
from huiyin.messaging.states import LetterState as S

CARRIER_UNSEEN_AFTER = timedelta(seconds=60)
LATE_AFTER = timedelta(minutes=10)
WAITING = (S.QUEUED, S.CLAIMED, S.RETRYING)


@open_to_all
def alive(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 -- Django passes it
    return JsonResponse({"ok": True, "version": settings.HUIYIN_VERSION})


@open_to_all
def queue(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 -- Django passes it
    health = queue_health()
    return JsonResponse(health, status=200 if health["ok"] else 503)


def queue_health() -> dict[str, bool | int | None]:
    """Not ok when no carrier showed itself for a minute, or a letter waits ten minutes past its time."""
    now = clock.now()
    letters = Letter.objects.filter(state__in=[*WAITING, S.UNKNOWN, S.FAILED]).aggregate(
        queued=Count("pk", filter=Q(state__in=WAITING)),
        unknown=Count("pk", filter=Q(state=S.UNKNOWN)),
        failed=Count("pk", filter=Q(state=S.FAILED)),
        oldest=Min("next_try_at", filter=Q(state__in=WAITING, next_try_at__lte=now)),
    )
    seen = CarrierBeat.objects.aggregate(last=Max("at"))["last"]
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
