"""/interviews: arranging and reading."""

from datetime import timedelta

import pytest

from huiyin.api.tests.factories import ask_as, make_asking_house
from huiyin.candidates.tests.factories import make_candidate
from huiyin.interviews.models import Interview
from huiyin.interviews.tests.factories import START, make_applied
from huiyin.messaging.models import Letter

pytestmark = pytest.mark.django_db


def plan(house, application, **more):
    return {
        "application": str(application.pk),
        "round": 1,
        "mode": "onsite",
        "start": "2026-11-26T14:00:00+08:00",
        "minutes": 60,
        "interviewers": [str(house.ivy.pk)],
        "place": str(house.place.pk),
        **more,
    }


@pytest.mark.both
def test_create_arranges_it_and_tells_both_sides():
    house, asker = make_asking_house()
    application = make_applied(house)

    answer = asker.post("/interviews", plan(house, application, room=str(house.room.pk)))

    assert answer.status_code == 201
    body = answer.json()
    assert answer["Location"] == f"/api/v1/interviews/{body['id']}"
    assert (body["state"], body["version"], body["answer"]) == ("scheduled", 1, None)
    assert (body["start"], body["end"]) == ("2026-11-26T14:00:00+08:00", "2026-11-26T15:00:00+08:00")
    assert body["timezone"] == "Asia/Shanghai"
    assert (body["application"], body["round"], body["mode"]) == (str(application.pk), 1, "onsite")
    assert [one["name"] for one in body["interviewers"]] == ["顾行之"]
    assert (body["place"]["id"], body["room"]["id"]) == (str(house.place.pk), str(house.room.pk))
    assert "reschedule" in body["verbs"]
    kinds = set(Letter.objects.values_list("kind", flat=True))
    assert {"interview.scheduled", "interviewer.scheduled"} <= kinds


def test_nobody_is_told_when_the_body_says_so_with_a_reason():
    house, asker = make_asking_house()
    silent = {"candidate": "no", "interviewers": "no"}

    refused = asker.post("/interviews", plan(house, make_applied(house), tell=silent))
    assert (refused.status_code, Interview.objects.count()) == (422, 0)

    made = asker.post("/interviews", plan(house, make_applied(house), tell={**silent, "why": "已电话说好"}))
    assert (made.status_code, Letter.objects.count()) == (201, 0)


def test_interviewers_may_be_named_by_address():
    house, asker = make_asking_house()

    body = asker.post(
        "/interviews", plan(house, make_applied(house), interviewers=["IVY@example.com"])
    ).json()

    assert [one["id"] for one in body["interviewers"]] == [str(house.ivy.pk)]


def test_a_clash_says_who_and_the_nearest_free_times():
    house, asker = make_asking_house()
    asker.post("/interviews", plan(house, make_applied(house)))
    other = make_applied(house, make_candidate("王芳"))

    answer = asker.post("/interviews", plan(house, other))

    assert (answer.status_code, answer.json()["code"]) == (409, "clash")
    assert len(answer.json()["nearest"]) == 3
    assert all(start.endswith("+08:00") for start in answer.json()["nearest"])
    assert Interview.objects.count() == 1


def test_the_nearest_time_can_be_taken():
    house, asker = make_asking_house()
    asker.post("/interviews", plan(house, make_applied(house)))
    other = make_applied(house, make_candidate("王芳"))
    nearest = asker.post("/interviews", plan(house, other)).json()["nearest"][0]

    assert asker.post("/interviews", plan(house, other, start=nearest)).status_code == 201


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"start": "2026-11-20T14:00:00+08:00"}, "start"),
        ({"start": "2026-11-26T14:00:00"}, "start"),
        ({"start": "tomorrow"}, "start"),
        ({"weekday": "周五"}, "start"),
        ({"interviewers": ["999"]}, "interviewers"),
        ({"interviewers": ["who@example.com"]}, "interviewers"),
        ({"place": "999"}, "place"),
        ({"room": "999"}, "room"),
        ({"mode": "video"}, "video_link"),
        ({"minutes": 0}, "minutes"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_with_its_field(wrong: dict, field: str):
    house, asker = make_asking_house()

    answer = asker.post("/interviews", plan(house, make_applied(house), **wrong))

    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert answer.json()["errors"][0]["field"] == field
    assert (Interview.objects.count(), Letter.objects.count()) == (0, 0)


def test_a_wall_time_is_read_on_the_zone_that_is_said():
    house, asker = make_asking_house()
    wall = plan(
        house, make_applied(house), mode="phone", start="2026-11-26T09:00:00", timezone="Europe/London"
    )

    body = asker.post("/interviews", wall).json()

    assert (body["start"], body["timezone"]) == ("2026-11-26T09:00:00Z", "Europe/London")


def test_the_same_plan_again_is_the_interview_that_is_there():
    house, asker = make_asking_house()
    application = make_applied(house)

    ids = {asker.post("/interviews", plan(house, application)).json()["id"] for _ in range(2)}

    assert (len(ids), Interview.objects.count()) == (1, 1)


def test_one_is_read_with_its_answer_and_listed():
    house, asker = make_asking_house()
    application = make_applied(house)
    made = asker.post("/interviews", plan(house, application)).json()
    Interview.objects.update(answer="yes", answered_at=START - timedelta(days=1), answered_via="page")

    read = asker.get(f"/interviews/{made['id']}").json()

    assert read["answer"] == {"value": "yes", "at": "2026-11-25T14:00:00+08:00", "via": "page"}
    listed = asker.get("/interviews", application=application.pk, state="scheduled").json()
    assert [one["id"] for one in listed["items"]] == [made["id"]]
    assert asker.get("/interviews", state="cancelled").json() == {"items": [], "next": None}


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_the_same_however_long(count: int, django_assert_max_num_queries):
    house, asker = make_asking_house()
    for number in range(count):
        start = (START + timedelta(hours=2 * number)).isoformat()
        asker.post("/interviews", plan(house, make_applied(house, make_candidate()), start=start, minutes=30))

    with django_assert_max_num_queries(10):
        assert len(asker.get("/interviews").json()["items"]) == count


def test_who_may_not_arrange_makes_none():
    house, _asker = make_asking_house()
    application = make_applied(house)

    assert ask_as("executive").post("/interviews", plan(house, application)).status_code == 403
    assert (Interview.objects.count(), Letter.objects.count()) == (0, 0)
