"""The page of to-dos: what is late first, then by what is asked; many off the list at once."""

from datetime import timedelta

from django.test import Client

from huiyin.accounts.tests.factories import make_user
from huiyin.core import clock
from huiyin.core.models import AuditEntry
from huiyin.interviews.tests.factories import House, make_interview
from huiyin.todos.actions import open_todo
from huiyin.todos.models import Todo

URL = "/todos/dismiss/"


def many(house: House, number: int, kind: str = "letter.failed", **fields: object) -> list[Todo]:
    return [open_todo(kind, f"letter:{n}", owner=house.recruiter, **fields) for n in range(number)]


def test_what_is_late_stands_first_and_the_rest_by_what_is_asked(desk: Client, house: House):
    now = clock.now()
    open_todo("offer.expiring", "offer:1", owner=house.recruiter)
    open_todo("letter.failed", "letter:1", owner=house.recruiter, due_at=now + timedelta(hours=1))
    open_todo("interview.declined", "interview:1", owner=house.recruiter)
    open_todo("letter.unknown", "letter:2", owner=house.recruiter, due_at=now - timedelta(hours=1))
    open_todo("interview.declined", "interview:2", owner=house.recruiter, due_at=now - timedelta(hours=2))

    page = desk.get("/todos/", headers={"accept-language": "zh-hans"})

    shown = [(one.title, [line.todo.about for line in one.lines]) for one in page.context["sections"]]
    assert shown == [
        ("过时的", ["interview:2", "letter:2"]),
        ("不能来", ["interview:1"]),
        ("通知", ["letter:1"]),
        ("其他要办的", ["offer:1"]),
    ]


def test_each_group_counts_the_lines_behind_it(desk: Client, house: House):
    many(house, 3)
    open_todo("interview.call", "interview:1", owner=house.recruiter)
    open_todo("offer.expiring", "offer:1", owner=house.recruiter)

    groups = desk.get("/todos/").context["groups"]

    assert {one.key: one.count for one in groups} == {"calls": 1, "letters": 3, "rest": 1}
    assert [len(desk.get(f"/todos/?kind={one.key}").context["lines"]) for one in groups] == [1, 3, 1]


def test_asking_to_take_many_off_changes_nothing_and_says_how_many(desk: Client, house: House):
    chosen = many(house, 12)

    page = desk.post(URL, {"todo": [one.pk for one in chosen]}, headers={"accept-language": "zh-hans"})

    assert "这 12 件不用做" in page.content.decode()
    assert Todo.objects.filter(state="open").count() == 12


def test_many_go_off_the_list_each_in_the_trail(desk: Client, house: House):
    chosen = many(house, 12)
    page = desk.post(URL, {"todo": [one.pk for one in chosen[:10]]})

    desk.post(URL, {"ids": page.context["ids"], "sure": "yes"})
    desk.post(URL, {"ids": page.context["ids"], "sure": "yes"})

    assert Todo.objects.filter(state="dismissed").count() == 10
    assert AuditEntry.objects.filter(verb="todo.dismissed").count() == 10


def test_somebody_elses_stay_where_they_are(desk: Client, house: House):
    foreign = open_todo("letter.failed", "letter:2", owner=make_user("recruiter", email="bob@example.com"))

    answer = desk.post(URL, {"ids": str(foreign.pk), "sure": "yes"})

    assert answer.status_code == 302
    assert Todo.objects.get().state == "open"
    assert AuditEntry.objects.filter(verb="todo.dismissed").count() == 0


def test_five_hundred_cost_no_more_queries_than_five(
    desk: Client, house: House, django_assert_max_num_queries
):
    interview = make_interview(house)
    now = clock.now()
    Todo.objects.bulk_create(
        Todo(
            kind=("interview.declined", "letter.failed", "x.y")[n % 3],
            about=f"interview:{interview.pk + n}",
            owner=house.recruiter,
            opened_at=now,
            due_at=now + timedelta(minutes=n - 100),
        )
        for n in range(500)
    )

    with django_assert_max_num_queries(11):
        page = desk.get("/todos/")

    assert (page.context["page"].paginator.count, len(page.context["lines"])) == (500, 50)
    assert page.context["sections"][0].is_late
