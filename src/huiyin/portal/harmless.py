"""HTML of ours made harmless for looking at: no link leads anywhere, nothing is loaded, nothing is sent.

The page is shown in a frame without any right besides; this takes away what could still be clicked, and what
opens the candidate's own page.
"""

import re
from html import escape
from html.parser import HTMLParser

from django.http import HttpResponse

HIDDEN = "…"
# Nothing but its own styles and pictures inside the text; no script, no form, no frame, no other page.
POLICY = "default-src 'none'; style-src 'unsafe-inline' 'self'; img-src data:; font-src 'self'; sandbox"
DROPPED = frozenset({"script", "base", "iframe", "object", "embed", "noscript"})
DROPPED_ATTRIBUTES = frozenset({"href", "action", "formaction", "ping", "srcset", "background", "target"})
_TOKEN = re.compile(r"(/c/[a-z]{1,2}/)[A-Za-z0-9_-]{16,64}")


def without_keys(text: str, codes: tuple[str, ...] = ()) -> str:
    """Links and codes answer for the candidate: whoever reads along sees only where they lead."""
    text = _TOKEN.sub(rf"\g<1>{HIDDEN}", text)
    for code in codes:
        text = text.replace(code, "·" * len(code)) if code else text
    return text


def harmless(html: str, *, keeps_sheets: bool = False) -> str:
    parser = _Rewriter(keeps_sheets=keeps_sheets)
    parser.feed(html)
    parser.close()
    return "".join(parser.out)


def frame_response(html: str, *, keeps_sheets: bool = False) -> HttpResponse:
    """Shown in our own frame only; the policy holds even for who opens its address alone."""
    response = HttpResponse(harmless(html, keeps_sheets=keeps_sheets))
    response["Content-Security-Policy"] = f"{POLICY}; frame-ancestors 'self'"
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


class _Rewriter(HTMLParser):
    def __init__(self, *, keeps_sheets: bool) -> None:
        super().__init__(convert_charrefs=False)
        self.out: list[str] = []
        self.keeps_sheets = keeps_sheets
        self.skipping = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open(tag, attrs, "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open(tag, attrs, "/")

    def handle_endtag(self, tag: str) -> None:
        if self.skipping == tag:
            self.skipping = ""
        elif not self.skipping and tag not in DROPPED:
            self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._add(data)

    def handle_entityref(self, name: str) -> None:
        self._add(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._add(f"&#{name};")

    def handle_decl(self, decl: str) -> None:
        self._add(f"<!{decl}>")

    def _add(self, text: str) -> None:
        if not self.skipping:
            self.out.append(text)

    def _open(self, tag: str, attrs: list[tuple[str, str | None]], end: str) -> None:
        if self.skipping:
            return
        if tag in DROPPED:
            self.skipping = "" if end or tag in {"base", "embed"} else tag
            return
        given = dict(attrs)
        if tag == "meta" and "http-equiv" in given:
            return
        if tag == "link" and not (self.keeps_sheets and given.get("rel") == "stylesheet"):
            return
        kept = "".join(
            f' {name}="{escape(value or "")}"' for name, value in attrs if self._keeps(tag, name, value or "")
        )
        self.out.append(f"<{tag}{kept}{end}>")

    def _keeps(self, tag: str, name: str, value: str) -> bool:
        if name.startswith("on") or (name in DROPPED_ATTRIBUTES and not (tag == "link" and name == "href")):
            return bool(name == "href" and tag == "use" and value.startswith("#"))
        return name != "src" or value.startswith("data:")
