import re
from pathlib import Path

from django.test import Client

import huiyin
from huiyin.accounts.tests.factories import make_user
from huiyin.desk.todo_lines import WORDINGS
from huiyin.interviews.tests.factories import House, make_interview
from huiyin.todos.actions import open_todo
from huiyin.todos.models import Todo

KIND = re.compile(r'^\s*(?:[A-Z_]+_TODO|UNANSWERED) = "([a-z_]+\.[a-z_]+)"', re.MULTILINE)


def test_every_kind_of_to_do_that_a_room_opens_has_its_sentence():
    rooms = Path(huiyin.__file__).parent
    named = {kind for file in rooms.rglob("*.py") for kind in KIND.findall(file.read_text(encoding="utf-8"))}

    assert named - set(WORDINGS) == set()
    assert "interview.declined" in named


def test_a_wish_for_another_time_leads_to_the_week_in_which_it_is_chosen(desk: Client, house: House):
    interview = make_interview(house)
    open_todo("interview.reschedule_requested", f"interview:{interview.pk}", owner=house.recruiter)

    assert [line.url for line in desk.get("/todos/").context["lines"]] == [
        f"/interviews/{interview.pk}/reschedule/"
    ]


def test_an_unknown_kind_is_still_shown(desk: Client, house: House):
    open_todo("offer.expiring", "offer:3", owner=house.recruiter)

    assert len(desk.get("/todos/").context["lines"]) == 1


def test_a_dismissed_to_do_disappears_and_somebody_elses_cannot_be_dismissed(desk: Client, house: House):
    mine = open_todo("letter.failed", "letter:1", owner=house.recruiter)
    foreign = open_todo("letter.failed", "letter:2", owner=make_user("recruiter", email="bob@example.com"))

    assert desk.post(f"/todos/{mine.pk}/dismiss/").status_code == 302
    assert desk.post(f"/todos/{foreign.pk}/dismiss/").status_code == 404
    assert [Todo.objects.get(pk=one.pk).state for one in (mine, foreign)] == ["dismissed", "open"]
