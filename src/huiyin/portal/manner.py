"""How a candidate wants to read: her language and her size of text.

Both ride in the address, so that looking changes nothing anywhere: a link to `?lang=en` shows the page in
English and every link on it keeps that.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import get_language_from_request

LANGUAGES = {"zh": "zh-hans", "en": "en"}


@dataclass(frozen=True)
class Manner:
    """`chosen` holds only what was asked for, and is what links carry on."""

    language: str
    large: bool
    chosen: tuple[tuple[str, str], ...] = ()

    @property
    def query(self) -> str:
        return f"?{urlencode(self.chosen)}" if self.chosen else ""


def onward(request: HttpRequest, manner: Manner) -> str:
    """What a link to another public page carries on: her manner, and the way by which she came."""
    came = [("from", request.GET["from"][:200])] if "from" in request.GET else []
    query = [*manner.chosen, *came]
    return f"?{urlencode(query)}" if query else ""


def manner_of(request: HttpRequest, own: str = "") -> Manner:
    """The asked-for language, else the reader's `own`, else the browser's."""
    asked = LANGUAGES.get(request.GET.get("lang", ""), "")
    large = request.GET.get("text") == "large"
    chosen = [("lang", request.GET["lang"])] if asked else []
    chosen += [("text", "large")] if large else []
    return Manner(asked or own or get_language_from_request(request), large, tuple(chosen))
