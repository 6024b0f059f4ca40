"""What can be approved. A dict here, filled by higher rooms in their `apps.py`: an approval knows its
subject only as text such as `export:12`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError
from huiyin.core.ids import is_id

Text = str | Promise


@dataclass(frozen=True)
class Fact:
    """One thing that whoever decides should know, in her language and as far as she may know it."""

    label: str
    value: str


@dataclass(frozen=True)
class Subject:
    """All take the row's id. `fingerprint` changes when what was asked for is edited. `may_ask` is asked of
    the asker again when it is carried out. `carry_out` runs in one transaction, for the asker; it writes
    rows and begins operations, touches nothing else, and raises a DomainError when it cannot. `ended` hears
    of every other end: its state.
    """

    noun: str
    label: Text
    title: Callable[[int], str]
    facts: Callable[[int, Actor], Sequence[Fact]]
    fingerprint: Callable[[int], str]
    may_ask: Callable[[Actor, int], bool]
    carry_out: Callable[[int, Actor], None]
    ended: Callable[[int, str], None] = lambda _id, _state: None
    could_not: Callable[[int, DomainError], None] = lambda _id, _refused: None
    url: Callable[[int], str] = lambda _id: ""
    then: Callable[[int], Sequence[str]] = lambda _id: ()
    verb: Text = ""
    conditions: Mapping[str, Text] = field(default_factory=dict)
    steps: Sequence[Mapping[str, Any]] = ()


SUBJECTS: dict[str, Subject] = {}


def register(subject: Subject) -> None:
    if subject.noun in SUBJECTS:
        raise ValueError(f"approval subject {subject.noun} is registered twice")
    SUBJECTS[subject.noun] = subject


def split(reference: str) -> tuple[Subject, int]:
    noun, _colon, number = reference.partition(":")
    if noun not in SUBJECTS or not is_id(number):
        raise DomainError("unknown_subject", _("This cannot be approved: nothing here knows what it is."))
    return SUBJECTS[noun], int(number)
