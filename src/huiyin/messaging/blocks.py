"""The pieces that letters include by name and candidates' pages show: found for a part of the house, and said
in a language. A voice is heard only while its consent holds.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Prefetch, Q

from huiyin.core import clock
from huiyin.messaging import markup
from huiyin.messaging.fields import BLOCKS
from huiyin.messaging.models import Block, BlockKind, Letter, Picture, TemplateVersion, Testimonial
from huiyin.messaging.parts import Part, Where, pick

KINDS_BY_FIELD = {
    "block_intro": BlockKind.COMPANY_INTRO,
    "block_process": BlockKind.PROCESS,
    "block_closing": BlockKind.CLOSING,
    "block_media": BlockKind.MEDIA,
}


@dataclass(frozen=True)
class Voice:
    said: str
    name: str
    title: str


@dataclass(frozen=True)
class Piece:
    """A block as one person reads it. `picture` and `film` are addresses; `alt` says what the first shows."""

    kind: str
    title: str
    text: str
    voices: tuple[Voice, ...] = ()
    picture: str = ""
    alt: str = ""
    film: str = ""
    size: tuple[int, int] = (0, 0)

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.voices or self.picture or self.film)


def fill_blocks(letters: Sequence[Letter], chosen: Mapping[int, TemplateVersion]) -> None:
    """Give the letters that include blocks their values, in memory. Asks once for all of them."""
    wanted = {
        letter.pk: used_blocks(chosen[letter.pk], letter.language)
        for letter in letters
        if letter.pk in chosen
    }
    open_letters = [one for one in letters if wanted.get(one.pk) and one.values is not None]
    if not open_letters:
        return
    kinds = {KINDS_BY_FIELD[name] for names in wanted.values() for name in names}
    options = _options(kinds, clock.today(settings.TIME_ZONE))
    for letter in open_letters:
        where = Where.of(letter.values.get("part", ""))
        for name in wanted[letter.pk]:
            if name not in letter.values:
                piece = _choose(options, KINDS_BY_FIELD[name], where, letter.language)
                letter.values |= values_of(name, piece, letter.language)


def used_blocks(version: TemplateVersion, language: str) -> frozenset[str]:
    text = version.texts.get("zh-hans" if language.startswith("zh") else "en", {})
    if "block_" not in text.get("body", ""):
        return frozenset()
    required, optional = markup.variables(text["body"])
    return (required | optional) & BLOCKS


def pieces_for(where: Where, language: str, kinds: Iterable[str] = BlockKind.values) -> dict[str, Piece]:
    """What a page shows there, by kind; what is empty is left out. One question, two with voices."""
    wanted = [BlockKind(kind) for kind in kinds]
    options = _options(wanted, clock.today(settings.TIME_ZONE))
    found = {kind.value: _choose(options, kind, where, language) for kind in wanted}
    return {kind: piece for kind, piece in found.items() if piece and not piece.is_empty}


def values_of(name: str, piece: Piece | None, language: str) -> dict[str, str]:
    """A block as the flat strings that travel with a letter."""
    if piece is None or piece.is_empty:
        return {name: ""}
    if name != "block_media":
        return {name: "\n".join(part for part in (piece.title, piece.text) if part)}
    is_zh = language.startswith("zh")
    lines = [piece.title, piece.text, *(voice_line(voice, is_chinese=is_zh) for voice in piece.voices)]
    if piece.film:
        lines.append(f"{'视频：' if is_zh else 'Video: '}{piece.film}")
    said = "\n".join(line for line in lines if line) or piece.alt
    return {
        name: said,
        "block_media_image": piece.picture,
        "block_media_link": piece.film or piece.picture,
        "block_media_alt": piece.alt,
    }


def voice_line(voice: Voice, *, is_chinese: bool) -> str:
    if is_chinese:
        return f"「{voice.said}」 —— {voice.name}" + (f"，{voice.title}" if voice.title else "")
    return f"“{voice.said}” {voice.name}" + (f", {voice.title}" if voice.title else "")


def consenting(on: date) -> Q:
    """Voices whose consent holds on a day."""
    return Q(agreed_on__lte=on, agreed_until__gte=on) & (Q(withdrawn_on=None) | Q(withdrawn_on__gt=on))


def picture_address(picture: Picture) -> str:
    return f"{settings.HUIYIN_BASE_URL}/m/{picture.sha256}.{picture.kind}"


def _options(kinds: Collection[str], on: date) -> dict[str, list[tuple[Part, Block]]]:
    rows = (
        Block.objects.filter(kind__in=kinds, is_active=True)
        .select_related("poster")
        .defer("poster__content")
        .prefetch_related(
            Prefetch(
                "testimonials", Testimonial.objects.filter(consenting(on)).order_by("pk"), to_attr="heard"
            )
        )
    )
    found: dict[str, list[tuple[Part, Block]]] = {}
    for row in rows:
        found.setdefault(row.kind, []).append((Part.of(row.part), row))
    return found


def _choose(
    options: Mapping[str, list[tuple[Part, Block]]], kind: BlockKind, where: Where, language: str
) -> Piece | None:
    block = pick(options.get(kind, ()), where)
    return piece_of(block, language) if block else None


def piece_of(block: Block, language: str) -> Piece:
    """In the reader's language, or in the one that there is. Wants `heard`: the voices that may be heard."""
    is_zh = language.startswith("zh")
    own, other = ("zh-hans", "en") if is_zh else ("en", "zh-hans")
    text = block.texts.get(own) or block.texts.get(other) or {}
    heard: list[Testimonial] = getattr(block, "heard", [])
    voices = [
        Voice(one.said_zh if is_zh or not one.said_en else one.said_en, one.name, one.title) for one in heard
    ]
    return Piece(
        kind=block.kind,
        title=text.get("title", ""),
        text=text.get("text", ""),
        voices=tuple(voices),
        picture=picture_address(block.poster) if block.poster else "",
        alt=text.get("alt", "") or text.get("title", ""),
        film=block.video_link,
        size=(block.poster.width, block.poster.height) if block.poster else (0, 0),
    )
