"""Which of the invitations that a browser holds are for here and today."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.utils.translation import get_language

from huiyin.company.models import Place
from huiyin.core import clock, wording
from huiyin.core.errors import NotFound
from huiyin.interviews import saying
from huiyin.interviews.models import Interview, InterviewState
from huiyin.portal import links
from huiyin.portal.access import get_invitation
from huiyin.portal.links import Opened

Own = tuple[Opened, Interview]

S = InterviewState
ON = frozenset({S.SCHEDULED, S.CONFIRMED, S.RESCHEDULE_REQUESTED, S.NO_SHOW, S.CHECKED_IN})


def is_here(interview: Interview, place: Place) -> bool:
    """At this place, on this day of its calendar, and not called off."""
    on = interview.start.astimezone(ZoneInfo(place.time_zone)).date()
    is_on = InterviewState(interview.state) in ON
    return is_on and interview.place_id == place.pk and on == clock.today(place.time_zone)


def own_here(opened: Iterable[Opened], place: Place) -> list[Own]:
    found = []
    for held in opened:
        try:
            interview = get_invitation(held.actor)
        except NotFound:
            continue
        if is_here(interview, place):
            found.append((held, interview))
    return sorted(found, key=lambda one: one[1].start)


def lines(own: Iterable[Own]) -> list[dict[str, str]]:
    """The holder's own interviews, to tap."""
    language = get_language() or ""
    return [
        {
            "handle": links.handle_of(held.capability.pk),
            "time": wording.clock_time(row.start, row.time_zone),
            "job": saying.job_title(row, language),
        }
        for held, row in own
    ]
