"""A letter's final words: text and values become subject, text and HTML, in one pass.

Values are flat strings and untrusted: a candidate's name is data, whatever it looks like. A text with a
missing value is refused by the variable's name; nothing half filled ever leaves. What is previewed is made
here too, so it is what is sent.
"""

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from liquid import BoundTemplate
from markupsafe import Markup, escape

from huiyin.core.errors import DomainError
from huiyin.messaging import letter_html, markup
from huiyin.messaging.channels.base import Letterhead, Rendered
from huiyin.messaging.fields import FIELDS, MEDIA, Shape, label_of, shape_of
from huiyin.messaging.models import Letter

# Control characters, line separators, direction overrides (they disguise), BOM and lone surrogates.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_WHITE = re.compile(r"\s+")
SHORT = ("sms", "chat")
_LINK = re.compile(r"https?://[^\s<>\"'`\\{}|^]+")
# Braces are shown full-width: no value can look like a placeholder, here or in any system behind us.
_BRACES = str.maketrans({"{": "｛", "}": "｝"})

_REAL_ZH = (
    "怎么确认这封信是真的：它由「{{head_company}}」通过 {{head_domain}} 发出，"
    "信里的%s都以 {{head_site}}/ 开头。"
)
_REAL_EN = (
    "How to know this letter is real: {{head_company}} sent it through {{head_domain}}, "
    "and %s starts with {{head_site}}/."
)
# What goes on to the channel beside the words; the other riders end here.
CARRIED = ("ics", "ics_method", "brand")
# The foot of every letter, by audience and language.
STRIP = {
    ("candidate", "zh-hans"): _REAL_ZH % "个人页面" + "\n我们不会向您收费，也不会要您的密码或验证码。",
    ("candidate", "en"): _REAL_EN % "your personal page"
    + "\nWe never ask for money, and never for your password or a code.",
    ("colleague", "zh-hans"): _REAL_ZH % "链接" + "\n我们不会要你的密码或验证码。",
    ("colleague", "en"): _REAL_EN % "every link in it" + "\nWe never ask for your password or a code.",
}


@dataclass
class CannotRender(DomainError):
    """`variable` is what is missing or does not belong."""

    variable: str = ""


@dataclass(frozen=True)
class Words:
    """One rendering: what a person will read."""

    subject: str
    text: str
    html: str
    sms: str = ""
    chat: str = ""


@dataclass(frozen=True)
class _Compiled:
    subject: BoundTemplate
    text: BoundTemplate
    html: BoundTemplate


def render(letter: Letter, values: Mapping[str, str], head: Letterhead) -> Rendered:
    """The letter in its own language. Needs `template_version` and `contact` loaded; asks no database."""
    assert letter.template_version
    language = text_language(letter.language)
    words, cleaned = _words(letter.template_version.texts, language, values, head)
    riders = {key: values[key] for key in CARRIED if values.get(key)}
    return Rendered(
        letter_id=letter.pk,
        message_id=letter.message_id,
        to=letter.address,
        to_name=letter.contact.name,
        language=language,
        subject=words.subject,
        text=words.text,
        html=words.html,
        short={channel: said for channel in SHORT if (said := getattr(words, channel))},
        head=head,
        values=cleaned | riders,
        kind=letter.kind,
        about=letter.about,
        version=letter.version,
        template=letter.template,
        due_at=letter.due_at,
    )


def preview(
    texts: Mapping[str, Mapping[str, str]], language: str, values: Mapping[str, str], head: Letterhead
) -> Words:
    """The same for a text that is not saved yet."""
    return _words(texts, text_language(language), values, head)[0]


def text_language(language: str) -> str:
    """The language that a letter is written in, for a recipient's language."""
    return "zh-hans" if language.startswith("zh") else "en"


def _words(
    texts: Mapping[str, Mapping[str, str]], language: str, values: Mapping[str, str], head: Letterhead
) -> tuple[Words, dict[str, str]]:
    text = texts[language]
    required, optional = _used(text["subject"], text["body"])
    cleaned = {name: clean(name, values.get(name, "")) for name in required | optional}
    if missing := sorted(name for name in required if not cleaned[name]):
        raise _refusal("missing", missing[0])
    absent = frozenset(name for name in optional if not cleaned[name])
    media = {name: clean(name, values.get(name, "")) for name in MEDIA} if cleaned.get("block_media") else {}
    compiled = _compiled(
        text["subject"],
        text["body"],
        letter_html.Design(
            language=language,
            audience=text.get("audience", "candidate"),
            action=text.get("action", ""),
            button=text.get("button", ""),
            colour=head.colour,
            has_logo=bool(head.logo_png),
            has_picture=bool(media.get("block_media_image")),
        ),
        absent,
    )
    all_values = cleaned | media | _head_values(head)
    shown = {name: _for_html(name, value) for name, value in all_values.items()}
    words = Words(
        subject=_WHITE.sub(" ", compiled.subject.render(**all_values)).strip(),
        text=compiled.text.render(**all_values),
        html=compiled.html.render(**shown),
        **{channel: _short(text.get(channel, ""), values) for channel in SHORT},
    )
    if "{" in words.subject + words.text or not words.subject:
        raise _refusal("malformed", "subject" if not words.subject else "{")
    return words, cleaned


