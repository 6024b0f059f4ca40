"""Channels that stopped carrying: the breaker that opens by itself, and the pause that waits for a person."""

import threading
from collections import Counter
from datetime import timedelta

from django.db.models import Q

from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.messaging.models import ChannelPause
from huiyin.messaging.todo_kinds import CHANNEL_TODO, ask_to_mend_channel
from huiyin.todos.actions import close_todos

MOST_ERRORS = 5
FIRST_PAUSE = 15
LONGEST_PAUSE = 120


def paused_channels() -> set[str]:
    now = clock.now()
    rows = ChannelPause.objects.filter(Q(until=None) | Q(until__gt=now))
    return set(rows.values_list("channel", flat=True))


def resume_channel(channel: str, *, by: Actor) -> None:
    """A person says that it is mended; waiting letters go on at once."""
    gone, _ = ChannelPause.objects.filter(channel=channel).delete()
    if gone:
        audit.record("channel.resumed", f"channel:{channel}", by=by)
        close_todos(CHANNEL_TODO, f"channel:{channel}", by=by)


def pause_until_mended(channel: str, *, reason: str) -> None:
    """Our own configuration is wrong; trying on would lock us out."""
    _pause(channel, reason, None)
    ask_to_mend_channel(channel, code=reason)


def _pause(channel: str, reason: str, seconds: float | None) -> None:
    now = clock.now()
    until = None if seconds is None else now + timedelta(seconds=seconds)
    row, is_new = ChannelPause.objects.get_or_create(
        channel=channel, defaults={"reason": reason[:200], "since": now, "until": until}
    )
    if not is_new and row.until is not None:
        ChannelPause.objects.filter(pk=row.pk).update(reason=reason[:200], until=until)


class Breaker:
    """One carrier's memory of each channel's health, shared by its senders.

    After a few connection errors in a row the channel pauses, longer each time; one letter that arrives
    closes it again. With n senders, n errors may be under way at once, so each counts.
    """

    def __init__(self, senders: int = 1) -> None:
        self._lock = threading.Lock()
        self._limit = max(1, MOST_ERRORS + 1 - max(1, senders))
        self._errors: Counter[str] = Counter()
        self._pauses: Counter[str] = Counter()
        self._paused: set[str] = set()

    def look(self) -> set[str]:
        """Read which channels are paused now; what senders ask in between is answered from memory."""
        paused = paused_channels()
        with self._lock:
            self._paused = set(paused)
        return paused

    def is_paused(self, channel: str) -> bool:
        return channel in self._paused

    def note_arrival(self, channel: str) -> None:
        if self._errors[channel] or self._pauses[channel]:
            with self._lock:
                del self._errors[channel], self._pauses[channel]
            ChannelPause.objects.filter(channel=channel).exclude(until=None).delete()

    def note_away(self, channel: str, reason: str, after: float | None) -> None:
        """The server itself is away; it may have said for how long."""
        with self._lock:
            self._errors[channel] += 1
            if after is None and self._errors[channel] < self._limit:
                return
            seconds = after or min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** self._pauses[channel])
            if channel in self._paused:
                return
            self._pauses[channel] += 1
            self._paused.add(channel)
        _pause(channel, reason, seconds)

    def note_mistake(self, channel: str, reason: str) -> None:
        with self._lock:
            self._paused.add(channel)
        pause_until_mended(channel, reason=reason)
