"""Long pieces of work, as those who started them may watch them."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from huiyin.core.actor import Actor
from huiyin.core.errors import NotFound
from huiyin.core.models import Operation


def visible_to(actor: Actor) -> QuerySet[Operation]:
    """Her own, whether she started it on a page or by a token."""
    keys = {actor.key} | ({f"user:{actor.user_id}"} if actor.user_id else set())
    return Operation.objects.filter(actor__in=keys)


def get_operation(actor: Actor, operation_id: int) -> Operation:
    operation = visible_to(actor).filter(pk=operation_id).first()
    if operation is None:
        raise NotFound("not_found", _("There is no such operation."))
    return operation
