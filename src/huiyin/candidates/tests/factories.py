"""Candidates and applications for tests, made by the actions themselves."""

from itertools import count

from huiyin.candidates.actions import NewCandidate, Origin, add_candidate
from huiyin.candidates.actions import apply as apply_for
from huiyin.candidates.models import Application, Candidate
from huiyin.core.actor import Actor
from huiyin.jobs.models import Job
from huiyin.jobs.tests.factories import make_job

SYSTEM = Actor.system("test")
_numbers = count(1)


def make_candidate(name: str = "", **fields: str) -> Candidate:
    number = next(_numbers)
    person = NewCandidate(
        name=name or f"候选人{number}",
        phone=fields.pop("phone", f"138{number:08d}"),
        email=fields.pop("email", f"person{number}@example.com"),
        **fields,
    )
    return add_candidate(person, by=SYSTEM).candidate


def make_application(
    candidate: Candidate | None = None, job: Job | None = None, **origin: object
) -> Application:
    return apply_for(candidate or make_candidate(), job or make_job(), by=SYSTEM, origin=Origin(**origin))
