"""When a channel is away for long: what certainly waits for it goes another way, and after days it is off."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from huiyin.core import clock
from huiyin.messaging.channels import is_there
from huiyin.messaging.contacts import LAST_RUNG
from huiyin.messaging.durability import one_writer
from huiyin.messaging.kinds import is_secret
from huiyin.messaging.models import ChannelPause, Letter
from huiyin.messaging.pauses import pause_until_mended
from huiyin.messaging.rungs import fail
from huiyin.messaging.states import LetterState as S

PATIENCE = timedelta(minutes=30)
URGENT_PATIENCE = timedelta(minutes=5)
# A pause that ended longer ago says nothing about now: nobody has tried since.
JUST_NOW = timedelta(minutes=1)
OFF_AFTER = timedelta(days=5)
STILL_TRYING = timedelta(hours=1)
AT_ONCE = 500
# Nobody's hands have these, nor did they leave them without a clear answer.
NOT_HANDED_OVER = (S.QUEUED, S.RETRYING)


def sweep() -> int:
    """Look at every channel that stopped of its own accord; returns how many letters go another way."""
    now = clock.now()
    pauses = list(ChannelPause.objects.all())
    _switch_off(pauses, now)
    away = {one.channel for one in pauses if one.until is None or one.until > now - JUST_NOW}
    # Who stopped a channel by hand wants its letters to wait.
    patient = [one for one in pauses if one.channel in away and not one.by]
    return sum(_hand_on(letter, away) for one in patient for letter in _waiting(one, now, away))


def _switch_off(pauses: Collection[ChannelPause], now: datetime) -> None:
    """Days of trying without one letter taken: a person has to look."""
    for one in pauses:
        if one.until is not None and one.since <= now - OFF_AFTER and one.until >= now - STILL_TRYING:
            pause_until_mended(one.channel, reason=f"nothing was taken for five days: {one.reason}")


def _waiting(pause: ChannelPause, now: datetime, away: Collection[str]) -> Iterator[Letter]:
    """Letters that waited long enough for a channel, and have another way to go."""
    late = Q()
    if pause.since <= now - URGENT_PATIENCE:
        late |= Q(urgent=True, due_at__lte=now - URGENT_PATIENCE)
    if pause.since <= now - PATIENCE:
        late |= Q(urgent=False, due_at__lte=now - PATIENCE)
    if not late:
        return
    rows = Letter.objects.filter(
        late, channel=pause.channel, state__in=NOT_HANDED_OVER, next_try_at__lte=now
    ).order_by("priority", "id")
    ways = rows.values_list("pk", "ladder", "urgent")
    ids = [pk for pk, ladder, urgent in ways if urgent or _open_ways(ladder, away)][:AT_ONCE]
    yield from rows.filter(pk__in=ids).select_related("contact", "colleague")


def _open_ways(ladder: Collection[str], away: Collection[str]) -> list[str]:
    return [rung for rung in ladder if rung != LAST_RUNG and rung not in away and is_there(rung)]


def _hand_on(letter: Letter, away: Collection[str]) -> bool:
    """To the next channel that carries. By hand only what cannot wait, and no secret."""
    ways = _open_ways(letter.ladder, away)
    if not ways and (not letter.urgent or is_secret(letter)):
        return False
    letter.ladder = [*ways, LAST_RUNG]
    with one_writer(), transaction.atomic():
        return fail(letter, reason="channel_away", error=letter.error, among=NOT_HANDED_OVER)
