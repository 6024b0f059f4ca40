"""What a file is recognised by, and the two ways of not passing."""

import re

PDF_START = b"%PDF-"
ZIP_START = b"PK\x03\x04"
ZIP_END = b"PK\x05\x06"
OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# In two pieces, so that no scanner takes this file for the thing itself.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}" + b"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|script|svg|iframe|\?php)[\s>]", re.I)
# How far browsers and readers look for a beginning, and a ZIP for its end.
HEAD = 1024
ZIP_TAIL = 66_000


class Unfit(Exception):
    """Not a document of ours: refused, and nothing is kept."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Hostile(Exception):
    """Pretends to be one: kept sealed as proof."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def refuse_second_format(data: bytes, *, own: bytes) -> None:
    """A file that another program would read as something else (a page, an archive, a PDF)."""
    head = data[:HEAD]
    if _MARKUP.search(head):
        raise Hostile("two_formats")
    if own != PDF_START and PDF_START in head:
        raise Hostile("two_formats")
    if own != ZIP_START and ZIP_END in data[-ZIP_TAIL:]:
        raise Hostile("two_formats")


def refuse_markup(data: bytes) -> None:
    """For what stands behind the end of a picture: more than an album's own notes."""
    if _MARKUP.search(data) or PDF_START in data or ZIP_START in data:
        raise Hostile("two_formats")
