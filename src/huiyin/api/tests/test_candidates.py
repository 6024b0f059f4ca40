"""/candidates: found or made, and shown as the role has it."""

import pytest

from huiyin.accounts.models import FieldRule
from huiyin.api.tests.factories import Asker, ask_as, make_asking_house
from huiyin.candidates.models import Application, Candidate
from huiyin.candidates.tests.factories import make_candidate
from huiyin.interviews.tests.factories import make_applied

pytestmark = pytest.mark.django_db

LIN = {"name": "林若溪", "phone": "138 0013 8000", "email": "Lin@Example.com"}


def test_create_finds_or_makes_one_and_applies():
    house, asker = make_asking_house()

    answer = asker.post("/candidates", {**LIN, "job": str(house.job.pk), "source": "referral"})

    assert answer.status_code == 201
    body = answer.json()
    assert answer["Location"] == f"/api/v1/candidates/{body['id']}"
    assert (body["is_new"], body["phone"], body["email"]) == (True, "+8613800138000", "lin@example.com")
    application = Application.objects.get()
    assert (body["application"], application.source) == (str(application.pk), "referral")


def test_a_known_one_is_found_again():
    house, asker = make_asking_house()
    known = make_candidate("林若溪", phone="13800138000", email="")

    body = asker.post("/candidates", {**LIN, "job": str(house.job.pk)}).json()

    assert (body["id"], body["is_new"], Candidate.objects.count()) == (str(known.pk), False, 1)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"phone": "12345"}, "phone"),
        ({"email": "lin@"}, "email"),
        ({"id_number": "110"}, "id_number"),
        ({"name": " "}, "name"),
    ],
)
def test_an_unreadable_value_is_a_problem_of_its_field(wrong: dict[str, str], field: str):
    house, asker = make_asking_house()

    answer = asker.post("/candidates", {**LIN, "job": str(house.job.pk), **wrong})

    assert (answer.status_code, [error["field"] for error in answer.json()["errors"]]) == (422, [field])
    assert Candidate.objects.count() == 0


def test_a_second_application_for_the_same_job_is_refused_whole():
    house, asker = make_asking_house()
    asker.post("/candidates", {**LIN, "job": str(house.job.pk)})

    answer = asker.post("/candidates", {**LIN, "city": "杭州", "job": str(house.job.pk)})

    assert (answer.status_code, answer.json()["code"]) == (409, "already_applied")
    assert Candidate.objects.get().city == ""


def test_who_does_not_see_everything_names_a_job():
    house, _asker = make_asking_house()
    recruiter = ask_as("recruiter", house=house)

    answer = recruiter.post("/candidates", LIN)

    assert (answer.status_code, answer.json()["code"], Candidate.objects.count()) == (422, "job_missing", 0)


def test_fields_are_shown_as_the_role_has_them():
    house, asker = make_asking_house()
    candidate = make_applied(
        house, make_candidate("林若溪", phone="13800138000", email="lin@example.com")
    ).candidate
    path = f"/candidates/{candidate.pk}"

    assert asker.get(path).json()["phone"] == "+8613800138000"
    executive = ask_as("executive")
    assert executive.get(path).json()["phone"] == "138****8000"
    assert executive.get(path).json()["email"] == "l***@example.com"
    FieldRule.objects.filter(role__key="executive").update(level="hide")
    assert (executive.get(path).json()["phone"], executive.get(path).json()["email"]) == ("", "")
    assert [one["phone"] for one in executive.get("/candidates").json()["items"]] == [""]


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_the_same_however_long(count: int, django_assert_max_num_queries):
    house, asker = make_asking_house()
    for _ in range(count):
        make_applied(house, make_candidate())

    with django_assert_max_num_queries(11):
        items = asker.get("/candidates").json()["items"]
    assert [len(one["applications"]) for one in items] == [1] * count


def test_who_may_not_edit_adds_nobody():
    house, _asker = make_asking_house()

    assert ask_as("executive").post("/candidates", {**LIN, "job": str(house.job.pk)}).status_code == 403
    assert Asker(None).post("/candidates", LIN).status_code == 401
    assert Candidate.objects.count() == 0
