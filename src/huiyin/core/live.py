"""Parts of a page that are asked for again while it stands open.

The page carries a tag of what it shows and sends it along; as long as nothing has changed it gets 304, and
nothing under the reader's hands is exchanged.
"""

import hashlib

from django.http import HttpResponse, HttpResponseNotModified
from django.utils.translation import get_language

from huiyin.core.http import Request


def tag_of(*shown: object) -> str:
    """Changes when what is shown does. The values must say all of it in their `repr`."""
    facts = repr((get_language(), *shown))
    return f'"{hashlib.sha256(facts.encode()).hexdigest()[:32]}"'


def unchanged(request: Request, tag: str) -> HttpResponse | None:
    """The answer to an open page that shows this already; None when it must be drawn."""
    if request.htmx and request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    return None
