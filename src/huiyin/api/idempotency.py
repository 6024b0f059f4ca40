"""What stands around every address. Idempotency-Key on every POST: the same key and request are answered once
and then replayed.

The answer is written in the transaction of the action itself, so either both stand or neither does.
"""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huiyin.api.auth import presented_actor
from huiyin.api.models import IdempotentAnswer
from huiyin.api.problems import OUTSIDE, of_outside
from huiyin.core.problems import MEDIA_TYPE, problem

LONGEST = 255
JSON, FORM = "application/json", "multipart/form-data"
View = Callable[..., HttpResponse]


def around(view: View, takes: str = JSON) -> View:
    """What every address of the API goes through: keys for POST, problems for wrong methods and bodies."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and _is_of_another_kind(request, takes):
            response = problem(415, "wrong_kind", _("Send the body as %(kind)s.") % {"kind": takes})
            response["Accept-Post"] = takes
        elif request.method == "POST" and "Idempotency-Key" in request.headers:
            try:
                response = _once(request, lambda: view(request, *args, **kwargs))
            except OUTSIDE as wrong:
                response = of_outside(wrong)
        else:
            response = view(request, *args, **kwargs)
        if response.status_code == 405:
            allowed = response.headers.get("Allow", "")
            response = problem(405, "wrong_method", _("Use one of %(methods)s here.") % {"methods": allowed})
            response["Allow"] = allowed
        return response

    return answer


def _is_of_another_kind(request: HttpRequest, takes: str) -> bool:
    """Of those who may ask at all; a request without a body has no kind."""
    if request.headers.get("Content-Length", "0") in {"", "0"} or request.content_type == takes:
        return False
    return presented_actor(request) is not None


def _once(request: HttpRequest, run: Callable[[], HttpResponse]) -> HttpResponse:
    key = request.headers["Idempotency-Key"]
    if not key.strip() or len(key) > LONGEST:
        return problem(
            400,
            "bad_idempotency_key",
            _("An Idempotency-Key has 1 to %(most)s characters.") % {"most": LONGEST},
        )
    actor = presented_actor(request)
    if actor is None:
        return run()
    digest = _digest(request)
    row, is_ours = IdempotentAnswer.answers.claim(actor=actor.key, key=key, request_sha256=digest)
    if is_ours:
        return _run(row, run)
    if row.request_sha256 != digest:
        return problem(422, "key_reused", _("This Idempotency-Key was used for another request."))
    if row.status is None:
        said = _("The first request with this Idempotency-Key is still running.")
        waiting = problem(409, "in_progress", said)
        waiting["Retry-After"] = "1"
        return waiting
    return _replay(row)


def _run(row: IdempotentAnswer, run: Callable[[], HttpResponse]) -> HttpResponse:
    """A failure of ours is taken back with its key, so that the request may be tried again."""
    try:
        with transaction.atomic():
            response = run()
            if response.status_code >= 500 or response.status_code == 401:
                transaction.set_rollback(True)
            else:
                row.status = response.status_code
                row.body = response.content.decode()
                row.location = response.headers.get("Location", "")
                row.save(update_fields=["status", "body", "location"])
    except BaseException:
        row.delete()
        raise
    if response.status_code >= 500 or response.status_code == 401:
        row.delete()
    return response


def _replay(row: IdempotentAnswer) -> HttpResponse:
    assert row.status is not None
    media_type = MEDIA_TYPE if row.status >= 400 else "application/json; charset=utf-8"
    response = HttpResponse(row.body, status=row.status, content_type=media_type)
    if row.location:
        response["Location"] = row.location
    response["Idempotency-Replay"] = "true"
    return response


def _digest(request: HttpRequest) -> str:
    """What was asked. Of a form the parts count, because its boundary is new each time."""
    digest = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if not (request.content_type or "").startswith("multipart/"):
        digest.update(request.body)
        return digest.hexdigest()
    for name in sorted(request.POST):
        digest.update(f"{name}={request.POST.getlist(name)}\n".encode())
    files = [(name, file) for name in sorted(request.FILES) for file in request.FILES.getlist(name)]
    for name, file in files:
        digest.update(f"{name}:{file.name}\n".encode())
        for chunk in file.chunks():
            digest.update(chunk)
        file.seek(0)
    return digest.hexdigest()
