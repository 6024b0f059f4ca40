"""What comes after a cancelled interview: a new time by a day, if one was promised, and by when we answer."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.company.models import Company
from huiyin.core import clock, wording
from huiyin.core.references import ref
from huiyin.interviews.models import Interview
from huiyin.interviews.notices import NEW_TIME_PROMISED, NEW_TIME_TODO, cancel_template
from huiyin.portal.headings import zone_of
from huiyin.portal.questions import talk_of
from huiyin.todos.queries import last_due


@dataclass(frozen=True)
class AfterCancel:
    """`promise` only when it was made; `reply` says by when a question is answered; `on` is the day."""

    promise: str
    reply: str
    on: str


def after_cancel(interview: Interview, company: Company) -> AfterCancel:
    language = get_language() or ""
    talk = talk_of(interview, company, language)
    words = (
        _("We answer by %(moment)s.") if talk.is_waiting else _("If you ask now, we answer by %(moment)s.")
    )
    zone, at = zone_of(interview), interview.cancelled_at
    return AfterCancel(
        promise=_promise(interview, zone, language),
        reply=words % {"moment": talk.promise},
        on=wording.day(at.astimezone(ZoneInfo(zone)).date(), language) if at else "",
    )


def _promise(interview: Interview, zone: str, language: str) -> str:
    reason = interview.cancel_reason
    if reason is None or cancel_template(reason) != NEW_TIME_PROMISED:
        return ""
    due = last_due(NEW_TIME_TODO, ref(interview))
    if due is None:
        return ""
    words = (
        _("You get a new time from us by %(moment)s.")
        if clock.now() < due
        else _("We promised you a new time by %(moment)s. If it has not come, please ask us here.")
    )
    return words % {"moment": wording.moment(due, zone, language)}
