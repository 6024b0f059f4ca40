import pytest

from huiyin.accounts.tests.factories import make_user
from huiyin.company.tests.factories import make_unit
from huiyin.core.models import AuditEntry
from huiyin.core.references import ref
from huiyin.jobs.models import Job
from huiyin.jobs.tests.factories import make_job, make_pipeline, put_on_team
from huiyin.people.tests.factories import make_employee

pytestmark = pytest.mark.django_db


def filled(unit, **fields):
    return {
        "title": "销售经理",
        "category": "sales",
        "org_unit": unit.pk,
        "pipeline": make_pipeline().pk,
        "headcount": 2,
    } | fields


def test_a_recruiter_creates_a_draft_in_her_units_only(browser):
    here, there = make_unit("华东"), make_unit("华西")
    client = browser(make_user("recruiter", org_unit=here))

    created = client.post("/jobs/create/", filled(here))
    refused = client.post("/jobs/create/", filled(there))

    job = Job.objects.get()
    assert created.headers["Location"] == f"/jobs/{job.pk}/settings/"
    assert (job.state, job.org_unit) == ("draft", here)
    assert refused.status_code == 422


def test_an_unfair_title_is_said_beside_the_field(browser):
    response = browser().post("/jobs/create/", filled(make_unit(), title="销售经理（男性优先）"))

    assert list(response.context["form"].errors) == ["title"]
    assert Job.objects.count() == 0


def test_pay_is_edited_only_by_a_role_that_may_and_kept_by_one_that_may_not(browser):
    job = make_job(pay_band={"min": 15000, "max": 22000, "months": 13})
    recruiter, manager = browser(), browser(make_user("hr_manager"))

    assert "15,000–22,000 元/月，13 薪" in recruiter.get(f"/jobs/{job.pk}/settings/").content.decode()
    assert "pay_min" not in recruiter.get(f"/jobs/{job.pk}/edit/").context["form"].fields
    recruiter.post(f"/jobs/{job.pk}/edit/", filled(job.org_unit, pay_min=1, pay_max=2))
    job.refresh_from_db()
    assert job.pay_band == {"min": 15000, "max": 22000, "months": 13}
    manager.post(f"/jobs/{job.pk}/edit/", filled(job.org_unit, pay_min=20000, pay_max=18000))
    job.refresh_from_db()
    assert job.pay_band["min"] == 15000
    manager.post(f"/jobs/{job.pk}/edit/", filled(job.org_unit, pay_min=16000, pay_max=18000))
    job.refresh_from_db()
    assert job.pay_band == {"min": 16000, "max": 18000, "months": 12}


def test_an_edit_keeps_the_interviewers_of_the_team(browser):
    job = make_job()
    interviewer, recruiter = make_employee(), make_employee()
    put_on_team(job, interviewer, "interviewer")

    browser().post(f"/jobs/{job.pk}/edit/", filled(job.org_unit, recruiter=recruiter.pk))

    assert sorted(job.team.values_list("employee", "role")) == sorted(
        [(interviewer.pk, "interviewer"), (recruiter.pk, "recruiter")]
    )


def test_a_job_opens_pauses_and_closes_by_its_buttons(browser):
    job, client = make_job(state="draft", opened_on=None), browser()
    states = []
    for verb in ("open", "pause", "close", "pause"):
        client.post(f"/jobs/{job.pk}/{verb}/")
        job.refresh_from_db()
        states.append(job.state)

    assert states == ["open", "paused", "closed", "closed"]


def test_the_old_page_of_pipelines_leads_to_the_settings_whoever_may_open_them(browser):
    answer = browser(make_user("system_admin")).get("/jobs/pipelines/")

    assert (answer.status_code, answer.headers["Location"]) == (301, "/settings/pipelines/")
    assert browser().get("/jobs/pipelines/").status_code == 403


def test_pay_is_published_by_a_tick_and_the_trail_says_by_whom(browser):
    job = make_job(pay_band={"min": 15000, "max": 22000, "months": 13})
    user = make_user("hr_manager")
    manager, recruiter = browser(user), browser()
    pay = {"pay_min": 15000, "pay_max": 22000, "pay_months": 13}

    manager.post(f"/jobs/{job.pk}/edit/", filled(job.org_unit, **pay, publishes_pay="on"))
    recruiter.post(f"/jobs/{job.pk}/edit/", filled(job.org_unit))
    job.refresh_from_db()
    shown = job.publishes_pay
    manager.post(f"/jobs/{job.pk}/edit/", filled(job.org_unit, **pay))
    job.refresh_from_db()

    trail = AuditEntry.objects.filter(about=ref(job), verb__startswith="job.pay_").order_by("pk")
    assert (shown, job.publishes_pay) == (True, False)
    assert [(one.verb, one.actor, one.detail) for one in trail] == [
        ("job.pay_published", f"user:{user.pk}", {}),
        ("job.pay_hidden", f"user:{user.pk}", {}),
    ]


def test_nothing_is_published_where_there_is_no_pay(browser):
    job = make_job()

    refused = browser(make_user("hr_manager")).post(
        f"/jobs/{job.pk}/edit/", filled(job.org_unit, publishes_pay="on")
    )

    job.refresh_from_db()
    assert list(refused.context["form"].errors) == ["publishes_pay"]
    assert (job.publishes_pay, job.title) == (False, "销售经理")
