"""The morning letter: once a working day to each recruiter who has something to hear."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from huiyin.accounts.tests.factories import actor_of, make_user
from huiyin.candidates.models import Thread
from huiyin.core.models import AuditEntry
from huiyin.desk import digest
from huiyin.desk.models import MorningLetter
from huiyin.interviews.actions import ask_question
from huiyin.interviews.models import Interview
from huiyin.interviews.tests.factories import SYSTEM, House, make_applied, make_interview
from huiyin.messaging.contacts import set_address
from huiyin.messaging.freeze import freeze
from huiyin.messaging.models import Letter
from huiyin.messaging.shipped import install
from huiyin.people.tests.factories import make_employee

EIGHT_THIRTY = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)
TODAY_14 = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
TOMORROW_10 = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def morning(house: House, the_moment: time_machine.Traveller) -> None:
    the_moment.move_to(EIGHT_THIRTY)
    set_address(house.owner.contact, "email", "jiang@example.com")
    install()


def letters() -> list[Letter]:
    return list(Letter.objects.filter(kind="desk.digest"))


def two_days(house: House) -> None:
    today = make_interview(house, start=TODAY_14)
    make_interview(house, make_applied(house), start=TOMORROW_10)
    ask_question(today, "可以停车吗？", by=SYSTEM)


def test_the_letter_carries_the_figures_of_its_reader_and_a_link(house: House):
    two_days(house)

    digest.sweep()
    [letter] = letters()
    problems = freeze([letter])

    figures = {name: value for name, value in letter.values.items() if name.endswith("count")}
    assert problems == {}
    assert (letter.about, letter.template, letter.state) == (f"user:{house.recruiter.pk}", "TSK-1", "queued")
    assert letter.values["next_day"] == "11月25日 周三"
    assert figures == {
        "today_count": "1",
        "unconfirmed_count": "1",
        "next_count": "1",
        "next_unconfirmed_count": "1",
        "reply_count": "1",
        "todo_count": "1",
        "overdue_count": "0",
    }
    assert letter.values["link"].endswith("next=%2Ftoday%2Fremind%2F%3Fday%3D2026-11-25")


def test_it_is_written_once_however_often_the_clock_looks(house: House, the_moment: time_machine.Traveller):
    two_days(house)

    written = [digest.sweep() for _ in range(3)]
    the_moment.shift(3600)
    written.append(digest.sweep())

    assert written == [1, 0, 0, 0]
    assert (len(letters()), AuditEntry.objects.filter(verb="digest.written").count()) == (1, 1)


def test_another_clock_that_was_faster_leaves_nothing_to_write(house: House):
    two_days(house)
    MorningLetter.objects.create(user=house.recruiter, on=EIGHT_THIRTY.date())

    assert digest._write(house.recruiter, EIGHT_THIRTY.date(), "Asia/Shanghai") is False
    assert letters() == []


def test_nothing_to_say_is_no_letter_and_is_not_asked_again_that_day(house: House):
    assert digest.sweep() == 0
    two_days(house)

    assert digest.sweep() == 0
    assert letters() == []


@pytest.mark.parametrize(
    ("moment", "why"),
    [
        (datetime(2026, 11, 24, 0, 29, tzinfo=UTC), "too early"),
        (datetime(2026, 11, 24, 4, 31, tzinfo=UTC), "past noon"),
        (datetime(2026, 11, 28, 0, 30, tzinfo=UTC), "a Saturday"),
        (datetime(2026, 10, 1, 0, 30, tzinfo=UTC), "the national day"),
    ],
)
def test_at_any_other_time_nothing_is_written(
    house: House, the_moment: time_machine.Traveller, moment: datetime, why: str
):
    two_days(house)
    the_moment.move_to(moment)

    assert (digest.sweep(), letters(), MorningLetter.objects.count()) == (0, [], 0), why


def test_on_friday_the_next_day_is_monday(house: House, the_moment: time_machine.Traveller):
    make_interview(house, start=datetime(2026, 11, 30, 2, 0, tzinfo=UTC))
    the_moment.move_to(datetime(2026, 11, 27, 0, 30, tzinfo=UTC))

    digest.sweep()
    [letter] = letters()
    freeze([letter])

    assert (letter.values["next_day"], letter.values["next_count"]) == ("11月30日 周一", "1")


def test_only_who_arranges_interviews_and_works_here_is_written_to(house: House):
    two_days(house)
    make_employee("陆时", user=make_user("interviewer"))
    make_employee("离职", user=make_user("recruiter"), is_active=False)
    make_user("recruiter", name="没有员工档案")

    digest.sweep()

    assert [letter.about for letter in letters()] == [f"user:{house.recruiter.pk}"]


def test_figures_are_those_of_the_moment_it_leaves(house: House):
    two_days(house)
    digest.sweep()
    [letter] = letters()
    Interview.objects.update(state="confirmed")

    freeze([letter])

    assert (letter.values["today_count"], letter.values["unconfirmed_count"]) == ("1", "0")


def test_a_letter_of_yesterday_and_one_without_news_are_not_wanted(
    house: House, the_moment: time_machine.Traveller
):
    two_days(house)
    digest.sweep()
    [letter] = letters()
    wanted = digest.still_wanted([letter])
    Interview.objects.update(state="cancelled")
    house.recruiter.todos.all().delete()
    Letter.objects.exclude(pk=letter.pk).delete()
    Thread.objects.update(state="answered")
    quiet = digest.still_wanted([letter])
    the_moment.shift(86400)

    assert (wanted, quiet, digest.still_wanted([letter])) == (
        {},
        {letter.pk: "nothing_to_say"},
        {letter.pk: "outdated"},
    )


def test_nobody_carries_it_by_hand(house: House):
    two_days(house)
    digest.sweep()
    [letter] = letters()
    letter.channel = "by_hand"

    assert digest.still_wanted([letter]) == {letter.pk: "not_by_hand"}


def test_on_a_strange_browser_the_link_leads_to_the_sign_in_and_back(house: House, client: Client):
    two_days(house)
    digest.sweep()
    [letter] = letters()
    freeze([letter])

    answer = client.get(letter.values["link"].removeprefix("http://hr.example.test"))

    assert answer.status_code == 302
    assert answer.url.startswith("/sign-in/")
    assert "today%2Fremind" in answer.url


def test_two_recruiters_each_have_their_own(house: House):
    two_days(house)
    other = make_user("recruiter", name="许一")
    make_employee("许一", user=other)

    assert digest.sweep() == 2
    assert {letter.contact.name for letter in letters()} == {"江予安", "许一"}
    assert actor_of(other).user_id == other.pk
