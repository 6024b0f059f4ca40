"""/jobs and its verbs."""

import pytest

from huiyin.api.tests.factories import ask_as, make_asking_house
from huiyin.company.tests.factories import make_unit
from huiyin.core.models import AuditEntry
from huiyin.jobs.models import Job
from huiyin.jobs.tests.factories import make_job

pytestmark = pytest.mark.django_db

PAY = {"min": 20000, "max": 30000, "months": 13}


def test_a_job_as_it_is_said():
    house, asker = make_asking_house()

    answer = asker.get(f"/jobs/{house.job.pk}")

    assert answer.status_code == 200
    body = answer.json()
    assert (body["id"], body["title"], body["state"]) == (str(house.job.pk), "供应链产品经理", "open")
    assert body["org_unit"] == {"id": str(house.job.org_unit_id), "name": house.job.org_unit.name}
    assert body["created_at"].endswith("+08:00")


def test_lists_go_from_page_to_page_without_losing_any():
    house, asker = make_asking_house()
    for _ in range(4):
        make_job(org_unit=house.job.org_unit)

    seen, page = [], asker.get("/jobs", limit=2)
    while True:
        seen += [one["id"] for one in page.json()["items"]]
        address = page.json()["next"]
        if address is None:
            break
        assert address.startswith("http://testserver/api/v1/jobs?")
        page = asker.client.get(address, headers=asker.headers)

    assert seen == [str(pk) for pk in Job.objects.order_by("-pk").values_list("pk", flat=True)]


@pytest.mark.parametrize("limit", ["0", "201", "many"])
def test_a_page_has_1_to_200_rows(limit: str):
    _house, asker = make_asking_house()

    assert asker.get("/jobs", limit=limit).status_code == 422


def test_lists_are_narrowed_by_state():
    house, asker = make_asking_house()
    make_job(org_unit=house.job.org_unit, state="closed")

    assert [one["state"] for one in asker.get("/jobs", state="closed").json()["items"]] == ["closed"]
    assert asker.get("/jobs", state="nonsense").status_code == 422


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_the_same_however_long(count: int, django_assert_max_num_queries):
    house, asker = make_asking_house()
    for _ in range(count):
        make_job(org_unit=house.job.org_unit)

    with django_assert_max_num_queries(10):
        assert len(asker.get("/jobs").json()["items"]) == count + 1


def test_create_makes_a_draft_or_opens_it():
    house, asker = make_asking_house()
    body = {"title": "采购经理", "category": "functions", "org_unit": str(house.job.org_unit_id)}

    draft = asker.post("/jobs", body)
    opened = asker.post("/jobs", body | {"open": True, "pipeline": "social", "place": house.place.pk})

    assert (draft.status_code, draft.json()["state"]) == (201, "draft")
    assert draft["Location"] == f"/api/v1/jobs/{draft.json()['id']}"
    assert (opened.json()["state"], opened.json()["place"]["id"]) == ("open", str(house.place.pk))


@pytest.mark.parametrize("field", ["org_unit", "pipeline", "place"])
def test_an_unknown_row_in_the_body_is_a_problem_of_its_field(field: str):
    house, asker = make_asking_house()
    body = {"title": "采购经理", "category": "functions", "org_unit": str(house.job.org_unit_id)}

    answer = asker.post("/jobs", body | {field: "999"})

    assert (answer.status_code, answer.json()["code"]) == (422, f"unknown_{field}")
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert Job.objects.count() == 1


def test_an_unfair_text_is_refused_and_nothing_is_made():
    house, asker = make_asking_house()
    body = {"title": "仅限男性", "category": "functions", "org_unit": str(house.job.org_unit_id)}

    answer = asker.post("/jobs", body)

    assert (answer.status_code, answer.json()["code"], Job.objects.count()) == (422, "unfair_content", 1)


def test_nobody_makes_jobs_outside_her_reach():
    house, _asker = make_asking_house()
    recruiter = ask_as("recruiter", house=house)
    body = {"title": "采购经理", "category": "functions", "org_unit": str(make_unit("别处").pk)}

    assert recruiter.post("/jobs", body).status_code == 403
    assert Job.objects.count() == 1


def test_the_pay_band_is_shown_and_set_as_the_role_has_it():
    house, _asker = make_asking_house()
    body = {
        "title": "采购经理",
        "category": "functions",
        "org_unit": str(house.job.org_unit_id),
        "pay_band": PAY,
    }
    manager, recruiter = ask_as("hr_manager", house=house), ask_as("recruiter", house=house)

    made = manager.post("/jobs", body)

    assert (made.status_code, made.json()["pay_band"]) == (201, PAY)
    assert recruiter.get(f"/jobs/{made.json()['id']}").json()["pay_band"] == PAY
    assert recruiter.post("/jobs", body).status_code == 403
    assert str(PAY["max"]) not in str(list(AuditEntry.objects.values_list("detail", flat=True)))


@pytest.mark.parametrize(("verb", "state"), [("pause", "paused"), ("close", "closed")])
def test_verbs_move_a_job(verb: str, state: str):
    house, asker = make_asking_house()

    answer = asker.post(f"/jobs/{house.job.pk}/{verb}")

    assert (answer.status_code, answer.json()["state"]) == (200, state)
    assert asker.post(f"/jobs/{house.job.pk}/open").json()["state"] == "open"


def test_a_verb_that_the_state_forbids_is_a_conflict():
    house, asker = make_asking_house()

    answer = asker.post(f"/jobs/{house.job.pk}/open")

    assert (answer.status_code, answer.json()["code"]) == (409, "wrong_state")


@pytest.mark.parametrize("verb", ["open", "pause", "close"])
def test_who_only_reads_jobs_moves_none(verb: str):
    house, _asker = make_asking_house()
    executive = ask_as("executive")

    assert executive.post(f"/jobs/{house.job.pk}/{verb}").status_code == 403
    assert Job.objects.get().state == "open"