def _short(source: str, values: Mapping[str, str]) -> str:
    """A text for a small screen, without a foot; empty where the template has none."""
    if not source:
        return ""
    required, optional = _used("", source)
    cleaned = {name: clean(name, values.get(name, "")) for name in required | optional}
    if missing := sorted(name for name in required if not cleaned[name]):
        raise _refusal("missing", missing[0])
    return _compiled_short(source, frozenset(name for name in optional if not cleaned[name])).render(
        **cleaned
    )


@lru_cache(maxsize=512)
def _compiled_short(source: str, absent: AbstractSet[str]) -> BoundTemplate:
    try:
        markup.check(source)
        return markup.compile_plain(markup.without_absent(source, absent))
    except markup.NotInGrammar as wrong:
        raise _refusal("malformed", wrong.found) from wrong


def clean(name: str, value: object) -> str:
    """A value as it may stand in a letter. One line unless its field has lines; a link must be one."""
    if not isinstance(value, str):
        raise _refusal("not_text", name)
    shape = shape_of(name)
    if _UNWANTED.search(value):
        value = _UNWANTED.sub(" ", value.replace("\r\n", "\n"))
    if shape is Shape.LINK:
        link = value.strip()
        if link and not _LINK.fullmatch(link):
            raise _refusal("not_a_link", name)
        return link
    if shape is Shape.LINES:
        value = "\n".join(_WHITE.sub(" ", line).strip() for line in value.strip().split("\n"))
    elif "\n" in value or "\t" in value or "  " in value:
        value = _WHITE.sub(" ", value)
    return value.strip().translate(_BRACES)


@lru_cache(maxsize=512)
def _used(subject: str, body: str) -> tuple[frozenset[str], frozenset[str]]:
    return markup.variables(subject + "\n" + body)


@lru_cache(maxsize=512)
def _compiled(subject: str, body: str, design: letter_html.Design, absent: AbstractSet[str]) -> _Compiled:
    strip = STRIP[design.audience, design.language]
    try:
        for text in (subject, body):
            markup.check(text)
        body = markup.without_absent(body, absent)
        return _Compiled(
            subject=markup.compile_plain(markup.without_absent(subject, absent)),
            text=markup.compile_plain(f"{body}\n\n—\n{strip}\n"),
            html=markup.compile_html(letter_html.build(subject, body, strip, design)),
        )
    except markup.NotInGrammar as wrong:
        raise _refusal("malformed", wrong.found) from wrong


def _head_values(head: Letterhead) -> dict[str, str]:
    return {
        "head_company": clean("head_company", head.company),
        "head_site": head.site,
        "head_domain": head.site.partition("://")[2],
    }


def _for_html(name: str, value: str) -> str:
    if shape_of(name) is Shape.LINES and "\n" in value:
        return Markup("<br />").join(escape(line) for line in value.split("\n"))
    return value


def _refusal(code: str, variable: str) -> CannotRender:
    problems = {
        "missing": _("The letter needs “%(name)s” and it is empty."),
        "not_text": _("“%(name)s” is not text."),
        "not_a_link": _("“%(name)s” is not a web address."),
        "malformed": _("“%(name)s” in the text is not a placeholder."),
        "unknown": _("This letter knows no “%(name)s”."),
        "must": _("This letter may not go out without “%(name)s”."),
    }
    mends = {
        "missing": _("Fill it in where it belongs, then send again."),
        "malformed": _("Write placeholders as {{name}}, and no other braces."),
        "unknown": _("Choose one of the variables in the list beside the text."),
        "must": _("Put it back into the text."),
    }
    return CannotRender(
        code=f"letter_{code}",
        problem=problems[code] % {"name": label_of(variable, get_language() or "zh-hans")},
        mend=mends.get(code, ""),
        variable=variable,
    )


def check_text(
    text: Mapping[str, str], *, declared: AbstractSet[str], must: AbstractSet[str] = frozenset()
) -> None:
    """Refuse a text at saving or preview: a placeholder that is none, an unknown or a dropped variable."""
    for part in ("subject", "body"):
        try:
            markup.check(text[part])
        except markup.NotInGrammar as wrong:
            raise _refusal("malformed", wrong.found) from wrong
    required, optional = markup.variables(text["subject"] + "\n" + text["body"])
    if unknown := sorted((required | optional) - (declared & FIELDS.keys())):
        raise _refusal("unknown", unknown[0])
    if dropped := sorted(must - required - optional):
        raise _refusal("must", dropped[0])
    if not text["subject"].strip() or not text["body"].strip():
        raise _refusal("must", "subject" if not text["subject"].strip() else "body")
    if in_subject := markup.variables(text["subject"])[1]:
        raise _refusal("malformed", f"{{{{{min(in_subject)}?}}}}")
