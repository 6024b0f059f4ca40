"""The tags and filters that every page may use: icons, form rows, moments and masks.

Moments are written in the active language; the zone is always said, because a page has readers in
several: `{{ interview.start|moment:interview.time_zone }}`.
"""

import re
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.forms import BoundField
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from huiyin.core import icons, masking, wording

register = template.Library()

_HAN = re.compile(r"[\u4e00-\u9fff]+(?:[\u3000-\u303f\uff00-\uffef0-9A-Z ]*[\u4e00-\u9fff]+)*")
NO_CHOICE = "---------"
"""What Django calls the choice of nothing; a reader hears nine dashes."""
_MARKED = r'<span lang="zh-CN">\g<0></span>'

register.filter("mask_phone", masking.mask_phone)
register.filter("mask_email", masking.mask_email)
register.filter("mask_id_number", masking.mask_id_number)


@register.simple_tag
def icon(name: str) -> SafeString:
    return icons.icon_svg(name)


@register.filter
def moment(at: datetime | None, zone: str) -> str:
    """`11月26日 周四 14:00`; nothing for a moment that has not come."""
    return wording.moment(at, zone, _language()) if at else ""


@register.filter
def day(on: date | None) -> str:
    return wording.day(on, _language()) if on else ""


@register.filter
def day_in(at: datetime | None, zone: str) -> str:
    return wording.day(at.astimezone(ZoneInfo(zone)).date(), _language()) if at else ""


@register.filter
def clock_in(at: datetime | None, zone: str) -> str:
    return wording.clock_time(at, zone) if at else ""


@register.filter
def iso_in(at: datetime, zone: str) -> str:
    """For `<time datetime>`: the wall clock of the zone with its offset."""
    return at.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes")


@register.filter
def localised(row: Any, field: str) -> str:
    """`stage|localised:"name"`, `job|localised:"title"`: in the active language, or what there is."""
    return wording.localised(row, field, _language())


@register.filter
def html_lang(language: str) -> str:
    """The `lang` of a document: `zh-CN` for `zh-hans`."""
    return "zh-CN" if wording.is_chinese(language) else language


@register.filter
def han_lang(text: str) -> SafeString:
    """` lang="zh-CN"` where Chinese words stand on an English page, so that they are read right."""
    is_foreign = not wording.is_chinese(_language()) and any(
        "\u4e00" <= sign <= "\u9fff" for sign in str(text)
    )
    return SafeString(' lang="zh-CN"' if is_foreign else "")


@register.filter
def han(text: str) -> SafeString:
    """The text with its runs of Chinese marked as such, on a page in another language."""
    safe = conditional_escape(text)
    return mark_safe(safe if wording.is_chinese(_language()) else _HAN.sub(_MARKED, safe))  # noqa: S308


@register.simple_tag
def status(shape: str, word: str) -> SafeString:
    """A status: shape, colour and word. Shapes: ok wait now off late pool, or none for neutral."""
    kind = f" is-{shape}" if shape and shape != "none" else ""
    return format_html('<span class="hy-status{}">{}</span>', kind, word)


@register.simple_tag
def tag(shape: str, word: str) -> SafeString:
    """A tag, only for what must be seen; shapes as for `status`, and `plain`."""
    kind = f" is-{shape}" if shape and shape != "none" else ""
    return format_html('<span class="hy-tag{}">{}</span>', kind, word)


@register.inclusion_tag("ui/form_row.html")
def form_row(field: BoundField) -> dict[str, Any]:
    """Label, control, hint and error of one field, tied together for screen readers."""
    widget = field.field.widget
    chooses: Any = field.field
    if getattr(chooses, "empty_label", None) == NO_CHOICE:
        chooses.empty_label = "–"
    described = [f"{field.auto_id}-hint"] if field.help_text else []
    described += [f"{field.auto_id}-error"] if field.errors else []
    kind = getattr(widget, "input_type", "select" if hasattr(widget, "choices") else "textarea")
    style = {"checkbox": "form-check-input", "select": "form-select"}.get(kind, "form-control")
    attrs: dict[str, str | bool] = {"class": f"{widget.attrs.get('class', '')} {style}".strip()}
    if field.errors:
        attrs |= {"aria-invalid": "true", "class": f"{attrs['class']} is-invalid"}
    if described:
        attrs["aria-describedby"] = " ".join(described)
    return {"field": field, "control": field.as_widget(attrs=attrs), "is_tick": kind == "checkbox"}


def _language() -> str:
    return get_language() or "zh-hans"
