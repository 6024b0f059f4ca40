"""One day of the calendar as its form says it."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from huiyin.company.actions import clear_calendar_day, set_calendar_day
from huiyin.company.models import CalendarDay
from huiyin.core.actor import Actor
from huiyin.core.editing import require_unchanged


def day_values(on: date) -> dict[str, str]:
    row = CalendarDay.objects.filter(on=on).first()
    if row is None:
        return {"kind": "shipped", "name": ""}
    return {"kind": "work" if row.is_working else "holiday", "name": row.name}


def year_lines(year: int) -> str:
    """What our own table says of a year, as it may be edited and pasted back."""
    rows = CalendarDay.objects.filter(on__year=year).order_by("on")
    return "\n".join(
        f"{row.on.isoformat()},{'work' if row.is_working else 'holiday'},{row.name}" for row in rows
    )


@transaction.atomic
def save_day(on: date, *, kind: str, name: str, by: Actor, seen: str, labels: Mapping[str, str]) -> None:
    require_unchanged(seen, day_values(on), labels)
    if kind == "shipped":
        clear_calendar_day(on, by=by)
    else:
        set_calendar_day(on, is_working=kind == "work", name=name, by=by)
