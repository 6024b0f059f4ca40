"""The words of a document, read in a child with little memory and time. A scan has none, and that is said."""

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

READER = Path(__file__).with_name("text_reader.py")
SECONDS = 10
MOST_LETTERS = 20_000
FEWEST_LETTERS = 10
"""Fewer are a page number or a stamp on a scan."""
_READ = {
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}
# A line's end and the gaps that a PDF sets between signs part no Chinese word.
_GAP = re.compile(r"(?<=[\u3400-\u9fff])[ \t]*\n?[ \t]*(?=[\u3400-\u9fff])")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd]")


@dataclass(frozen=True)
class Reading:
    """`state` is one of `TextState`."""

    state: str
    text: str = ""


def read_text(media_type: str, data: bytes) -> Reading:
    if media_type not in _READ:
        return Reading("no_text")
    try:
        done = subprocess.run(  # noqa: S603 -- our own program; the file is its input
            [sys.executable, "-I", str(READER), _READ[media_type]],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={},
        )
    except subprocess.TimeoutExpired as late:
        return _read(late.stdout or b"", is_whole=False)
    return _read(done.stdout, is_whole=done.returncode == 0)


def _read(output: bytes, *, is_whole: bool) -> Reading:
    """The pages that were read before it became too much are kept."""
    text = _GAP.sub("", _UNSEEN.sub(" ", output.decode("utf-8", "replace"))).strip()[:MOST_LETTERS]
    if sum(sign.isalnum() for sign in text) >= FEWEST_LETTERS:
        return Reading("text", text)
    return Reading("no_text" if is_whole else "unreadable")
