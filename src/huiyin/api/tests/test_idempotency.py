"""One key, one effect: replayed, refused for another request, in progress, too long."""

import pytest
from django.db import connection

from huiyin.api.models import IdempotentAnswer
from huiyin.api.tests.factories import Asker, ask_as, make_asking_house
from huiyin.candidates.models import Candidate
from huiyin.core import clock
from huiyin.interviews.models import Interview
from huiyin.interviews.tests.factories import START, make_applied
from huiyin.jobs.models import Job

pytestmark = pytest.mark.django_db


def job(house) -> dict:
    return {"title": "采购经理", "category": "functions", "org_unit": str(house.job.org_unit_id)}


@pytest.mark.both
def test_the_same_key_and_body_is_answered_once_and_replayed():
    house, asker = make_asking_house()

    first = asker.post("/jobs", job(house), key="k1")
    again = asker.post("/jobs", job(house), key="k1")

    assert (first.status_code, again.status_code) == (201, 201)
    assert (first.content, first["Location"]) == (again.content, again["Location"])
    assert ("Idempotency-Replay" in first, again["Idempotency-Replay"]) == (False, "true")
    assert Job.objects.filter(title="采购经理").count() == 1


def test_without_a_key_it_happens_twice():
    house, asker = make_asking_house()
    asker.post("/jobs", job(house))
    asker.post("/jobs", job(house))

    assert Job.objects.filter(title="采购经理").count() == 2


def test_the_same_key_for_another_body_or_address_is_refused():
    house, asker = make_asking_house()
    asker.post("/jobs", job(house), key="k1")

    other_body = asker.post("/jobs", job(house) | {"title": "销售经理"}, key="k1")
    other_address = asker.post(f"/jobs/{house.job.pk}/close", key="k1")

    assert [answer.status_code for answer in (other_body, other_address)] == [422, 422]
    assert other_body.json()["code"] == "key_reused"
    assert Job.objects.filter(title="销售经理").count() == 0


def test_keys_belong_to_their_token():
    house, asker = make_asking_house()
    other = Asker(house.recruiter)

    assert asker.post("/jobs", job(house), key="k1").status_code == 201
    assert "Idempotency-Replay" not in other.post("/jobs", job(house), key="k1")
    assert Job.objects.filter(title="采购经理").count() == 2


@pytest.mark.both
def test_a_request_in_progress_is_told_so():
    house, asker = make_asking_house()
    asker.post("/jobs", job(house), key="k1")
    IdempotentAnswer.answers.update(status=None, at=clock.now())

    answer = asker.post("/jobs", job(house), key="k1")

    assert (answer.status_code, answer.json()["code"], answer["Retry-After"]) == (409, "in_progress", "1")
    assert Job.objects.filter(title="采购经理").count() == 1


def test_a_request_whose_process_died_may_be_tried_again():
    house, asker = make_asking_house()
    asker.post("/jobs", job(house), key="k1")
    Job.objects.filter(title="采购经理").delete()
    IdempotentAnswer.answers.update(status=None, at="2026-11-24T01:00:00Z")

    assert asker.post("/jobs", job(house), key="k1").status_code == 201
    assert Job.objects.filter(title="采购经理").count() == 1


@pytest.mark.parametrize(("key", "status"), [("k" * 255, 201), ("k" * 256, 400), (" ", 400)])
def test_a_key_has_1_to_255_characters(key: str, status: int):
    house, asker = make_asking_house()

    assert asker.post("/jobs", job(house), key=key).status_code == status
    assert Job.objects.filter(title="采购经理").count() == (status == 201)


def test_a_refusal_is_replayed_too():
    house, asker = make_asking_house()
    application = make_applied(house)
    body = {"application": str(application.pk), "mode": "phone", "start": START.isoformat(), "minutes": 30}
    asker.post("/interviews", body)
    other = {**body, "application": str(make_applied(house).pk), "interviewers": [str(house.ivy.pk)]}
    asker.post("/interviews", other)
    clash = {**other, "application": str(make_applied(house).pk)}

    first = asker.post("/interviews", clash, key="k1")
    again = asker.post("/interviews", clash, key="k1")

    assert (first.status_code, again.status_code) == (409, 409)
    assert first.content == again.content
    assert again["Content-Type"] == "application/problem+json"
    assert Interview.objects.count() == 2


def test_a_failure_of_ours_leaves_nothing_and_may_be_tried_again(monkeypatch):
    house, asker = make_asking_house()
    with monkeypatch.context() as broken:
        broken.setattr("huiyin.api.jobs.show_jobs", lambda *_: 1 / 0)
        assert asker.post("/jobs", job(house), key="k1").status_code == 500
    assert Job.objects.filter(title="采购经理").count() == 0

    assert asker.post("/jobs", job(house), key="k1").status_code == 201


def test_what_was_answered_lies_encrypted_and_is_forgotten():
    house, asker = make_asking_house()
    asker.post("/candidates", {"name": "林若溪", "phone": "13800138000", "job": str(house.job.pk)}, key="k1")
    row = IdempotentAnswer.answers.get()
    assert "林若溪" in row.body
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM api_idempotentanswer")
        assert "林若溪" not in cursor.fetchone()[0]
    IdempotentAnswer.answers.update(at="2026-11-01T00:00:00Z")
    assert (IdempotentAnswer.answers.forget_old(), Candidate.objects.count()) == (1, 1)


def test_without_a_token_a_key_is_not_kept():
    asker = Asker(None)

    assert asker.post("/jobs", {}, key="k1").status_code == 401
    assert IdempotentAnswer.answers.count() == 0


def test_who_may_not_leaves_her_refusal_under_the_key():
    house, _asker = make_asking_house()
    executive = ask_as("executive")

    assert executive.post("/jobs", job(house), key="k1").status_code == 403
    assert executive.post("/jobs", job(house), key="k1")["Idempotency-Replay"] == "true"


@pytest.mark.both
def test_a_key_that_is_taken_back_while_another_request_asks_is_free_again(monkeypatch):
    """The first request fails between our insert, which its key stops, and our look at that key."""
    first, _is_ours = IdempotentAnswer.answers.claim(actor="token:1", key="k1", request_sha256="a" * 64)
    look = IdempotentAnswer.answers.filter

    def late_look(**wanted):
        monkeypatch.undo()
        first.delete()
        return look(**wanted)

    monkeypatch.setattr(IdempotentAnswer.answers, "filter", late_look)

    row, is_ours = IdempotentAnswer.answers.claim(actor="token:1", key="k1", request_sha256="b" * 64)

    assert (is_ours, row.request_sha256) == (True, "b" * 64)
