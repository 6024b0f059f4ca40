"""Asking for a walk along the whole audit chain: it takes a while, so it is done beside."""

from django.db import transaction

from huiyin.administration.tasks import verify_trail
from huiyin.core import audit
from huiyin.core.actor import Actor
from huiyin.core.background import enqueue


@transaction.atomic
def ask_to_verify(*, by: Actor) -> None:
    audit.record("audit.asked", "audit", by=by)
    enqueue(verify_trail)
