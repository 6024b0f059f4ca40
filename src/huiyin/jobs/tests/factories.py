"""Jobs for tests: open, on the shipped pipelines."""

from itertools import count

from huiyin.company.models import OrgUnit
from huiyin.company.tests.factories import make_unit
from huiyin.core import clock
from huiyin.jobs.models import HiringTeam, Job, JobState, Pipeline, Stage, TeamRole
from huiyin.jobs.seeds import seed
from huiyin.people.models import Employee
from huiyin.search.index import refresh

_numbers = count(1)


def make_pipeline(key: str = "social") -> Pipeline:
    seed()
    return Pipeline.objects.get(key=key)


def make_job(title: str = "销售经理", *, org_unit: OrgUnit | None = None, **fields: object) -> Job:
    values: dict[str, object] = {
        "number": f"J-200001-{next(_numbers):03d}",
        "category": "sales",
        "state": JobState.OPEN,
        "created_at": clock.now(),
        "opened_on": clock.now().date(),
    }
    if "pipeline" not in fields:
        values["pipeline"] = make_pipeline()
    job = Job.objects.create(title=title, org_unit=org_unit or make_unit(), **(values | fields))
    refresh("job", [job.pk])
    return job


def stage_of(job: Job, kind: str) -> Stage:
    return job.pipeline.stages.get(kind=kind)


def put_on_team(job: Job, employee: Employee, role: TeamRole = TeamRole.RECRUITER) -> HiringTeam:
    return HiringTeam.objects.create(job=job, employee=employee, role=role)
