"""From bytes to text: UTF-8, GB18030 or a marked UTF-16, told by the file's own lines, never guessed. Pure.

A line of Chinese in GB18030 is next to never valid UTF-8, but nearly every line in UTF-8 also reads as
GB18030, as nonsense. So UTF-8 goes first, and a file that is partly the one and partly the other is refused.
"""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections import defaultdict
from typing import Literal

from django.utils.translation import gettext as _

from huiyin.core.errors import DomainError

# At least one character of three or four bytes: Chinese, as only UTF-8 writes it.
_WIDE_UTF8 = re.compile(rb"[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# A GB18030 file may hold a line that happens to be valid UTF-8; more than one in twenty is no accident.
_ACCIDENTS = 20

# What a person may say it is, where the file does not tell. Big5 reads as GB18030 too, as nonsense.
ENCODINGS = ("utf-8", "gb18030", "big5hkscs", "utf-16")

Kind = Literal["ascii", "utf8", "either", "gb", "neither"]


def decode(raw: bytes, encoding: str = "") -> str:
    """The text of a file, or a refusal that names the first line which cannot be decided. `encoding` is what
    a person says that it is.
    """
    if encoding:
        return _as_said(raw, encoding)
    if raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return _as_said(raw, "utf-16")
    if b"\0" in raw:
        raise _refusal(_("Line %(line)s holds bytes that no text has.") % {"line": _line_of(raw, b"\0")})
    if raw.startswith(BOM_UTF8):
        return _strict(raw[len(BOM_UTF8) :])
    lines = _lines_by_kind(raw)
    if lines["neither"]:
        raise _refusal(_("Line %(line)s is neither UTF-8 nor GB18030.") % {"line": lines["neither"][0]})
    if not lines["gb"]:
        if lines["either"] and not lines["utf8"]:
            raise _undecidable(lines["either"][0])
        return raw.decode("utf-8")
    if len(lines["utf8"]) * _ACCIDENTS > len(lines["gb"]):
        odd = min(lines["gb"], lines["utf8"], key=len)[0]
        raise _refusal(
            _("Line %(line)s is written in another encoding than the rest of the file.") % {"line": odd}
        )
    return raw.decode("gb18030")


def kind_of(line: bytes) -> Kind:
    """What one line can be. `either` reads as Latin letters in UTF-8 and as Chinese in GB18030."""
    if line.isascii():
        return "ascii"
    if _reads_as(line, "utf-8"):
        is_decided = _WIDE_UTF8.search(line) or not _reads_as(line, "gb18030")
        return "utf8" if is_decided else "either"
    return "gb" if _reads_as(line, "gb18030") else "neither"


def _lines_by_kind(raw: bytes) -> dict[Kind, list[int]]:
    found: dict[Kind, list[int]] = defaultdict(list)
    for number, line in enumerate(raw.splitlines(), start=1):
        found[kind_of(line)].append(number)
    return found


def _reads_as(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _as_said(raw: bytes, encoding: str) -> str:
    try:
        text = raw.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as wrong:
        line = raw.count(b"\n", 0, wrong.start) + 1
        raise _refusal(
            _("Line %(line)s cannot be read as %(encoding)s.") % {"line": line, "encoding": encoding}
        ) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise _refusal(_("Line %(line)s holds bytes that no text has.") % {"line": line})
    return text


def _strict(raw: bytes) -> str:
    """A file that says it is UTF-8 is held to it."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as wrong:
        line = raw.count(b"\n", 0, wrong.start) + 1
        raise _refusal(_("Line %(line)s is not UTF-8, though the file says so.") % {"line": line}) from None


def _line_of(raw: bytes, what: bytes) -> int:
    return raw.count(b"\n", 0, raw.index(what)) + 1


def _undecidable(line: int) -> DomainError:
    return _refusal(
        _("Line %(line)s could be UTF-8 or GB18030, and nothing else in the file decides it.")
        % {"line": line}
    )


def _refusal(problem: str) -> DomainError:
    return DomainError("undecidable_text", problem, _("Save it as “CSV UTF-8” or as .xlsx and try again."))
