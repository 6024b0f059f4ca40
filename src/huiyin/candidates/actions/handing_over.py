"""Somebody leaves: the applications that she looks after are looked after by a colleague."""

from django.db import transaction
from django.db.models import F

from huiyin.candidates.models import Application
from huiyin.core import audit
from huiyin.core.actor import Actor
from huiyin.people.models import Employee

RUNNING = ("active", "on_hold")


@transaction.atomic
def hand_over_applications(owner: Employee, *, to: Employee | None, by: Actor) -> int:
    """Every running one, each with its entry in the trail; returns how many."""
    rows = list(Application.objects.select_for_update(of=("self",)).filter(owner=owner, state__in=RUNNING))
    Application.objects.filter(pk__in=[one.pk for one in rows]).update(owner=to, version=F("version") + 1)
    detail = {"was": owner.pk, "owner": to.pk if to else None}
    audit.record_many(
        "application.assigned", [(one, {**detail, "version": one.version + 1}) for one in rows], by=by
    )
    return len(rows)
