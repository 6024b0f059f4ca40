"""The API of version 1: its nouns, its auth, and its description of itself."""

from typing import Any

from django.urls import URLPattern, URLResolver, path, re_path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.renderers import JSONRenderer

from huiyin import __version__
from huiyin.api import (
    applications,
    candidates,
    imports,
    interviews,
    jobs,
    letters,
    operations,
    receipts,
    threads,
)
from huiyin.api.auth import AUTH
from huiyin.api.idempotency import around
from huiyin.api.problems import MEDIA_TYPE, handle_problems, problem

KEY_HEADER = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
    "description": "The same key and request are answered once and then replayed.",
}


class Readable(JSONRenderer):
    """Chinese as itself, not as escapes three times as long."""

    json_dumps_params = {"ensure_ascii": False}


class HuiyinAPI(NinjaAPI):
    def get_openapi_schema(self, **options: Any) -> Any:
        """Ninja's own, with problems under their media type and the key that every POST takes."""
        schema = super().get_openapi_schema(**options)
        for methods in schema["paths"].values():
            for method, operation in methods.items():
                for status, answer in operation["responses"].items():
                    if int(status) >= 400 and "application/json" in answer.get("content", {}):
                        answer["content"] = {MEDIA_TYPE: answer["content"]["application/json"]}
                if method == "post":
                    operation.setdefault("parameters", []).append(KEY_HEADER)
        return schema


api = HuiyinAPI(
    title="Huiyin 回音",
    version=__version__,
    description="Every candidate hears back. See docs/api.md.",
    docs_url=None,
    openapi_url="openapi.json",
    urls_namespace="api",
    auth=AUTH,
    renderer=Readable(),
)
handle_problems(api)
for prefix, room in {
    "jobs": jobs,
    "candidates": candidates,
    "applications": applications,
    "interviews": interviews,
    "letters": letters,
    "threads": threads,
    "imports": imports,
    "operations": operations,
}.items():
    api.add_router(f"/{prefix}", room.router, tags=[prefix])


@csrf_exempt
def unknown(*_args: Any, **_kwargs: Any) -> Any:
    return problem(404, "not_found", _("There is no such address in this API."))


def addresses() -> list[URLPattern | URLResolver]:
    """Every address behind the Idempotency-Key, and a problem for those that are none."""
    signed = path("receipts/webhook", receipts.webhook, name="receipts-webhook")
    found: list[Any] = [*api.urls[0], signed, re_path(r"^", unknown, name="unknown")]
    for address in found:
        address.callback = around(address.callback)
    return found
