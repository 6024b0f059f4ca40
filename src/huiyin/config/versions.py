"""Which version last prepared a home, in a file that a person can read."""

from pathlib import Path

from huiyin import __version__

_FILE = "version"


def version_of(home: Path) -> str:
    """Which version last prepared this home; empty when it does not say."""
    try:
        return (home / _FILE).read_text().strip()
    except OSError:
        return ""


def note_version(home: Path) -> None:
    (home / _FILE).write_text(__version__ + "\n")
