"""The editor of one wording: its fields, its texts, what they look like, and what is remarked about them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.company.queries import the_company
from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError
from huiyin.desk.wordings.house import our_house
from huiyin.desk.wordings.part_words import path_beside, words_of
from huiyin.messaging import sms_length
from huiyin.messaging.access import visible_to
from huiyin.messaging.blocks import KINDS_BY_FIELD, pieces_for, values_of
from huiyin.messaging.checking import PARTS, Remark, check
from huiyin.messaging.choosing_texts import options_of
from huiyin.messaging.fields import BLOCKS, FIELDS, samples
from huiyin.messaging.letterhead import letterheads
from huiyin.messaging.models import Template, TemplateVersion, Wording
from huiyin.messaging.parts import Part, Where
from huiyin.messaging.render import Words, preview
from huiyin.messaging.shipped import LANGUAGES, ShippedText, Texts, shipped_texts
from huiyin.messaging.states import LetterState as S
from huiyin.messaging.template_access import can_edit
from huiyin.messaging.wording_actions import live_version, whole

LOOKS = ("light", "dark")
SHAPES = ("mail", "sms", "chat")
DAYS = 30
ENOUGH = 5
LEFT = (S.SENT, S.DELIVERED, S.OPENED, S.ANSWERED)


@dataclass(frozen=True)
class FieldLine:
    """One field that the text may use. `hole` is what goes into the text."""

    name: str
    label: str
    sample: str
    hole: str
    is_required: bool


@dataclass(frozen=True)
class Look:
    """Which preview is asked for."""

    language: str = "zh-hans"
    shape: str = "mail"
    shade: str = "light"

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Look":
        def one(name: str, among: Sequence[str]) -> str:
            wanted = asked.get(name, "")
            return wanted if wanted in among else among[0]

        return cls(one("look_language", LANGUAGES), one("look_shape", SHAPES), one("look_shade", LOOKS))


@dataclass(frozen=True)
class Edited:
    """What is on the page: the template, for which part, and whose words are there now."""

    template: Template
    part: Part
    wording: Wording | None
    live: TemplateVersion
    texts: Texts
    seen: int

    @property
    def kind(self) -> ShippedText:
        return shipped_texts()[self.template.code]

    @property
    def has_draft(self) -> bool:
        return self.wording is not None and self.wording.draft is not None

    @property
    def next_number(self) -> int:
        return self.live.number + 1 if self.live.wording_id and self.wording else self.last_number + 1

    @property
    def last_number(self) -> int:
        newest = live_version(self.wording) if self.wording else None
        return newest.number if newest else 0


def edited(template: Template, part: Part) -> Edited:
    """The words as they stand: the draft, else what holds for this part."""
    wording = Wording.objects.select_related("unit").filter(template=template, part=part.key).first()
    live = _live(template, wording)
    draft = wording.draft if wording else None
    return Edited(
        template=template,
        part=part,
        wording=wording,
        live=live,
        texts=draft or live.texts,
        seen=wording.draft_number if wording else 0,
    )


def _live(template: Template, wording: Wording | None) -> TemplateVersion:
    own = live_version(wording) if wording and wording.is_active else None
    if own:
        return own
    options = options_of([template.code])[template.code]
    general = next(option for option in options if option.part == Part())
    return TemplateVersion.objects.get(pk=general.version)


def typed_in(post: QueryDict, base: Texts) -> Texts:
    """What was typed; a field that the form did not carry stays as it was."""
    return {
        language: {
            part: post.get(f"{language}.{part}", base.get(language, {}).get(part, "")) for part in PARTS
        }
        for language in LANGUAGES
    }


def page(actor: Actor, one: Edited, *, look: Look, texts: Texts | None = None) -> dict[str, Any]:
    """Everything that the editor shows. `texts` are typed and perhaps not saved."""
    company = the_company()
    may = can_edit(actor, one.part, unit_path=path_beside(one.part))
    shown = whole(texts or one.texts, one.kind)
    return {
        "one": one,
        "name": page_name(one),
        "part_words": words_of([one.part], actor)[one.part.key],
        "may_edit": may,
        "fields": field_lines(one.kind),
        "blocks": block_lines(one.kind),
        "columns": columns(shown, one.kind),
        "zone": company.time_zone,
        "figures": figures(actor, one.template.code),
        **side(one, shown, look),
    }


def side(one: Edited, texts: Texts, look: Look) -> dict[str, Any]:
    """The part beside the text: the preview and the remarks. It is exchanged while one writes."""
    remarks = check(texts, one.kind, our_house())
    return {
        "one": one,
        "look": look,
        "looks": look_choices(look),
        "zone": the_company().time_zone,
        "remarks": remarks,
        "remark_lines": [RemarkLine(remark) for remark in remarks],
        "blocking": sum(remark.blocks for remark in remarks),
        "shown": shown_words(texts, look),
        "length": sms_length.longest(texts[look.language].get("sms", ""), samples(look.language)),
        "most": sms_length.ONE_PART,
    }


@dataclass(frozen=True)
class RemarkLine:
    """A remark in the words of the page."""

    remark: Remark

    @property
    def where(self) -> str:
        said = [language_words()[self.remark.language], str(part_names()[self.remark.part])]
        if self.remark.line > 1:
            said.append(_("line %(number)s") % {"number": self.remark.line})
        return " · ".join(said)

    @property
    def target(self) -> str:
        return f"{self.remark.language}-{self.remark.part}"


def shown_words(texts: Texts, look: Look) -> dict[str, Any]:
    """The letter with the sample values as its reader will see it, or why it cannot be made."""
    try:
        words = with_samples(texts, look.language)
    except DomainError as refused:
        return {"problem": str(refused)}
    if look.shape == "mail":
        return {"subject": words.subject, "text": words.text}
    said = getattr(words, look.shape)
    return {"subject": "", "text": said or words.text, "is_instead": not said}


def with_samples(texts: Texts, language: str) -> Words:
    values = samples(language) | {"company": the_company().name} | _own_blocks(texts, language)
    return preview(texts, language, values, letterheads([""])[""])


def _own_blocks(texts: Texts, language: str) -> dict[str, str]:
    """The house's blocks where it has some; a sample stands for those that are still to be written."""
    if "block_" not in texts[language]["body"]:
        return {}
    said: dict[str, str] = {}
    pieces = pieces_for(Where(), language)
    for name, kind in KINDS_BY_FIELD.items():
        if kind in pieces:
            said |= values_of(name, pieces[kind], language)
    return said


