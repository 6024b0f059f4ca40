"""D13: moved or cancelled while the first notice is queued, retrying or in flight."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from icalendar import Calendar

from huiyin.interviews.actions import cancel_interview, reschedule_interview
from huiyin.interviews.kinds import still_wanted
from huiyin.interviews.models import Interview
from huiyin.interviews.plans import Move, Tell
from huiyin.interviews.tests.factories import (
    LATER,
    TOLD,
    House,
    a_reason,
    letters_of,
    make_applied,
    make_interview,
)
from huiyin.messaging.carrier import drain
from huiyin.messaging.channels.memory import Mail
from huiyin.messaging.contacts import set_address
from huiyin.messaging.models import Letter
from huiyin.messaging.outbox import release
from huiyin.messaging.states import UNSENT

pytestmark = [pytest.mark.django_db, pytest.mark.both]

IN_TWO_MINUTES = timedelta(minutes=2)


def carry() -> None:
    with time_machine.travel(datetime.now(UTC) + IN_TWO_MINUTES, tick=False):
        drain()


def starts_and_sequences(mailbox: list[Mail]) -> list[tuple[datetime, int, str]]:
    found = []
    for mail in mailbox:
        if mail.to.startswith("person"):
            (event,) = Calendar.from_ical(mail.values["ics"]).walk("VEVENT")
            found.append((event.decoded("DTSTART"), int(event["SEQUENCE"]), str(event["UID"])))
    return found


def test_moved_while_queued_only_the_new_time_is_told(house: House, mailbox: list[Mail]) -> None:
    interview = make_interview(house)
    reschedule_interview(interview, to=Move(LATER), tell=TOLD, by=house.by)

    carry()

    assert starts_and_sequences(mailbox) == [(LATER, 1, interview.uid)]
    assert not Letter.objects.filter(version=1, state__in=UNSENT).exists()


def test_moved_while_retrying_the_old_one_never_arrives(house: House, mailbox: list[Mail]) -> None:
    application = make_applied(house)
    contact = application.candidate.contact
    contact.addresses.all().delete()
    set_address(contact, "email", "retry@example.com")
    interview = make_interview(house, application)
    carry()
    assert ("interview.scheduled", "INV-1", 1, "retrying") in letters_of(interview)
    set_address(contact, "email", "person.works@example.com")

    reschedule_interview(interview, to=Move(LATER), tell=TOLD, by=house.by)
    carry()

    assert ("interview.scheduled", "INV-1", 1, "superseded") in letters_of(interview)
    assert starts_and_sequences(mailbox) == [(LATER, 1, interview.uid)]


def test_moved_while_in_flight_a_correction_follows_when_its_fate_is_known(
    house: House, mailbox: list[Mail]
) -> None:
    interview = make_interview(house)
    invitation = Letter.objects.filter(kind="interview.scheduled")
    invitation.update(state="sending")
    reschedule_interview(interview, to=Move(LATER), tell=TOLD, by=house.by)

    carry()
    assert starts_and_sequences(mailbox) == []
    invitation.update(state="unknown")
    carry()

    assert starts_and_sequences(mailbox) == [(LATER, 1, interview.uid)]
    assert ("interview.moved", "MOVED", 2, "sent") in letters_of(interview)


def test_cancelled_after_the_invitation_the_last_word_is_the_cancellation(
    house: House, mailbox: list[Mail]
) -> None:
    interview = make_interview(house)
    carry()
    reschedule_interview(interview, to=Move(LATER), tell=TOLD, by=house.by)
    cancel_interview(interview, reason=a_reason(), tell=TOLD, by=house.by)

    carry()

    told = [mail for mail in mailbox if mail.to.startswith("person")]
    assert [mail.values["ics_method"] for mail in told] == ["REQUEST", "CANCEL"]
    assert [sequence for _start, sequence, _uid in starts_and_sequences(mailbox)] == [0, 2]
    assert {uid for *_rest, uid in starts_and_sequences(mailbox)} == {interview.uid}
    assert not Letter.objects.filter(state__in=UNSENT).exists()


def test_the_gate_refuses_a_version_that_no_longer_stands(house: House) -> None:
    interview = make_interview(house)
    letters = list(Letter.objects.filter(about=f"interview:{interview.pk}").order_by("pk"))
    Interview.objects.filter(pk=interview.pk).update(version=2)

    assert still_wanted(letters) == {letter.pk: "outdated" for letter in letters}


def test_the_gate_asks_the_state(house: House) -> None:
    interview = make_interview(house)
    letters = {one.kind: one for one in Letter.objects.filter(about=f"interview:{interview.pk}")}

    Interview.objects.filter(pk=interview.pk).update(state="confirmed")

    assert still_wanted(list(letters.values())) == {letters["interview.unanswered_24h"].pk: "confirmed"}
    Interview.objects.filter(pk=interview.pk).update(state="declined")
    assert still_wanted(list(letters.values())) == {one.pk: "declined" for one in letters.values()}
    gone = Letter(pk=1, about="interview:999999", kind="interview.scheduled", version=1)
    assert still_wanted([gone]) == {1: "gone"}


def test_no_reminder_surprises_whose_invitation_nobody_let_go(house: House) -> None:
    interview = make_interview(house, tell=Tell(candidate="review"))
    reminders = list(Letter.objects.filter(kind="interview.reminder_day_before"))

    assert still_wanted(reminders) == {reminders[0].pk: "not_invited"}
    release(Letter.objects.filter(kind="interview.scheduled"), by=house.by)
    assert still_wanted(reminders) == {}
    assert interview.version == 1
