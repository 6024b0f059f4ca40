"""Why something was found, as a line under it: a kind of text, and its matching piece marked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from huiyin.candidates.indexed import ID_NUMBER, JOB, MAIL, OF_JOB, PAPER, SCOPED_PAPER, TAIL, WHOLE_PHONE
from huiyin.search.asking import Plan
from huiyin.search.kinds import Kind
from huiyin.search.reasons import Reason, reasons
from huiyin.search.words import FACT, NAME, NUMBER, TYPED, WHOLE, Words

BEFORE, AFTER = 24, 56


@dataclass(frozen=True)
class Marked:
    """A text in three pieces, of which the middle one is what was looked for. `label` says where it
    stands.
    """

    before: str
    match: str
    after: str
    label: str = ""


@dataclass(frozen=True)
class Why:
    """The name with its matching piece, and what else said so."""

    name: Marked
    lines: Sequence[Marked]


def explain(plan: Plan, kind: Kind, ids: Sequence[int], titles: Mapping[int, str]) -> dict[int, list[Reason]]:
    """For each thing of a page. Jobs, which the index knows by id, are given as their titles."""
    found = {}
    for pk, words in kind.gather(ids):
        found[pk] = [_titled(one, plan, titles) for one in reasons(plan, _named(words), kind.letter)]
    return found


def _named(words: Words) -> Words:
    """A job's id has no text of its own; its piece says which."""
    sources = [
        type(one)(one.letter, one.pieces[0].text, one.pieces) if one.letter == JOB else one
        for one in words.sources
    ]
    return Words(sources)


def _titled(reason: Reason, plan: Plan, titles: Mapping[int, str]) -> Reason:
    if reason.letter != JOB:
        return reason
    title = titles.get(int(reason.text), "")
    for word in plan.words:
        start = title.casefold().find(word.text.casefold())
        if start >= 0:
            return Reason(JOB, title, start, start + len(word.text))
    return Reason(JOB, title, 0, 0)


def why(name: str, found: Iterable[Reason]) -> Why:
    marked = Marked(name, "", "")
    lines: list[Marked] = []
    for reason in found:
        if reason.letter in {NAME, WHOLE, TYPED} and reason.text == name:
            whole = reason.letter != NAME
            marked = _cut(name, 0 if whole else reason.start, len(name) if whole else reason.end)
        elif line := _line(reason):
            lines.append(line)
    return Why(marked, lines)


def _line(reason: Reason) -> Marked | None:
    label = _label(reason.letter)
    if reason.letter in {WHOLE_PHONE, TAIL, MAIL, ID_NUMBER}:
        return Marked(label, "", "")
    if not reason.text:
        return None
    if reason.letter in {NAME, WHOLE, TYPED}:
        return _cut(reason.text, reason.start, reason.end, label)
    if reason.letter in {JOB, FACT, NUMBER}:
        return _cut(reason.text, reason.start, reason.end, label)
    return _snippet(reason, label)


def _label(letter: str) -> str:
    """A paper for one job has a letter of several signs."""
    if letter in {PAPER, SCOPED_PAPER} or letter.startswith(OF_JOB):
        return _("Résumé")
    return {
        WHOLE_PHONE: _("Phone number matches"),
        TAIL: _("Last four digits of the phone match"),
        MAIL: _("E-mail address matches"),
        ID_NUMBER: _("ID number matches"),
        JOB: _("Job"),
        NUMBER: _("Number"),
        NAME: _("Also called"),
        WHOLE: _("Also called"),
        TYPED: _("Also called"),
    }.get(letter, "")


def _cut(text: str, start: int, end: int, label: str = "") -> Marked:
    return Marked(text[:start], text[start:end], text[end:], label)


def _snippet(reason: Reason, label: str) -> Marked:
    first, last = max(0, reason.start - BEFORE), min(len(reason.text), reason.end + AFTER)
    before = ("…" if first else "") + reason.text[first : reason.start].lstrip()
    after = reason.text[reason.end : last].rstrip() + ("…" if last < len(reason.text) else "")
    match = reason.text[reason.start : reason.end]
    return Marked(before.replace("\n", " "), match.replace("\n", " "), after.replace("\n", " "), label)
