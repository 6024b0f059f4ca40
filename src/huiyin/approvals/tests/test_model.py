"""Random questions, words and edits against a reference of a few lines."""

import hypothesis.strategies as st
import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from huiyin.accounts.tests.factories import actor_of
from huiyin.approvals.actions import void, withdraw
from huiyin.approvals.models import Seat
from huiyin.approvals.states import OVER
from huiyin.approvals.tests.factories import (
    asked,
    back,
    carried,
    flow,
    house,
    named,
    no,
    state_of,
    things,
    yes,
)
from huiyin.core.errors import DomainError
from huiyin.messaging.models import Letter
from huiyin.todos.models import Todo

NEEDS = st.sampled_from(["any", "all"])
PEOPLE = ("alice", "hana", "hugo", "eve")


class Reference:
    """What must come out: the steps in order, whose word is missing in the open one, and who has had hers."""

    def __init__(self, asker: str, steps: list[tuple[str, tuple[str, ...]]]) -> None:
        self.asker, self.state, self.spoken = asker, "asked", set[str]()
        self.steps = list(steps)
        self._open()

    def _open(self) -> None:
        self.need, people = self.steps.pop(0)
        self.missing = set(people) - {self.asker} - self.spoken
        self.is_above = not self.missing
        if self.is_above:
            barred = {self.asker} | self.spoken
            rings = ({"eve"},) if set(people) & {"hana", "hugo", "eve"} else ({"hana"}, {"eve"})
            self.missing = next((ring - barred for ring in rings if ring - barred), set())

    def may(self, who: str) -> bool:
        return self.state == "asked" and who in self.missing and who not in self.spoken

    def yes(self, who: str) -> None:
        self.spoken.add(who)
        self.missing.discard(who)
        if self.need == "all" and self.missing and not self.is_above:
            return
        if self.steps:
            self._open()
        else:
            self.state = "granted"


class Approvals(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.world = transaction.atomic()
        self.world.__enter__()

    @initialize(
        asker=st.sampled_from(["alice", "hana"]),
        steps=st.lists(
            st.tuples(NEEDS, st.lists(st.sampled_from(PEOPLE[1:]), min_size=1, max_size=3, unique=True)),
            min_size=1,
            max_size=3,
        ),
    )
    def begin(self, asker, steps):
        self.people = house()
        self.asker = asker
        flow(*[named(*(getattr(self.people, one) for one in who), need=need) for need, who in steps])
        self.approval = asked(getattr(self.people, asker))
        self.model = Reference(asker, [(need, tuple(who)) for need, who in steps])
        self.done = 0

    @rule(who=st.sampled_from(PEOPLE))
    def say_yes(self, who):
        may = self.model.may(who)
        assert self._tried(lambda: yes(self.approval, getattr(self.people, who))) == may
        if may:
            self.model.yes(who)

    @rule(who=st.sampled_from(PEOPLE), word=st.sampled_from(["refused", "returned"]))
    @precondition(lambda self: self.model.state == "asked")
    def say_no(self, who, word):
        may = self.model.may(who)
        say = no if word == "refused" else back
        assert self._tried(lambda: say(self.approval, getattr(self.people, who))) == may
        if may:
            self.model.state = word

    @rule(who=st.sampled_from(PEOPLE))
    def take_back(self, who):
        may = self.model.state == "asked" and who == self.asker
        assert self._tried(lambda: withdraw(self.approval, by=actor_of(getattr(self.people, who)))) == may
        if may:
            self.model.state = "withdrawn"

    @rule()
    def edit(self):
        alive = self.model.state in {"asked", "granted"}
        assert void("thing:1", reason="moved", by=actor_of(self.people.alice)) == alive
        if alive:
            self.model.state = "void"

    @rule()
    def work(self):
        carried()
        if self.model.state == "granted":
            self.model.state, self.done = "carried_out", 1

    @invariant()
    def stands_as_it_should(self):
        if not hasattr(self, "model"):
            return
        assert state_of(self.approval) == self.model.state
        assert len(things.carried) == self.done
        spoken = Seat.objects.filter(decided_by__isnull=False).values_list("decided_by", flat=True)
        assert len(spoken) == len(set(spoken))
        assert getattr(self.people, self.asker).pk not in set(spoken)
        if self.model.state in OVER:
            assert not Todo.objects.filter(kind="approval.decide", state="open").exists()
            assert not Letter.objects.filter(kind="approval.asked").exclude(state="superseded").exists()
            assert not self.approval.steps.filter(state__in=["open", "waiting"]).exists()

    def _tried(self, work):
        try:
            work()
        except DomainError:
            return False
        return True

    def teardown(self):
        transaction.set_rollback(True)
        self.world.__exit__(None, None, None)


def test_whatever_is_said_in_whatever_order_it_stands_as_the_reference_says():
    run_state_machine_as_test(
        Approvals,
        settings=settings(
            max_examples=40,
            stateful_step_count=14,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )


pytestmark = pytest.mark.django_db
