"""Run as a program of its own, without our settings: prints the words of a PDF or a Word document."""

import io
import logging
import resource
import sys
import time
from collections.abc import Iterator
from typing import Any

MEMORY = 512 * 1024 * 1024
SECONDS = 6
ENOUGH = 40_000
"""Letters. What comes after is not looked for."""


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def pages_of_pdf(data: bytes) -> Iterator[str]:
    from pypdf import PdfReader  # noqa: PLC0415 -- loaded under the limits

    for page in PdfReader(io.BytesIO(data), strict=False).pages:
        yield page.extract_text()


def parts_of_word(data: bytes) -> Iterator[str]:
    """The body with its tables and text boxes in their order, then what stands above and below the pages."""
    from docx import Document  # noqa: PLC0415 -- loaded under the limits

    document = Document(io.BytesIO(data))
    yield _text(document.element.body)
    for section in document.sections:
        for part in (section.header, section.footer):
            if not part.is_linked_to_previous:
                yield _text(part._element)


def _text(element: Any) -> str:
    """A text box stands twice in a file, the second time for old programs."""
    from docx.oxml.ns import qn  # noqa: PLC0415 -- loaded under the limits

    said: list[str] = []
    waiting = [element]
    while waiting:
        one = waiting.pop()
        if one is None:
            said.append("\n")
        elif one.tag == qn("w:t"):
            said.append(one.text or "")
        elif one.tag in {qn("w:tab"), qn("w:br"), qn("w:cr")}:
            said.append(" ")
        elif not str(one.tag).endswith("}Fallback"):
            waiting.append(None) if one.tag in {qn("w:p"), qn("w:tc")} else None
            waiting.extend(reversed(one))
    return "".join(said)


def main() -> None:
    limit()
    logging.disable(logging.CRITICAL)
    begun, letters = time.process_time(), 0
    read = pages_of_pdf if sys.argv[1] == "pdf" else parts_of_word
    for text in read(sys.stdin.buffer.read()):
        sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")
        sys.stdout.flush()
        letters += len(text)
        if letters > ENOUGH or time.process_time() - begun > SECONDS - 2:
            break


if __name__ == "__main__":
    main()
