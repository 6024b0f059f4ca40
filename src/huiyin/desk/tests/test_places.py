"""Where the rail and the bar at the bottom lead: to what exists and may be opened."""

from datetime import timedelta

import pytest
from django.template import RequestContext
from django.test import RequestFactory

from huiyin.accounts.tests.factories import actor_of, make_user
from huiyin.company.tests.factories import make_company
from huiyin.core import clock
from huiyin.core.actor import ANONYMOUS
from huiyin.desk.places import HIRING, HOME, Place, find_places
from huiyin.desk.templatetags.shell import shell
from huiyin.interviews.tests.factories import make_house, make_interview


def names(places: tuple[Place, ...]) -> list[str]:
    return [place.url_name for place in places]


def test_a_place_without_the_permission_is_left_out():
    granted = {"jobs:see", "interviews:see"}

    assert names(find_places(HIRING, granted=granted, path="/")) == ["jobs:list", "interviews:list"]


def test_a_place_that_does_not_exist_is_left_out():
    nowhere = Place("nowhere:list", "Nowhere", "users")

    assert find_places((nowhere, HOME), granted=set(), path="/")[0].url_name == "desk:home"


@pytest.mark.parametrize(
    ("path", "current"), [("/", ["desk:home"]), ("/jobs/3/", ["jobs:list"]), ("/sign-in/", [])]
)
def test_the_place_where_one_is_is_marked(path: str, current: list[str]):
    places = find_places((HOME, *HIRING), granted={"jobs:see", "candidates:see"}, path=path)

    assert [place.url_name for place in places if place.is_current] == current


@pytest.mark.django_db
def test_the_shell_of_a_recruiter_costs_few_queries(django_assert_num_queries):
    make_company()
    request = RequestFactory().get("/")
    request.actor = actor_of(make_user("recruiter", name="江予安"))

    with django_assert_num_queries(3):
        around = shell(RequestContext(request, {"request": request}))

    assert (around.company, around.user) == ("南枝供应链", "江予安")
    assert names(around.bottom) == ["desk:home", "interviews:list", "desk:inbox", "desk:todos"]


@pytest.mark.django_db
def test_who_only_holds_interviews_begins_with_her_own():
    request = RequestFactory().get("/interviews/mine/")
    request.actor = actor_of(make_user("interviewer"))

    around = shell(RequestContext(request, {"request": request}))

    assert names(around.bottom) == ["interviews:mine", "interviews:list", "desk:todos"]
    assert [place.url_name for place in around.bottom if place.is_current] == ["interviews:mine"]


@pytest.mark.django_db
def test_a_hiring_manager_finds_her_own_interviews_beside_the_others():
    request = RequestFactory().get("/")
    request.actor = actor_of(make_user("hiring_manager"))

    around = shell(RequestContext(request, {"request": request}))

    assert "interviews:mine" in names(around.rail[1].inner)
    assert names(around.bottom)[0] == "desk:home"


@pytest.mark.django_db
def test_a_recruiter_finds_her_own_interviews_as_long_as_she_is_to_hold_one():
    house = make_house()
    request = RequestFactory().get("/")
    request.actor = house.by

    before = names(shell(RequestContext(request, {"request": request})).rail[1].inner)
    make_interview(house, start=clock.now() + timedelta(days=7), interviewers=[house.owner], room=None)
    after = names(shell(RequestContext(request, {"request": request})).rail[1].inner)

    assert [name for name in after if name not in before] == ["interviews:mine"]


@pytest.mark.django_db
def test_the_first_page_of_an_interviewer_is_her_own_interviews(client):
    client.force_login(make_user("interviewer"))

    assert client.get("/").url == "/interviews/mine/"


@pytest.mark.django_db
def test_nobody_is_led_into_the_house():
    request = RequestFactory().get("/nowhere/")
    request.actor = ANONYMOUS

    around = shell(RequestContext(request, {"request": request}))

    assert ([place.url_name for place in around.rail], around.todo_count) == (["desk:home", "desk:todos"], 0)
