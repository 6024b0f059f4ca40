"""通知健康: does each channel carry, why not, what waits; stopping one by hand and letting it go on."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiyin.accounts.doors import may
from huiyin.company.queries import the_company
from huiyin.core.http import Request
from huiyin.core.live import tag_of, unchanged
from huiyin.desk.access import may_stop_channels, require_channels
from huiyin.desk.channel_lines import carrier_word, channel_lines
from huiyin.desk.forms import PauseForm
from huiyin.desk.letter_lines import channel_name
from huiyin.messaging.channel_health import channel_healths
from huiyin.messaging.channels import KEYS, is_there
from huiyin.messaging.pauses import pause_channel, resume_channel
from huiyin.messaging.queue_health import carrier_seen, queue_health


@require_GET
def channels(request: Request) -> HttpResponse:
    require_channels(request.actor)
    zone = the_company().time_zone
    lines = channel_lines(channel_healths(_known()), zone)
    health = queue_health()
    carrier = carrier_word(carrier_seen())
    tag = tag_of(lines, health["ok"], health["queued"], health["unknown"], health["failed"], carrier)
    context = {
        "lines": lines,
        "health": health,
        "carrier": carrier,
        "zone": zone,
        "may_stop": may_stop_channels(request.actor),
        "sees_letters": may(request.actor, "letters:see"),
        "tag": tag,
    }
    return unchanged(request, tag) or render(request, "desk/channels.html", context)


@require_http_methods(["GET", "POST"])
def pause(request: Request, channel: str) -> HttpResponse:
    require_channels(request.actor, to_stop=True)
    if channel not in _known():
        raise Http404
    form = PauseForm(request.POST or None)
    if form.is_valid():
        name = channel_name(channel)
        if pause_channel(channel, reason=form.cleaned_data["reason"], by=request.actor):
            messages.success(request, _("{channel} stands still; letters wait.").format(channel=name))
        else:
            messages.info(request, _("{channel} stood still already.").format(channel=name))
        return redirect("desk:channels")
    context = {"form": form, "channel": channel, "name": channel_name(channel)}
    return render(request, "desk/pause_channel.html", context, status=422 if form.errors else 200)


@require_POST
def resume(request: Request, channel: str) -> HttpResponse:
    require_channels(request.actor, to_stop=True)
    if not resume_channel(channel, by=request.actor):
        raise Http404
    messages.success(request, _("The channel carries again; what waited goes out now."))
    return redirect("desk:channels")


def _known() -> list[str]:
    return [key for key in KEYS if is_there(key)]
