"""A sheet reaches no further than who brings it: jobs that she only sees, and a house that is not hers."""

import pytest

from huiyin.accounts.tests.factories import actor_of, grant, make_user
from huiyin.candidates.models import Application, Candidate
from huiyin.company.queries import active_units
from huiyin.company.tests.factories import make_unit
from huiyin.imports.tests.factories import LIN, bring_in, csv_of, make_office, person
from huiyin.jobs.models import Job
from huiyin.jobs.tests.factories import make_job, put_on_team
from huiyin.people.tests.factories import make_employee

pytestmark = pytest.mark.django_db


def test_nobody_is_added_to_a_job_that_the_bringer_only_sees():
    make_office()
    near, far = make_unit("近"), make_unit("远")
    user = make_user("recruiter", org_unit=near)
    grant(user, "hiring_manager")
    job = make_job("远处的职位", org_unit=far)
    put_on_team(job, make_employee(user=user))

    report = bring_in(csv_of(person(LIN, 职位="远处的职位")), by=actor_of(user), create_missing=True)

    assert [one.column for one in report.problems] == ["职位"]
    assert (Candidate.objects.count(), Application.objects.count()) == (0, 0)
    assert Job.objects.filter(title="远处的职位").count() == 1


def test_a_job_that_is_missing_is_made_where_the_bringer_may_make_jobs():
    make_office()
    near = make_unit("近")
    user = make_user("recruiter", org_unit=near)

    report = bring_in(csv_of(person(LIN, 职位="新职位")), by=actor_of(user), create_missing=True)

    assert report.problems == []
    assert Job.objects.get(title="新职位").org_unit == near
    assert Application.objects.get().job.title == "新职位"


def test_who_may_everywhere_makes_it_at_the_top():
    make_office()
    make_unit("近")

    bring_in(csv_of(person(LIN, 职位="新职位")), by=actor_of(make_user("recruiter")), create_missing=True)

    assert Job.objects.get(title="新职位").org_unit == active_units().first()
