import pytest
import time_machine

from huiyin.accounts.tests.factories import actor_of, make_user
from huiyin.candidates.actions import NewCandidate, add_candidate, add_candidates
from huiyin.candidates.models import Candidate, Consent
from huiyin.candidates.tests.factories import SYSTEM
from huiyin.core.errors import DomainError
from huiyin.core.models import AuditEntry
from huiyin.messaging.models import Address, Contact, Letter
from huiyin.todos.models import Todo

pytestmark = [pytest.mark.django_db, pytest.mark.both]

LIN = NewCandidate(name="林若溪", phone="138 0000 2046", email="Lin@Example.com")


def addresses(candidate):
    return sorted(Address.objects.filter(contact=candidate.contact).values_list("kind", flat=True))


@time_machine.travel("2026-11-25T10:00:00+08:00")
def test_a_new_person_gets_number_addresses_retention_and_basis():
    added = add_candidate(LIN, by=SYSTEM)

    assert added.is_new
    assert added.candidate.number == "C-202611-00001"
    assert addresses(added.candidate) == ["email", "phone"]
    assert added.candidate.retention_on.isoformat() == "2028-11-25"
    assert list(Consent.objects.values_list("purpose", "given", "basis")) == [
        ("application", True, "contract")
    ]
    assert list(AuditEntry.objects.values_list("verb", "about")) == [
        ("candidate.added", f"candidate:{added.candidate.pk}")
    ]
    assert Letter.objects.count() == 0


def test_numbers_follow_each_other_without_gaps():
    people = [NewCandidate(name=f"候选人{n}", phone=f"1380000{n:04d}") for n in range(3)]

    added = add_candidates(people, by=SYSTEM)

    assert [one.candidate.number[-5:] for one in added] == ["00001", "00002", "00003"]


@pytest.mark.parametrize(
    "again",
    [
        NewCandidate(name="林若溪", phone="+86 13800002046"),
        NewCandidate(name="林若溪", email="lin@example.com"),
        NewCandidate(name="林若溪", phone="１３８００００２０４６", email="other@example.com"),
    ],
)
def test_phone_or_mail_recognises_the_person(again):
    first = add_candidate(LIN, by=SYSTEM).candidate

    second = add_candidate(again, by=SYSTEM)

    assert second.candidate == first
    assert not second.is_new
    assert Candidate.objects.count() == 1
    assert Todo.objects.count() == 0


def test_the_id_number_recognises_the_person_and_what_was_missing_is_added():
    first = add_candidate(NewCandidate(name="林若溪", id_number="11010519491231002X"), by=SYSTEM).candidate

    second = add_candidate(
        NewCandidate(name="林若溪", phone="13800002046", id_number="11010519491231002x", city="杭州"),
        by=SYSTEM,
    )

    assert second.candidate == first
    first.refresh_from_db()
    assert (first.city, addresses(first)) == ("杭州", ["phone"])


def test_the_same_name_alone_recognises_nobody():
    add_candidate(LIN, by=SYSTEM)

    assert add_candidate(NewCandidate(name="林若溪"), by=SYSTEM).is_new


def test_two_matches_are_never_merged_but_put_before_a_person():
    user = make_user("recruiter")
    by_phone = add_candidate(NewCandidate(name="林若溪", phone="13800002046"), by=SYSTEM).candidate
    by_mail = add_candidate(NewCandidate(name="林若溪", email="lin@example.com"), by=SYSTEM).candidate

    third = add_candidate(LIN, by=actor_of(user))

    assert third.is_new
    assert third.others == (by_phone, by_mail)
    assert addresses(by_phone) == ["phone"]
    assert addresses(by_mail) == ["email"]
    todo = Todo.objects.get()
    assert (todo.kind, todo.about, todo.owner, todo.values) == (
        "candidate.duplicate",
        f"candidate:{third.candidate.pk}",
        user,
        {"candidates": [by_phone.pk, by_mail.pk]},
    )


