"""How an interview is named on staff pages, in the reader's language."""

from django import template
from django.utils.translation import get_language

from huiyin.core.wording import is_chinese
from huiyin.interviews import saying
from huiyin.interviews.models import Interview
from huiyin.jobs.models import Job

register = template.Library()


@register.filter
def job_title(job: Job) -> str:
    return job.title if is_chinese(_language()) else job.title_en or job.title


@register.filter
def round_name(interview: Interview) -> str:
    return saying.round_name(interview, _language())


def _language() -> str:
    return get_language() or "zh-hans"
