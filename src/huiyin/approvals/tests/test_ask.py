import pytest

from huiyin.accounts.tests.factories import actor_of
from huiyin.approvals.actions import Question, ask
from huiyin.approvals.models import Approval, Flow
from huiyin.approvals.queries import waiting_for
from huiyin.approvals.tests.factories import asked, flow, house, named, role, seated, things
from huiyin.core.errors import DomainError, NotAllowed
from huiyin.messaging.models import Letter
from huiyin.todos.models import Todo

pytestmark = pytest.mark.django_db


def todo_owners() -> set[int]:
    return set(Todo.objects.filter(kind="approval.decide", state="open").values_list("owner", flat=True))


@pytest.mark.both
def test_everybody_whom_the_first_step_names_is_asked_once():
    people = house()

    approval = asked(people.alice)

    assert seated(approval) == {1: {people.hana.pk, people.hugo.pk}}
    assert todo_owners() == {people.hana.pk, people.hugo.pk}
    assert sorted(Letter.objects.values_list("kind", "contact__name")) == sorted(
        [("approval.asked", people.hana.name), ("approval.asked", people.hugo.name)]
    )
    assert [one.pk for one in waiting_for(actor_of(people.hana))] == [approval.pk]
    assert list(waiting_for(actor_of(people.eve))) == []


def test_asking_again_while_one_is_alive_is_the_same_question():
    people = house()

    first, second = asked(people.alice), asked(people.alice)

    assert first == second
    assert Letter.objects.count() == 2


def test_nobody_need_be_asked_when_no_condition_holds():
    people = house()
    flow(role("hr_manager", when={"size": 500}))

    assert ask(Question("thing:1", facts={"size": 500}), by=actor_of(people.alice)) is None
    assert ask(Question("thing:1", facts={"size": 501}), by=actor_of(people.alice)) is not None


def test_a_condition_on_a_fact_that_nobody_gave_does_not_hold():
    people = house()
    flow(role("hr_manager", when={"late": True}))

    assert ask(Question("thing:1"), by=actor_of(people.alice)) is None
    assert ask(Question("thing:1", facts={"late": True}), by=actor_of(people.alice)) is not None


def test_who_asks_is_never_asked_though_her_role_is_named():
    people = house()

    assert seated(asked(people.hana)) == {1: {people.hugo.pk}}


def test_when_only_the_asker_is_named_the_next_above_is_asked():
    people = house()
    flow(named(people.hana))

    approval = asked(people.hana)

    assert seated(approval) == {1: {people.eve.pk}}
    assert approval.steps.get().seats.get().came == "above"


def test_who_has_left_is_not_asked():
    people = house()
    people.hugo.is_active = False
    people.hugo.save()

    assert seated(asked(people.alice)) == {1: {people.hana.pk}}


def test_when_nobody_can_be_found_everybody_who_looks_after_the_house_is_told():
    people = house()

    approval = asked(people.eve)
    Approval.objects.all().delete()
    flow(named(people.eve))
    approval = asked(people.eve)

    assert seated(approval) == {1: set()}
    assert approval.steps.get().is_stuck
    assert list(Todo.objects.filter(kind="approval.stuck").values_list("about", "owner")) == [
        (f"approval:{approval.pk}", None)
    ]


def test_the_manager_of_the_asker_and_the_head_of_her_unit_are_found():
    people = house()
    flow({"who": "manager"}, {"who": "head"})

    approval = asked(people.alice)

    assert seated(approval) == {1: {people.hana.pk}}


def test_what_may_not_be_asked_is_refused_and_leaves_nothing():
    people = house()
    things.may_ask = False

    with pytest.raises(NotAllowed):
        asked(people.alice)
    with pytest.raises(DomainError):
        ask(Question("nothing:1"), by=actor_of(people.alice))

    assert not Approval.objects.exists()
    assert not Letter.objects.exists()


def test_a_running_approval_keeps_the_flow_that_it_began_with():
    people = house()
    approval = asked(people.alice)

    flow(named(people.eve))

    assert approval.flow == Flow.objects.get(version=1)
    assert seated(approval) == {1: {people.hana.pk, people.hugo.pk}}
    assert seated(asked(people.alice, 2)) == {1: {people.eve.pk}}


def test_many_questions_within_an_hour_become_one_letter():
    people = house()
    flow(named(people.eve))

    for number in range(1, 8):
        asked(people.alice, number)

    kinds = list(Letter.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["approval.asked"] * 3 + ["approval.several"]
    assert waiting_for(actor_of(people.eve)).count() == 7
