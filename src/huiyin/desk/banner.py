"""The line over every staff page when letters do not move: problem, cause, what now."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.core.wording import brief
from huiyin.desk.access import may_see_channels
from huiyin.desk.letter_lines import channel_name
from huiyin.messaging.models import ChannelPause
from huiyin.messaging.plain_causes import channel_cause
from huiyin.messaging.queue_health import Trouble


@dataclass(frozen=True)
class Banner:
    problem: str
    cause: str
    now: str
    url: str = ""


def banner_of(trouble: Trouble | None, actor: Actor, zone: str) -> Banner | None:
    """Nothing as long as letters move."""
    if trouble is None:
        return None
    since = trouble.waiting_since
    problem = (
        _("Letters have not been going out since {time}.").format(
            time=brief(since, zone, get_language() or "zh-hans", clock.now())
        )
        if since
        else _("No letter is going out.")
    )
    return Banner(problem, _cause(trouble, zone), _now(trouble), _url(actor))


def _cause(trouble: Trouble, zone: str) -> str:
    if trouble.carrier_seen:
        at = _brief(trouble.carrier_seen, zone)
        return _("The program that carries them has shown no sign of life since {time}.").format(time=at)
    if trouble.pauses:
        return " ".join(pause_cause(pause) for pause in trouble.pauses)
    if trouble.waiting_since is None:
        return ""
    return _("Nothing carries them, or there are more than can be carried.")


def pause_cause(pause: ChannelPause) -> str:
    """`邮件：密码被拒绝。`, or who stopped it and why."""
    channel = channel_name(pause.channel)
    if pause.by:
        return _("{channel}: a colleague stopped it: {reason}").format(channel=channel, reason=pause.reason)
    return _("{channel}: {cause}").format(channel=channel, cause=channel_cause(pause.reason).text)


def _now(trouble: Trouble) -> str:
    if trouble.pauses:
        return _("Nothing is lost: letters wait and leave as soon as the channel goes on.")
    return _("Nothing is lost: letters wait. Tell whoever runs this system, and call where it is urgent.")


def _url(actor: Actor) -> str:
    return reverse("desk:channels") if may_see_channels(actor) else ""


def _brief(at: datetime, zone: str) -> str:
    return brief(at, zone, get_language() or "zh-hans", clock.now())
