from dataclasses import replace

import pytest

from huiyin.company.tests.factories import make_unit
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError
from huiyin.core.models import AuditEntry
from huiyin.jobs.actions import (
    JobDetails,
    close_job,
    create_job,
    edit_job,
    open_job,
    pause_job,
    publish_pipeline,
    set_team,
)
from huiyin.jobs.models import Job, Pipeline, TeamRole
from huiyin.jobs.pipelines import edit_stage, stage_values
from huiyin.jobs.tests.factories import make_job, make_pipeline
from huiyin.people.tests.factories import make_employee

pytestmark = pytest.mark.django_db

BY = Actor.system("test")


def details(**changes):
    return JobDetails(
        **(
            {"title": "销售经理", "category": "sales", "org_unit": make_unit(), "pipeline": make_pipeline()}
            | changes
        )
    )


def test_a_job_is_a_draft_with_a_number_and_its_team():
    recruiter = make_employee()

    job = create_job(details(team=((recruiter, TeamRole.RECRUITER),)), by=BY)

    assert job.number[:2] == "J-"
    assert job.number[-4:] == "-001"
    assert (job.state, job.opened_on) == ("draft", None)
    assert [(row.employee, row.role) for row in job.team.all()] == [(recruiter, "recruiter")]


def test_the_pay_band_is_encrypted():
    job = create_job(details(pay_band={"min": 15000, "max": 22000, "months": 13}), by=BY)

    raw = Job.objects.extra(select={"raw": "pay_band"}).values_list("raw", flat=True)[0]
    assert "15000" not in raw
    assert Job.objects.get(pk=job.pk).pay_band == {"min": 15000, "max": 22000, "months": 13}
    assert "15000" not in str(list(AuditEntry.objects.values_list("detail", flat=True)))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "男销售经理，男性优先"}, "title"),
        ({"title_en": "Sales manager (male preferred)"}, "title_en"),
        ({"highlights": "35岁以下"}, "highlights"),
        ({"headcount": 0}, "headcount"),
        ({"pay_band": {"min": 20000, "max": 15000, "months": 12}}, "pay_band"),
        ({"pay_band": {"min": 15000, "max": 20000, "months": 3}}, "pay_band"),
    ],
)
def test_a_wrong_or_unfair_job_is_refused_and_names_the_field(changes, field):
    with pytest.raises(DomainError) as refused:
        create_job(details(**changes), by=BY)

    assert [problem.field for problem in refused.value.fields] == [field]
    assert (Job.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_a_job_opens_pauses_and_closes():
    job = create_job(details(), by=BY)

    assert open_job(job, by=BY).opened_on is not None
    assert pause_job(job, by=BY).state == "paused"
    assert open_job(job, by=BY).state == "open"
    assert close_job(job, by=BY).state == "closed"
    verbs = AuditEntry.objects.filter(about=f"job:{job.pk}").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["job.created", "job.opened", "job.paused", "job.opened", "job.closed"]


def test_a_move_from_a_state_that_passed_is_refused():
    job = create_job(details(), by=BY)

    with pytest.raises(DomainError) as refused:
        pause_job(job, by=BY)

    assert refused.value.code == "wrong_state"
    job.refresh_from_db()
    assert job.state == "draft"


def test_a_job_opens_only_on_a_published_pipeline():
    Pipeline.objects.create(key="own", name_zh="自定", name_en="Own")
    job = create_job(details(pipeline=Pipeline.objects.get(key="own")), by=BY)

    with pytest.raises(DomainError) as refused:
        open_job(job, by=BY)

    assert refused.value.code == "pipeline_not_published"


def test_a_pipeline_with_a_silent_stage_cannot_be_published():
    pipeline = make_pipeline()
    Pipeline.objects.update(is_published=False)
    silent = pipeline.stages.get(kind="background_check")
    silent.eta_days = None
    silent.save()

    with pytest.raises(DomainError) as refused:
        publish_pipeline(pipeline, by=BY)

    assert [problem.field for problem in refused.value.fields] == [f"stage:{silent.position}"]
    pipeline.refresh_from_db()
    assert not pipeline.is_published
    edit_stage(silent, stage_values(silent) | {"eta_days": 5}, by=BY)
    assert publish_pipeline(pipeline, by=BY).is_published


def test_an_empty_pipeline_cannot_be_published():
    with pytest.raises(DomainError):
        publish_pipeline(Pipeline.objects.create(key="own", name_zh="自定", name_en="Own"), by=BY)


def test_a_published_pipeline_keeps_its_days():
    stage = make_pipeline().stages.get(kind="screening")

    with pytest.raises(DomainError) as refused:
        edit_stage(stage, stage_values(stage) | {"eta_days": None}, by=BY)

    assert refused.value.code == "stage_without_eta"
    stage.refresh_from_db()
    assert stage.eta_days == 3


def test_an_edit_says_what_changed_and_keeps_the_pipeline_of_an_opened_job():
    first = details()
    job = create_job(first, by=BY)
    edit_job(job, replace(first, title="区域销售经理", headcount=2), by=BY)

    assert AuditEntry.objects.get(verb="job.edited").detail == {"changed": ["title", "headcount"]}
    open_job(job, by=BY)
    with pytest.raises(DomainError) as refused:
        edit_job(job, replace(first, pipeline=make_pipeline("shop")), by=BY)
    assert refused.value.code == "pipeline_in_use"


def test_the_team_becomes_exactly_what_was_said():
    job = make_job()
    one, two = make_employee(), make_employee()
    set_team(job, [(one, TeamRole.RECRUITER), (two, TeamRole.INTERVIEWER)], by=BY)
    set_team(job, [(two, TeamRole.INTERVIEWER), (two, TeamRole.HIRING_MANAGER)], by=BY)
    set_team(job, [(two, TeamRole.INTERVIEWER), (two, TeamRole.HIRING_MANAGER)], by=BY)

    assert sorted(job.team.values_list("employee", "role")) == [
        (two.pk, "hiring_manager"),
        (two.pk, "interviewer"),
    ]
    assert AuditEntry.objects.filter(verb="job.team_set").count() == 2
