"""What surrounds every staff page: where one can go, whose house it is, who is signed in."""

from dataclasses import dataclass, replace
from typing import Any

from django import template
from django.conf import settings
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from huiyin.accounts.doors import permissions_of, reach
from huiyin.accounts.models import User
from huiyin.approvals.queries import waiting_for
from huiyin.company.models import Company
from huiyin.company.parts import is_off
from huiyin.company.queries import the_company
from huiyin.core.actor import ANONYMOUS, Actor
from huiyin.core.counting import count_of
from huiyin.core.operations import running
from huiyin.desk.banner import Banner, banner_of
from huiyin.desk.overview import oversees
from huiyin.desk.places import (
    BOTTOM,
    DECIDING,
    HIRING,
    HOLDS,
    HOME,
    KEYS,
    MINE,
    MOST_AT_THE_BOTTOM,
    OVERVIEW,
    REFERS,
    RUNNING,
    RUNS,
    SETTINGS,
    SYSTEM,
    TODOS,
    WORK,
    Place,
    find_places,
    only_holds,
)
from huiyin.interviews.queries import held_by
from huiyin.messaging.queue_health import pulse, trouble
from huiyin.todos.models import Todo, TodoState

register = template.Library()


@dataclass(frozen=True)
class Shell:
    company: str
    is_demo: bool
    user: str
    rail: tuple[Place, ...]
    bottom: tuple[Place, ...]
    finds_people: bool
    finds: bool
    todos_url: str
    todo_count: int
    work_url: str
    work_count: int
    banner: Banner | None
    goes: tuple[tuple[str, Place], ...]
    uses_keys: bool


@register.simple_tag(takes_context=True)
def shell(context: template.RequestContext) -> Shell:
    request: Any = context.get("request")
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    path = request.path if request else "/"
    given = context.get("company")
    granted = set(permissions_of(actor))
    first = MINE if only_holds(granted) else OVERVIEW if oversees(actor, frozenset(granted)) else HOME
    if actor.kind == "user":
        granted.add(REFERS)
    found = _counted(actor)
    if first is not MINE and (_holds(actor) or found.get("holds")):
        granted.add(HOLDS)
    if RUNNING & granted:
        granted.add(RUNS)
    home = find_places((first,), granted=granted, path=path)
    overview = () if first is OVERVIEW else find_places((OVERVIEW,), granted=granted, path=path)
    hiring = find_places(HIRING, granted=granted, path=path)
    todos = find_places((TODOS,), granted=granted, path=path)
    rules = find_places(SETTINGS, granted=granted, path=path)
    deciding = tuple(
        replace(place, count=found.get(place.url_name, 0))
        for place in find_places(DECIDING, granted=granted, path=path)
    )
    work, system = (find_places(places, granted=granted, path=path) for places in (WORK, SYSTEM))
    company = given if isinstance(given, Company) else the_company()
    flat = {place.url_name: place for place in (*home, *hiring, *deciding, *todos)}
    below = [flat[name] for name in (first.url_name, *BOTTOM[1:]) if name in flat]
    if len(below) > MOST_AT_THE_BOTTOM:
        below = [place for place in below if place.url_name != "approvals:list"]
    group = (Place("", _("Hiring"), "users", url=hiring[0].url, inner=hiring),) if hiring else ()
    house = (Place("", _("Settings"), "settings", url=rules[0].url, inner=rules),) if rules else ()
    return Shell(
        company=company.name,
        is_demo=settings.HUIYIN_DEMO_FILE.exists(),
        user=actor.label,
        rail=(*home, *group, *todos, *overview, *deciding, *work, *system, *house),
        bottom=tuple(below),
        finds_people="candidates:see" in granted,
        finds=bool(granted & {"candidates:see", "jobs:see", "interviews:see"})
        and not is_off("search:search", company.switched_off),
        todos_url=todos[0].url if todos else "",
        todo_count=found.get("asked", 0),
        work_url=work[0].url if work else "",
        work_count=found.get("under_way", 0),
        banner=banner_of(trouble(found), actor, company.time_zone) if found else None,
        goes=tuple((key, flat[name]) for key, name in (("h", first.url_name), *KEYS) if name in flat),
        uses_keys=bool(found.get("keys_are_on")) and actor.kind == "user",
    )


def _holds(actor: Actor) -> bool:
    """Whether one of her roles is about the interviews that she takes part in."""
    within = reach(actor, "interviews:see")
    return within.own or within.team


def _counted(actor: Actor) -> dict[str, Any]:
    """What waits for her, is under way and to be held, and whether letters move, in one query."""
    if actor.user_id is None:
        return {}
    todos = Todo.objects.filter(owner_id=actor.user_id, state=TodoState.OPEN)
    columns: dict[str, Any] = {
        "asked": count_of(todos),
        "under_way": count_of(running(actor)),
        "holds": count_of(held_by(actor.user_id)),
        "approvals:list": count_of(waiting_for(actor)),
        "keys_are_on": F("uses_keys"),
        **pulse(),
    }
    found: Any = User.objects.filter(pk=actor.user_id).values(**columns).first()
    return dict(found or {})
