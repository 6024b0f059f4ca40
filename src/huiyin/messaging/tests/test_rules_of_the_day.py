"""Quiet hours and caps where they bite: in the carrier."""

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine

from huiyin.company.models import Company
from huiyin.core.models import AuditEntry
from huiyin.messaging.carrier import drain
from huiyin.messaging.channels import memory
from huiyin.messaging.models import Letter
from huiyin.messaging.states import LetterState as S
from huiyin.messaging.tests.factories import REPLY, make_contact, make_letter

pytestmark = [pytest.mark.django_db, pytest.mark.both]

NOON = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)
NIGHT = datetime(2026, 11, 25, 14, 0, tzinfo=UTC)
MORNING = datetime(2026, 11, 26, 0, 0, tzinfo=UTC)
HOUSE = {"quiet_start": None, "quiet_end": None, "letters_per_day": None}


def test_a_letter_of_the_night_waits_for_the_morning() -> None:
    with time_machine.travel(NIGHT, tick=False) as clock:
        letter = make_letter(make_contact(**HOUSE))

        assert drain()["held"] == 1
        letter.refresh_from_db()
        assert (letter.state, letter.reason, letter.next_try_at) == (S.HELD, "quiet", MORNING)

        clock.move_to(MORNING)
        assert drain()["sent"] == 1


def test_the_night_is_where_the_recipient_is() -> None:
    with time_machine.travel(NIGHT, tick=False):
        make_letter(make_contact(**HOUSE, time_zone="Europe/Madrid"))
        make_letter(make_contact(**HOUSE | {"quiet_start": time(23)}))

        assert drain()["sent"] == 2


def test_an_urgent_letter_passes_the_night_and_that_is_recorded() -> None:
    with time_machine.travel(NIGHT, tick=False):
        letter = make_letter(make_contact(**HOUSE), urgent=True)

        assert drain()["sent"] == 1

    entry = AuditEntry.objects.get(verb="letter.passed_quiet")
    assert (entry.about, entry.actor) == (f"letter:{letter.pk}", "system:carrier")


def test_a_card_for_a_colleague_knows_no_night() -> None:
    with time_machine.travel(NIGHT, tick=False):
        letter = make_letter(make_contact(None, **HOUSE))
        drain()

    letter.refresh_from_db()
    assert letter.reason == "by_hand"


def test_the_surplus_of_a_day_waits_for_the_next_and_nothing_fails() -> None:
    contact = make_contact(**HOUSE)
    with time_machine.travel(NOON, tick=False) as clock:
        first = [make_letter(contact) for _ in range(5)]
        urgent = make_letter(contact, urgent=True)
        other = make_letter(make_contact(**HOUSE))

        counts = drain()
        assert (counts["sent"], counts["held"], counts["failed"]) == (5, 2, 0)
        assert {mail.letter_id for mail in memory.arrived} == {
            *(letter.pk for letter in first[:3]),
            urgent.pk,
            other.pk,
        }
        assert set(Letter.objects.filter(state=S.HELD).values_list("reason", "next_try_at")) == {
            ("cap", MORNING)
        }
        assert AuditEntry.objects.get(verb="letter.passed_cap").about == f"letter:{urgent.pk}"

        clock.move_to(MORNING + timedelta(minutes=1))
        assert drain()["sent"] == 2


def test_the_company_sets_the_cap_and_a_contact_may_have_its_own() -> None:
    Company.objects.create(name="南枝", letters_per_day=1)
    strict, free = make_contact(**HOUSE), make_contact(**HOUSE | {"letters_per_day": 0})
    with time_machine.travel(NOON, tick=False):
        for contact in (strict, strict, free, free):
            make_letter(contact)

        counts = drain()

    assert (counts["sent"], counts["held"]) == (3, 1)


def test_what_somebody_asked_for_does_not_wait_for_the_next_day() -> None:
    contact = make_contact(**HOUSE)
    with time_machine.travel(NOON, tick=False):
        told = [make_letter(contact) for _ in range(3)]
        drain()
        reply, news = make_letter(contact, kind=REPLY), make_letter(contact)

        drain()

    assert {mail.letter_id for mail in memory.arrived} == {*(letter.pk for letter in told), reply.pk}
    news.refresh_from_db()
    assert (news.state, news.reason) == (S.HELD, "cap")
