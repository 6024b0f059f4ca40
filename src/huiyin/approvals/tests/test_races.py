"""Many words at once, and workers that die, on both databases."""

import threading
from collections.abc import Callable

import pytest
from django.db import OperationalError, connection

from huiyin.approvals.actions import escalate_due
from huiyin.approvals.actions.carry_out import carry_out
from huiyin.approvals.models import Approval, Seat
from huiyin.approvals.tests.factories import (
    asked,
    carried,
    colleague,
    flow,
    house,
    named,
    no,
    state_of,
    things,
    yes,
)
from huiyin.core import background
from huiyin.core.errors import DomainError
from huiyin.core.models import AuditEntry
from huiyin.messaging.models import Letter

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


def all_at_once(*works: Callable[[], object]) -> list[str]:
    ends: list[str] = []
    ready = threading.Barrier(len(works))

    def run(work: Callable[[], object]) -> None:
        try:
            ready.wait()
            work()
            ends.append("done")
        except DomainError:
            ends.append("refused")
        except OperationalError as busy:
            ends.append(str(busy))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ends)


def test_ten_words_at_once_count_once(transactional_db):
    people = house()
    approval = asked(people.alice)

    ends = all_at_once(*[lambda: yes(approval, people.hana)] * 10)

    assert ends == ["done"] + ["refused"] * 9
    assert Seat.objects.exclude(choice="").count() == 1
    assert carried() == [1]
    assert Letter.objects.filter(kind="approval.decided").count() == 1


def test_a_yes_and_a_no_at_once_are_one_of_them(transactional_db):
    people = house()
    approval = asked(people.alice)

    ends = all_at_once(lambda: yes(approval, people.hana), lambda: no(approval, people.hugo))

    assert ends == ["done", "refused"]
    assert state_of(approval) in {"granted", "refused"}


def test_two_of_all_at_once_both_count(transactional_db):
    people = house()
    ten = [colleague("hr_manager").user for _ in range(6)]
    flow(named(*ten, need="all"))
    approval = asked(people.alice)

    ends = all_at_once(*[lambda one=one: yes(approval, one) for one in ten])

    assert ends == ["done"] * 6
    assert carried() == [1]


def test_ten_questions_at_once_are_one(transactional_db):
    people = house()

    ends = all_at_once(*[lambda: asked(people.alice)] * 10)

    assert ends == ["done"] * 10
    assert Approval.objects.count() == 1
    assert Letter.objects.count() == 2


def test_carried_out_by_ten_workers_it_is_done_once(transactional_db):
    people = house()
    approval = asked(people.alice)
    yes(approval, people.hana)

    all_at_once(*[lambda: carry_out(approval.pk)] * 10)

    assert things.carried == [1]
    assert AuditEntry.objects.filter(verb="approval.carried_out").count() == 1


def test_a_worker_killed_in_the_middle_leaves_it_granted_and_the_next_one_does_it(transactional_db):
    people = house()
    approval = asked(people.alice)
    yes(approval, people.hana)

    things.refuses = SystemExit("killed")
    with pytest.raises(SystemExit):
        carry_out(approval.pk)
    assert state_of(approval) == "granted"
    things.refuses = None

    assert background.run_waiting() == 1
    assert things.carried == [1]
    assert state_of(approval) == "carried_out"


def test_two_clocks_at_once_escalate_once(transactional_db):
    people = house()
    flow(named(people.hana))
    approval = asked(people.alice)
    people.hana.is_active = False
    people.hana.save()

    all_at_once(escalate_due, escalate_due)

    assert approval.steps.get().seats.count() == 2
    assert AuditEntry.objects.filter(verb="approval.escalated").count() == 1
