"""How an interview is named on staff pages, in the reader's language."""

from django import template
from django.utils.translation import get_language

from huiyin.interviews import saying
from huiyin.interviews.models import Interview

register = template.Library()


@register.filter
def round_name(interview: Interview) -> str:
    return saying.round_name(interview, _language())


def _language() -> str:
    return get_language() or "zh-hans"