def test_the_same_doubtful_row_finds_the_file_that_it_made():
    add_candidate(NewCandidate(name="林若溪", phone="13800002046"), by=SYSTEM)
    add_candidate(NewCandidate(name="林若溪", email="lin@example.com"), by=SYSTEM)
    third = add_candidate(LIN, by=SYSTEM).candidate

    again = add_candidate(LIN, by=SYSTEM)

    assert (again.candidate, again.is_new) == (third, False)
    assert Candidate.objects.count() == 3
    assert Todo.objects.count() == 1


def test_a_shared_phone_with_another_id_number_is_another_person():
    mother = add_candidate(
        NewCandidate(name="林若溪", phone="13800002046", id_number="11010519491231002X"), by=SYSTEM
    ).candidate

    child = add_candidate(
        NewCandidate(name="林小溪", phone="13800002046", id_number="440524188001010014"), by=SYSTEM
    )

    assert child.is_new
    assert child.others == (mother,)


def test_another_name_with_the_same_phone_asks_somebody_to_look():
    first = add_candidate(LIN, by=SYSTEM).candidate

    again = add_candidate(NewCandidate(name="林小溪", phone="13800002046"), by=SYSTEM)

    assert again.candidate == first
    assert list(Todo.objects.values_list("kind", "about")) == [
        ("candidate.check_name", f"candidate:{first.pk}")
    ]
    first.refresh_from_db()
    assert first.name == "林若溪"


def test_rows_of_one_import_recognise_each_other():
    added = add_candidates([LIN, NewCandidate(name="林若溪", phone="13800002046"), LIN], by=SYSTEM)

    assert [one.is_new for one in added] == [True, False, False]
    assert len({one.candidate.pk for one in added}) == 1
    assert Address.objects.count() == 2


def test_a_phone_that_a_person_marked_wrong_recognises_nobody():
    first = add_candidate(LIN, by=SYSTEM).candidate
    Address.objects.filter(contact=first.contact).update(state="wrong")

    assert add_candidate(LIN, by=SYSTEM).is_new


def test_a_merged_file_leads_to_the_one_that_goes_on():
    old = add_candidate(NewCandidate(name="林若溪", phone="13800002046"), by=SYSTEM).candidate
    kept = add_candidate(NewCandidate(name="林若溪", email="lin@example.com"), by=SYSTEM).candidate
    Candidate.objects.filter(pk=old.pk).update(merged_into=kept)

    assert add_candidate(NewCandidate(name="林若溪", phone="13800002046"), by=SYSTEM).candidate == kept


@pytest.mark.parametrize(
    ("person", "code"),
    [
        (NewCandidate(name=" "), "bad_name"),
        (NewCandidate(name="林若溪", phone="12345"), "bad_phone"),
        (NewCandidate(name="林若溪", email="lin@"), "bad_email"),
        (NewCandidate(name="林若溪", id_number="110105194912310021"), "bad_id_number"),
    ],
)
def test_an_unreadable_person_refuses_the_whole_batch(person, code):
    with pytest.raises(DomainError) as refused:
        add_candidates([LIN, person], by=SYSTEM)

    assert refused.value.code == code
    assert (Candidate.objects.count(), Contact.objects.count(), AuditEntry.objects.count()) == (0, 0, 0)


def test_many_people_cost_few_queries(django_assert_max_num_queries):
    people = [
        NewCandidate(name=f"候选人{n}", phone=f"1390000{n:04d}", email=f"p{n}@example.com")
        for n in range(400)
    ]

    with django_assert_max_num_queries(50):
        add_candidates(people, by=SYSTEM)


def test_a_name_keeps_no_controls_and_turns_no_direction():
    added = add_candidate(NewCandidate(name="林\u202e若\x00\x07溪\u2066", phone="13800002046"), by=SYSTEM)

    assert (added.candidate.name, added.candidate.contact.name) == ("林 若 溪", "林 若 溪")


def test_a_name_of_controls_alone_is_missing():
    with pytest.raises(DomainError) as refused:
        add_candidate(NewCandidate(name="\u202e\x00", phone="13800002046"), by=SYSTEM)

    assert (refused.value.code, Candidate.objects.count()) == ("bad_name", 0)
