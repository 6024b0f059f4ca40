"""Finding who calls: any spelling, the last four, the reader's own rows, and an end to guessing."""

import pytest

from huiyin.accounts.models import FieldRule
from huiyin.accounts.tests.factories import actor_of, make_unit, make_user
from huiyin.candidates.calling import dialable, look_up, plain_number
from huiyin.candidates.tests.factories import make_application, make_candidate
from huiyin.core.errors import TooMany
from huiyin.core.models import AuditEntry
from huiyin.jobs.tests.factories import make_job

pytestmark = pytest.mark.django_db


@pytest.fixture
def recruiter():
    return actor_of(make_user("recruiter"))


@pytest.mark.parametrize(
    "shown",
    [
        "13800002046",
        "138 0000 2046",
        "138-0000-2046",
        "+86 138 0000 2046",
        "008613800002046",
        "013800002046",
        "１３８００００２０４６",
        "tel:+8613800002046",
        "sip:13800002046@pbx.example",
        " 2046 ",
    ],
)
def test_every_spelling_of_a_number_finds_its_candidate(recruiter, shown):
    candidate = make_candidate("许知夏", phone="13800002046")
    make_candidate(phone="13900001111")

    assert look_up(plain_number(shown), by=recruiter) == [candidate]


def test_several_with_the_same_last_four_are_all_named(recruiter):
    first, second = make_candidate(phone="13800002046"), make_candidate(phone="13911112046")

    assert look_up("2046", by=recruiter) == [second, first]


def test_one_whom_she_may_not_see_is_as_unknown_as_nobody(recruiter):
    make_application(make_candidate(phone="13800002046"), make_job(org_unit=make_unit("华东")))
    foreign = actor_of(make_user("recruiter", org_unit=make_unit("华西")))

    assert look_up("13800002046", by=foreign) == look_up("13700000000", by=foreign) == []
    told = AuditEntry.objects.filter(verb="number.looked_up").values_list("about", "detail")
    assert list(told) == [(f"user:{foreign.user_id}", {"candidates": []})] * 2


@pytest.mark.parametrize(
    ("level", "whole", "tail"), [("edit", 1, 1), ("see", 1, 1), ("mask", 0, 1), ("hide", 0, 0)]
)
def test_a_number_that_a_role_does_not_read_finds_nobody(recruiter, level, whole, tail):
    """As in the search: a mask that answers guesses hides nothing."""
    make_candidate(phone="13800002046")
    FieldRule.objects.filter(field="candidate.phone").update(level=level)

    assert len(look_up("13800002046", by=recruiter)) == whole
    assert len(look_up("2046", by=recruiter)) == tail


def test_each_look_up_is_noted_without_the_number(recruiter):
    candidate = make_candidate(phone="13800002046")

    look_up("13800002046", by=recruiter)

    entry = AuditEntry.objects.get(verb="number.looked_up")
    assert (entry.about, entry.detail) == (f"user:{recruiter.user_id}", {"candidates": [candidate.pk]})


def test_guessing_ends_for_the_guesser_alone(recruiter):
    make_candidate(phone="13800002046")
    for number in range(30):
        look_up(f"1370000{number:04}", by=recruiter)

    with pytest.raises(TooMany):
        look_up("13800002046", by=recruiter)
    assert len(look_up("13800002046", by=actor_of(make_user("recruiter")))) == 1


def test_numbers_that_are_found_are_no_guesses(recruiter):
    make_candidate(phone="13800002046")

    assert [len(look_up("2046", by=recruiter)) for _ in range(31)] == [1] * 31


@pytest.mark.parametrize("text", ["", "abc", "12", "0", "9" * 60, "138000020", "'; --"])
def test_what_is_no_number_is_nobody(recruiter, text):
    make_candidate()

    assert dialable(plain_number(text)) == ""
    assert look_up(plain_number(text), by=recruiter) == []
