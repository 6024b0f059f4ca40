import pytest

from huiyin.accounts.models import RoleGrant
from huiyin.accounts.tests.factories import actor_of
from huiyin.approvals.actions import Word, decide, void, withdraw
from huiyin.approvals.models import Seat
from huiyin.approvals.queries import asked_by, decided_by, waiting_for
from huiyin.approvals.states import Choice
from huiyin.approvals.tests.factories import (
    asked,
    back,
    carried,
    flow,
    house,
    named,
    no,
    refused,
    role,
    seated,
    state_of,
    things,
    yes,
)
from huiyin.core.errors import DomainError, NotAllowed
from huiyin.core.models import AuditEntry
from huiyin.messaging.models import Letter
from huiyin.todos.models import Todo

pytestmark = pytest.mark.django_db


def unsent() -> list[tuple[str, str]]:
    rows = Letter.objects.exclude(state="superseded").order_by("pk")
    return list(rows.values_list("kind", "contact__name"))


@pytest.mark.both
def test_one_word_of_any_of_them_grants_and_it_is_carried_out_once():
    people = house()
    approval = asked(people.alice)

    yes(approval, people.hana)

    assert state_of(approval) == "granted"
    assert carried() == [1]
    assert state_of(approval) == "carried_out"
    assert carried() == [1]
    assert not Todo.objects.filter(state="open").exists()
    assert unsent() == [("approval.decided", people.alice.name)]


@pytest.mark.both
def test_all_of_them_must_say_yes_where_the_flow_wants_all():
    people = house()
    flow(role("hr_manager", need="all"))
    approval = asked(people.alice)

    yes(approval, people.hana)
    assert state_of(approval) == "asked"
    assert list(Todo.objects.filter(state="open").values_list("owner", flat=True)) == [people.hugo.pk]

    yes(approval, people.hugo)
    assert carried() == [1]


def test_the_steps_follow_one_another():
    people = house()
    flow(named(people.hana), named(people.eve))
    approval = asked(people.alice)

    with pytest.raises(NotAllowed):
        yes(approval, people.eve)
    yes(approval, people.hana)

    assert seated(approval) == {1: {people.hana.pk}, 2: {people.eve.pk}}
    assert carried() == []
    yes(approval, people.eve)
    assert carried() == [1]


def test_nobody_decides_twice_in_a_chain_unless_the_flow_says_so():
    people = house()
    flow(named(people.hana), named(people.hana, people.hugo))
    approval = asked(people.alice)
    yes(approval, people.hana)

    assert seated(approval)[2] == {people.hugo.pk}
    with pytest.raises(NotAllowed):
        yes(approval, people.hana)

    flow(named(people.hana), named(people.hana, again=True))
    other = asked(people.alice, 2)
    yes(other, people.hana)
    yes(other, people.hana)
    assert state_of(other) == "granted"


def test_the_asker_never_decides_what_she_asked():
    people = house()
    flow(named(people.hana, people.hugo))
    approval = asked(people.hana)
    Seat.objects.create(step=approval.steps.get(), user=people.hana)

    with pytest.raises(NotAllowed):
        yes(approval, people.hana)

    assert list(waiting_for(actor_of(people.hana))) == []
    assert state_of(approval) == "asked"


def test_a_refusal_needs_its_reason_and_ends_it():
    people = house()
    approval = asked(people.alice)

    with refused("comment"):
        no(approval, people.hana, "  ")
    assert state_of(approval) == "asked"
    no(approval, people.hana, "Too many rows.")

    assert state_of(approval) == "refused"
    assert approval.said == "Too many rows."
    assert things.ended == [(1, "refused")]
    assert carried() == []
    assert unsent() == [("approval.decided", people.alice.name)]


def test_what_is_given_back_ends_and_may_be_asked_anew():
    people = house()
    approval = asked(people.alice)

    with pytest.raises(DomainError):
        back(approval, people.hana, "")
    back(approval, people.hana)

    assert state_of(approval) == "returned"
    assert list(Todo.objects.filter(state="open").values_list("kind", "owner")) == [
        ("approval.returned", people.alice.pk)
    ]
    assert unsent() == [("approval.returned", people.alice.name)]
    assert asked(people.alice) != approval


