"""Chinese first: every sentence of every room has its Chinese, in that room's catalogue or in core's."""

import re

import pytest

from tests import tree
from tests.messages import catalogue, entries, said_by
from tools import messages

ROOMS = [room for room in tree.rooms() if room != "static_vendor"]
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%%")


def test_every_catalogue_can_be_read():
    assert messages.broken() == []


@pytest.mark.parametrize("room", ROOMS)
def test_every_sentence_has_its_chinese(room):
    known = {**catalogue("core"), **catalogue(room)}
    missing = [
        f"{place}: {sentence}"
        for sentence, place in said_by(room).items()
        if not all(known.get(sentence, [""]))
    ]
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize("room", ROOMS)
def test_translations_keep_their_placeholders(room):
    wrong = [
        sources[0] for sources, forms in entries(room) if not placeholders(forms) <= placeholders(sources)
    ]
    assert not wrong, "\n".join(wrong)


def test_no_two_rooms_translate_the_same_sentence_differently():
    """All catalogues are one when Django has loaded them: the other room's word would win by accident."""
    known: dict[str, tuple[str, tuple[str, ...]]] = {}
    clashes = []
    for room in ROOMS:
        for sentence, forms in catalogue(room).items():
            other, before = known.setdefault(sentence, (room, forms))
            if before != forms:
                clashes.append(f"{sentence}: {other} {before[0]} / {room} {forms[0]}")
    assert not clashes, "\n".join(clashes)


def placeholders(texts: tuple[str, ...]) -> set[str]:
    return {found for text in texts for found in _PLACEHOLDER.findall(text)}
