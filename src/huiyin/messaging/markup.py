"""The grammar of a letter's text: `{{var}}`, and `{{var?}}` whose line vanishes when empty. Nothing else.

Liquid does the filling, with no tags, no filters and no objects: a text that asks for more does not parse.
"""

import re
from collections.abc import Set as AbstractSet
from functools import lru_cache

from liquid import BoundTemplate, Environment, StrictUndefined
from liquid.exceptions import LiquidError

_VARIABLE = re.compile(r"\{\{[ \t]*([a-z][a-z0-9_]*)(\?)?[ \t]*\}\}")
_LEFT_OVER = re.compile(r"\{[^{}\n]{0,40}\}?|\}|%\([^)\n]{0,40}\)s|<%")
_BLANK_LINES = re.compile(r"\n{3,}")


class NotInGrammar(ValueError):
    """The text holds something that looks like a placeholder and is none; `found` is its beginning."""

    def __init__(self, found: str) -> None:
        super().__init__(found)
        self.found = found


def variables(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Required and optional variables; one that is required anywhere is required."""
    found = _VARIABLE.findall(text)
    required = frozenset(name for name, mark in found if not mark)
    return required, frozenset(name for name, mark in found if mark) - required


def check(text: str) -> None:
    """Refuse whatever looks like a placeholder of this or any other template language."""
    rest = _VARIABLE.sub("", text)
    if left_over := _LEFT_OVER.search(rest):
        raise NotInGrammar(left_over[0].strip()[:40])


def without_absent(text: str, absent: AbstractSet[str]) -> str:
    """The text without the lines of absent variables, without question marks and without gaps."""
    kept = [
        line
        for line in text.strip().split("\n")
        if not any(mark and name in absent for name, mark in _VARIABLE.findall(line))
    ]
    plain = _VARIABLE.sub(r"{{\1}}", "\n".join(line.rstrip() for line in kept))
    return _BLANK_LINES.sub("\n\n", plain)


def split(line: str) -> list[tuple[str, bool]]:
    """A line in pieces: (text, False) as it stands or (variable, True)."""
    pieces, at = [], 0
    for match in _VARIABLE.finditer(line):
        if match.start() > at:
            pieces.append((line[at : match.start()], False))
        pieces.append((match[1], True))
        at = match.end()
    if at < len(line):
        pieces.append((line[at:], False))
    return pieces


@lru_cache(maxsize=2)
def _environment(*, autoescape: bool) -> Environment:
    environment = Environment(autoescape=autoescape, undefined=StrictUndefined)
    environment.filters.clear()
    for tag in set(environment.tags) - {"content", "output", "illegal"}:
        del environment.tags[tag]
    return environment


def compile_plain(text: str) -> BoundTemplate:
    return _compile(text, autoescape=False)


def compile_html(html: str) -> BoundTemplate:
    return _compile(html, autoescape=True)


def _compile(source: str, *, autoescape: bool) -> BoundTemplate:
    try:
        return _environment(autoescape=autoescape).from_string(source)
    except LiquidError as wrong:
        raise NotInGrammar(str(wrong)[:40]) from wrong
