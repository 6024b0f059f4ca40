"""Log lines without secrets: personal links, passwords in addresses and bearer tokens are masked."""

import logging
import re
from datetime import UTC, datetime

_SECRETS = (
    (re.compile(r"(/(?:c|s)/[a-z]{1,2}/)[^\s/?#\"']+"), r"\1***"),
    (re.compile(r"(://[^\s:/@]*:)[^\s@/]+@"), r"\1***@"),
    (re.compile(r"(?i)(bearer\s+)[^\s\"']+"), r"\1***"),
    (re.compile(r"(?i)((?:password|secret|token|access_key)[\"']?\s*[=:]\s*[\"']?)[^\s\"',&}]+"), r"\1***"),
)


def redact(text: str) -> str:
    for pattern, masked in _SECRETS:
        text = pattern.sub(masked, text)
    return text


class RedactingFormatter(logging.Formatter):
    """One line per event, `2026-11-25T03:00:00Z WARNING django.request …`, tracebacks below it."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatTime(self, record: logging.LogRecord, _format: str | None = None) -> str:  # noqa: N802 -- logging's name
        return datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))
