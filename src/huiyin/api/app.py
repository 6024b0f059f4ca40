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
    approvals,
    candidate_facts,
    candidates,
    documents,
    imports,
    interviews,
    jobs,
    letters,
    merging,
    operations,
    receipts,
    searching,
    submissions,
    templates,
    threads,
)
from huiyin.api.auth import AUTH
from huiyin.api.describing import dress
from huiyin.api.idempotency import FORM, JSON, around
from huiyin.api.problems import handle_problems
from huiyin.core.problems import problem

UPLOADS = {"imports", "candidate_documents"}


class Readable(JSONRenderer):
    """Chinese as itself, not as escapes three times as long."""

    json_dumps_params = {"ensure_ascii": False}


class HuiyinAPI(NinjaAPI):
    def get_openapi_schema(self, **options: Any) -> Any:
        """Ninja's own, with what its types cannot say."""
        schema = super().get_openapi_schema(**options)
        dress(schema)
        return schema

    def get_openapi_operation_id(self, operation: Any) -> str:
        """`interviews_cancel`: the module and the verb, whatever package they lie in."""
        module = operation.view_func.__module__.rpartition(".")[2]
        return f"{module}_{operation.view_func.__name__.strip('_')}"


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
# What has a fixed word in the place of an id stands before the rows.
for prefix, room, tag in (
    ("jobs", jobs, "jobs"),
    ("candidates", merging, "candidates"),
    ("candidates", candidates, "candidates"),
    ("candidates", candidate_facts, "candidates"),
    ("candidates", submissions, "candidates"),
    ("applications", applications, "applications"),
    ("interviews", interviews, "interviews"),
    ("letters", letters, "letters"),
    ("threads", threads, "threads"),
    ("approvals", approvals, "approvals"),
    ("templates", templates, "templates"),
    ("imports", imports, "imports"),
    ("operations", operations, "operations"),
    ("", documents, "documents"),
    ("search", searching, "search"),
):
    api.add_router(f"/{prefix}" if prefix else "", room.router, tags=[tag])


@csrf_exempt
def unknown(*_args: Any, **_kwargs: Any) -> Any:
    return problem(404, "not_found", _("There is no such address in this API."))


def addresses() -> list[URLPattern | URLResolver]:
    """Every address behind the Idempotency-Key, and a problem for those that are none."""
    signed = path("receipts/webhook", receipts.webhook, name="receipts-webhook")
    found: list[Any] = [*api.urls[0], signed, re_path(r"^", unknown, name="unknown")]
    for address in found:
        takes = FORM if address.name in UPLOADS else JSON
        address.callback = around(address.callback, takes)
    return found
