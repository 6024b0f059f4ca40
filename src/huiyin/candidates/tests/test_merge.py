"""Two files become one, and two again."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection

from huiyin.accounts.capabilities import issue
from huiyin.accounts.tests.factories import make_user
from huiyin.candidates.actions import (
    NewCandidate,
    add_candidate,
    add_note,
    ask,
    record_consent,
    tag_candidate,
)
from huiyin.candidates.actions.merging import mark_of, merge_candidates, say_not_same
from huiyin.candidates.actions.parting import came_after, undo_merge
from huiyin.candidates.actions.stating import Said, edit_profile, profile_values, state
from huiyin.candidates.merge_facts import facts_of
from huiyin.candidates.models import Application, Candidate, Merge, NotSame, StatementKind
from huiyin.candidates.recognition import Keys, recognise
from huiyin.candidates.tests.factories import SYSTEM, make_application, make_candidate
from huiyin.core import clock
from huiyin.core.errors import Clash, DomainError
from huiyin.core.models import AuditEntry
from huiyin.jobs.tests.factories import make_job
from huiyin.messaging.contacts import current_address
from huiyin.messaging.models import Letter
from huiyin.messaging.tests.factories import make_letter
from huiyin.todos.actions import open_todo
from huiyin.todos.models import Todo

NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def moment():
    with time_machine.travel(NOW, tick=False) as moment:
        yield moment


@pytest.fixture
def pair():
    elder = make_candidate("许知夏", phone="13800002046", email="xu@example.com", city="杭州")
    return elder, make_candidate("许知夏", phone="13900003333", email="xu@work.example")


def fresh(candidate: Candidate) -> Candidate:
    return Candidate.objects.select_related("contact").get(pk=candidate.pk)


@pytest.mark.both
def test_everything_of_the_younger_file_moves_to_the_elder(pair):
    elder, younger = pair
    application = make_application(candidate=younger)
    note = add_note(younger, "愿意去仓里看", by=SYSTEM)
    worn = tag_candidate(younger, "银牌候选人", by=SYSTEM)
    thread = ask(younger, "结果什么时候出来？", by=SYSTEM, application=application).thread
    said = state(younger, Said(StatementKind.PAY, least=22000), by=SYSTEM)
    consent = record_consent(younger, "talent_pool", given=True, by=SYSTEM)
    link = issue(kind="i", subject="interview:1", holder=f"candidate:{younger.pk}", verbs=["view"],
                 expires_at=clock.now() + timedelta(days=9)).capability  # fmt: skip
    letter = make_letter(contact=younger.contact)

    merge = merge_candidates(younger, elder, {}, by=SYSTEM)

    for row in (application, note, worn, thread, said, consent):
        row.refresh_from_db()
        assert row.candidate_id == elder.pk
    link.refresh_from_db()
    letter.refresh_from_db()
    assert link.holder == f"candidate:{elder.pk}"
    assert letter.contact_id == elder.contact_id
    assert (merge.survivor, merge.gone) == (elder, younger)
    assert fresh(younger).merged_into_id == elder.pk
    verbs = AuditEntry.objects.filter(verb__startswith="candidate.merged").order_by("pk")
    assert [(one.verb, one.about) for one in verbs] == [
        ("candidate.merged", f"candidate:{elder.pk}"),
        ("candidate.merged_away", f"candidate:{younger.pk}"),
    ]


@pytest.mark.both
def test_undoing_restores_both_to_the_last_fact(pair):
    elder, younger = pair
    note = add_note(younger, "愿意去仓里看", by=SYSTEM)
    letter = make_letter(contact=younger.contact)
    edit_profile(younger, {**profile_values(younger), "cities": "宁波"}, by=SYSTEM)
    before = facts_of(fresh(elder)), facts_of(fresh(younger))
    addresses = sorted(one.value for one in elder.contact.addresses.all())
    merge = merge_candidates(elder, younger, {"phone": "gone", "email": "gone"}, by=SYSTEM)
    assert current_address(fresh(elder).contact, "phone").value == "+8613900003333"

    undo_merge(merge, by=SYSTEM)

    assert (facts_of(fresh(elder)), facts_of(fresh(younger))) == before
    assert sorted(one.value for one in fresh(elder).contact.addresses.all()) == addresses
    note.refresh_from_db()
    letter.refresh_from_db()
    assert (note.candidate, letter.contact) == (younger, younger.contact)
    assert fresh(younger).merged_into is None


def test_the_chosen_value_survives_and_a_missing_one_is_filled(pair):
    elder, younger = pair
    edit_profile(younger, {**profile_values(younger), "cities": "宁波"}, by=SYSTEM)

    merge_candidates(elder, younger, {"phone": "gone", "email": "survivor", "city": "gone"}, by=SYSTEM)

    facts = facts_of(fresh(elder))
    assert (facts["phone"], facts["email"], facts["city"], facts["cities"]) == (
        "+8613900003333",
        "xu@example.com",
        "杭州",
        "宁波",
    )


def test_of_two_running_applications_for_one_job_the_elder_goes_on(pair, moment):
    elder, younger = pair
    job = make_job()
    first = make_application(candidate=younger, job=job)
    moment.shift(timedelta(days=1))
    second = make_application(candidate=elder, job=job)

    merge = merge_candidates(elder, younger, {}, by=SYSTEM)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.candidate, second.state) == ("active", elder, "closed")
    assert [one["closed"] for one in merge.closed] == [second.pk]
    undo_merge(merge, by=SYSTEM)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.candidate) == ("active", younger)
    assert (second.state, second.candidate) == ("active", elder)


def test_both_addresses_find_the_one_file(pair):
    elder, younger = pair
    merge_candidates(elder, younger, {}, by=SYSTEM)

    for keys in (Keys(phone="+8613800002046"), Keys(phone="+8613900003333"), Keys(email="xu@work.example")):
        assert recognise(keys).candidate == elder


def test_a_letter_due_to_either_is_one_letter_still(pair):
    elder, younger = pair
    letters = [make_letter(contact=one.contact) for one in (elder, younger)]

    merge_candidates(elder, younger, {}, by=SYSTEM)

    rows = Letter.objects.filter(contact=elder.contact).order_by("pk")
    assert [one.pk for one in rows] == sorted(one.pk for one in letters)
    assert Letter.objects.count() == 2


def test_who_wants_to_hear_nothing_is_not_written_to_after_a_merge(pair):
    elder, younger = pair
    record_consent(younger, "application", given=False, by=SYSTEM)
    was = fresh(younger).contact.blocked_reason

    merge = merge_candidates(elder, fresh(younger), {}, by=SYSTEM)

    assert was
    assert fresh(elder).contact.blocked_reason == was
    undo_merge(merge, by=SYSTEM)
    assert fresh(elder).contact.blocked_reason == ""


def test_the_to_do_that_asked_is_closed_and_others_are_handed_over(pair):
    elder, younger = pair
    owner = make_user("recruiter")
    open_todo("candidate.duplicate", f"candidate:{younger.pk}", owner=owner, candidates=[elder.pk])
    call = open_todo("candidate.call_back", f"candidate:{younger.pk}", owner=owner)

    merge = merge_candidates(elder, younger, {}, by=SYSTEM)

    assert Todo.objects.get(kind="candidate.duplicate").state == "done"
    call.refresh_from_db()
    assert (call.about, call.state) == (f"candidate:{elder.pk}", "open")
    undo_merge(merge, by=SYSTEM)
    call.refresh_from_db()
    assert call.about == f"candidate:{younger.pk}"


def test_two_people_are_remembered_and_not_asked_about_again(pair):
    elder, younger = pair
    owner = make_user("recruiter")
    open_todo("candidate.duplicate", f"candidate:{younger.pk}", owner=owner, candidates=[elder.pk])

    say_not_same(younger, elder, by=SYSTEM)
    add_candidate(NewCandidate("许知夏", phone="13900003333", email="xu@example.com"), by=SYSTEM, ask=owner)

    assert Todo.objects.filter(about=f"candidate:{younger.pk}", state="open").count() == 0
    assert [(one.elder, one.younger) for one in NotSame.objects.all()] == [(elder, younger)]
    assert Merge.objects.count() == 0


def test_what_came_after_the_merge_stays_and_is_said(pair, moment):
    elder, younger = pair
    merge = merge_candidates(elder, younger, {}, by=SYSTEM)
    moment.shift(timedelta(hours=1))
    note = add_note(fresh(elder), "电话里很客气", by=SYSTEM)

    undo_merge(merge, by=SYSTEM)

    note.refresh_from_db()
    assert note.candidate == elder
    assert came_after(merge) == {"note": 1}


def test_a_fact_that_was_changed_since_is_kept(pair):
    elder, younger = pair
    merge = merge_candidates(elder, younger, {}, by=SYSTEM)
    Candidate.objects.filter(pk=elder.pk).update(city="宁波")

    undo_merge(merge, by=SYSTEM)

    assert fresh(elder).city == "宁波"


def test_after_thirty_days_it_is_too_late(pair, moment):
    merge = merge_candidates(*pair, {}, by=SYSTEM)
    moment.shift(timedelta(days=31))

    with pytest.raises(DomainError) as refusal:
        undo_merge(merge, by=SYSTEM)

    assert refusal.value.code == "too_late"
    assert fresh(pair[1]).merged_into_id == pair[0].pk


def test_a_merge_is_made_and_undone_once(pair):
    merge = merge_candidates(*pair, {}, by=SYSTEM)
    with pytest.raises(Clash):
        merge_candidates(*pair, {}, by=SYSTEM)
    undo_merge(merge, by=SYSTEM)
    with pytest.raises(Clash):
        undo_merge(merge, by=SYSTEM)

    assert Merge.objects.count() == 1


def test_files_that_changed_while_they_were_compared_are_not_joined(pair):
    elder, younger = (fresh(one) for one in pair)
    seen = mark_of(elder, younger)
    Candidate.objects.filter(pk=younger.pk).update(city="宁波")

    with pytest.raises(Clash):
        merge_candidates(elder, younger, {}, by=SYSTEM, seen=seen)

    assert (Merge.objects.count(), fresh(younger).merged_into) == (0, None)


def test_merging_a_file_into_which_others_went_takes_them_along(pair):
    elder, younger = pair
    third = make_candidate("许知夏")
    merge_candidates(younger, third, {}, by=SYSTEM)

    merge = merge_candidates(elder, younger, {}, by=SYSTEM)

    assert fresh(third).merged_into_id == elder.pk
    undo_merge(merge, by=SYSTEM)
    assert fresh(third).merged_into_id == younger.pk


def test_killed_in_the_middle_nothing_is_half(pair):
    elder, younger = pair
    application = make_application(candidate=younger)
    before = facts_of(fresh(elder)), AuditEntry.objects.count()
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TRIGGER dies BEFORE INSERT ON candidates_merge BEGIN SELECT RAISE(ABORT, 'dies'); END"
        )

    with pytest.raises(DatabaseError):
        merge_candidates(elder, younger, {"phone": "gone"}, by=SYSTEM)

    application.refresh_from_db()
    assert (facts_of(fresh(elder)), AuditEntry.objects.count()) == before
    assert application.candidate == younger
    assert Application.objects.count() == 1
