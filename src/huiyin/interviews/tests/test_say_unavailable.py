"""我来不了: the time is free, the recruiter is asked, the candidate hears nothing; to be taken back."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from huiyin.accounts.models import User
from huiyin.accounts.tests.factories import actor_of, make_user
from huiyin.core.actor import Actor
from huiyin.core.errors import Clash, DomainError, NotAllowed
from huiyin.core.models import AuditEntry
from huiyin.interviews import away
from huiyin.interviews.actions import (
    answer_interview,
    cancel_interview,
    change_interviewers,
    reschedule_interview,
    say_available,
    say_unavailable,
)
from huiyin.interviews.models import Interview, Mode, Participant
from huiyin.interviews.plans import Move, Where
from huiyin.interviews.tests.factories import (
    LATER,
    NOW,
    START,
    SYSTEM,
    TOLD,
    House,
    a_reason,
    letters_of,
    make_applied,
    make_interview,
)
from huiyin.jobs.tests.factories import put_on_team
from huiyin.messaging.models import Letter
from huiyin.people.tests.factories import make_employee
from huiyin.todos.models import Todo
from huiyin.workforce.models import Booking

pytestmark = pytest.mark.django_db


@pytest.fixture
def ivy(house: House) -> User:
    user = make_user("interviewer", name="顾行之")
    house.ivy.user = user
    house.ivy.save()
    return user


@pytest.fixture
def by(ivy: User) -> Actor:
    return actor_of(ivy)


def todos() -> list[tuple[str, str]]:
    return list(Todo.objects.filter(kind=away.UNAVAILABLE_TODO).values_list("about", "state").order_by("pk"))


def booked(interview: Interview) -> set[str]:
    return set(Booking.objects.filter(about=f"interview:{interview.pk}").values_list("resource", flat=True))


@pytest.mark.both
def test_her_time_is_free_the_recruiter_is_asked_and_the_candidate_hears_nothing(
    house: House, by: Actor
) -> None:
    interview = make_interview(house, interviewers=[house.ivy, house.ian])
    letters = letters_of(interview)

    say_unavailable(interview, reason="travel", by=by)

    todo = Todo.objects.get(kind=away.UNAVAILABLE_TODO)
    mine = Participant.objects.get(employee=house.ivy)
    assert (mine.unavailable_at, mine.unavailable_note) == (NOW, "travel")
    assert f"employee:{house.ivy.pk}" not in booked(interview)
    assert f"employee:{house.ian.pk}" in booked(interview)
    assert (todo.about, todo.owner) == (f"interview:{interview.pk}", house.recruiter)
    assert todo.due_at
    assert todo.due_at <= START
    assert letters_of(interview) == letters
    assert AuditEntry.objects.get(verb="interview.interviewer_unavailable").detail == {
        "employee": house.ivy.pk,
        "reason": "travel",
    }


def test_the_same_word_twice_changes_nothing(house: House, by: Actor) -> None:
    interview = make_interview(house)
    for reason in ("travel", "meeting"):
        say_unavailable(interview, reason=reason, by=by)

    assert Participant.objects.get().unavailable_note == "travel"
    assert AuditEntry.objects.filter(verb="interview.interviewer_unavailable").count() == 1
    assert len(todos()) == 1


def test_on_the_day_the_recruiter_gets_a_letter_at_once(house: House, by: Actor) -> None:
    from huiyin.messaging.contacts import set_address  # noqa: PLC0415

    set_address(house.owner.contact, "email", "jiang@example.com")
    interview = make_interview(house, start=NOW + timedelta(hours=3))

    say_unavailable(interview, by=by)

    letter = Letter.objects.get(kind=away.UNAVAILABLE)
    assert (letter.contact, letter.state, letter.urgent) == (house.owner.contact, "queued", True)


def test_strangers_are_refused_and_nothing_changes(house: House, by: Actor) -> None:
    interview = make_interview(house, interviewers=[house.ian])

    for actor in (by, house.by, SYSTEM):
        with pytest.raises(NotAllowed):
            say_unavailable(interview, by=actor)

    assert not Participant.objects.filter(unavailable_at__isnull=False).exists()
    assert todos() == []
    assert f"employee:{house.ian.pk}" in booked(interview)


def test_it_is_too_late_once_it_has_begun_or_is_over(house: House, by: Actor) -> None:
    interview = make_interview(house)
    with time_machine.travel(START, tick=False), pytest.raises(DomainError) as begun:
        say_unavailable(interview, by=by)
    cancel_interview(interview, reason=a_reason(), tell=TOLD, by=house.by)
    with pytest.raises(DomainError) as over:
        say_unavailable(interview, by=by)

    assert (begun.value.code, over.value.code) == ("started", "wrong_state")
    assert todos() == []


def test_she_may_take_it_back_while_she_is_free(house: House, by: Actor) -> None:
    interview = make_interview(house)
    say_unavailable(interview, reason="came_up", by=by)

    for _again in range(2):
        say_available(interview, by=by)

    assert Participant.objects.get().unavailable_at is None
    assert f"employee:{house.ivy.pk}" in booked(interview)
    assert todos() == [(f"interview:{interview.pk}", "done")]


def test_she_cannot_take_it_back_when_something_else_took_the_time(house: House, by: Actor) -> None:
    interview = make_interview(house)
    say_unavailable(interview, by=by)
    make_interview(house, make_applied(house), room=None)

    with pytest.raises(Clash):
        say_available(interview, by=by)

    assert f"employee:{house.ivy.pk}" not in booked(interview)
    assert todos() == [(f"interview:{interview.pk}", "open")]


def test_moving_asks_her_anew_and_closes_the_question(house: House, by: Actor) -> None:
    interview = make_interview(house)
    say_unavailable(interview, by=by)

    reschedule_interview(interview, to=Move(LATER), tell=TOLD, by=house.by)

    assert Participant.objects.get().unavailable_at is None
    assert f"employee:{house.ivy.pk}" in booked(interview)
    assert todos() == [(f"interview:{interview.pk}", "done")]


def test_another_place_at_the_same_time_leaves_the_question_open(house: House, by: Actor) -> None:
    interview = make_interview(house, interviewers=[house.ivy, house.ian])
    say_unavailable(interview, by=by)
    make_interview(house, make_applied(house), room=None)

    video = Where(Mode.VIDEO, video_link="https://meeting.tencent.com/dm/1")
    reschedule_interview(interview, to=Move(START, where=video), tell=TOLD, by=house.by)

    assert f"employee:{house.ivy.pk}" not in booked(interview)
    assert todos() == [(f"interview:{interview.pk}", "open")]


def test_another_interviewer_closes_the_question(house: House, by: Actor) -> None:
    interview = make_interview(house)
    say_unavailable(interview, by=by)

    change_interviewers(interview, interviewers=[house.ian], tell=TOLD, by=house.by)

    assert todos() == [(f"interview:{interview.pk}", "done")]
    assert booked(interview) & {f"employee:{house.ivy.pk}", f"employee:{house.ian.pk}"} == {
        f"employee:{house.ian.pk}"
    }


def test_cancelling_closes_it_too(house: House, by: Actor) -> None:
    interview = make_interview(house)
    say_unavailable(interview, by=by)

    cancel_interview(interview, reason=a_reason(), tell=TOLD, by=house.by)

    assert todos() == [(f"interview:{interview.pk}", "done")]


def test_a_no_that_turns_into_a_yes_does_not_take_her_time_again(house: House, by: Actor) -> None:
    interview = make_interview(house)
    say_unavailable(interview, by=by)
    answer_interview(interview, answer="no", via="page", by=SYSTEM)
    make_interview(house, make_applied(house), room=None)

    answer_interview(interview, answer="yes", via="page", by=SYSTEM)

    assert f"employee:{house.ivy.pk}" not in booked(interview)


@pytest.mark.both
def test_who_stands_in_is_free_and_on_the_team_found_in_one_query(
    house: House, by: Actor, django_assert_num_queries: object
) -> None:
    busy, free, elsewhere = (make_employee(name) for name in ("陈叙白", "孟书遥", "沈嘉禾"))
    for one in (house.ivy, house.ian, busy, free):
        put_on_team(house.job, one, "interviewer")  # type: ignore[arg-type]
    put_on_team(house.job, house.owner, "recruiter")  # type: ignore[arg-type]
    make_interview(house, make_applied(house), interviewers=[busy], room=None)
    interview = make_interview(house, interviewers=[house.ivy])
    say_unavailable(interview, by=by)

    with django_assert_num_queries(1):  # type: ignore[operator]
        found = away.stand_ins(interview)

    assert {one.name for one in found} == {"韩青", "孟书遥"}
    assert elsewhere not in found


def test_the_page_says_it_loudly_and_offers_the_ways_out(house: House, by: Actor) -> None:
    put_on_team(house.job, house.ian, "interviewer")  # type: ignore[arg-type]
    interview = make_interview(house)
    say_unavailable(interview, reason="travel", by=by)
    client = Client()
    client.force_login(house.recruiter)

    page = client.get(f"/interviews/{interview.pk}/").content.decode()
    form = client.get(f"/interviews/{interview.pk}/change-interviewers/?instead={house.ian.pk}")

    assert "没有面试官能来" in page
    assert "顾行之</span>（出差）" in page
    assert f"/interviews/{interview.pk}/change-interviewers/?instead={house.ian.pk}" in page
    assert form.context["form"].initial["interviewers"] == [str(house.ian.pk)]


def test_two_clicks_on_her_phone(house: House, ivy: User) -> None:
    interview = make_interview(house)
    client = Client()
    client.force_login(ivy)

    asked = client.get(f"/interviews/{interview.pk}/say-unavailable/")
    done = client.post(f"/interviews/{interview.pk}/say-unavailable/", {"reason": "meeting"}, follow=True)
    back = client.post(f"/interviews/{interview.pk}/say-available/", follow=True)

    assert (asked.status_code, done.redirect_chain[0][0]) == (200, f"/interviews/{interview.pk}/prepare/")
    assert "你说了来不了" in done.content.decode()
    assert "我来不了" in back.content.decode()
    assert Participant.objects.get().unavailable_at is None


def test_a_reason_of_ones_own_is_refused(house: House, ivy: User) -> None:
    interview = make_interview(house)
    client = Client()
    client.force_login(ivy)

    answer = client.post(f"/interviews/{interview.pk}/say-unavailable/", {"reason": "感冒"})

    assert answer.status_code == 422
    assert todos() == []
