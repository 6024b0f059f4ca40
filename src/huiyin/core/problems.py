"""Refusals that programs read, problem+json (RFC 9457): what is wrong, where, and how to mend it."""

import json
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse

from huiyin.core.errors import FieldProblem

MEDIA_TYPE = "application/problem+json"


def problem(
    status: int, code: str, detail: str, *, errors: Iterable[FieldProblem] = (), **more: Any
) -> HttpResponse:
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
        "errors": [{"field": one.field, "problem": one.problem, "mend": one.mend} for one in errors],
        **more,
    }
    return HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type=MEDIA_TYPE)
