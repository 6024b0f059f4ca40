"""Who sees which to-dos: her own, and the unowned ones if she decides about letters everywhere."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from huiyin.accounts.doors import reach
from huiyin.core.actor import Actor
from huiyin.core.errors import NotFound
from huiyin.todos.models import Todo


def visible_to(actor: Actor) -> QuerySet[Todo]:
    if actor.kind == "system":
        return Todo.objects.all()
    if actor.kind not in {"user", "preview"} or actor.user_id is None:
        return Todo.objects.none()
    mine = Q(owner=actor.user_id)
    if reach(actor, "letters:decide").everything:
        mine |= Q(owner=None)
    return Todo.objects.filter(mine)


def get_todo(actor: Actor, todo_id: int) -> Todo:
    todo = visible_to(actor).filter(pk=todo_id).first()
    if todo is None:
        raise NotFound("not_found", _("There is no such to-do."))
    return todo
