"""What the desk's pages say about an interview and a conversation, in one line each."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.candidates.models import Thread
from huiyin.core import clock
from huiyin.core.templatetags.huiyin import localised, moment, status
from huiyin.core.wording import brief, clock_time
from huiyin.interviews.labels import state_label, state_shape
from huiyin.interviews.models import Interview
from huiyin.interviews.saying import meeting_point

register = template.Library()


@register.filter
def last_said(thread: Thread) -> str:
    """The candidate's last words in a thread whose messages are at hand."""
    theirs = [message for message in thread.messages.all() if message.from_candidate]
    return theirs[-1].text if theirs else ""


@register.filter
def lines(text: str | None) -> list[str]:
    return text.splitlines() if text else []


@register.filter
def round_of(row: Interview) -> str:
    return localised(row.stage, "name") if row.stage else row.round_name


@register.filter
def people_and_place(row: Interview) -> str:
    names = [one.employee.name for one in row.participants.all()]
    return _(", ").join([*names, meeting_point(row, get_language() or "zh-hans")])


@register.filter
def people_and_room(row: Interview) -> str:
    """Shorter than with the place, for who knows the house."""
    names = [one.employee.name for one in row.participants.all()]
    return _(", ").join([*names, row.room.name]) if row.room else people_and_place(row)


@register.filter
def brief_in(at: datetime, zone: str) -> str:
    """The hour, with its day when that is not today."""
    return brief(at, zone, get_language() or "zh-hans", clock.now())


@register.filter
def soon(at: datetime, zone: str) -> str:
    """`今天 14:00`, `明天 09:30`, else the day with its weekday."""
    today = clock.today(zone)
    near = {today: _("today"), today + timedelta(days=1): _("tomorrow")}.get(
        at.astimezone(ZoneInfo(zone)).date()
    )
    return f"{near} {clock_time(at, zone)}" if near else moment(at, zone)


@register.simple_tag
def interview_status(row: Interview) -> SafeString:
    return status(state_shape(row), state_label(row))
