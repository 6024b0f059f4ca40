"""The sentences that each room says to people, read from its source without gettext's tools."""

import ast
import re
from collections.abc import Iterator

from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from tests import tree

PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy"}
SINGLE = {"_", "gettext", "gettext_lazy", "gettext_noop"}
_CALL = re.compile(r"\b(gettext|ngettext|pgettext|npgettext)\(")


def said_by(room: str) -> dict[str, str]:
    """Every msgid of a room with the first place that says it."""
    said: dict[str, str] = {}
    for path in tree.modules():
        if path.relative_to(tree.SOURCE).parts[0] == room:
            for sentence in _in_python(tree.parsed(path)):
                said.setdefault(sentence, tree.short(path))
    for path in tree.templates():
        if path.relative_to(tree.SOURCE).parts[0] == room:
            for sentence in _in_template(path.read_text(encoding="utf-8")):
                said.setdefault(sentence, tree.short(path))
    return said


def catalogue(room: str) -> dict[str, tuple[str, ...]]:
    """Msgid to its Chinese, one form per plural; fuzzy ones count as missing."""
    return {sources[0]: forms for sources, forms in entries(room)}


def entries(room: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """What stands in a room's catalogue: the English, singular and plural, beside the Chinese."""
    file = tree.SOURCE / room / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    if not file.exists():
        return []
    with file.open("rb") as stream:
        read = read_po(stream, locale="zh_Hans", abort_invalid=True)
    return [(_forms(one.id), _forms(one.string)) for one in read if one.id and not one.fuzzy]


def _forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def _in_python(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        position = 1 if name in CONTEXT else 0
        if name in SINGLE | PLURAL | CONTEXT and len(node.args) > position:
            argument = node.args[position]
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield argument.value


def _in_template(text: str) -> Iterator[str]:
    source = templatize(text)
    for call in _CALL.finditer(source):
        arguments = _arguments(source[call.end() :])
        yield arguments[1 if call[1] in {"pgettext", "npgettext"} else 0]


def _arguments(rest: str) -> list[str]:
    """The leading string literals of a call's arguments."""
    literal = re.compile(r"\s*,?\s*u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")", re.DOTALL)
    found, position = [], 0
    while match := literal.match(rest, position):
        found.append(str(ast.literal_eval(match[1])))
        position = match.end()
    return found
