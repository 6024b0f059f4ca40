"""What surrounds every staff page: where one can go, whose house it is, who is signed in."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from huiyin.accounts.doors import permissions_of
from huiyin.company.models import Company
from huiyin.company.queries import the_company
from huiyin.core.actor import ANONYMOUS, Actor
from huiyin.desk.places import BOTTOM, HIRING, HOME, TODOS, Place, find_places
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
    todos_url: str
    todo_count: int


@register.simple_tag(takes_context=True)
def shell(context: template.RequestContext) -> Shell:
    request: Any = context.get("request")
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    path = request.path if request else "/"
    given = context.get("company")
    granted = set(permissions_of(actor))
    home = find_places((HOME,), granted=granted, path=path)
    hiring = find_places(HIRING, granted=granted, path=path)
    todos = find_places((TODOS,), granted=granted, path=path)
    flat = {place.url_name: place for place in (*home, *hiring, *todos)}
    group = (Place("", _("Hiring"), "users", url=hiring[0].url, inner=hiring),) if hiring else ()
    return Shell(
        company=given.name if isinstance(given, Company) else the_company().name,
        is_demo=settings.HUIYIN_DEMO_FILE.exists(),
        user=actor.label,
        rail=(*home, *group, *todos),
        bottom=tuple(flat[name] for name in BOTTOM if name in flat),
        finds_people="candidates:see" in granted,
        todos_url=todos[0].url if todos else "",
        todo_count=_todo_count(actor),
    )


def _todo_count(actor: Actor) -> int:
    if actor.user_id is None:
        return 0
    return Todo.objects.filter(owner_id=actor.user_id, state=TodoState.OPEN).count()
