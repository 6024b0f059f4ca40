"""A PDF: its frame is looked at here, its objects by pypdf in a child with little memory and time."""

import re
import subprocess
import sys
from pathlib import Path

from huiyin.candidates.documents.signs import PDF_START, Hostile, Unfit, refuse_second_format

READER = Path(__file__).with_name("pdf_reader.py")
SECONDS = 10
TAIL = 2048
HOSTILE = frozenset({"script", "launch", "embedded_file", "form", "media", "outside_path"})
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
# As their names stand in a file; a reader that mends a broken file finds objects that its table leaves out.
_ACTING = (
    (re.compile(rb"/(?:JavaScript|JS)(?![A-Za-z0-9])"), "script"),
    (re.compile(rb"/Launch(?![A-Za-z0-9])"), "launch"),
    (re.compile(rb"/(?:EmbeddedFiles?|Filespec)(?![A-Za-z0-9])"), "embedded_file"),
    (re.compile(rb"/(?:RichMedia|Movie|Rendition)(?![A-Za-z0-9])"), "media"),
    (re.compile(rb"/(?:XFA|SubmitForm|ImportData)(?![A-Za-z0-9])"), "form"),
)


def check(data: bytes) -> None:
    if not data.startswith(PDF_START):
        raise Unfit("wrong_content")
    refuse_second_format(data, own=PDF_START)
    if b"%%EOF" not in data[-TAIL:]:
        raise Unfit("broken")
    plain = _HEX.sub(lambda found: bytes([int(found[1], 16)]), _without_streams(data))
    if re.search(rb"/Encrypt(?![A-Za-z0-9])", plain):
        raise Unfit("encrypted")
    for pattern, reason in _ACTING:
        if pattern.search(plain):
            raise Hostile(reason)
    said = _read_in_child(data)
    if said in HOSTILE:
        raise Hostile(said)
    if said != "ok":
        raise Unfit(said)


def _without_streams(data: bytes) -> bytes:
    """Packed contents hold any letters by chance. By looking on, never back, so that no file takes long."""
    kept, place = [], 0
    while (start := data.find(b"stream", place)) >= 0:
        end = data.find(b"endstream", start + 6)
        if end < 0:
            break
        kept.append(data[place:start])
        place = end + 9
    return b" ".join([*kept, data[place:]])


def _read_in_child(data: bytes) -> str:
    """One word: ok, what acts, encrypted, or broken when it cannot be read within the limits."""
    try:
        done = subprocess.run(  # noqa: S603 -- our own program; the file is its input
            [sys.executable, "-I", str(READER)],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={},
        )
    except subprocess.TimeoutExpired:
        return "too_complex"
    if done.returncode != 0:
        return "too_complex" if done.returncode < 0 else "broken"
    return done.stdout.decode("ascii", "replace").strip() or "broken"
