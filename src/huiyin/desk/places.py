"""Where the staff can go: the pages of the rail and of the bar at the bottom of a phone, and who sees which.

A page that does not exist in this installation, or that she may not open, is left out.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Place:
    """`permission` empty means: everyone who has signed in. Below the page `except_under` it is not the
    current one: that is a place of its own. One that `is_exact` has places of their own all below it.
    """

    url_name: str
    label: str | Promise
    icon: str
    permission: str = ""
    url: str = ""
    is_current: bool = False
    count: int = 0
    inner: tuple["Place", ...] = ()
    except_under: str = ""
    is_exact: bool = False

    @property
    def itself(self) -> tuple["Place", ...]:
        """For who walks through the pages and does not care which of them stand under a heading."""
        return (self,)


HOLDS = "holds interviews"
"""No permission: said of those whose role reaches the interviews that they take part in."""
REFERS = "refers people"
"""No permission: every colleague may, once she has signed in herself."""
ONLY_HOLDS = frozenset({"interviews:see", "interviews:attend"})

HIRING = (
    Place("jobs:list", _("Jobs"), "briefcase", "jobs:see"),
    Place("candidates:list", _("Candidates"), "users", "candidates:see"),
    Place(
        "interviews:list", _("Interviews"), "calendar-event", "interviews:see", except_under="interviews:mine"
    ),
    Place("interviews:mine", _("My interviews"), "calendar-time", HOLDS),
    Place("desk:inbox", _("Messages"), "message-circle", "threads:answer"),
    Place("desk:letters", _("Letters"), "send", "letters:see"),
    Place("referrals:list", _("My referrals"), "link", REFERS),
)
MINE = Place("interviews:mine", _("My interviews"), "calendar-time")
"""The first page of somebody who does nothing here but hold interviews."""
HOME = Place("desk:home", _("Desk"), "clipboard-check")
OVERVIEW = Place("desk:overview", _("At a glance"), "home", "reports:see")
"""The first page of somebody who looks over the house and does no daily work in it; others have it too."""
TODOS = Place("desk:todos", _("To do"), "bell")
WORK = (Place("desk:operations", _("Work under way"), "list-check", "interviews:arrange"),)
DECIDING = (
    Place("approvals:list", _("Approvals"), "writing-sign", "approvals:decide"),
    Place("imports:list", _("Import"), "file-import", "imports:run"),
    Place("exports:list", _("Exports"), "download", "exports:run"),
)
RUNS = "runs the house"
"""No permission: said of those who may open any page of the settings."""
RUNNING = frozenset({"settings:edit", "users:edit", "audit:see"})
SETTINGS = (
    Place("settings:home", _("All settings"), "settings", RUNS, is_exact=True),
    Place("templates:list", _("Letter texts"), "message-circle", "letters:see"),
    Place("rules:list", _("Notification rules"), "bell", "settings:edit"),
    Place("flows:list", _("Approval flows"), "writing-sign", "settings:edit"),
)
SYSTEM = (Place("desk:channels", _("Letter health"), "send", "settings:edit"),)
BOTTOM = ("desk:home", "interviews:list", "desk:inbox", "approvals:list", "desk:todos")
MOST_AT_THE_BOTTOM = 4
KEYS = (
    ("j", "jobs:list"),
    ("c", "candidates:list"),
    ("i", "interviews:list"),
    ("m", "desk:inbox"),
)
"""What follows `g` on the keyboard; h is the first page."""


def only_holds(granted: Collection[str]) -> bool:
    """Whether she does nothing here but hold interviews."""
    return "interviews:see" in granted and ONLY_HOLDS.issuperset(granted)


def find_places(places: tuple[Place, ...], *, granted: set[str], path: str) -> tuple[Place, ...]:
    """Those that exist and that she may open, with their addresses; the current one is marked."""
    found = [_found(place, path) for place in places if not place.permission or place.permission in granted]
    return tuple(place for place in found if place is not None)


def _found(place: Place, path: str) -> Place | None:
    try:
        url = reverse(place.url_name)
    except NoReverseMatch:
        return None
    is_current = path == url or (url != "/" and not place.is_exact and path.startswith(url))
    if place.except_under:
        is_current = is_current and not path.startswith(reverse(place.except_under))
    return replace(place, url=url, is_current=is_current)
