"""What the page says on the day itself: the way, who waits, how to say "I am here" or "I am late"."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.company.models import Company
from huiyin.core import clock, wording
from huiyin.core.references import ref
from huiyin.interviews import phrases, presence
from huiyin.interviews.models import Interview, Mode
from huiyin.interviews.own_changes import own_moves
from huiyin.portal.headings import zone_of
from huiyin.todos.queries import open_subjects

Step = tuple[str, str]  # where on the way, and what is there


def today_context(interview: Interview, company: Company) -> dict[str, Any]:
    now, zone = clock.now(), zone_of(interview)
    is_late = interview.late_minutes is not None
    return {
        "may_arrive": interview.mode == Mode.ONSITE and presence.may_arrive(interview, now),
        "arrives_from": wording.clock_time(presence.arrives_from(interview), zone),
        "way": way_of(interview),
        "waiting": _waiting(interview, company),
        "told": _told(interview, company),
        "late_choices": presence.LATE_MINUTES,
        "expected_at": wording.clock_time(presence.expected_at(interview), zone) if is_late else "",
        "has_begun": interview.start <= now,
        "may_move": own_moves(interview, company).may,
        "is_met": ref(interview) in open_subjects(presence.MEET_TODO),
    }


def way_of(interview: Interview) -> list[Step]:
    """From the street to the room, in the words that the house keeps about the place."""
    place = interview.place
    if place is None or interview.mode != Mode.ONSITE:
        return []
    steps = [
        (_("Route"), place.nav_note),
        (_("Building"), f"{place.name}{_comma()}{place.address}"),
        (_("Once there"), place.entrance_note),
        (_("Room"), interview.room.name if interview.room else ""),
    ]
    return [step for step in steps if step[1]]


def _waiting(interview: Interview, company: Company) -> str:
    """Who sits where, as far as the house shows names."""
    names = _names(interview) if company.shows_interviewers else ""
    if interview.mode != Mode.ONSITE or interview.room is None:
        return _("%(names)s will meet you") % {"names": names} if names else ""
    where = {"room": interview.room.name, "names": names}
    return _("%(names)s will meet you in %(room)s") % where if names else _("we meet in %(room)s") % where


def _told(interview: Interview, company: Company) -> str:
    names = _names(interview) if company.shows_interviewers else ""
    return _("We have told %(names)s") % {"names": names} if names else _("We have told your interviewer")


def _names(interview: Interview) -> str:
    """Those who can be there."""
    people = [one.employee.name for one in interview.participants.all() if one.unavailable_at is None]
    return phrases.listed(people, get_language() or "")


def _comma() -> str:
    return "，" if wording.is_chinese(get_language() or "") else ", "
