"""Whose exports one sees: one's own, signed in by oneself. A link that somebody passed on opens nothing."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from huiyin.accounts.doors import may, require, require_fresh
from huiyin.core.actor import Actor
from huiyin.core.errors import NotAllowed, NotFound
from huiyin.exports.lists import ExportList
from huiyin.exports.models import Export

RUN = "exports:run"


def visible_to(actor: Actor) -> QuerySet[Export]:
    if actor.kind == "system":
        return Export.objects.all()
    if actor.kind != "user" or actor.user_id is None:
        return Export.objects.none()
    return Export.objects.filter(asked_by=actor.user_id)


def get_export(actor: Actor, export_id: int) -> Export:
    export = visible_to(actor).filter(pk=export_id).first()
    if export is None:
        raise NotFound("not_found", _("There is no such export."))
    return export


def may_export(actor: Actor, wanted: ExportList | None = None) -> bool:
    """Whether she takes lists out at all, and this one."""
    if actor.kind != "user":
        return False
    return may(actor, RUN) and (wanted is None or not wanted.permission or may(actor, wanted.permission))


def require_export(actor: Actor, wanted: ExportList) -> None:
    """At asking and at each download: the right to the list and to take it out, and a fresh sign-in."""
    if actor.kind != "user":
        raise NotAllowed("sign_in_first", _("Please sign in with your password first."))
    require(actor, RUN)
    if wanted.permission:
        require(actor, wanted.permission)
    require_fresh(actor)
