"""Words of the settings' pages."""

from datetime import date

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.accounts.models import User
from huiyin.administration.calendar_pages import Day
from huiyin.administration.forms.hiring import STAGE_KINDS
from huiyin.core import wording
from huiyin.jobs.models import Stage, StageKind

register = template.Library()

BROWSERS = (
    ("MicroMessenger", "WeChat"),
    ("DingTalk", "DingTalk"),
    ("Edg/", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


@register.filter
def month_word(first: date) -> str:
    language = get_language() or "zh-hans"
    return f"{first.month}月" if wording.is_chinese(language) else wording.MONTHS_EN[first.month - 1]


@register.simple_tag
def weekday_letters() -> list[tuple[str, str]]:
    """(short, whole) for each day of the week, Monday first."""
    if wording.is_chinese(get_language() or "zh-hans"):
        return [(letter, f"周{letter}") for letter in wording.WEEKDAYS_ZH]
    return [(day[:2], day) for day in wording.WEEKDAYS_EN]


@register.filter
def day_words(day: Day) -> str:
    """`10月1日 周四，休，国庆节` for whoever cannot see the colours."""
    kind = {
        "": _("working day"),
        "weekend": _("weekend"),
        "holiday": _("holiday"),
        "exchanged": _("worked weekend (调休)"),
    }[day.kind]
    said = [
        wording.day(day.on, get_language() or "zh-hans"),
        kind,
        day.name,
        _("set by us") if day.is_own else "",
    ]
    return _(", ").join(part for part in said if part)


@register.filter
def day_mark(day: Day) -> str:
    """The sign that Chinese calendars print on a day: 休 or 班."""
    is_chinese = wording.is_chinese(get_language() or "zh-hans")
    return ("休" if is_chinese else "off") if day.kind == "holiday" else ("班" if is_chinese else "on")


@register.simple_tag
def people_states() -> list[tuple[str, str]]:
    return [("active", _("There now")), ("left", _("Left")), ("all", _("All"))]


@register.simple_tag
def user_states() -> list[tuple[str, str]]:
    return [("active", _("In use")), ("disabled", _("Suspended")), ("all", _("All"))]


@register.simple_tag
def roles_of(user: User) -> str:
    """The roles that she holds, once each. Wants `grants__role` prefetched."""
    language = get_language() or "zh-hans"
    names = dict.fromkeys(wording.localised(grant.role, "name", language) for grant in user.grants.all())
    return _(", ").join(names)


@register.filter
def device_word(agent: str) -> str:
    """`Chrome · Android` from what a browser says of itself; the start of it where nothing is known."""
    browser = next((word for key, word in BROWSERS if key in agent), "")
    system = next((word for key, word in SYSTEMS if key in agent), "")
    return " · ".join(part for part in (browser, system) if part) or agent[:40] or _("unknown browser")


@register.filter
def stage_kind_word(stage: Stage) -> str:
    return str(dict(STAGE_KINDS)[StageKind(stage.kind)])


@register.simple_tag
def standing_in(standing: dict[int, int], stage: Stage) -> str:
    """How many people stand in a stage; a dash for nobody."""
    count = standing.get(stage.pk, 0)
    return str(count) if count else "–"
