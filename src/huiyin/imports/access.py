"""Who may bring people in, and whose batches she sees: all, or her own."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from huiyin.accounts.doors import may, reach
from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.core.errors import NotAllowed, NotFound
from huiyin.imports.models import Batch, ResumeMail, Upload, UploadState

UNDO_DAYS = 7


def visible_to(actor: Actor) -> QuerySet[Batch]:
    """A batch holds rows of many jobs, so a narrower reach sees only what its own user brought in."""
    within = reach(actor, "imports:run")
    if within.everything:
        return Batch.objects.all()
    if not within or actor.user_id is None:
        return Batch.objects.none()
    return Batch.objects.filter(user=actor.user_id)


def uploads_visible_to(actor: Actor) -> QuerySet[Upload]:
    """A sheet on its way in shows addresses of people whom nobody has yet: only its own uploader sees it."""
    if actor.user_id is None or not may(actor, "imports:run"):
        return Upload.objects.none()
    return Upload.objects.filter(user=actor.user_id).exclude(state=UploadState.DROPPED)


def resumes_visible_to(actor: Actor) -> QuerySet[ResumeMail]:
    """Whoever may bring people in and sees candidates files what came by mail."""
    if not may(actor, "imports:run") or not may(actor, "candidates:edit"):
        return ResumeMail.objects.none()
    return ResumeMail.objects.all()


def undo_until(batch: Batch) -> datetime:
    return batch.at + timedelta(days=UNDO_DAYS)


def can_undo(actor: Actor, batch: Batch) -> bool:
    """Within some days; later only at the shell, by who runs the system."""
    return in_time(actor, batch) and visible_to(actor).filter(pk=batch.pk).exists()


def in_time(actor: Actor, batch: Batch) -> bool:
    return actor.kind == "system" or clock.now() < undo_until(batch)


def get_upload(actor: Actor, upload_id: int) -> Upload:
    upload = uploads_visible_to(actor).filter(pk=upload_id).select_related("operation", "batch").first()
    if upload is None:
        raise NotFound("not_found", _("There is no such sheet."))
    return upload


def get_resume(actor: Actor, resume_id: int) -> ResumeMail:
    mail = resumes_visible_to(actor).filter(pk=resume_id).first()
    if mail is None:
        raise NotFound("not_found", _("There is no such mail."))
    return mail


def get_batch(actor: Actor, batch_id: int, *, can: Callable[[Actor, Batch], bool] | None = None) -> Batch:
    batch = visible_to(actor).filter(pk=batch_id).first()
    if batch is None:
        raise NotFound("not_found", _("There is no such batch."))
    if can and not can(actor, batch):
        raise NotAllowed(
            "forbidden", _("A batch can be taken back within %(days)s days.") % {"days": UNDO_DAYS}
        )
    return batch
