"""The calendar object, read back by two parsers that others wrote."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import vobject
from icalendar import Calendar

from huiyin.interviews.calendar import Entry, Method, Person, calendar_text

START = datetime(2026, 11, 26, 6, 0, tzinfo=UTC)
ENTRY = Entry(
    uid="0a1b2c@hr.example.test",
    version=3,
    stamp=datetime(2026, 11, 24, 2, 20, 30, 123456, tzinfo=UTC),
    start=START,
    end=START + timedelta(minutes=70),
    summary="南枝供应链 面试｜供应链产品经理，请带身份证；从北门进入园区以后乘电梯到六层前台报姓名",
    location="南枝大厦 B 座 6 层 5 号会议室, 望湖路 18 号",
    description="江予安\n400-000-0137",
    url="",
    organizer=Person("南枝供应链", "hr@nanzhi.example"),
    attendee=Person("林若溪", "lin@example.com"),
)


@pytest.mark.parametrize(("method", "status"), [("REQUEST", "CONFIRMED"), ("CANCEL", "CANCELLED")])
def test_icalendar_reads_what_we_meant(method: Method, status: str) -> None:
    calendar = Calendar.from_ical(calendar_text(ENTRY, method))
    (event,) = calendar.walk("VEVENT")

    assert (calendar["METHOD"], calendar["VERSION"], event["STATUS"]) == (method, "2.0", status)
    assert (event["UID"], event["SEQUENCE"]) == (ENTRY.uid, 2)
    assert event.decoded("DTSTART") == START
    assert event.decoded("DTEND") == START + timedelta(minutes=70)
    assert event.decoded("DTSTAMP") == datetime(2026, 11, 24, 2, 20, 30, tzinfo=UTC)
    assert (event["SUMMARY"], event["LOCATION"]) == (ENTRY.summary, ENTRY.location)
    assert event["DESCRIPTION"] == ENTRY.description
    assert event["ORGANIZER"] == "mailto:hr@nanzhi.example"
    assert event["ATTENDEE"] == "mailto:lin@example.com"
    assert event["ATTENDEE"].params["CN"] == "林若溪"


def test_vobject_reads_it_too() -> None:
    parsed = vobject.readOne(calendar_text(ENTRY, "REQUEST"))
    parsed.validate(raiseException=True)
    event = parsed.vevent

    assert (parsed.method.value, event.uid.value, event.sequence.value) == ("REQUEST", ENTRY.uid, "2")
    assert event.dtstart.value == START
    assert event.dtend.value == START + timedelta(minutes=70)
    assert event.summary.value == ENTRY.summary
    assert event.organizer.value == "mailto:hr@nanzhi.example"
    assert [one.value for one in event.contents["attendee"]] == ["mailto:lin@example.com"]
    assert event.valarm.trigger.value == timedelta(hours=-1)


def test_an_invitation_asks_for_an_answer_and_a_cancellation_does_not() -> None:
    asked, off = calendar_text(ENTRY, "REQUEST"), calendar_text(ENTRY, "CANCEL")

    assert "RSVP=TRUE" in asked
    assert "PARTSTAT=NEEDS-ACTION" in asked
    assert "RSVP" not in off
    assert "VALARM" not in off


def test_lines_are_folded_at_75_octets_and_end_with_crlf() -> None:
    lines = calendar_text(ENTRY, "REQUEST").encode().split(b"\r\n")

    assert max(len(line) for line in lines) <= 75
    assert not any(b"\n" in line for line in lines)


def test_times_are_utc_and_it_is_as_small_as_can_be() -> None:
    text = calendar_text(ENTRY, "REQUEST")

    assert "DTSTART:20261126T060000Z" in text
    assert sorted(set(re.findall(r"(?m)^([A-Z-]+)[:;]", text))) == [
        "ACTION", "ATTENDEE", "BEGIN", "DESCRIPTION", "DTEND", "DTSTAMP", "DTSTART", "END", "LOCATION",
        "METHOD", "ORGANIZER", "PRODID", "SEQUENCE", "STATUS", "SUMMARY", "TRIGGER", "UID", "VERSION",
    ]  # fmt: skip


def test_nobody_smuggles_lines_into_it() -> None:
    crafted = Person('Lin"\r\nX-EVIL:1', "lin@example.com")
    text = calendar_text(
        Entry(
            **{
                **vars(ENTRY),
                "summary": "面试\r\nATTENDEE:mailto:evil@example.com",
                "attendee": crafted,
            }
        ),
        "REQUEST",
    )

    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert event["ATTENDEE"] == "mailto:lin@example.com"
    assert "X-EVIL" not in event
    assert not re.search(r"(?m)^(X-EVIL|ATTENDEE:mailto:evil)", text)
