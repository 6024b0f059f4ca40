"""A sheet by HTTP does no more than the token that brought it could do by itself."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from huiyin.accounts.models import ApiToken
from huiyin.accounts.permissions import PERMISSIONS
from huiyin.api.tests.factories import Asker, make_asking_house
from huiyin.api.tests.test_imports import HEADER, bring_in, lin, sheet_of
from huiyin.candidates.models import Application, Candidate
from huiyin.core import clock
from huiyin.core.background import run_waiting
from huiyin.imports.models import Batch
from huiyin.imports.tests.factories import csv_of
from huiyin.interviews.models import Interview
from huiyin.jobs.models import Job

pytestmark = pytest.mark.django_db


def token_without(*missing: str) -> Asker:
    house, _asker = make_asking_house()
    return Asker(house.recruiter, [one for one in PERMISSIONS if one not in missing])


def test_a_token_that_may_not_edit_candidates_brings_none_in():
    asker = token_without("candidates:edit")

    answer = asker.upload("/imports", {"preset": "huiyin", "commit": "true", "file": lin()})

    assert answer.status_code == 403
    run_waiting()
    assert (Candidate.objects.count(), Batch.objects.count()) == (0, 0)


def test_a_token_that_sees_no_jobs_finds_none_by_a_sheet():
    sheet = bring_in(token_without("jobs:see"), lin(), commit="true")

    assert (sheet["state"], sheet["problem"]["code"]) == ("failed", "rows_rejected")
    assert Application.objects.count() == 0


def test_a_token_that_may_not_edit_jobs_makes_none():
    asker = token_without("jobs:edit")
    jobs = Job.objects.count()

    sheet = bring_in(asker, sheet_of(("林若溪", "", "新职位", "")), commit="true", create_missing="true")

    assert (sheet["state"], Job.objects.count(), Candidate.objects.count()) == ("failed", jobs, 0)


def test_a_token_that_may_not_arrange_interviews_brings_none_in():
    asker = token_without("interviews:arrange")
    row = ("林若溪", "13800138000", "供应链产品经理", "", "2026-12-03 14:00")
    raw = csv_of(row, header=(*HEADER, "面试时间"))
    file = SimpleUploadedFile("people.csv", raw)

    sheet = bring_in(asker, file, commit="true")

    assert (sheet["state"], sheet["problem"]["code"]) == ("failed", "forbidden")
    assert (Candidate.objects.count(), Interview.objects.count()) == (0, 0)


def test_a_token_that_was_ended_meanwhile_writes_nothing():
    _house, asker = make_asking_house()
    asker.upload("/imports", {"preset": "huiyin", "commit": "true", "file": lin()})
    ApiToken.objects.update(revoked_at=clock.now())

    run_waiting()

    assert (Candidate.objects.count(), Batch.objects.count()) == (0, 0)


def test_what_a_token_brought_in_bears_its_name():
    _house, asker = make_asking_house()

    bring_in(asker, lin(), commit="true")

    batch = Batch.objects.get()
    assert (batch.actor, batch.user) == (f"token:{ApiToken.objects.get().pk}", asker.user)
