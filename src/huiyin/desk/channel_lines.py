"""A channel as its page shows it: carries or not, why, what now, and the figures of a day."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from huiyin.accounts.queries import names_of
from huiyin.core import clock
from huiyin.core.wording import clock_time, moment
from huiyin.desk.letter_lines import channel_name
from huiyin.messaging.channel_health import ChannelHealth
from huiyin.messaging.plain_causes import channel_cause


@dataclass(frozen=True)
class ChannelLine:
    """`shape` and `word` are its state; `cause` and `mend` are only there when it does not carry."""

    health: ChannelHealth
    name: str
    shape: str
    word: str
    cause: str = ""
    mend: str = ""
    said: str = ""
    may_resume: bool = False


def channel_lines(healths: list[ChannelHealth], zone: str) -> list[ChannelLine]:
    stoppers = names_of({one.pause.by for one in healths if one.pause and one.pause.by})
    return [_line(one, zone, stoppers) for one in healths]


def _line(health: ChannelHealth, zone: str, stoppers: dict[str, str]) -> ChannelLine:
    name, pause = channel_name(health.channel), health.pause
    if pause is None:
        return ChannelLine(health, name, "ok", _("Carries"))
    since = moment(pause.since, zone, get_language() or "zh-hans")
    if pause.by:
        who = stoppers.get(pause.by, _("a colleague"))
        return ChannelLine(
            health,
            name,
            "wait",
            _("Stopped by hand since {time}").format(time=since),
            cause=_("{who} stopped it: {reason}").format(who=who, reason=pause.reason),
            mend=_("Letters wait and nothing is lost. Let it go on when the reason is gone."),
            may_resume=True,
        )
    found = channel_cause(pause.reason)
    if pause.until is None:
        word = _("Stopped since {time}").format(time=since)
        return ChannelLine(
            health, name, "late", word, str(found.text), str(found.mend), pause.reason, may_resume=True
        )
    again = clock_time(pause.until, zone)
    word = _("Rests, tries again at {time}").format(time=again)
    return ChannelLine(health, name, "wait", word, str(found.text), str(found.mend), pause.reason)


def carrier_word(seen: datetime | None) -> str:
    """When the carrier was last seen, in words."""
    if seen is None:
        return _("never seen")
    seconds = max(0, int((clock.now() - seen).total_seconds()))
    if seconds < 120:
        return ngettext("{n} second ago", "{n} seconds ago", seconds).format(n=seconds)
    return ngettext("{n} minute ago", "{n} minutes ago", seconds // 60).format(n=seconds // 60)


def lasting(seconds: float | None) -> str:
    """`0.4 s`, `12 s`, `3 min`, `2 h`."""
    if seconds is None:
        return ""
    if seconds < 10:
        return _("{n} s").format(n=f"{seconds:.1f}")
    if seconds < 120:
        return _("{n} s").format(n=round(seconds))
    if seconds < 7200:
        return _("{n} min").format(n=round(seconds / 60))
    return _("{n} h").format(n=round(seconds / 3600))
