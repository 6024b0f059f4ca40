"""What one thing is found by: pieces under letters that say where they come from.

`n` name, `w` whole name, `y` how it is typed in Latin letters, `o` number, `f` facts in words; a room adds
letters of its own. Each kind of thing has a first letter too, so that kinds never meet in the index.
"""

from dataclasses import dataclass, field

from huiyin.search import readings
from huiyin.search.characters import Piece, joined, pieces, plain
from huiyin.search.redaction import without_contacts

NAME, WHOLE, TYPED, NUMBER, FACT = "n", "w", "y", "o", "f"
MOST_OF_A_TEXT = 20_000
BREAK = "¦"


@dataclass(frozen=True)
class Source:
    """A text as people read it, under a letter, and its pieces. `about` is an id that a letter needs."""

    letter: str
    text: str
    pieces: list[Piece]


@dataclass
class Words:
    """Gathered by the room that knows the thing."""

    sources: list[Source] = field(default_factory=list)

    def name(self, name: str) -> None:
        hidden = without_contacts(name)
        self.text(NAME, name)
        together = joined(hidden)
        if together and together != plain(hidden):
            self.sources.append(Source(NAME, name, pieces(together)))
        if together:
            self.exact(WHOLE, together, name)
        self.exact(TYPED, readings.spelled(hidden), name)

    def text(self, letter: str, text: str) -> None:
        """Words as they are written, but for what must not lie about in clear."""
        found = pieces(without_contacts(text[:MOST_OF_A_TEXT]))
        if found:
            self.sources.append(Source(letter, text, found))

    def number(self, number: str) -> None:
        """Found by its beginning, with its letters or without."""
        said = joined(number)
        digits = "".join(sign for sign in said if sign.isdecimal())
        self.exact(NUMBER, list(dict.fromkeys((said, digits))), number)

    def exact(self, letter: str, values: str | list[str], shown: str = "") -> None:
        for value in [values] if isinstance(values, str) else values:
            self.sources.append(Source(letter, shown, [Piece(value, 0, len(shown))]))

    def written(self, kind: str) -> str:
        """As it goes into the index; what stands on two sides of a break is not in a row."""
        found: list[str] = []
        for source in self.sources:
            begin = f"{kind}{source.letter}"
            found += [f"{begin}{piece.text}" for piece in source.pieces]
            found.append(BREAK)
        return " ".join(found)
