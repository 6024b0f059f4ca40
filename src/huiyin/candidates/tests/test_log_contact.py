"""Noting a call: what is kept, what follows from how it ended, and what is refused."""

from datetime import timedelta

import pytest

from huiyin.accounts.tests.factories import actor_of, make_user
from huiyin.candidates.actions import Contacted, log_contact
from huiyin.candidates.models import ContactLog, ContactOutcome, ContactWay
from huiyin.candidates.tests.factories import SYSTEM, make_application, make_candidate
from huiyin.candidates.timeline import unreached_calls
from huiyin.core import clock
from huiyin.core.errors import DomainError
from huiyin.core.models import AuditEntry
from huiyin.messaging.contacts import current_address, set_address
from huiyin.messaging.models import Address
from huiyin.people.tests.factories import make_employee
from huiyin.todos.models import Todo

pytestmark = pytest.mark.django_db
O = ContactOutcome  # noqa: E741 -- read aloud it is the outcome


@pytest.fixture
def candidate():
    return make_candidate("许知夏", phone="13800002046", email="xu@example.com")


def todos() -> list[tuple[str, str, str]]:
    return sorted(Todo.objects.values_list("kind", "about", "state"))


def test_a_call_is_kept_with_who_and_when_and_its_words_lie_sealed(candidate):
    user = make_user("recruiter", name="江予安")
    spoken = Contacted(O.REACHED, minutes=4, text="周一、周四上午方便")

    log = log_contact(candidate, spoken, by=actor_of(user))

    log.refresh_from_db()
    assert (log.way, log.outcome, log.minutes, log.author, log.is_incoming) == (
        "phone",
        "reached",
        4,
        user,
        False,
    )
    assert log.text == "周一、周四上午方便"
    entry = AuditEntry.objects.get(verb="contact.logged")
    assert entry.detail == {"contact_log": log.pk, "way": "phone", "outcome": "reached"}
    assert todos() == []


def test_a_wrong_number_is_written_to_no_more_and_a_better_one_is_asked_for_of_the_owner(candidate):
    user = make_user("recruiter")
    application = make_application(candidate)
    application.owner = make_employee(user=user)
    application.save()

    log = log_contact(candidate, Contacted(O.WRONG_NUMBER), application=application, by=SYSTEM)

    address = Address.objects.get(kind="phone")
    assert (address.state, address.state_note) == ("wrong", f"contactlog:{log.pk}")
    assert current_address(candidate.contact, "email") is not None
    todo = Todo.objects.get()
    assert (todo.kind, todo.about, todo.owner, todo.values) == (
        "candidate.address",
        f"contact:{candidate.contact_id}",
        user,
        {"kinds": ["phone"]},
    )


def test_a_better_number_ends_the_asking(candidate):
    log_contact(candidate, Contacted(O.WRONG_NUMBER), by=SYSTEM)

    set_address(candidate.contact, "phone", "13900001111")

    assert todos() == [("candidate.address", f"contact:{candidate.contact_id}", "done")]


def test_a_wrong_number_is_asked_for_once_however_often_it_is_noted(candidate):
    log_contact(candidate, Contacted(O.WRONG_NUMBER), by=SYSTEM)
    log_contact(candidate, Contacted(O.WRONG_NUMBER), by=SYSTEM)

    assert Todo.objects.count() == 1


def test_who_wants_to_be_called_back_is_put_on_the_list_until_reached(candidate):
    at = clock.now() + timedelta(hours=1)

    log_contact(candidate, Contacted(O.CALL_BACK, call_back_at=at), by=SYSTEM)

    todo = Todo.objects.get()
    assert (todo.kind, todo.about, todo.due_at) == ("candidate.call_back", f"candidate:{candidate.pk}", at)
    log_contact(candidate, Contacted(O.NO_ANSWER), by=SYSTEM)
    assert Todo.objects.get().state == "open"
    log_contact(candidate, Contacted(O.REACHED), by=SYSTEM)
    assert Todo.objects.get().state == "done"


def test_calls_that_nobody_took_are_counted_since_the_last_word(candidate):
    for outcome in (O.NO_ANSWER, O.REACHED, O.NO_ANSWER, O.BUSY, O.NO_ANSWER):
        log_contact(candidate, Contacted(outcome), by=SYSTEM)
    log_contact(candidate, Contacted(O.MISSED, is_incoming=True), by=SYSTEM)

    assert unreached_calls(candidate) == 3


@pytest.mark.parametrize(
    ("contacted", "code"),
    [
        (Contacted(O.REACHED, text="年龄偏大"), "unfair_content"),
        (Contacted(O.REACHED, text="长" * 1001), "bad_text"),
        (Contacted(O.REACHED, minutes=-1), "bad_minutes"),
        (Contacted(O.REACHED, minutes=601), "bad_minutes"),
        (Contacted(O.REACHED, at=clock.now() + timedelta(days=400)), "bad_at"),
        (Contacted(O.CALL_BACK, call_back_at=clock.now() - timedelta(days=1)), "bad_call_back_at"),
        (Contacted(O.BUSY, way=ContactWay.WECHAT), "bad_outcome"),
        (Contacted(O.WRONG_NUMBER, way=ContactWay.IN_PERSON), "bad_outcome"),
        (Contacted(O.MISSED), "bad_outcome"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(candidate, contacted, code):
    with pytest.raises(DomainError) as refusal:
        log_contact(candidate, contacted, by=SYSTEM)

    assert refusal.value.code == code
    assert ContactLog.objects.count() == Todo.objects.count() == 0
    assert Address.objects.exclude(state="usable").count() == 0
