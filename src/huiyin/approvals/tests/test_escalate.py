from datetime import timedelta

import pytest

from huiyin.accounts.tests.factories import actor_of, make_user
from huiyin.approvals.actions import be_away, be_back, escalate_due
from huiyin.approvals.queries import waiting_for
from huiyin.approvals.tests.factories import asked, flow, house, named, no, refused, seated, state_of, yes
from huiyin.core import clock
from huiyin.core.errors import NotAllowed
from huiyin.messaging.models import Letter
from huiyin.todos.models import Todo

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _back_to_now():
    yield
    clock.travel(None)


def after(approval) -> None:
    """Just past the time of the step that is open."""
    step = approval.steps.get(state="open")
    clock.travel(step.due_at + timedelta(seconds=1))
    escalate_due()


def kinds() -> list[tuple[str, str]]:
    return sorted(Letter.objects.values_list("kind", "contact__name"))


@pytest.mark.both
def test_late_first_reminds_then_asks_the_next_above_then_runs_out():
    people = house()
    flow(named(people.hana))
    approval = asked(people.alice)
    escalate_due()
    assert kinds() == [("approval.asked", people.hana.name)]

    after(approval)
    assert kinds() == [("approval.asked", people.hana.name), ("approval.escalated", people.hana.name)]
    assert seated(approval) == {1: {people.hana.pk}}

    after(approval)
    assert seated(approval) == {1: {people.hana.pk, people.eve.pk}}
    assert list(waiting_for(actor_of(people.eve))) == [approval]

    after(approval)
    assert state_of(approval) == "expired"
    assert not Todo.objects.filter(state="open", kind="approval.decide").exists()
    assert ("approval.decided", people.alice.name) in kinds()


def test_looking_twice_escalates_once():
    people = house()
    flow(named(people.hana))
    approval = asked(people.alice)
    after(approval)
    escalate_due()

    assert approval.steps.get().escalated == 1


def test_one_from_above_decides_for_all_who_were_silent():
    people = house()
    flow(named(people.hana, people.hugo, need="all"))
    approval = asked(people.alice)
    yes(approval, people.hugo)
    after(approval)
    after(approval)

    yes(approval, people.eve)

    assert state_of(approval) == "granted"


def test_when_all_who_are_asked_have_gone_the_next_above_is_asked_at_once():
    people = house()
    flow(named(people.hana))
    approval = asked(people.alice)
    people.hana.is_active = False
    people.hana.save()

    escalate_due()

    assert seated(approval) == {1: {people.hana.pk, people.eve.pk}}


def test_a_deadline_counts_hours_of_the_office_or_days_of_work():
    people = house()
    flow(named(people.hana, hours=0, days=2))
    days = asked(people.alice).steps.get().due_at
    flow(named(people.hana, hours=1))
    hours = asked(people.alice, 2).steps.get().due_at

    assert hours < days
    assert days - clock.now() > timedelta(days=1)


def away(user, stand_in, hours: int = 48):
    now = clock.now()
    return be_away(starts=now, ends=now + timedelta(hours=hours), stand_in=stand_in, by=actor_of(user))


def test_who_stands_in_is_asked_too_and_the_record_says_for_whom():
    people = house()
    flow(named(people.hana))
    away(people.hana, people.hugo)

    approval = asked(people.alice)
    yes(approval, people.hugo)

    seat = approval.steps.get().seats.get()
    assert (seat.user, seat.decided_by) == (people.hana, people.hugo)
    assert state_of(approval) == "granted"


def test_who_stands_in_for_somebody_who_goes_away_later_is_asked_once():
    people = house()
    flow(named(people.hana))
    approval = asked(people.alice)
    away(people.hana, people.hugo)

    escalate_due()
    escalate_due()

    assert kinds() == sorted([("approval.asked", people.hana.name), ("approval.asked", people.hugo.name)])
    assert list(waiting_for(actor_of(people.hugo))) == [approval]


def test_standing_in_never_leads_back_to_the_asker():
    people = house()
    flow(named(people.hana))
    away(people.hana, people.hugo)

    approval = asked(people.hugo)

    assert seated(approval) == {1: {people.eve.pk}}
    assert list(waiting_for(actor_of(people.hugo))) == []
    with pytest.raises(NotAllowed):
        yes(approval, people.hugo)


def test_one_hand_does_not_decide_for_two():
    people = house()
    flow(named(people.hana, people.hugo, need="all"))
    approval = asked(people.alice)
    away(people.hana, people.hugo)
    yes(approval, people.hugo)

    with pytest.raises(NotAllowed):
        yes(approval, people.hugo)

    assert state_of(approval) == "asked"


def test_who_is_away_without_anybody_is_passed_over():
    people = house()
    flow(named(people.hana))
    away(people.hana, None)

    assert seated(asked(people.alice)) == {1: {people.eve.pk}}


def test_back_again_the_stand_in_decides_no_more():
    people = house()
    flow(named(people.hana))
    away(people.hana, people.hugo)
    approval = asked(people.alice)
    be_back(by=actor_of(people.hana))

    with pytest.raises(NotAllowed):
        no(approval, people.hugo)

    assert state_of(approval) == "asked"


def test_nobody_stands_in_who_may_not_decide():
    people = house()

    with refused("absence"):
        away(people.hana, people.alice)
    with refused("absence"):
        away(people.hana, people.hana)
    with refused("absence"):
        away(people.hana, people.hugo, hours=-1)


def test_what_found_nobody_is_tried_again_when_somebody_comes():
    people = house()
    flow(named(people.eve))
    approval = asked(people.eve)
    another = make_user("executive")
    escalate_due()

    assert seated(approval) == {1: {another.pk}}
    assert not Todo.objects.filter(kind="approval.stuck", state="open").exists()