def field_lines(kind: ShippedText) -> list[FieldLine]:
    """The fields of this kind, those that may not be dropped first."""
    names = sorted(kind.declared & FIELDS.keys() - BLOCKS, key=lambda name: (name not in kind.must, name))
    return [_field(name, is_required=name in kind.must, kind=kind) for name in names]


def block_lines(kind: ShippedText) -> list[FieldLine]:
    if kind.audience != "candidate":
        return []
    return [_field(name, is_required=False, kind=None) for name in sorted(BLOCKS)]


def _field(name: str, *, is_required: bool, kind: ShippedText | None) -> FieldLine:
    field, is_zh = FIELDS[name], _is_zh()
    mark = "?" if kind is None or f"{{{{{name}?}}}}" in kind.texts["zh-hans"]["body"] else ""
    return FieldLine(
        name=name,
        label=field.label_zh if is_zh else field.label_en,
        sample=(field.sample_zh if is_zh else field.sample_en).replace("\n", " / "),
        hole=f"{{{{{name}{mark}}}}}",
        is_required=is_required,
    )


def columns(texts: Texts, kind: ShippedText) -> list[dict[str, Any]]:
    """The inputs of both languages, beside each other."""
    return [
        {
            "language": language,
            "words": language_words()[language],
            "lang": "zh-CN" if language.startswith("zh") else "en",
            "texts": {part: texts.get(language, {}).get(part, "") for part in PARTS},
            "has_button": kind.texts[language].get("action") == "page",
            "length": sms_length.longest(texts.get(language, {}).get("sms", ""), samples(language)),
        }
        for language in LANGUAGES
    ]


def figures(actor: Actor, code: str) -> dict[str, int]:
    """Of the letters that she sees, in the last days: how many left, and the share that was answered."""
    since = clock.now() - timedelta(days=DAYS)
    rows = visible_to(actor).filter(state_at__gte=since, template=code, state__in=LEFT).order_by()
    counts = {one["state"]: one["n"] for one in rows.values("state").annotate(n=Count("pk"))}
    left, answered = sum(counts.values()), counts.get(S.ANSWERED, 0)
    share = round(100 * answered / left) if left >= ENOUGH else 0
    return {"left": left, "share": share}


def look_choices(look: Look) -> list[dict[str, Any]]:
    """The three rows above the preview; each choice with its address, for who only reads."""
    rows = [
        ("look_shape", look.shape, {"mail": _("Mail"), "sms": _("SMS"), "chat": _("WeChat")}),
        ("look_language", look.language, language_words()),
        ("look_shade", look.shade, {"light": _("Light"), "dark": _("Dark")}),
    ]
    now = {name: chosen for name, chosen, _words in rows}
    return [
        {
            "name": name,
            "chosen": chosen,
            "options": [(value, said, urlencode(now | {name: value})) for value, said in words.items()],
        }
        for name, chosen, words in rows
    ]


def language_words() -> dict[str, str]:
    return {"zh-hans": _("Chinese"), "en": _("English")}


def part_names() -> dict[str, str]:
    return {
        "subject": _("Subject"),
        "body": _("Text"),
        "button": _("Button"),
        "sms": _("Text message"),
        "chat": _("WeChat and other apps"),
    }


def page_name(one: Edited) -> str:
    return one.kind.name_zh if _is_zh() else one.kind.name_en


def _is_zh() -> bool:
    return (get_language() or "").startswith("zh")
