"""A batch to send, in a process of its own over a house's database:

    python -m benchmarks.batch make 1000 | sent 1

`make` opens so many files in one job and spreads them by the real action over twelve interviewers, ready to
be sent; `sent` says whether its sending is over, how long it took by the operation's own clock, and whether
anybody has two invitations.
"""

import argparse
import json
import sys
from typing import Any

import django

django.setup()

from django.db.models import Count  # noqa: E402

from benchmarks import fill  # noqa: E402
from huiyin.candidates.models import Application  # noqa: E402
from huiyin.core import clock  # noqa: E402
from huiyin.core.actor import Actor  # noqa: E402
from huiyin.interviews.actions.prepare_batch import save_settings, start_batch  # noqa: E402
from huiyin.interviews.models import Batch, Interview  # noqa: E402
from huiyin.messaging.models import Letter  # noqa: E402
from huiyin.people.models import Employee  # noqa: E402

TRACKS = 12


def make(number: int) -> dict[str, Any]:
    applications = fill.people(number)
    job = applications[0].job
    Application.objects.filter(pk__in=[one.pk for one in applications]).update(job=job)
    by = Actor.system("bench")
    batch = start_batch(job, applications=[one.pk for one in applications], by=by)
    colleagues = list(Employee.objects.order_by("-pk")[:TRACKS])
    tracks = [{"room": None, "interviewers": [one.pk]} for one in colleagues]
    first = clock.today(batch.time_zone)
    days = fill.working_days.working_days_after(first, 6 + number // (TRACKS * 5))
    settled = {"days": [one.isoformat() for one in days[2:]], "tracks": tracks, "minutes": 45}
    batch = save_settings(batch, settled, by=by)
    placed = batch.rows.filter(start__isnull=False).count()
    assert placed == number, f"only {placed} of {number} have a time"
    return {"batch": batch.pk}


def sent(batch_id: int) -> dict[str, Any]:
    batch = Batch.objects.select_related("operation").get(pk=batch_id)
    operation = batch.operation
    rows = Interview.objects.filter(batchrow__batch=batch)
    invitations = Letter.objects.filter(
        kind="interview.scheduled", about__in=[f"interview:{pk}" for pk in rows.values_list("pk", flat=True)]
    )
    twice = invitations.values("about").annotate(n=Count("pk")).filter(n__gt=1).count()
    over = bool(operation and operation.ended_at)
    return {
        "rows": batch.rows.count(),
        "seconds": (operation.ended_at - operation.created_at).total_seconds() if operation and over else 1e9,
        "invited": invitations.values("about").distinct().count(),
        "twice": twice,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("verb", choices=("make", "sent"))
    parser.add_argument("number", type=int)
    options = parser.parse_args()
    sys.stdout.write(json.dumps({"make": make, "sent": sent}[options.verb](options.number)) + "\n")


if __name__ == "__main__":
    main()
