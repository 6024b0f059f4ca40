"""How an interview is named on staff pages, in the reader's language."""

from datetime import date

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language

from huiyin.core.wording import WEEKDAYS_EN, WEEKDAYS_ZH, is_chinese
from huiyin.interviews import away, labels, saying
from huiyin.interviews.models import Interview

register = template.Library()


@register.filter
def round_name(interview: Interview) -> str:
    return saying.round_name(interview, _language())


@register.filter
def channel_word(channel: str) -> str:
    return str(labels.CHANNELS.get(channel, channel))


@register.filter
def unmanned(interview: Interview) -> bool:
    """It is on and nobody can hold it."""
    return away.is_unmanned(interview)


@register.filter
def month(on: date) -> str:
    """`2026年11月`, or `November 2026`."""
    return date_format(on, "Y年n月") if is_chinese(_language()) else date_format(on, "F Y")


@register.filter
def weekday(on: date) -> str:
    """`周四`, or `Thu`."""
    return f"周{WEEKDAYS_ZH[on.weekday()]}" if is_chinese(_language()) else WEEKDAYS_EN[on.weekday()]


def _language() -> str:
    return get_language() or "zh-hans"
