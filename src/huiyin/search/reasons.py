"""Why something was found: for each word the first text of it that says so, and where in that text."""

from dataclasses import dataclass

from huiyin.search.asking import Plan, Word
from huiyin.search.expressions import Phrase
from huiyin.search.words import Source, Words


@dataclass(frozen=True)
class Reason:
    """`letter` says what kind of text; the match stands from `start` to `end` in it."""

    letter: str
    text: str
    start: int
    end: int


def reasons(plan: Plan, words: Words, letter: str) -> list[Reason]:
    """Only out of what the plan was allowed to ask for, and each text once. `letter` is the kind's."""
    found: list[Reason] = []
    for word in plan.words:
        reason = _reason(word, words, letter)
        if reason and reason not in found:
            found.append(reason)
    return found


def _reason(word: Word, words: Words, letter: str) -> Reason | None:
    for phrase in word.phrases:
        for source in words.sources:
            if not phrase.pieces[0].startswith(f"{letter}{source.letter}"):
                continue
            if span := _span(phrase, source, len(letter) + len(source.letter)):
                return Reason(source.letter, source.text, *span)
    return None


def _span(phrase: Phrase, source: Source, skipped: int) -> tuple[int, int] | None:
    wanted = [piece[skipped:] for piece in phrase.pieces]
    pieces = source.pieces
    for at in range(len(pieces) - len(wanted) + 1):
        row = pieces[at : at + len(wanted)]
        if any(one.text != said for one, said in zip(row[:-1], wanted[:-1], strict=True)):
            continue
        last, said = row[-1], wanted[-1]
        if last.text != said and not (phrase.is_beginning and last.text.startswith(said)):
            continue
        cut = len(last.text) - len(said) if phrase.is_beginning else 0
        end = last.end if source.letter in "wyo" else max(last.start + 1, last.end - cut)
        return row[0].start, min(end, len(source.text))
    return None
