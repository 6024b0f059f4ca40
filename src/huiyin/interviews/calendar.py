"""The calendar object of an interview. Pure: values in, RFC 5545 text out.

One UID for life and a SEQUENCE that rises with each version, so that a calendar replaces its entry. The only
ATTENDEE is whoever receives it: nobody learns the others' addresses. As small as parsers of phones need it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from icalendar import Alarm, Calendar, Event, vCalAddress, vText

Method = Literal["REQUEST", "CANCEL", "PUBLISH"]

PRODUCT = "-//Huiyin//Interviews//EN"
ALARM_BEFORE = timedelta(hours=1)


@dataclass(frozen=True)
class Person:
    name: str
    email: str


@dataclass(frozen=True)
class Entry:
    """What stands in the calendar. Moments are aware; `version` is the interview's."""

    uid: str
    version: int
    stamp: datetime
    start: datetime
    end: datetime
    summary: str
    location: str
    description: str
    url: str
    organizer: Person
    attendee: Person | None = None


def calendar_text(entry: Entry, method: Method) -> str:
    """The whole object, lines folded and ended as the standard wants them."""
    return _text([_event(entry, method)], method)


def calendar_file(entries: Sequence[Entry], *, called_off: Collection[str] = ()) -> str:
    """Several interviews in one file; those `called_off`, by their uid, stand in it as such.

    Published, not requested: a request holds one event and its attendee (RFC 5546, 3.2.2), and mail programs
    show no more than the first of several. A file is imported as it is, and a later letter about one of them
    replaces its entry by the same UID and a higher SEQUENCE.
    """
    events = [
        _event(replace(one, attendee=None), "CANCEL" if one.uid in called_off else "PUBLISH")
        for one in entries
    ]
    return _text(events, "PUBLISH")


def _text(events: Sequence[Event], method: Method) -> str:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("method", method)
    for event in events:
        calendar.add_component(event)
    text: bytes = calendar.to_ical()
    return text.decode()


def _event(entry: Entry, method: Method) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.version - 1)
    event.add("dtstamp", entry.stamp.replace(microsecond=0))
    event.add("dtstart", entry.start)
    event.add("dtend", entry.end)
    event.add("summary", entry.summary)
    event.add("location", entry.location)
    event.add("description", entry.description)
    if entry.url:
        event.add("url", entry.url)
    event.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    event.add("organizer", _address(entry.organizer), encode=False)
    if entry.attendee:
        event.add("attendee", _attendee(entry.attendee, method), encode=False)
    if method != "CANCEL":
        event.add_component(_alarm(entry.summary))
    return event


def _address(person: Person) -> vCalAddress:
    address = vCalAddress(f"mailto:{person.email}")
    if person.name:
        address.params["CN"] = vText(person.name)
    return address


def _attendee(person: Person, method: Method) -> vCalAddress:
    address = _address(person)
    address.params["ROLE"] = vText("REQ-PARTICIPANT")
    if method == "REQUEST":
        address.params["PARTSTAT"] = vText("NEEDS-ACTION")
        address.params["RSVP"] = vText("TRUE")
    return address


def _alarm(summary: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", -ALARM_BEFORE)
    return alarm
