"""Somebody leaves: her places in hiring teams go to a colleague."""

from django.db import transaction

from huiyin.core import audit
from huiyin.core.actor import Actor
from huiyin.jobs.models import HiringTeam, JobState
from huiyin.people.models import Employee


@transaction.atomic
def hand_over_teams(employee: Employee, *, to: Employee | None, by: Actor) -> int:
    """In every job that is not closed; where the other one stands already, the place is only given up."""
    rows = list(
        HiringTeam.objects.select_for_update(of=("self",))
        .filter(employee=employee)
        .exclude(job__state=JobState.CLOSED)
    )
    there = set(HiringTeam.objects.filter(employee=to).values_list("job_id", "role")) if to else set()
    for row in rows:
        if to and (row.job_id, row.role) not in there:
            row.employee = to
            row.save(update_fields=["employee"])
        else:
            row.delete()
    jobs = sorted({row.job_id for row in rows})
    entries = [(f"job:{pk}", {"was": employee.pk, "now": to.pk if to else None}) for pk in jobs]
    audit.record_many("job.team_handed_over", entries, by=by)
    return len(jobs)
