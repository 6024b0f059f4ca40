"""The day: check in, no-show, complete, each correctable where people err."""

from datetime import timedelta

import pytest
import time_machine

from huiyin.accounts.tests.factories import actor_of, make_user
from huiyin.core import clock
from huiyin.core.errors import DomainError
from huiyin.core.models import AuditEntry
from huiyin.interviews.actions import check_in, complete_interview, mark_no_show, say_late
from huiyin.interviews.models import Interview
from huiyin.interviews.tests.factories import START, House, letters_of, make_interview
from huiyin.messaging.models import Letter

pytestmark = pytest.mark.django_db


def at(minutes: int) -> time_machine.travel:
    """So many minutes after the start."""
    return time_machine.travel(START + timedelta(minutes=minutes), tick=False)


def unsent(interview: Interview) -> list[tuple[str, str]]:
    rows = Letter.objects.filter(about=f"interview:{interview.pk}", state__in=["planned", "held", "queued"])
    return list(rows.order_by("pk").values_list("kind", "contact__name"))


def test_check_in_on_the_day_stops_what_waits_and_tells_the_interviewer(house: House) -> None:
    interview = make_interview(house)

    with at(-8):
        here = check_in(interview, by=house.by)

    assert (here.state, here.checked_in_at, here.checked_in_via) == (
        "checked_in",
        START - timedelta(minutes=8),
        "desk",
    )
    assert unsent(interview) == [("interviewer.arrived", "顾行之")]
    assert letters_of(interview)[-1] == ("interviewer.arrived", "ARRIVED", 1, "queued")


def test_the_second_check_in_tells_nobody(house: House) -> None:
    interview = make_interview(house)

    with at(-8):
        check_in(interview, by=house.by)
    with at(-7):
        again = check_in(interview, by=house.by)

    assert again.checked_in_at == START - timedelta(minutes=8)
    assert unsent(interview) == [("interviewer.arrived", "顾行之")]


def test_who_checks_in_or_cannot_be_there_is_not_told(house: House) -> None:
    user = make_user("interviewer", name="顾行之")
    house.ivy.user = user
    house.ivy.save(update_fields=["user"])
    interview = make_interview(house, interviewers=[house.ivy, house.ian])
    interview.participants.filter(employee=house.ian).update(unavailable_at=clock.now())

    with at(-8):
        check_in(interview, by=actor_of(user))

    assert unsent(interview) == []


def test_what_is_noted_after_the_end_hurries_nobody(house: House) -> None:
    interview = make_interview(house)

    with at(90):
        check_in(interview, by=house.by)

    assert unsent(interview) == []


def test_a_late_arrival_undoes_a_no_show_and_both_are_kept(house: House) -> None:
    interview = make_interview(house)

    with at(30):
        gone = mark_no_show(interview, by=house.by)
    with at(35):
        here = check_in(interview, by=house.by)

    assert (gone.state, here.state, here.ended_at) == ("no_show", "checked_in", None)
    assert list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))[-2:] == [
        "interview.no_show_marked",
        "interview.checked_in",
    ]


@pytest.mark.parametrize(
    ("said_at", "minutes", "refused_at", "words"), [(-5, None, 29, "14:30"), (20, 20, 39, "14:40")]
)
def test_nobody_is_called_a_no_show_before_the_definition_is_met(
    house: House, said_at: int, minutes: int | None, refused_at: int, words: str
) -> None:
    interview = make_interview(house)
    if minutes:
        with at(said_at):
            say_late(interview, minutes, by=house.by)
    before = letters_of(interview)

    with at(refused_at), pytest.raises(DomainError) as refused:
        mark_no_show(interview, by=house.by)

    interview.refresh_from_db()
    assert (refused.value.code, interview.state) == ("too_soon", "scheduled")
    assert words in refused.value.problem
    assert letters_of(interview) == before
    with at(refused_at + 1):
        assert mark_no_show(interview, by=house.by).state == "no_show"


def test_the_house_says_how_long_one_waits(house: House) -> None:
    house.company.no_show_minutes = 10
    house.company.save()
    interview = make_interview(house)

    with at(10):
        assert mark_no_show(interview, by=house.by).state == "no_show"


def test_it_is_completed_once(house: House) -> None:
    interview = make_interview(house)

    with at(60):
        complete_interview(interview, by=house.by)
        done = complete_interview(interview, by=house.by)

    assert (done.state, done.ended_at) == ("completed", START + timedelta(hours=1))
    assert AuditEntry.objects.filter(verb="interview.completed").count() == 1


def test_nothing_of_it_before_its_time(house: House) -> None:
    interview = make_interview(house)

    with pytest.raises(DomainError) as too_early:
        check_in(interview, by=house.by)
    with pytest.raises(DomainError) as no_show:
        mark_no_show(interview, by=house.by)
    with pytest.raises(DomainError) as done:
        complete_interview(interview, by=house.by)

    assert (too_early.value.code, no_show.value.code, done.value.code) == (
        "too_early",
        "not_begun",
        "not_begun",
    )
    interview.refresh_from_db()
    assert interview.state == "scheduled"
