"""Exchanging interviewers: the time stands, the answer stands, only those concerned are told."""

import pytest

from huiyin.core.errors import Clash, DomainError
from huiyin.interviews.actions import answer_interview, change_interviewers
from huiyin.interviews.models import InterviewVersion
from huiyin.interviews.plans import Tell
from huiyin.interviews.tests.factories import (
    SYSTEM,
    TOLD,
    House,
    letters_of,
    make_applied,
    make_interview,
    pretend_sent,
)
from huiyin.messaging.models import Letter
from huiyin.people.tests.factories import make_employee
from huiyin.workforce.models import Booking

pytestmark = pytest.mark.django_db


def test_the_new_one_is_booked_and_the_old_one_is_free(house: House) -> None:
    interview = make_interview(house)
    answer_interview(interview, answer="yes", via="page", by=SYSTEM)

    changed = change_interviewers(interview, interviewers=[house.ian], tell=TOLD, by=house.by)

    assert [one.employee for one in changed.participants.all()] == [house.ian]
    assert (changed.version, changed.state, changed.answer) == (2, "confirmed", "yes")
    assert set(Booking.objects.values_list("resource", flat=True)) == {
        f"candidate:{interview.application.candidate_id}",
        f"room:{house.room.pk}",
        f"employee:{house.ian.pk}",
    }
    assert InterviewVersion.objects.get(number=2).facts["interviewers"] == [house.ian.pk]


def test_who_comes_who_goes_and_the_candidate_are_told(house: House) -> None:
    interview = make_interview(house)
    pretend_sent(interview)

    change_interviewers(interview, interviewers=[house.ian], tell=TOLD, by=house.by)

    told = Letter.objects.filter(version=2, state="held").order_by("pk")
    assert [(one.kind, one.contact) for one in told] == [
        ("interview.interviewers_changed", interview.application.candidate.contact),
        ("interviewer.scheduled", house.ian.contact),
        ("interviewer.removed", house.ivy.contact),
    ]


def test_who_stays_is_not_told(house: House) -> None:
    interview = make_interview(house)
    pretend_sent(interview)

    change_interviewers(interview, interviewers=[house.ivy, house.ian], tell=TOLD, by=house.by)

    assert not Letter.objects.filter(contact=house.ivy.contact, version=2).exists()


def test_reminders_follow_to_the_new_version(house: House) -> None:
    interview = make_interview(house)
    pretend_sent(interview)

    change_interviewers(interview, interviewers=[house.ian], tell=TOLD, by=house.by)

    waiting = [one for one in letters_of(interview) if one[3] == "planned"]
    assert waiting == [
        ("interview.reminder_day_before", "REM-1D", 2, "planned"),
        ("interview.reminder_same_day", "REM-2H", 2, "planned"),
        ("interview.unanswered_24h", "TSK-2", 2, "planned"),
    ]


def test_an_invitation_on_its_way_is_written_anew_even_in_silence(house: House) -> None:
    interview = make_interview(house)
    silent = Tell(candidate="no", interviewers="no", why="小组内部调整")

    change_interviewers(interview, interviewers=[house.ivy, house.ian], tell=silent, by=house.by)

    assert [one for one in letters_of(interview) if one[3] == "held"] == [
        ("interview.scheduled", "INV-1", 2, "held"),
        ("interviewer.scheduled", "IVW-1", 2, "held"),
    ]


def test_one_in_review_stays_in_review(house: House) -> None:
    interview = make_interview(house, tell=Tell(candidate="review"))

    change_interviewers(interview, interviewers=[house.ian], tell=TOLD, by=house.by)

    assert Letter.objects.get(kind="interview.scheduled", version=2).reason == "review"


def test_the_candidate_hears_nothing_where_names_are_not_shown(house: House) -> None:
    house.company.shows_interviewers = False
    house.company.save()
    interview = make_interview(house)
    pretend_sent(interview)

    change_interviewers(interview, interviewers=[house.ian], tell=TOLD, by=house.by)

    assert not Letter.objects.filter(kind="interview.interviewers_changed").exists()


def test_who_never_heard_of_it_is_not_told_that_she_need_not_come(house: House) -> None:
    interview = make_interview(house)

    change_interviewers(interview, interviewers=[house.ian], tell=TOLD, by=house.by)

    assert not Letter.objects.filter(kind="interviewer.removed").exists()


def test_the_same_people_again_change_nothing(house: House) -> None:
    interview = make_interview(house)

    same = change_interviewers(interview, interviewers=[house.ivy], tell=TOLD, by=house.by)

    assert same.version == 1


def test_refusals_change_nothing(house: House) -> None:
    interview = make_interview(house)
    busy = make_interview(house, make_applied(house), interviewers=[house.ian], room=None)
    letters, bookings = letters_of(interview), set(Booking.objects.values_list())

    with pytest.raises(Clash) as clash:
        change_interviewers(interview, interviewers=[house.ian], tell=TOLD, by=house.by)
    with pytest.raises(DomainError) as nobody:
        change_interviewers(interview, interviewers=[], tell=TOLD, by=house.by)
    with pytest.raises(DomainError) as left:
        change_interviewers(interview, interviewers=[make_employee(is_active=False)], tell=TOLD, by=house.by)

    assert (clash.value.code, nobody.value.code, left.value.code) == (
        "clash",
        "interviewers_missing",
        "interviewer_inactive",
    )
    interview.refresh_from_db()
    assert interview.version == 1
    assert [one.employee for one in interview.participants.all()] == [house.ivy]
    assert letters_of(interview) == letters
    assert set(Booking.objects.values_list()) == bookings
    assert busy.version == 1
