from datetime import date

import pytest

from huiyin.candidates.actions import tag_candidate
from huiyin.candidates.guard import contact_warnings
from huiyin.candidates.models import Application
from huiyin.candidates.tags import cancelled_interview_tag
from huiyin.candidates.tests.factories import SYSTEM, make_application, make_candidate
from huiyin.jobs.tests.factories import make_job

pytestmark = pytest.mark.django_db


def codes(candidate, job):
    return [warning.code for warning in contact_warnings(candidate, job)]


def test_nothing_warns_about_a_running_application_or_a_stranger():
    application = make_application()

    assert codes(application.candidate, application.job) == []
    assert codes(make_candidate(), application.job) == []


@pytest.mark.parametrize("state", ["rejected", "withdrawn", "closed", "hired"])
def test_an_ended_application_for_the_same_job_warns(state):
    application = make_application()
    Application.objects.filter(pk=application.pk).update(state=state)

    assert codes(application.candidate, application.job) == [state]
    assert codes(application.candidate, make_job("店员")) == []


def test_a_cancelled_interview_for_the_same_job_warns():
    application = make_application()
    tag = cancelled_interview_tag(date(2026, 11, 3), application.job.title)
    tag_candidate(application.candidate, tag, by=SYSTEM, is_automatic=True)

    assert tag == "2026年11月取消面试-岗位:销售经理"
    assert codes(application.candidate, application.job) == ["cancelled"]
    assert codes(application.candidate, make_job("高级销售经理")) == []


def test_a_person_who_opted_out_and_a_file_past_its_time_warn():
    candidate = make_candidate()
    candidate.contact.blocked_reason = "opted_out"
    candidate.retention_on = date(2020, 1, 1)

    assert codes(candidate, make_job()) == ["blocked", "retention_over"]
