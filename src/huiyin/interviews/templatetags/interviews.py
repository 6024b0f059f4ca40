"""How an interview is named on staff pages, in the reader's language."""

from django import template
from django.utils.translation import get_language

from huiyin.interviews import away, saying
from huiyin.interviews.models import Interview

register = template.Library()


@register.filter
def round_name(interview: Interview) -> str:
    return saying.round_name(interview, _language())


@register.filter
def unmanned(interview: Interview) -> bool:
    """It is on and nobody can hold it."""
    return away.is_unmanned(interview)


def _language() -> str:
    return get_language() or "zh-hans"
