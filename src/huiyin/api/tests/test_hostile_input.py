"""Inputs that no form would send: each is a problem that says what is wrong, never a failure of ours."""

import pytest
from django.db import OperationalError

from huiyin.api.tests.factories import V1, make_asking_house
from huiyin.candidates.models import Candidate
from huiyin.interviews.models import Interview
from huiyin.interviews.tests.factories import START, make_applied, make_interview
from huiyin.jobs.models import Job
from huiyin.messaging.models import Letter

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def test_nul_is_no_text_in_a_body():
    house, asker = make_asking_house()
    body = {"name": "林若\x00溪", "phone": "13800138000", "job": str(house.job.pk)}

    answer = asker.post("/candidates", body)

    assert (answer.status_code, answer.json()["code"]) == (422, "bad_request")
    assert Candidate.objects.count() == 0


def test_nul_is_no_text_in_a_query():
    _house, asker = make_asking_house()

    assert asker.get("/letters", about="\x00").status_code == 400


@pytest.mark.parametrize(
    "start",
    [
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "9999-12-31T10:00:00Z",
        "2206-11-26T14:00:00+08:00",
    ],
)
def test_a_start_outside_of_all_calendars_is_refused(start):
    house, asker = make_asking_house()
    body = {"application": str(make_applied(house).pk), "mode": "phone", "start": start}

    answer = asker.post("/interviews", body)

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "start")
    assert (Interview.objects.count(), Letter.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "link", ["javascript:alert(document.domain)", "data:text/html,hi", "842 117 003", "https://a.example/ b"]
)
def test_a_link_that_is_no_web_address_is_refused(link):
    house, asker = make_asking_house()
    body = {
        "application": str(make_applied(house).pk),
        "mode": "video",
        "start": START.isoformat(),
        "video_link": link,
    }

    answer = asker.post("/interviews", body)

    assert (answer.status_code, answer.json()["code"]) == (422, "bad_link")
    assert (Interview.objects.count(), Letter.objects.count()) == (0, 0)


@pytest.mark.parametrize("version", [2**63, 10**30, -1])
def test_a_version_that_nobody_can_have_seen_is_refused(version):
    house, asker = make_asking_house()
    interview = make_interview(house)

    answer = asker.post(
        f"/interviews/{interview.pk}/cancel", {"reason": "interviewer_unavailable", "version": version}
    )

    interview.refresh_from_db()
    assert (answer.status_code, interview.state) == (422, "scheduled")


@pytest.mark.parametrize("key", [None, "k1"])
def test_a_body_that_is_too_large_is_a_problem(key):
    _house, asker = make_asking_house()
    headers = asker.headers | ({"Idempotency-Key": key} if key else {})

    answer = asker.client.post(
        V1 + "/jobs", b"{" + b" " * (6 << 20), content_type="application/json", headers=headers
    )

    assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")
    assert answer.json()["code"] == "too_big"
    assert Job.objects.filter(title="").count() == 0


def test_a_database_that_is_busy_is_said_and_keeps_no_key(monkeypatch):
    house, asker = make_asking_house()
    body = {"title": "采购经理", "category": "functions", "org_unit": str(house.job.org_unit_id)}
    with monkeypatch.context() as broken:
        broken.setattr("huiyin.api.jobs.create_job", _locked)
        busy = asker.post("/jobs", body, key="k1")

    again = asker.post("/jobs", body, key="k1")

    assert (busy.status_code, busy["Retry-After"], busy.json()["code"]) == (503, "10", "busy")
    assert again.status_code == 201


def _locked(*_args, **_kwargs):
    raise OperationalError("database is locked")
