"""Taking and freeing the time of people and rooms. The database refuses an overlap whatever we do here."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from huiyin.workforce.models import Booking


@dataclass(frozen=True)
class Taken:
    """One resource for one thing from start to end."""

    resource: str
    about: str
    start: datetime
    end: datetime


class Overlap(Exception):
    """The database found one of the resources already booked. Nothing of the call was written."""


def book(takings: Sequence[Taken]) -> None:
    """Take them all or none."""
    rows = [Booking(resource=t.resource, about=t.about, start=t.start, end=t.end) for t in takings]
    try:
        with transaction.atomic():
            Booking.objects.bulk_create(rows, batch_size=500)
    except IntegrityError as wrong:
        if "booking_overlap" in str(wrong):
            raise Overlap from wrong
        raise


def rebook(about: str, resources: Iterable[str], start: datetime, end: datetime) -> None:
    """Exchange everything that a thing takes for these, at once: it never clashes with itself."""
    with transaction.atomic():
        free(about)
        book([Taken(resource, about, start, end) for resource in resources])


def free_resource(about: str, resource: str) -> int:
    """Give back one of the things that it takes."""
    return Booking.objects.filter(about=about, resource=resource).delete()[0]


def free(about: str) -> int:
    """Give back everything that a thing takes; returns how much it was."""
    return Booking.objects.filter(about=about).delete()[0]


def free_all(abouts: Collection[str]) -> int:
    """The same for many things at once."""
    return Booking.objects.filter(about__in=abouts).delete()[0]
