"""A small house whose people ask and decide, and a subject of its own for the tests of this room."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

from huiyin.accounts.models import User
from huiyin.accounts.tests.factories import actor_of, make_user
from huiyin.approvals import subjects
from huiyin.approvals.actions import Question, Word, ask, decide
from huiyin.approvals.models import Approval, Flow
from huiyin.approvals.states import Choice
from huiyin.approvals.subjects import Fact, Subject
from huiyin.core import background, clock
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError
from huiyin.messaging.contacts import EMAIL, set_address
from huiyin.people.models import Employee
from huiyin.people.tests.factories import make_employee


@dataclass
class Things:
    """What the tests' subjects are and what became of them; emptied by `fresh_things`."""

    texts: dict[int, str] = field(default_factory=dict)
    carried: list[int] = field(default_factory=list)
    ended: list[tuple[int, str]] = field(default_factory=list)
    could_not: list[int] = field(default_factory=list)
    refuses: BaseException | None = None
    may_ask: bool = True


things = Things()


def fresh_things() -> Things:
    things.__init__()  # type: ignore[misc]
    return things


def _carry_out(number: int, by: Actor) -> None:
    if things.refuses is not None:
        raise things.refuses
    things.carried.append(number)


if "thing" not in subjects.SUBJECTS:
    subjects.register(
        Subject(
            noun="thing",
            label="Things",
            title=lambda number: f"Thing {number}",
            facts=lambda number, _actor: [Fact("What", things.texts.get(number, "as it was"))],
            fingerprint=lambda number: things.texts.get(number, ""),
            may_ask=lambda actor, _number: things.may_ask and actor.user_id is not None,
            carry_out=_carry_out,
            ended=lambda number, state: things.ended.append((number, state)),
            could_not=lambda number, _refused: things.could_not.append(number),
            conditions={"size": "Size", "late": "Late"},
            steps=({"who": "role", "value": "hr_manager", "need": "any", "hours": 4},),
        )
    )


def flow(*steps: dict[str, Any]) -> Flow:
    version = Flow.objects.filter(noun="thing").count() + 1
    return Flow.objects.create(
        noun="thing",
        version=version,
        steps=[{"need": "any", "hours": 4, **one} for one in steps],
        made_by="system:test",
        made_at=clock.now(),
    )


def role(key: str, **more: Any) -> dict[str, Any]:
    return {"who": "role", "value": key, **more}


def named(*people: User, **more: Any) -> dict[str, Any]:
    return {"who": "named", "value": [one.pk for one in people], **more}


def colleague(*roles: str, manager: Employee | None = None, **fields: Any) -> Employee:
    """With an account, roles and an address."""
    user = make_user(*roles)
    row = make_employee(user.name, user=user, manager=manager, **fields)
    set_address(row.contact, EMAIL, user.email)
    return row


def house() -> SimpleNamespace:
    """Eve leads, hana and hugo manage, alice recruits and reports to hana."""
    eve = colleague("executive")
    hana = colleague("hr_manager", manager=eve, org_unit=eve.org_unit)
    hugo = colleague("hr_manager", manager=eve, org_unit=eve.org_unit)
    alice = colleague("recruiter", manager=hana, org_unit=eve.org_unit)
    fresh_things()
    return SimpleNamespace(eve=eve.user, hana=hana.user, hugo=hugo.user, alice=alice.user)


def asked(by: User, number: int = 1, **facts: Any) -> Approval:
    approval = ask(Question(f"thing:{number}", "It is needed.", facts), by=actor_of(by))
    assert approval is not None
    return approval


def yes(approval: Approval, by: User) -> Approval:
    return decide(approval, Word(Choice.APPROVE), by=actor_of(by))


def no(approval: Approval, by: User, why: str = "Not now.") -> Approval:
    return decide(approval, Word(Choice.REFUSE, why), by=actor_of(by))


def back(approval: Approval, by: User, why: str = "Less, please.") -> Approval:
    return decide(approval, Word(Choice.RETURN, why), by=actor_of(by))


def state_of(approval: Approval) -> str:
    approval.refresh_from_db()
    return approval.state


def carried() -> list[int]:
    background.run_waiting()
    return things.carried


def seated(approval: Approval) -> dict[int, set[int]]:
    """Who sits at each step that has opened."""
    steps = approval.steps.exclude(opened_at=None)
    return {one.position: set(one.seats.values_list("user", flat=True)) for one in steps}


@contextmanager
def refused(code: str) -> Iterator[None]:
    """Whatever the language in which it is said."""
    with pytest.raises(DomainError) as wrong:
        yield
    assert wrong.value.code == code
