"""/applications and moving one."""

import pytest

from huiyin.api.tests.factories import ask_as, make_asking_house
from huiyin.candidates.models import Application
from huiyin.candidates.tests.factories import make_candidate
from huiyin.interviews.tests.factories import make_applied

pytestmark = pytest.mark.django_db


def test_create_puts_a_candidate_into_the_first_stage():
    house, asker = make_asking_house()
    candidate = make_candidate("林若溪")

    answer = asker.post("/applications", {"candidate": str(candidate.pk), "job": house.job.pk})

    assert answer.status_code == 201
    assert answer["Location"] == f"/api/v1/applications/{answer.json()['id']}"
    assert (answer.json()["stage"]["kind"], answer.json()["state"]) == ("applied", "active")
    assert answer.json()["candidate"]["name"] == "林若溪"


def test_twice_is_a_conflict():
    house, asker = make_asking_house()
    application = make_applied(house)

    answer = asker.post("/applications", {"candidate": application.candidate_id, "job": house.job.pk})

    assert (answer.status_code, answer.json()["code"], Application.objects.count()) == (
        409,
        "already_applied",
        1,
    )


@pytest.mark.parametrize("body", [{"candidate": "999"}, {"job": "999"}])
def test_what_she_does_not_reach_is_missing(body: dict[str, str]):
    house, asker = make_asking_house()
    whole = {"candidate": str(make_candidate().pk), "job": str(house.job.pk)} | body

    assert asker.post("/applications", whole).status_code == 404
    assert Application.objects.count() == 0


def test_one_is_read_and_listed_by_job_candidate_and_state():
    house, asker = make_asking_house()
    mine, other = make_applied(house), make_applied(house)

    assert asker.get(f"/applications/{mine.pk}").json()["version"] == 1
    by_candidate = asker.get("/applications", candidate=mine.candidate_id).json()["items"]
    assert [one["id"] for one in by_candidate] == [str(mine.pk)]
    by_job = asker.get("/applications", job=house.job.pk, state="active").json()["items"]
    assert [one["id"] for one in by_job] == [str(other.pk), str(mine.pk)]


def test_move_by_kind_or_id_and_be_told_of_a_faster_colleague():
    house, asker = make_asking_house()
    application = make_applied(house)
    stages = {stage.kind: stage for stage in house.job.pipeline.stages.all()}

    moved = asker.post(f"/applications/{application.pk}/move", {"stage": "screening", "version": 1})
    late = asker.post(
        f"/applications/{application.pk}/move", {"stage": stages["interview_1"].pk, "version": 1}
    )

    assert (moved.status_code, moved.json()["stage"]["kind"], moved.json()["version"]) == (
        200,
        "screening",
        2,
    )
    assert (late.status_code, late.json()["code"]) == (409, "clash")
    assert Application.objects.get().stage == stages["screening"]


def test_an_unknown_stage_is_a_problem_of_its_field():
    house, asker = make_asking_house()
    application = make_applied(house)

    answer = asker.post(f"/applications/{application.pk}/move", {"stage": "moon"})

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "stage")


def test_who_only_reads_moves_nobody():
    house, _asker = make_asking_house()
    application = make_applied(house)

    answer = ask_as("executive").post(f"/applications/{application.pk}/move", {"stage": "screening"})

    assert (answer.status_code, Application.objects.get().version) == (403, 1)
