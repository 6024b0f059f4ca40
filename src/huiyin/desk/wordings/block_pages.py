"""What the pages of blocks say."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.desk.wordings.part_words import words_of
from huiyin.messaging.blocks import KINDS_BY_FIELD
from huiyin.messaging.models import Block, BlockKind, Testimonial
from huiyin.messaging.parts import Part
from huiyin.messaging.template_access import voices_of

FIELDS_BY_KIND = {str(kind): name for name, kind in KINDS_BY_FIELD.items()}


@dataclass(frozen=True)
class BlockLine:
    """One kind of block: for which parts of the house there is one."""

    kind: str
    words: str
    hole: str
    rows: list[tuple[Block, str, str]]


@dataclass(frozen=True)
class VoiceLine:
    row: Testimonial
    shape: str
    word: str
    is_heard: bool


def lines(blocks: QuerySet[Block], actor: Actor) -> list[BlockLine]:
    rows = list(blocks)
    words = words_of([Part.of(row.part) for row in rows], actor)
    return [
        BlockLine(
            kind,
            said,
            f"{{{{{FIELDS_BY_KIND[kind]}?}}}}",
            [(row, words[row.part], _beginning(row)) for row in rows if row.kind == kind],
        )
        for kind, said in kind_words().items()
    ]


def voices(block: Block) -> list[VoiceLine]:
    return list(_voice_lines(voices_of(block)))


def _voice_lines(rows: Iterable[Testimonial]) -> Iterable[VoiceLine]:
    today = clock.today(settings.TIME_ZONE)
    for row in rows:
        if row.withdrawn_on:
            yield VoiceLine(row, "off", _("Withdrawn"), is_heard=False)
        elif row.agreed_until < today:
            yield VoiceLine(row, "late", _("Consent has ended"), is_heard=False)
        elif (row.agreed_until - today).days < 30:
            yield VoiceLine(row, "wait", _("Consent ends soon"), is_heard=True)
        else:
            yield VoiceLine(row, "ok", _("With consent"), is_heard=True)


def kind_words() -> dict[str, str]:
    return {
        str(BlockKind.COMPANY_INTRO): _("About the company"),
        str(BlockKind.PROCESS): _("How we hire"),
        str(BlockKind.CLOSING): _("Closing words"),
        str(BlockKind.MEDIA): _("Film, picture and voices"),
    }


def _beginning(row: Block) -> str:
    language = "zh-hans" if (get_language() or "").startswith("zh") else "en"
    text = row.texts.get(language, {})
    return (text.get("title") or text.get("text") or "")[:60]