def test_only_the_asker_withdraws_and_only_while_it_waits():
    people = house()
    approval = asked(people.alice)

    with pytest.raises(NotAllowed):
        withdraw(approval, by=actor_of(people.hana))
    withdraw(approval, by=actor_of(people.alice))

    assert state_of(approval) == "withdrawn"
    assert unsent() == []
    assert not Todo.objects.filter(state="open").exists()
    with pytest.raises(DomainError):
        yes(approval, people.hana)
    with pytest.raises(DomainError):
        withdraw(approval, by=actor_of(people.alice))


def test_an_edit_of_the_subject_voids_it_before_anybody_can_say_yes():
    people = house()
    approval = asked(people.alice)
    things.texts[1] = "edited behind their backs"

    with refused("edited"):
        yes(approval, people.hana)

    assert state_of(approval) == "void"
    assert carried() == []
    assert unsent() == [("approval.decided", people.alice.name)]


def test_an_edit_between_yes_and_the_work_voids_it():
    people = house()
    approval = asked(people.alice)
    yes(approval, people.hana)
    things.texts[1] = "edited"

    assert carried() == []
    assert state_of(approval) == "void"


def test_the_room_that_edits_says_so_itself():
    people = house()
    approval = asked(people.alice)

    assert void("thing:1", reason="moved", by=actor_of(people.alice))
    assert not void("thing:1", reason="moved", by=actor_of(people.alice))

    assert (state_of(approval), approval.reason) == ("void", "moved")


def test_what_the_subject_refuses_is_kept_with_its_reason_and_a_to_do():
    people = house()
    approval = asked(people.alice)
    yes(approval, people.hana)
    things.refuses = DomainError("full", "The disk is full.")

    assert carried() == []

    assert state_of(approval) == "could_not"
    assert (approval.reason, approval.said) == ("full", "The disk is full.")
    assert things.could_not == [1]
    assert list(Todo.objects.filter(state="open").values_list("kind", "owner")) == [
        ("approval.could_not", people.alice.pk)
    ]


def test_what_breaks_is_not_tried_for_ever(caplog):
    people = house()
    approval = asked(people.alice)
    yes(approval, people.hana)
    things.refuses = ZeroDivisionError("oh")

    carried()

    assert (state_of(approval), approval.reason) == ("could_not", "broke")


def test_who_lost_the_right_after_asking_gets_nothing():
    people = house()
    approval = asked(people.alice)
    yes(approval, people.hana)
    things.may_ask = False

    assert carried() == []
    assert (state_of(approval), approval.reason) == ("could_not", "may_not")


def test_who_lost_the_role_decides_no_more():
    people = house()
    approval = asked(people.alice)
    RoleGrant.objects.filter(user=people.hana).delete()

    with pytest.raises(NotAllowed):
        yes(approval, people.hana)

    assert state_of(approval) == "asked"


def test_a_stranger_can_neither_see_nor_decide():
    people = house()
    approval = asked(people.alice)
    entries = AuditEntry.objects.count()

    with pytest.raises(NotAllowed):
        decide(approval, Word(Choice.APPROVE), by=actor_of(people.eve))

    assert state_of(approval) == "asked"
    assert AuditEntry.objects.count() == entries
    assert Seat.objects.exclude(choice="").count() == 0


def test_what_is_over_can_not_be_decided_again():
    people = house()
    approval = asked(people.alice)
    yes(approval, people.hana)

    with refused("over"):
        no(approval, people.hugo)

    assert state_of(approval) == "granted"


def test_lists_say_what_she_asked_and_what_she_decided():
    people = house()
    approval = asked(people.alice)
    yes(approval, people.hana)

    assert list(asked_by(actor_of(people.alice))) == [approval]
    assert list(decided_by(actor_of(people.hana))) == [approval]
    assert list(decided_by(actor_of(people.hugo))) == []
    assert list(waiting_for(actor_of(people.hugo))) == []


def test_the_trail_holds_no_words_of_anybody():
    people = house()
    no(asked(people.alice), people.hana, "Lin Ruoxi is on this list")

    assert "Lin" not in str(list(AuditEntry.objects.values_list("detail", flat=True)))
