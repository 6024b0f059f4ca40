"""Who may bring people in, and whose batches she sees: all, or her own."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from huiyin.accounts.doors import reach
from huiyin.core.actor import Actor
from huiyin.core.errors import NotAllowed, NotFound
from huiyin.imports.models import Batch


def visible_to(actor: Actor) -> QuerySet[Batch]:
    """A batch holds rows of many jobs, so a narrower reach sees only what its own user brought in."""
    within = reach(actor, "imports:run")
    if within.everything:
        return Batch.objects.all()
    if not within or actor.user_id is None:
        return Batch.objects.none()
    return Batch.objects.filter(user=actor.user_id)


def can_undo(actor: Actor, batch: Batch) -> bool:
    return visible_to(actor).filter(pk=batch.pk).exists()


def get_batch(actor: Actor, batch_id: int, *, can: Callable[[Actor, Batch], bool] | None = None) -> Batch:
    batch = visible_to(actor).filter(pk=batch_id).first()
    if batch is None:
        raise NotFound("not_found", _("There is no such batch."))
    if can and not can(actor, batch):
        raise NotAllowed("forbidden", _("You may see this batch but not undo it."))
    return batch
