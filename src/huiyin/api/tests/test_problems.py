"""Failures are problem+json, whatever fails."""

import pytest
from django.test import Client

from huiyin.api.tests.factories import V1, make_asking_house

pytestmark = pytest.mark.django_db


def kind(answer) -> tuple[int, str, str]:
    return answer.status_code, answer["Content-Type"], answer.json()["code"]


@pytest.mark.parametrize("path", ["/nothing", "/jobs/1/explode", "/"])
def test_an_unknown_address_is_a_problem(path: str):
    _house, asker = make_asking_house()

    assert asker.get(path).status_code in {404}
    assert asker.get("/nothing")["Content-Type"] == "application/problem+json"
    assert asker.post("/nothing").json()["code"] == "not_found"


@pytest.mark.parametrize("wrong", ["0", "999999", "abc", "-1", "9" * 30, "1.5"])
def test_an_id_that_names_nothing_is_a_missing_row(wrong: str):
    _house, asker = make_asking_house()

    assert kind(asker.get(f"/interviews/{wrong}")) == (404, "application/problem+json", "not_found")


def test_a_wrong_method_says_which_are_right():
    _house, asker = make_asking_house()
    answer = asker.client.delete(f"{V1}/jobs", headers=asker.headers)

    assert kind(answer) == (405, "application/problem+json", "wrong_method")
    assert set(answer["Allow"].split(", ")) == {"GET", "POST"}


def test_a_body_that_is_no_json_is_refused():
    _house, asker = make_asking_house()
    answer = asker.client.post(
        f"{V1}/interviews", "{not json", content_type="application/json", headers=asker.headers
    )

    assert kind(answer) == (400, "application/problem+json", "bad_request")


def test_missing_unknown_and_wrong_fields_are_named():
    _house, asker = make_asking_house()

    answer = asker.post("/interviews", {"mode": "telepathy", "salary": 1, "tell": {"candidate": "perhaps"}})

    assert kind(answer) == (422, "application/problem+json", "bad_request")
    assert sorted(error["field"] for error in answer.json()["errors"]) == [
        "application",
        "mode",
        "salary",
        "start",
        "tell.candidate",
    ]


def test_docs_are_off_and_the_description_is_open():
    assert Client().get(f"{V1}/docs").status_code == 404
    assert Client().get(f"{V1}/openapi.json").status_code == 200


def test_a_failure_of_ours_is_a_problem_too(monkeypatch):
    _house, asker = make_asking_house()
    monkeypatch.setattr("huiyin.api.jobs.show_jobs", lambda *_: 1 / 0)

    assert kind(asker.get("/jobs")) == (500, "application/problem+json", "failed")
