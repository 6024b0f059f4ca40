"""What makes a home a demo: one file that holds the folder of its mailbox and how far its clock is moved."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from huiyin.core import clock


@dataclass(frozen=True)
class Demo:
    """`offset_seconds` is added to the real time, so that the demo always opens on a working morning."""

    offset_seconds: float
    mailbox: Path


def _file() -> Path:
    return Path(settings.HUIYIN_DEMO_FILE)


def write(demo: Demo) -> None:
    _file().write_text(json.dumps({"offset_seconds": demo.offset_seconds, "mailbox": str(demo.mailbox)}))


def read() -> Demo | None:
    """The demo of this home; None in a real installation."""
    if not _file().exists():
        return None
    values = json.loads(_file().read_text())
    return Demo(offset_seconds=values["offset_seconds"], mailbox=Path(values["mailbox"]))


def move_clock() -> None:
    """Let this process live at the demo's time, if this is a demo."""
    demo = read()
    if demo:
        clock.travel(real_now() + timedelta(seconds=demo.offset_seconds))


def real_now() -> datetime:
    clock.travel(None)
    return clock.now()
