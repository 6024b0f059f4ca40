"""Whoever is not invited at once: the recruiter looks first, then the hiring manager says a word."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from huiyin.accounts.models import User
from huiyin.candidates.actions import add_document, advise_against, move_to_stage, recommend
from huiyin.candidates.models import Application, DocumentKind
from huiyin.candidates.screening import READ_STAGES
from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.demo.resumes import resume
from huiyin.jobs.models import Reason, Stage, StageKind, TeamRole

SEED = 20261201
AGAINST = ("skill_gap", "experience_gap", "condition_gap")


@dataclass
class Papers:
    """`later` puts something on the story's agenda; `invite` arranges a first interview."""

    later: Callable[[datetime, Callable[[], object]], None]
    recruiter: Callable[[Application], Actor]
    invite: Callable[[Application], None]
    dice: random.Random = field(default_factory=lambda: random.Random(SEED))  # noqa: S311 -- no secrecy

    def plan(self, application: Application) -> None:
        name = application.candidate.name
        add_document(
            application.candidate,
            f"{name}-简历.docx",
            resume(name, application.job.title),
            by=self.recruiter(application),
            kind=DocumentKind.RESUME,
            application=application,
        )
        now = clock.now()
        self.later(now + timedelta(hours=20), partial(self._move, application, StageKind.SCREENING))
        if self.dice.random() < 0.6:
            self.later(now + timedelta(hours=44), partial(self._move, application, StageKind.MANAGER_REVIEW))
        self.later(now + timedelta(days=4, hours=3), partial(self._read, application))

    def _move(self, application: Application, kind: StageKind) -> None:
        stage = Stage.objects.filter(pipeline=application.job.pipeline, kind=kind).first()
        if stage:
            move_to_stage(application, stage, by=self.recruiter(application))

    def _read(self, application: Application) -> None:
        """More than half are worth meeting, a few are not, and the rest still lie there."""
        now = Application.objects.select_related("stage", "job").get(pk=application.pk)
        manager = now.job.team.filter(role=TeamRole.HIRING_MANAGER).select_related("employee__user").first()
        if manager is None or manager.employee.user is None or now.stage.kind not in READ_STAGES:
            return
        by, luck = actor_of(manager.employee.user), self.dice.random()
        if luck < 0.5:
            recommend(now, by=by, version=now.version)
            self.later(clock.now() + timedelta(hours=5), partial(self.invite, now))
        elif luck < 0.75:
            reason = Reason.objects.get(group="reject", key=self.dice.choice(AGAINST))
            advise_against(now, reason=reason, by=by, version=now.version)


def actor_of(user: User) -> Actor:
    return Actor(kind="user", key=f"user:{user.pk}", label=user.name, user_id=user.pk)
