"""Interviews from before this installation, as imported: facts only, nobody is told, nothing is booked."""

from collections.abc import Sequence

from django.db import transaction

from huiyin.company.queries import the_company
from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.numbers import take_numbers
from huiyin.interviews import queries, versions
from huiyin.interviews.actions.schedule import local_day, new_uid
from huiyin.interviews.models import Interview, InterviewVersion, Participant
from huiyin.interviews.plans import Past
from huiyin.search.index import refresh


def record_past_interviews(rows: Sequence[Past], *, by: Actor) -> list[Interview]:
    """Write them in a few statements, in their order. No rule is applied: what happened, happened."""
    if not rows:
        return []
    with transaction.atomic():
        made = Interview.objects.bulk_create(_interviews(rows), batch_size=500)
        Participant.objects.bulk_create(
            [
                Participant(interview=one, employee=employee)
                for one, past in zip(made, rows, strict=True)
                for employee in past.interviewers
            ],
            batch_size=500,
        )
        InterviewVersion.objects.bulk_create(
            [
                versions.version_row(
                    one, "record", [each.pk for each in past.interviewers], by=by, **past.facts
                )
                for one, past in zip(made, rows, strict=True)
            ],
            batch_size=500,
        )
        audit.record_many(
            "interview.recorded",
            [(one, {"state": str(one.state), "round": one.round_no}) for one in made],
            by=by,
        )
        refresh("interview", (one.pk for one in made))
    return made


def _interviews(rows: Sequence[Past]) -> list[Interview]:
    stages = queries.interview_stages({past.application.job.pipeline_id for past in rows})
    home = the_company().time_zone
    zones = [past.time_zone or (past.place.time_zone if past.place else home) for past in rows]
    days = [local_day(past.start, zone) for past, zone in zip(rows, zones, strict=True)]
    counts = {day: iter(take_numbers(f"interview:{day}", days.count(day))) for day in sorted(set(days))}
    now = clock.now()
    result = []
    for past, zone, day in zip(rows, zones, days, strict=True):
        round_ = queries.round_of(stages[past.application.job.pipeline_id], past.round_no)
        result.append(
            Interview(
                number=f"MS-{day}-{next(counts[day]):04d}",
                application=past.application,
                stage=round_.stage,
                round_no=past.round_no,
                round_name=round_.name,
                mode=past.mode,
                start=past.start,
                end=past.end,
                time_zone=zone,
                place=past.place,
                note=past.note,
                state=past.state,
                answer=past.answer,
                answered_via="import" if past.answer else "",
                ended_at=past.end,
                uid=new_uid(),
                created_at=now,
            )
        )
    return result
