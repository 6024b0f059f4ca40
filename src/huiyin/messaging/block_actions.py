"""Changing the blocks that letters include and pages show, and who agreed to be heard in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.base import File as DjangoFile
from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.digests import sha256_letters
from huiyin.core.errors import Clash, DomainError, FieldProblem
from huiyin.messaging import pictures
from huiyin.messaging.checking import House, looked_through
from huiyin.messaging.freeze import take_out
from huiyin.messaging.models import Block, BlockKind, Picture, Testimonial
from huiyin.messaging.parts import Part
from huiyin.messaging.shipped import LANGUAGES

File = DjangoFile[bytes]
PARTS = ("title", "text", "alt")
LONGEST = {"title": 80, "text": 1500, "alt": 160}
LONGEST_CONSENT_YEARS = 5
# What is not ours is fine as the film that a picture leads to, and blocks nothing here.
ALLOWED = frozenset({"written_company", "other_company"})


@dataclass(frozen=True)
class BlockEdit:
    """What a form gives. `picture` is a new one, `drops_picture` takes the old one away."""

    texts: Mapping[str, Mapping[str, str]]
    video_link: str = ""
    is_active: bool = True
    picture: File | None = None
    drops_picture: bool = False


@dataclass(frozen=True)
class Voice:
    """Who agreed that her words are shown, since when and until when, and where that is kept."""

    name: str
    said_zh: str
    agreed_on: date
    agreed_until: date
    agreed_how: str
    title: str = ""
    said_en: str = ""


@transaction.atomic
def save_block(
    kind: BlockKind, part: Part, *, to: BlockEdit, house: House, by: Actor, seen: int = 0
) -> Block:
    """Make it so for letters and pages to come. `seen` is the version that the person looked at."""
    row, is_new = Block.objects.select_for_update().get_or_create(
        kind=kind, part=part.key, defaults={"unit_id": part.unit, "changed_at": clock.now()}
    )
    if not is_new and seen != row.version:
        problem = _("%(name)s changed this block meanwhile.") % {"name": row.changed_by_name}
        raise Clash("changed_meanwhile", problem, _("Look at it as it stands now, then save again."))
    texts = {
        language: {name: to.texts.get(language, {}).get(name, "").strip() for name in PARTS}
        for language in LANGUAGES
    }
    _check(texts, to, house)
    picture = None if to.drops_picture else keep_picture(to.picture) if to.picture else row.poster
    if picture and not all(texts[language]["alt"] for language in LANGUAGES):
        raise _refused("alt", _("Say in both languages what the picture shows; not everybody sees it."))
    row.texts, row.video_link, row.poster, row.is_active = texts, to.video_link, picture, to.is_active
    row.version += 0 if is_new else 1
    row.changed_at, row.changed_by_name = clock.now(), by.label[:80]
    row.save()
    audit.record("block.saved", row, by=by, kind=str(kind), part=part.key, is_active=row.is_active)
    return row


@transaction.atomic
def add_voice(block: Block, voice: Voice, *, house: House, by: Actor) -> Testimonial:
    """With her consent, which ends by itself; without one it is not kept."""
    if not voice.agreed_how.strip():
        raise _refused("agreed_how", _("Say where her consent is kept."))
    if voice.agreed_until < voice.agreed_on or voice.agreed_on > clock.today(settings.TIME_ZONE):
        raise _refused("agreed_until", _("A consent begins today or before, and ends later."))
    if (voice.agreed_until - voice.agreed_on).days > 366 * LONGEST_CONSENT_YEARS:
        raise _refused("agreed_until", _("Ask again after five years at the latest."))
    for name, text in (("said_zh", voice.said_zh), ("said_en", voice.said_en)):
        _look_through(name, text, house)
    row = Testimonial.objects.create(
        block=block,
        name=voice.name.strip(),
        title=voice.title.strip(),
        said_zh=voice.said_zh.strip(),
        said_en=voice.said_en.strip(),
        agreed_on=voice.agreed_on,
        agreed_until=voice.agreed_until,
        agreed_how=voice.agreed_how.strip(),
        recorded_by=by.key,
        recorded_by_name=by.label[:80],
    )
    audit.record("testimonial.added", row, by=by, block=block.pk, until=voice.agreed_until.isoformat())
    return row


@transaction.atomic
def withdraw_voice(voice: Testimonial, *, by: Actor) -> None:
    """From now on nobody is shown it, nor written it by a letter that waits; what was sent stays sent."""
    row = Testimonial.objects.select_for_update().get(pk=voice.pk)
    if row.withdrawn_on is None:
        row.withdrawn_on = clock.today(settings.TIME_ZONE)
        row.save(update_fields=["withdrawn_on"])
        letters = take_out({row.said_zh, row.said_en} - {""})
        audit.record("testimonial.withdrawn", row, by=by, block=row.block_id, letters=letters)


def keep_picture(file: File) -> Picture:
    """Checked and kept under its hash; the same picture is kept once."""
    if (file.size or 0) > pictures.MAX_BYTES:
        raise _refused("picture", _picture_words()["size"])
    try:
        judged = pictures.judge(file.read())
    except pictures.NotUsable as problem:
        raise _refused("picture", _picture_words()[problem.why]) from problem
    row, _is_new = Picture.objects.get_or_create(
        sha256=sha256_letters(judged.content),
        defaults={
            "kind": judged.kind,
            "width": judged.width,
            "height": judged.height,
            "content": judged.content,
            "added_at": clock.now(),
        },
    )
    return row


def _check(texts: Mapping[str, Mapping[str, str]], to: BlockEdit, house: House) -> None:
    for language, text in texts.items():
        for name, most in LONGEST.items():
            if len(text[name]) > most:
                raise _refused(f"{language}.{name}", _("At most %(most)s signs.") % {"most": most})
            _look_through(f"{language}.{name}", text[name], house)
    if to.video_link:
        link = urlsplit(to.video_link)
        if link.scheme != "https" or not link.hostname or len(to.video_link) > 300:
            raise _refused("video_link", _("A film has an address that begins with https://."))


def _look_through(name: str, text: str, house: House) -> None:
    if "{" in text or "}" in text:
        raise _refused(name, _("A block holds no fields and no braces."))
    language = "en" if name.startswith("en") or name.endswith("_en") else "zh-hans"
    for remark in looked_through(text, language, name, house):
        if remark.blocks and remark.code not in ALLOWED:
            raise DomainError(
                "block_refused", remark.why, remark.how, [FieldProblem(name, remark.why, remark.how)]
            )


def _picture_words() -> dict[str, str]:
    return {
        "size": _("A picture has at most 400 kB."),
        "format": _("A picture is a PNG, JPEG or WebP file."),
        "pixels": _("A picture has at most 2400 pixels on a side."),
    }


def _refused(name: str, mend: str) -> DomainError:
    problem = _("This block cannot be kept like that.")
    return DomainError("block_refused", problem, mend, [FieldProblem(name, problem, mend)])
