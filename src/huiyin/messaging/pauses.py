"""Channels that stopped carrying: the breaker that opens by itself, and the pause that waits for a person."""

import threading
from collections import Counter
from datetime import timedelta

from django.db import transaction

from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.messaging.models import ChannelPause
from huiyin.messaging.todo_kinds import CHANNEL_TODO, ask_to_mend_channel
from huiyin.todos.actions import close_todos

MOST_ERRORS = 5
FIRST_PAUSE = 15
LONGEST_PAUSE = 120


@transaction.atomic
def pause_channel(channel: str, *, reason: str, by: Actor) -> bool:
    """A person stops a channel; letters wait until somebody lets it go on. False when it stands already."""
    row, is_new = ChannelPause.objects.get_or_create(
        channel=channel, defaults={"reason": reason[:200], "by": by.key, "since": clock.now(), "until": None}
    )
    if not is_new:
        stopped = ChannelPause.objects.filter(pk=row.pk).exclude(until=None)
        if not stopped.update(reason=reason[:200], by=by.key, since=clock.now(), until=None):
            return False
    audit.record("channel.paused", f"channel:{channel}", by=by)
    return True


def resume_channel(channel: str, *, by: Actor) -> bool:
    """A person says that it is mended; waiting letters go on at once. False when it was not paused."""
    gone, _ = ChannelPause.objects.filter(channel=channel).delete()
    if gone:
        audit.record("channel.resumed", f"channel:{channel}", by=by)
        close_todos(CHANNEL_TODO, f"channel:{channel}", by=by)
    return bool(gone)


def stopped_channels() -> list[ChannelPause]:
    """Those that carry nothing until a person says that they are mended."""
    return list(ChannelPause.objects.filter(until=None).order_by("channel"))


def pause_until_mended(channel: str, *, reason: str) -> None:
    """Our own configuration is wrong; trying on would lock us out."""
    ChannelPause.objects.update_or_create(
        channel=channel,
        defaults={"reason": reason[:200], "until": None},
        create_defaults={"reason": reason[:200], "until": None, "since": clock.now()},
    )
    ask_to_mend_channel(channel, code=reason)


def pause_for_a_while(channel: str, *, reason: str, seconds: float | None = None) -> None:
    """The other side is away. Unless it said for how long, each pause is as long as all before together."""
    now = clock.now()
    row, _ = ChannelPause.objects.get_or_create(
        channel=channel, defaults={"reason": reason[:200], "since": now, "until": now}
    )
    if row.until is None:
        return
    away = (now - row.since).total_seconds()
    lasting = seconds or min(LONGEST_PAUSE, max(FIRST_PAUSE, away))
    ChannelPause.objects.filter(pk=row.pk).exclude(until=None).update(
        reason=reason[:200], until=now + timedelta(seconds=lasting)
    )


class Breaker:
    """One carrier's view of each channel's health, shared by its senders.

    After a few connection errors in a row the channel pauses. When the pause is over one more error is
    enough; a letter that arrives forgets them all. With n senders n errors may be under way at once, so
    the channel pauses that much sooner.
    """

    def __init__(self, senders: int = 1) -> None:
        self._lock = threading.Lock()
        self._limit = max(1, MOST_ERRORS + 1 - max(1, senders))
        self._errors: Counter[str] = Counter()
        self._ailing: set[str] = set()
        self._paused: set[str] = set()

    def look(self) -> set[str]:
        """Read which channels are paused now; what senders ask in between is answered from memory."""
        now = clock.now()
        rows = dict(ChannelPause.objects.values_list("channel", "until"))
        with self._lock:
            self._paused = {channel for channel, until in rows.items() if until is None or until > now}
            self._ailing = set(rows)
            return set(self._paused)

    def is_paused(self, channel: str) -> bool:
        return channel in self._paused

    def note_arrival(self, channel: str) -> None:
        if not self._errors[channel] and channel not in self._ailing:
            return
        with self._lock:
            del self._errors[channel]
            self._ailing.discard(channel)
        ChannelPause.objects.filter(channel=channel).exclude(until=None).delete()

    def note_away(self, channel: str, reason: str, after: float | None) -> None:
        """The server itself is away; it may have said for how long."""
        with self._lock:
            self._errors[channel] += 1
            is_enough = after or channel in self._ailing or self._errors[channel] >= self._limit
            if not is_enough or channel in self._paused:
                return
            self._paused.add(channel)
            self._ailing.add(channel)
        pause_for_a_while(channel, reason=reason, seconds=after)

    def note_mistake(self, channel: str, reason: str) -> None:
        with self._lock:
            self._paused.add(channel)
            self._ailing.add(channel)
        pause_until_mended(channel, reason=reason)
