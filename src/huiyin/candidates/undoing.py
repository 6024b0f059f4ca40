"""The last move that a colleague made on a job's page, in her session until a page offers to undo it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from huiyin.candidates.models import Application
from huiyin.jobs.models import Job

KEY = "moved"


@dataclass(frozen=True)
class LastMove:
    """`chosen` is what the form for undoing sends: each person in the version that the move made."""

    stage: int
    number: int
    chosen: str


def remember(session: Any, job: Job, moved: Sequence[Application]) -> None:
    chosen = ",".join(f"{one.pk}:{one.version}" for one in moved)
    session[KEY] = {"job": job.pk, "stage": moved[0].stage_id, "number": len(moved), "chosen": chosen}


def offer(session: Any, job: Job) -> LastMove | None:
    """Once; a look at another job's page gives it up."""
    kept = session.pop(KEY, None) if KEY in session else None
    if not kept or kept["job"] != job.pk:
        return None
    return LastMove(kept["stage"], kept["number"], kept["chosen"])
