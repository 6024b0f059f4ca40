from datetime import date

import pytest

from huiyin.accounts.tests.factories import actor_of, make_user
from huiyin.candidates.actions import (
    NewCandidate,
    add_note,
    edit_candidate,
    record_consent,
    set_retention,
    tag_candidate,
    untag_candidate,
)
from huiyin.candidates.models import CandidateTag, Consent, Note, Tag
from huiyin.candidates.retention import retention_date
from huiyin.candidates.tests.factories import SYSTEM, make_candidate
from huiyin.core.errors import DomainError
from huiyin.core.models import AuditEntry
from huiyin.messaging.contacts import current_address

pytestmark = pytest.mark.django_db


def verbs():
    return list(AuditEntry.objects.exclude(verb="candidate.added").values_list("verb", flat=True))


def test_a_tag_is_put_on_once_and_taken_off():
    candidate = make_candidate()
    tag_candidate(candidate, " 银牌候选人 ", by=SYSTEM)
    worn = tag_candidate(candidate, "银牌候选人", by=SYSTEM, expires_on=date(2027, 11, 25))

    assert CandidateTag.objects.get().expires_on == date(2027, 11, 25)
    untag_candidate(candidate, worn.tag, by=SYSTEM)
    assert CandidateTag.objects.count() == 0
    assert Tag.objects.count() == 1
    assert verbs() == ["candidate.tagged", "candidate.untagged"]


def test_an_unfair_tag_is_refused():
    with pytest.raises(DomainError) as refused:
        tag_candidate(make_candidate(), "已婚未育", by=SYSTEM)

    assert refused.value.code == "unfair_content"
    assert Tag.objects.count() == 0


def test_a_note_is_encrypted_and_has_its_author():
    user = make_user("recruiter")
    candidate = make_candidate()

    note = add_note(candidate, "对成本测算还需要带一带", by=actor_of(user))

    stored = Note.objects.extra(select={"raw": "text"}).values_list("raw", flat=True)[0]
    assert "成本" not in stored
    assert Note.objects.get().text == "对成本测算还需要带一带"
    assert note.author == user
    entry = AuditEntry.objects.get(verb="note.added")
    assert entry.detail == {"note": note.pk}


@pytest.mark.parametrize("text", ["", "  ", "年龄偏大", "She is too old", "字" * 4001])
def test_an_empty_long_or_unfair_note_is_refused(text):
    candidate = make_candidate()

    with pytest.raises(DomainError):
        add_note(candidate, text, by=SYSTEM)

    assert Note.objects.count() == 0
    assert verbs() == []


def test_consent_to_the_pool_prolongs_the_file_and_its_withdrawal_is_a_row_of_its_own():
    candidate = make_candidate()
    record_consent(candidate, "talent_pool", given=True, by=SYSTEM, until=date(2030, 1, 1))
    record_consent(candidate, "talent_pool", given=False, by=SYSTEM)

    candidate.refresh_from_db()
    assert candidate.retention_on == date(2030, 1, 1)
    pool = Consent.objects.filter(purpose="talent_pool").order_by("pk")
    assert list(pool.values_list("given", flat=True)) == [True, False]


def test_retention_can_be_set_and_says_what_it_was():
    candidate = make_candidate()
    was = candidate.retention_on

    set_retention(candidate, date(2027, 1, 1), by=SYSTEM)

    assert AuditEntry.objects.get(verb="candidate.retention_set").detail == {
        "was": was.isoformat(),
        "until": "2027-01-01",
    }


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2026, 11, 25), date(2028, 11, 25)),
        (date(2026, 12, 31), date(2028, 12, 31)),
        (date(2024, 2, 29), date(2026, 2, 28)),
        (date(2026, 1, 1), date(2028, 1, 1)),
    ],
)
def test_two_years_later_is_the_same_day(start, end):
    assert retention_date(start) == end


def test_an_edit_changes_name_and_address_and_keeps_the_old_address_findable():
    candidate = make_candidate("林若溪", phone="13800002046")

    edit_candidate(candidate, NewCandidate(name="林若曦", phone="13900002046", city="杭州"), by=SYSTEM)

    candidate.refresh_from_db()
    candidate.contact.refresh_from_db()
    assert (candidate.name, candidate.contact.name, candidate.city) == ("林若曦", "林若曦", "杭州")
    assert current_address(candidate.contact, "phone").value == "+8613900002046"
    assert candidate.contact.addresses.filter(kind="phone").count() == 2
    assert AuditEntry.objects.get(verb="candidate.edited").detail == {"changed": ["name", "city"]}


def test_an_edit_never_takes_over_somebody_elses_phone():
    other = make_candidate(phone="13800002046")
    candidate = make_candidate("林若溪")

    with pytest.raises(DomainError) as refused:
        edit_candidate(candidate, NewCandidate(name="林若溪", phone="13800002046"), by=SYSTEM)

    assert refused.value.code == "belongs_to_another"
    assert other.number in refused.value.problem
    assert verbs() == []
