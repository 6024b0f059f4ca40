"""How a candidate is reached, in words."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiyin.desk.candidate_file import Fastest
from huiyin.desk.letter_lines import channel_name
from huiyin.messaging.quiet import QuietHours

register = template.Library()


@register.filter
def fastest_words(way: Fastest) -> str:
    """`邮件，通常 12 分钟内查看（3 封）`."""
    name, n = channel_name(way.channel), way.letters
    minutes = max(1, -(-int(way.usually.total_seconds()) // 60))
    if minutes < 120:
        took = ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)
    else:
        hours = round(minutes / 60)
        took = ngettext("{n} hour", "{n} hours", hours).format(n=hours)
    return ngettext(
        "{channel}, usually read within {took} ({n} letter)",
        "{channel}, usually read within {took} ({n} letters)",
        n,
    ).format(channel=name, took=took, n=n)


@register.filter
def quiet_words(quiet: QuietHours) -> str:
    """`21:00 到次日 08:00`."""
    start, end = f"{quiet.start:%H:%M}", f"{quiet.end:%H:%M}"
    if quiet.start > quiet.end:
        return _("from {start} to {end} the next day").format(start=start, end=end)
    return _("from {start} to {end}").format(start=start, end=end)
