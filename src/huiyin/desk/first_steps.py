"""What a new company does first. Read only while its desk has nothing else to say."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from huiyin.accounts.doors import permissions_of
from huiyin.candidates.access import visible_to as visible_candidates
from huiyin.core.actor import Actor
from huiyin.interviews.access import visible_to as visible_interviews
from huiyin.jobs.access import can_create_job
from huiyin.jobs.access import visible_to as visible_jobs


@dataclass(frozen=True)
class FirstStep:
    title: str
    text: str
    verb: str
    url: str
    is_done: bool


def first_steps(actor: Actor) -> list[FirstStep]:
    """None once there is an interview, and none for who recruits nobody."""
    granted = permissions_of(actor)
    if not {"candidates:edit", "interviews:arrange"} <= granted or visible_interviews(actor).exists():
        return []
    job = visible_jobs(actor).order_by("pk").first()
    has_people = visible_candidates(actor).exists()
    board = reverse("jobs:detail", args=[job.pk]) if job else reverse("jobs:list")
    steps = [
        FirstStep(
            _("Add people"),
            _("Paste a list from a table, or write one by one. Whoever is there already is recognised."),
            _("Add candidates"),
            reverse("candidates:add"),
            is_done=has_people,
        ),
        FirstStep(
            _("Arrange the first interview"),
            _("Choose somebody in the job's table. The invitation shows before it goes out."),
            _("Choose somebody"),
            board,
            is_done=False,
        ),
    ]
    if job is None and not can_create_job(actor):
        return steps
    create = FirstStep(
        _("Open a job"),
        _("Its title, where it is and who interviews; everything else has a good beginning."),
        _("Create a job"),
        reverse("jobs:create"),
        is_done=job is not None,
    )
    return [create, *steps]
