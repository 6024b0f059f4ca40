"""Words for candidates and applications on pages."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django import template
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from huiyin.candidates.forms import SOURCE_NAMES
from huiyin.candidates.models import Application, ApplicationState, Consent, Source
from huiyin.candidates.pages import Stand
from huiyin.candidates.paste import Found, Pasted
from huiyin.candidates.queries import RUNNING, stage_name
from huiyin.candidates.waiting import LONGEST, Waiting
from huiyin.core import clock, wording
from huiyin.core.templatetags.huiyin import localised
from huiyin.jobs.forms import CATEGORIES, JOB_STATES
from huiyin.jobs.models import Job, JobCategory, JobState, TeamRole
from huiyin.people.models import Employee

register = template.Library()


@register.filter
def is_running(application: Application | None) -> bool:
    return application is not None and ApplicationState(application.state) in RUNNING


@register.filter
def state_word(application: Application) -> str:
    return {
        "active": _("Running"),
        "on_hold": _("On hold"),
        "hired": _("Hired"),
        "rejected": _("Not taken"),
        "withdrawn": _("Withdrew"),
        "closed": _("Job closed"),
    }[application.state]


@register.filter
def source_word(application: Application) -> str:
    return str(SOURCE_NAMES[Source(application.source)])


@register.filter
def waiting_words(waiting: Waiting) -> str:
    """`4 天，还剩 1 天`, `6 天，晚 1 天`, `今天`; working days."""
    if waiting.days >= LONGEST:
        return _("more than a year")
    days = (
        ngettext("{n} day", "{n} days", waiting.days).format(n=waiting.days) if waiting.days else _("today")
    )
    if waiting.shape == "late":
        late = -(waiting.left or 0)
        return ngettext("{days}, {n} day late", "{days}, {n} days late", late).format(days=days, n=late)
    if waiting.shape == "wait" and waiting.left == 0:
        return _("{days}, due today").format(days=days)
    if waiting.shape == "wait" and waiting.left is not None:
        return ngettext("{days}, {n} day left", "{days}, {n} days left", waiting.left).format(
            days=days, n=waiting.left
        )
    return days


@register.filter
def stand_sentence(stand: Stand) -> str:
    """Job, stage and who looks after it, in one line."""
    one = stand.application
    where = stage_name(one.stage) if one.state in RUNNING else state_word(one)
    if one.owner is None:
        return _("{job}, {stage}.").format(job=localised(one.job, "title"), stage=where)
    return _("{job}, {stage}. Looked after by {name}.").format(
        job=localised(one.job, "title"), stage=where, name=one.owner.name
    )


@register.filter
def job_sentence(job: Job) -> str:
    """How many are wanted, where, and since when."""
    wanted = ngettext("{n} person to hire", "{n} people to hire", job.headcount).format(n=job.headcount)
    if job.opened_on is None:
        return _("{wanted}, {unit}.").format(wanted=wanted, unit=job.org_unit.name)
    since = wording.day(job.opened_on, _language())
    return _("{wanted}, {unit}, open since {day}.").format(wanted=wanted, unit=job.org_unit.name, day=since)


@register.filter
def long_day(on: date) -> str:
    """`2028年11月4日` or `4 Nov 2028`."""
    if wording.is_chinese(_language()):
        return f"{on.year}年{on.month}月{on.day}日"
    return f"{on.day} {wording.MONTHS_EN[on.month - 1]} {on.year}"


@register.filter
def short_day(at: datetime, zone: str) -> str:
    """`11月4日`, with the year when it is not this one."""
    on = at.astimezone(ZoneInfo(zone)).date()
    long = long_day(on)
    return (
        long.removeprefix(f"{on.year}年").removesuffix(f" {on.year}")
        if on.year == clock.today(zone).year
        else long
    )


@register.filter
def short_moment(at: datetime, zone: str) -> str:
    """`今天 08:28`, `昨天 16:40`, `11月4日 10:20`; the year instead of the hour for older ones."""
    on, today = at.astimezone(ZoneInfo(zone)).date(), clock.today(zone)
    said = {today: _("today"), today - timedelta(days=1): _("yesterday")}.get(on, short_day(at, zone))
    return f"{said} {wording.clock_time(at, zone)}" if on.year == today.year else said


@register.filter
def job_state_word(job: Job) -> str:
    return str(dict(JOB_STATES)[JobState(job.state)])


@register.filter
def category_word(job: Job) -> str:
    return str(dict(CATEGORIES)[JobCategory(job.category)])


@register.filter
def hiring_manager(job: Job) -> Employee | None:
    """From the team that the list read with its jobs."""
    return next((row.employee for row in job.team.all() if row.role == TeamRole.HIRING_MANAGER), None)


@register.filter
def field_word(field: str) -> str:
    return {"phone": _("Phone"), "email": _("E-mail"), "id_number": _("ID number")}[field]


@register.filter
def language_word(language: str) -> str:
    return "English" if language == "en" else "中文"


@register.filter
def purpose_word(consent: Consent) -> str:
    return {"application": _("Application"), "talent_pool": _("Talent pool")}[consent.purpose]


@register.filter
def basis_word(consent: Consent) -> str:
    if not consent.given:
        return _("taken back")
    said = {
        "contract": _("needed to judge the application"),
        "consent": _("agreed by the person"),
        "imported": _("brought in from older records"),
    }
    return said.get(consent.basis, consent.basis)


@register.filter
def found_lines(pasted: Pasted) -> list[tuple[str, Found | None]]:
    return [
        (_("Name"), pasted.name),
        (_("Phone"), pasted.phone),
        (_("E-mail"), pasted.email),
        (_("Job"), pasted.job),
        (_("City"), pasted.city),
        (_("ID number"), pasted.id_number),
    ]


@register.filter
def doubt_lines(pasted: Pasted) -> list[str]:
    said = {
        "two_phones": _("There are two phone numbers; the first one was taken."),
        "two_emails": _("There are two e-mail addresses; the first one was taken."),
        "two_id_numbers": _("There are two ID numbers; the first one was taken."),
        "id_number_wrong": _("An ID number cannot be right and was left out."),
        "masked": _("A number or address is hidden behind stars and was left out."),
    }
    return [said[code] for code in pasted.doubts]


@register.filter
def confidence_shape(confidence: str) -> str:
    return {"sure": "ok", "likely": "now", "guess": "wait"}[confidence]


@register.filter
def confidence_word(confidence: str) -> str:
    return {"sure": _("said so"), "likely": _("likely"), "guess": _("a guess, please look")}[confidence]


def _language() -> str:
    return get_language() or "zh-hans"
