"""The public address of a job, for pages that offer to pass it on."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from huiyin.candidates import sharing
from huiyin.candidates.sharing import Referred
from huiyin.core.templatetags.huiyin import status
from huiyin.jobs.models import Job

register = template.Library()


@register.filter
def public_address(job: Job) -> str:
    return sharing.address(sharing.job_path(job))


@register.filter
def referred_status(one: Referred) -> SafeString:
    """In coarse words: a referrer hears no stage and no result before its time."""
    shape, word = {
        "read": ("wait", _("Being read")),
        "talks": ("now", _("In interviews")),
        "agreed": ("now", _("Agreeing on the terms")),
        "joined": ("ok", _("Joined us")),
        "ended": ("off", _("Ended")),
    }[one.step]
    return SafeString(status(shape, word))
