"""The first words of every state of an invitation: what has happened, then what comes next.

Titles are what a browser's tab and a link's preview show: never a name, a job or a result.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from huiyin.core import clock, wording
from huiyin.core.templatetags.huiyin import localised
from huiyin.interviews import saying
from huiyin.interviews.models import Answer, Interview, Mode
from huiyin.jobs.models import ReasonSide
from huiyin.portal.states import PageState, days_until


@dataclass(frozen=True)
class Heading:
    """`letter` are the sentences of a page on which nothing is to be answered any more."""

    title: str
    first: str
    second: str = ""
    done: str = ""
    letter: tuple[str, ...] = ()


def heading_of(state: PageState, interview: Interview, *, was_asked: bool = False) -> Heading:
    """`was_asked` says that a move was the candidate's own wish."""
    if state == PageState.MOVED:
        return _moved(interview, was_asked=was_asked)
    return _HEADINGS[state](interview)


def zone_of(interview: Interview) -> str:
    """The clock that its candidate is told: the place's on site, else her own."""
    return saying.shown_zone(interview, interview.application.candidate.contact)


def left_words(start: datetime, zone: str) -> str:
    """How far away it is, as people say it; nothing once it has begun."""
    now = clock.now()
    days = days_until(start, zone, now)
    if now >= start or days < 0:
        return ""
    if days == 0:
        return _soon(int((start - now).total_seconds() // 60) + 1)
    return _("It is tomorrow") if days == 1 else _("In %(days)s days") % {"days": days}


def _soon(minutes: int) -> str:
    """The last two hours are counted."""
    if minutes > 120:
        return _("It is today")
    return ngettext("In %(n)d minute", "In %(n)d minutes", minutes) % {"n": minutes}


def _invited(interview: Interview) -> Heading:
    if interview.round_no > 1:
        second = _("After our last talk we would like to go on talking with you about %(job)s.")
    elif interview.mode == Mode.ONSITE:
        second = _(
            "We read your CV with pleasure and would very much like to meet you "
            "and talk about the position of %(job)s."
        )
    else:
        second = _(
            "We read your CV with pleasure and would very much like to talk with you "
            "about the position of %(job)s."
        )
    return Heading(
        _("Interview invitation"), _("Hello, %(name)s") % _words(interview), second % _words(interview)
    )


def _moved(interview: Interview, *, was_asked: bool) -> Heading:
    if was_asked:
        first = _("Here is a new time, please look")
        second = _(
            "Hello, %(name)s. Thank you for telling us that the time before did not suit you. "
            "The interview for %(job)s has another time now. Does it suit you?"
        )
    else:
        first = _("The time has changed, please look again")
        second = _(
            "Hello, %(name)s. We had to change the time of the interview for %(job)s "
            "and are sorry to upset your plans. Does the new time suit you?"
        )
    return Heading(_("The interview has been moved"), first, second % _words(interview))


def _confirmed(interview: Interview) -> Heading:
    is_today = days_until(interview.start, zone_of(interview), clock.now()) == 0
    first = _("See you today at %(time)s, %(name)s") if is_today else _("See you on %(day)s, %(name)s")
    stage = localised(interview.stage, "candidate_label") if interview.stage else _("Interview")
    second = _("%(job)s, %(stage)s.") % {**_words(interview), "stage": stage}
    return Heading(_("Interview confirmed"), first % _words(interview), second, done=_("Confirmed"))


def _declined(interview: Interview) -> Heading:
    second = _("We have noted that you cannot come. You need do nothing more. If that changes, tell us here.")
    return Heading(_("Interview"), _("Thank you for telling us, %(name)s") % _words(interview), second)


def _other_time(interview: Interview) -> Heading:
    first = _("Let us find another time, %(name)s") % _words(interview)
    second = (
        _("We have noted when you are free, and look for a time.")
        if interview.answer_note
        else _("We have noted that this time does not suit you. Tell us when you are free.")
    )
    return Heading(_("Another time"), first, second, done=_("Your wish has arrived"))


def _today(interview: Interview) -> Heading:
    first = _("See you today at %(time)s, %(name)s") % _words(interview)
    minutes = int((interview.end - interview.start).total_seconds() // 60)
    second = _("%(job)s, about %(minutes)d minutes.") % {**_words(interview), "minutes": minutes}
    return Heading(_("Interview today"), first, second)


def _started(interview: Interview) -> Heading:
    letter = (
        _("Hello, %(name)s.") % _words(interview),
        _("It began at %(time)s. If you are on your way or cannot find us, please call: we will help you."),
    )
    return Heading(
        _("Interview"),
        _("The interview has begun"),
        letter=(letter[0], letter[1] % _words(interview)),
    )


def _here(interview: Interview) -> Heading:
    letter = _("We know that you have arrived. Please take a seat; somebody will come for you.")
    first = _("Good that you are here, %(name)s") % _words(interview)
    return Heading(_("Interview"), first, done=_("You have arrived"), letter=(letter,))


def _cancelled(interview: Interview) -> Heading:
    """Thanks, what happened and why, that nothing is to be done. What comes next stands below the letter."""
    reason = interview.cancel_reason
    hello = _("Hello, %(name)s.") % _words(interview)
    if reason and reason.side == ReasonSide.CANDIDATE:
        first = _("The interview on %(day)s is cancelled")
        letter = [
            _("Thank you for telling us. The interview for %(job)s on %(moment)s is cancelled.")
            % _words(interview),
            _("All the best for what you have chosen."),
        ]  # fmt: skip
    else:
        first = _("The interview on %(day)s is cancelled, we are sorry")
        text = localised(reason, "candidate_text") if reason else ""
        letter = [
            _("Thank you for keeping this time for us, and for saying early that you would come.")
            if interview.answer == Answer.YES
            else _("Thank you for keeping this time for us."),
            _("We have to cancel the interview for %(job)s on %(moment)s. You need do nothing more.")
            % _words(interview),
            *([_("The reason: %(reason)s.") % {"reason": text}] if text else []),
            _("This is no judgement of you. We are sorry to have upset your plans."),
        ]
    return Heading(_("Interview cancelled"), first % _words(interview), letter=(hello, *letter))


def _over(interview: Interview) -> Heading:
    letter = (
        _("Hello, %(name)s.") % _words(interview),
        _("The interview for %(job)s was on %(moment)s. Thank you for your time.") % _words(interview),
        _("If you would like to know what comes next, ask us here."),
    )
    return Heading(_("Interview"), _("This interview is over"), letter=letter)


def _words(interview: Interview) -> dict[str, str]:
    zone, language = zone_of(interview), get_language() or ""
    return {
        "name": interview.application.candidate.name,
        "job": saying.job_title(interview, language),
        "time": wording.clock_time(interview.start, zone),
        "day": wording.day(interview.start.astimezone(ZoneInfo(zone)).date(), language),
        "moment": wording.moment(interview.start, zone, language),
    }


_HEADINGS = {
    PageState.INVITED: _invited,
    PageState.CONFIRMED: _confirmed,
    PageState.DECLINED: _declined,
    PageState.OTHER_TIME: _other_time,
    PageState.TODAY: _today,
    PageState.STARTED: _started,
    PageState.HERE: _here,
    PageState.CANCELLED: _cancelled,
    PageState.OVER: _over,
}
