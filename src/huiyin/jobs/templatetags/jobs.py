"""Words for jobs on pages."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiyin.jobs.actions import PayBand
from huiyin.jobs.forms import ROLE_NAMES
from huiyin.jobs.models import HiringTeam, Job, TeamRole

register = template.Library()


@register.filter
def role_word(row: HiringTeam) -> str:
    return str(ROLE_NAMES[TeamRole(row.role)])


@register.filter
def job_state_sentence(job: Job) -> str:
    return {
        "draft": _("A draft: nobody can be added to it yet."),
        "open": _("Open: people can be added to it."),
        "paused": _("Paused: those who stand in it go on."),
        "closed": _("Closed: nobody new can be added."),
    }[job.state]


@register.filter
def pay_words(band: PayBand) -> str:
    """`15,000–22,000 元/月，13 薪`."""
    months = ngettext("{n} month a year", "{n} months a year", band["months"]).format(n=band["months"])
    return _("CNY {low:,}–{high:,} a month, {months}").format(
        low=band["min"], high=band["max"], months=months
    )
