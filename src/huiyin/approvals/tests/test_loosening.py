"""Two pairs of eyes stay two: who changes a flow is still asked about by the one before."""

import pytest
from django.test import Client

from huiyin.accounts.tests.factories import actor_of, make_unit, make_user, sign_in
from huiyin.approvals.actions import Question, ask, edit_flow
from huiyin.approvals.flow_steps import StepRule
from huiyin.approvals.flows import applying
from huiyin.approvals.models import Flow
from huiyin.approvals.tests.factories import flow, house, named, seated, things
from huiyin.core.errors import NotAllowed

pytestmark = pytest.mark.django_db
HANA = StepRule("role", role="hr_manager", hours=4)


def test_who_takes_all_steps_away_is_asked_about_by_the_flow_before():
    people = house()
    edit_flow("thing", [], seen=0, by=actor_of(people.hana))

    others, own = (
        ask(Question(f"thing:{n}"), by=actor_of(who)) for n, who in ((1, people.alice), (2, people.hana))
    )

    assert others is None
    assert own is not None
    assert (own.flow.version, own.flow.made_by) == (0, "system:shipped")
    assert seated(own) == {1: {people.hugo.pk}}
    assert things.carried == []


def test_who_puts_a_friend_there_is_asked_about_by_the_flow_before():
    people = house()
    flow(named(people.eve))
    edit_flow(
        "thing", [StepRule("named", people=(people.alice.pk,), hours=1)], seen=1, by=actor_of(people.hana)
    )

    own = ask(Question("thing:2"), by=actor_of(people.hana))

    assert own is not None
    assert seated(own) == {1: {people.eve.pk}}


def test_however_often_she_changes_it():
    people = house()
    flow(named(people.eve))
    edit_flow("thing", [HANA], seen=1, by=actor_of(people.hana))
    edit_flow("thing", [], seen=2, by=actor_of(people.hana))

    assert [one.people for one in applying("thing", {}, asker=people.hana.pk)] == [(people.eve.pk,)]
    assert applying("thing", {}, asker=people.hugo.pk) == []


def test_what_somebody_else_has_loosened_is_loose():
    people = house()
    flow(named(people.eve))
    edit_flow("thing", [], seen=1, by=actor_of(people.hugo))

    assert ask(Question("thing:2"), by=actor_of(people.hana)) is None


def test_who_tightens_a_flow_is_held_to_it_herself():
    people = house()
    Flow.objects.create(
        noun="thing", version=1, steps=[], made_by="system:test", made_at="2026-01-01T00:00:00Z"
    )
    edit_flow("thing", [HANA], seen=1, by=actor_of(people.hana))

    own = ask(Question("thing:2"), by=actor_of(people.hana))

    assert own is not None
    assert own.flow.version == 2


def test_a_branch_does_not_change_how_the_house_decides(client: Client):
    people = house()
    top = people.hana.employee.org_unit
    for unit, is_let_in in ((make_unit("远", parent=top), False), (top, True)):
        chief = make_user("hr_manager", org_unit=unit)

        status = sign_in(client, chief).get("/settings/approvals/thing/").status_code

        assert status == (200 if is_let_in else 403)
        if not is_let_in:
            with pytest.raises(NotAllowed):
                edit_flow("thing", [], seen=0, by=actor_of(chief))
            assert not Flow.objects.exists()
