"""The sign at a reception: a link of its own kind that opens nothing but the question who is there.

A sign hangs for years, so its link does too; whoever loses sight of one ends them all and prints anew.
"""

from datetime import datetime, timedelta

from django.db import transaction

from huiyin.accounts import capabilities
from huiyin.company.models import Place
from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.references import ref

LINK_KIND = "at"
LIVES = timedelta(days=3 * 365)


@transaction.atomic
def make_poster(place: Place, *, by: Actor, end_others: bool = False) -> str:
    """A new sign's link, known only now. Older signs go on working unless they are ended with it."""
    if end_others:
        capabilities.revoke(ref(place), kind=LINK_KIND)
    issued = capabilities.issue(
        kind=LINK_KIND,
        subject=ref(place),
        holder=ref(place),
        verbs=["arrive"],
        expires_at=clock.now() + LIVES,
    )
    audit.record("place.poster_made", place, by=by, ended_others=end_others)
    return issued.link


@transaction.atomic
def end_posters(place: Place, *, by: Actor) -> int:
    """No sign that hangs anywhere opens anything any more."""
    ended = capabilities.revoke(ref(place), kind=LINK_KIND)
    if ended:
        audit.record("place.posters_ended", place, by=by, count=ended)
    return ended


def hanging_since(place: Place) -> list[datetime]:
    """When each sign that still works was made, the newest first."""
    return capabilities.live_since(ref(place), kind=LINK_KIND)
