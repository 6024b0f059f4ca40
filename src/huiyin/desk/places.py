"""Where the staff can go: the pages of the rail and of the bar at the bottom of a phone, and who sees which.

A page that does not exist in this installation, or that she may not open, is left out.
"""

from dataclasses import dataclass, replace

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Place:
    """`permission` empty means: everyone who has signed in."""

    url_name: str
    label: str | Promise
    icon: str
    permission: str = ""
    url: str = ""
    is_current: bool = False
    count: int = 0
    inner: tuple["Place", ...] = ()

    @property
    def itself(self) -> tuple["Place", ...]:
        """For who walks through the pages and does not care which of them stand under a heading."""
        return (self,)


HIRING = (
    Place("jobs:list", _("Jobs"), "briefcase", "jobs:see"),
    Place("candidates:list", _("Candidates"), "users", "candidates:see"),
    Place("interviews:list", _("Interviews"), "calendar-event", "interviews:see"),
    Place("desk:inbox", _("Messages"), "message-circle", "threads:answer"),
    Place("desk:letters", _("Letters"), "send", "letters:see"),
)
HOME = Place("desk:home", _("Desk"), "clipboard-check")
TODOS = Place("desk:todos", _("To do"), "bell")
WORK = (Place("desk:operations", _("Work under way"), "list-check", "interviews:arrange"),)
SETTINGS = (Place("rules:list", _("Notification rules"), "bell", "settings:edit"),)
SYSTEM = (Place("desk:channels", _("Letter health"), "send", "settings:edit"),)
BOTTOM = ("desk:home", "interviews:list", "desk:inbox", "desk:todos")


def find_places(places: tuple[Place, ...], *, granted: set[str], path: str) -> tuple[Place, ...]:
    """Those that exist and that she may open, with their addresses; the current one is marked."""
    found = [_found(place, path) for place in places if not place.permission or place.permission in granted]
    return tuple(place for place in found if place is not None)


def _found(place: Place, path: str) -> Place | None:
    try:
        url = reverse(place.url_name)
    except NoReverseMatch:
        return None
    is_current = path == url or (url != "/" and path.startswith(url))
    return replace(place, url=url, is_current=is_current)
