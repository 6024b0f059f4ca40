"""Search by the API: the box's answers, as far as the asker sees, page by page."""

import pytest

from huiyin.accounts.tests.factories import make_user
from huiyin.api.tests.factories import V1, Asker, make_asking_house
from huiyin.candidates.tests.factories import make_application, make_candidate
from huiyin.company.tests.factories import make_unit
from huiyin.interviews.tests.factories import make_interview
from huiyin.search.index import complete

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def test_all_three_kinds_are_found_and_only_what_is_visible():
    house, asker = make_asking_house()
    interview = make_interview(house)
    complete()
    candidate = interview.application.candidate

    people = asker.get("/search", q=candidate.name).json()["people"]
    jobs = asker.get("/search", q=house.job.title).json()["jobs"]
    interviews = asker.get("/search", q=interview.number).json()["interviews"]

    assert [one["id"] for one in people["items"]] == [str(candidate.pk)]
    assert [one["number"] for one in jobs["items"]] == [house.job.number]
    assert [one["id"] for one in interviews["items"]] == [str(interview.pk)]
    stranger = Asker(make_user("recruiter", org_unit=make_unit("华西")))
    assert stranger.get("/search", q=candidate.name).json()["people"]["items"] == []


def test_the_next_page_goes_on_where_the_first_ended():
    house, asker = make_asking_house()
    for number in range(45):
        make_application(make_candidate("江晚舟", phone=f"138001390{number:02d}"), house.job)
    complete()

    seen, address = [], "/search?q=江晚舟&kind=people"
    while address:
        page = asker.get(address).json()["people"]
        seen += [one["id"] for one in page["items"]]
        assert page["count"] == 45
        address = page["next"] and page["next"].partition(V1)[2]

    assert (len(seen), len(set(seen))) == (45, 45)


@pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": "x" * 201}, {"q": "林", "kind": "letters"}])
def test_a_query_that_asks_nothing_is_a_problem(query):
    _house, asker = make_asking_house()

    assert asker.get("/search", **query).status_code == 422


def test_a_made_up_place_is_refused():
    _house, asker = make_asking_house()

    answer = asker.get("/search", q="林", kind="people", after="0:5")

    assert (answer.status_code, answer.json()["code"]) == (422, "bad_cursor")
