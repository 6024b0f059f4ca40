"""Run as a program of its own, without our settings: reads a PDF and says one word about it."""

import io
import logging
import resource
import sys
from collections.abc import Iterator
from typing import Any

MEMORY = 512 * 1024 * 1024
SECONDS = 6
MOST_OBJECTS = 60_000

WORDS = {
    "/JavaScript": "script",
    "/JS": "script",
    "/Launch": "launch",
    "/EmbeddedFile": "embedded_file",
    "/EmbeddedFiles": "embedded_file",
    "/Filespec": "embedded_file",
    "/FileAttachment": "embedded_file",
    "/RichMedia": "media",
    "/Movie": "media",
    "/Rendition": "media",
    "/XFA": "form",
    "/SubmitForm": "form",
    "/ImportData": "form",
    "/GoToR": "outside_path",
    "/GoToE": "embedded_file",
}


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def say(data: bytes) -> str:
    from pypdf.errors import PyPdfError  # noqa: PLC0415 -- loaded under the limits

    try:
        return look(data)
    except (MemoryError, RecursionError):
        return "too_complex"
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError):
        return "broken"


def look(data: bytes) -> str:
    from pypdf import PdfReader  # noqa: PLC0415

    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted:
        return "encrypted"
    if not len(reader.pages):
        return "broken"
    opening = reader.root_object.get("/OpenAction")
    if isinstance(opening, dict) and opening.get("/S") not in {None, "/GoTo", "/Named"}:
        return "launch"
    return next((found for one in _objects(reader) if (found := _acting(one))), "ok")


def _objects(reader: Any) -> Iterator[Any]:
    """Every object that the file's table names, packed ones too. One that cannot be read cannot act."""
    from pypdf.generic import IndirectObject  # noqa: PLC0415

    known = {(number, generation) for generation, table in reader.xref.items() for number in table}
    known |= {(number, 0) for number in reader.xref_objStm}
    if len(known) > MOST_OBJECTS:
        raise MemoryError
    yield reader.trailer
    for number, generation in sorted(known):
        try:
            yield reader.get_object(IndirectObject(number, generation, reader))
        except (MemoryError, RecursionError):
            raise
        except Exception:  # noqa: BLE001, S112 -- a hole in the file is no script
            continue


def _acting(thing: Any) -> str:
    """What acts in an object's own dictionaries and lists; what it points to is looked at by itself."""
    waiting, looked_at = [thing], 0
    while waiting and looked_at < MOST_OBJECTS:
        looked_at += 1
        one = waiting.pop()
        if isinstance(one, dict):
            for key in one:
                if key in WORDS:
                    return WORDS[key]
                waiting.append(one.raw_get(key) if hasattr(one, "raw_get") else one[key])
        elif isinstance(one, list):
            waiting.extend(list.__iter__(one))
        elif isinstance(one, str) and one in WORDS:
            return WORDS[one]
    return ""


if __name__ == "__main__":
    limit()
    logging.disable(logging.CRITICAL)
    sys.stdout.write(say(sys.stdin.buffer.read()))
