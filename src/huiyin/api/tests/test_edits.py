"""Changing what is there: jobs, people, who looks after an application; one file out of two."""

import pytest

from huiyin.accounts.models import FieldRule
from huiyin.api.tests.factories import make_asking_house
from huiyin.candidates.actions.merging import DUPLICATE
from huiyin.candidates.models import Merge, NotSame
from huiyin.candidates.tests.factories import make_application, make_candidate
from huiyin.core.models import AuditEntry
from huiyin.core.references import ref
from huiyin.interviews.presence import REMINDED
from huiyin.interviews.tests.factories import make_applied, make_interview
from huiyin.messaging.models import Letter
from huiyin.todos.actions import open_todo

pytestmark = pytest.mark.django_db


def test_a_job_is_edited_and_what_is_left_out_stays():
    house, asker = make_asking_house()
    before = asker.get(f"/jobs/{house.job.pk}").json()

    answer = asker.post(f"/jobs/{house.job.pk}/edit", {"headcount": 7, "place": None})

    assert answer.status_code == 200, answer.json()
    assert answer.json() == before | {"headcount": 7, "place": None}


def test_a_pay_band_is_not_set_by_who_does_not_edit_it():
    house, asker = make_asking_house()
    FieldRule.objects.filter(field="job.pay_band").update(level="see")

    answer = asker.post(f"/jobs/{house.job.pk}/edit", {"pay_band": {"min": 1, "max": 2}})

    house.job.refresh_from_db()
    assert (answer.status_code, house.job.pay_band) == (403, None)


def test_a_person_is_corrected_and_what_is_left_out_stays():
    house, asker = make_asking_house()
    candidate = make_applied(house).candidate
    before = asker.get(f"/candidates/{candidate.pk}").json()

    answer = asker.post(f"/candidates/{candidate.pk}/edit", {"city": "杭州"})

    assert answer.json() == before | {"city": "杭州"}


def test_an_edit_never_takes_somebody_elses_number():
    house, asker = make_asking_house()
    candidate = make_applied(house).candidate
    make_candidate("江晚", phone="13900000002")
    before = AuditEntry.objects.count()

    answer = asker.post(f"/candidates/{candidate.pk}/edit", {"phone": "13900000002"})

    assert (answer.status_code, AuditEntry.objects.count()) == (409, before)


def test_an_application_is_given_to_a_colleague():
    house, asker = make_asking_house()
    application = make_applied(house)
    path = f"/applications/{application.pk}/assign"

    answer = asker.post(path, {"owner": str(house.ivy.pk), "version": application.version})
    late = asker.post(path, {"owner": None, "version": application.version})

    assert (answer.json()["owner"]["name"], late.status_code) == (house.ivy.name, 409)
    wrong = asker.post(path, {"owner": "nobody@example.com"})
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "owner")


def test_a_second_reminder_is_refused_until_it_is_meant():
    house, asker = make_asking_house()
    interview = make_interview(house)
    Letter.objects.filter(kind="interview.scheduled").update(state="sent")

    first = asker.post(f"/interviews/{interview.pk}/remind")
    again = asker.post(f"/interviews/{interview.pk}/remind")
    count = Letter.objects.filter(kind=REMINDED).count()
    meant = asker.post(f"/interviews/{interview.pk}/remind", {"again": True})

    assert [one.status_code for one in (first, again, meant)] == [200, 409, 200]
    assert (again.json()["code"], count) == ("already_reminded", 1)


def test_two_files_are_joined_and_parted_again():
    house, asker = make_asking_house()
    elder, younger = (
        make_application(make_candidate("许知夏", phone=phone), house.job).candidate
        for phone in ("13800002046", "13900003333")
    )

    made = asker.post(f"/candidates/{elder.pk}/merge", {"other": str(younger.pk)})

    assert made.status_code == 201, made.json()
    assert made["Location"] == f"/api/v1/candidates/{elder.pk}"
    parted = asker.post(f"/candidates/merges/{made.json()['id']}/undo")
    assert parted.json()["undone_at"]
    assert Merge.objects.get().undone_at is not None


def test_two_who_are_not_the_same_are_not_offered_again():
    house, asker = make_asking_house()
    one, other = (
        make_application(make_candidate("许知夏", phone=phone), house.job).candidate
        for phone in ("13800002046", "13900003333")
    )

    open_todo(DUPLICATE, ref(one), owner=None, due_at=None, candidates=[other.pk])
    path = f"/candidates/{one.pk}/likely-same"

    likely = asker.get(path).json()["items"]
    answer = asker.post(f"/candidates/{one.pk}/not-same", {"other": str(other.pk)})
    later = asker.get(path).json()["items"]

    assert [[found["id"] for found in rows] for rows in (likely, later)] == [[str(other.pk)], []]
    assert (answer.status_code, NotSame.objects.count(), Merge.objects.count()) == (204, 1, 0)
