"""Two pages for a monitor: is the web process alive, and do letters move."""

from django.conf import settings
from django.http import HttpRequest, JsonResponse

from huiyin.accounts.middleware import open_to_all
from huiyin.messaging.queue_health import queue_health


@open_to_all
def alive(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 -- Django passes it
    return JsonResponse({"ok": True, "version": settings.HUIYIN_VERSION})


@open_to_all
def queue(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 -- Django passes it
    health = queue_health()
    return JsonResponse(health, status=200 if health["ok"] else 503)
