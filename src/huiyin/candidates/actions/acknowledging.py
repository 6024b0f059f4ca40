"""Telling a candidate that her application arrived. Imports of history do not: their people know."""

from django.db import transaction

from huiyin.candidates.models import Application
from huiyin.candidates.notices import announce_received
from huiyin.core import audit
from huiyin.core.actor import Actor


@transaction.atomic
def acknowledge(application: Application, *, by: Actor) -> None:
    """Write the letter that says it is here and by which day she hears."""
    announce_received(application, cause=audit.record("application.acknowledged", application, by=by))
