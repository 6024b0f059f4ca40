"""The list of whom and where nothing is sent, and setting one going again."""

import pytest
from django.test import Client

from huiyin.accounts.tests.factories import make_unit, make_user
from huiyin.candidates.actions import Contacted, log_contact, record_consent
from huiyin.candidates.models import Candidate
from huiyin.candidates.tests.factories import SYSTEM
from huiyin.core.models import AuditEntry
from huiyin.interviews.tests.factories import House, make_interview
from huiyin.messaging.models import Address, AddressState, Letter
from huiyin.messaging.rungs import blame_address

ZH = {"accept-language": "zh-hans"}
PAGE = "/letters/suppressed/"


@pytest.fixture
def candidate(house: House) -> Candidate:
    return make_interview(house).application.candidate


@pytest.fixture
def bounced(candidate: Candidate) -> Letter:
    address = Address.objects.get(contact=candidate.contact, kind="email")
    letter = Letter.objects.filter(contact=candidate.contact, channel="email").first()
    Letter.objects.filter(pk=letter.pk).update(state="bounced", address=address.value)
    letter.refresh_from_db()
    blame_address(letter, "bounced", state=AddressState.BOUNCED)
    return letter


def test_each_line_says_who_where_why_and_what_showed_it_and_no_whole_address(desk, candidate, bounced):
    log_contact(candidate, Contacted("wrong_number"), by=SYSTEM)

    text = desk.get(PAGE, headers=ZH).content.decode()

    for said in (candidate.name, "退信", "停机或号码不对", f'href="/letters/{bounced.pk}/"', "一次电话"):
        assert said in text
    for address in Address.objects.filter(contact=candidate.contact):
        assert address.value not in text


def test_using_it_again_is_audited_and_takes_it_off_the_list(desk, candidate, bounced):
    address = Address.objects.get(contact=candidate.contact, kind="email")

    response = desk.post(f"{PAGE}{address.pk}/restore/", follow=True, headers=ZH)

    address.refresh_from_db()
    assert address.state == "usable"
    assert "所有地址都能发送" in response.content.decode()
    assert AuditEntry.objects.get(verb="address.restored").detail == {"was": "bounced"}
    assert desk.post(f"{PAGE}{address.pk}/restore/").status_code == 404


def test_who_took_back_the_consent_is_on_the_list_and_may_be_written_to_again_by_decision(desk, candidate):
    record_consent(candidate, "application", given=False, by=SYSTEM)

    assert "本人撤回了同意" in desk.get(PAGE, headers=ZH).content.decode()
    desk.post(f"{PAGE}{candidate.contact_id}/lift/")

    candidate.contact.refresh_from_db()
    assert candidate.contact.blocked_reason == ""
    assert AuditEntry.objects.get(verb="contact.unblocked").detail == {"was": "consent_withdrawn"}


def test_another_branch_sees_and_lifts_nothing(candidate, bounced):
    client = Client()
    client.force_login(make_user("recruiter", org_unit=make_unit("华西")))
    address = Address.objects.get(contact=candidate.contact, kind="email")

    assert candidate.name not in client.get(PAGE).content.decode()
    assert client.post(f"{PAGE}{address.pk}/restore/").status_code == 404
    address.refresh_from_db()
    assert address.state == "bounced"


def test_the_file_says_it_beside_the_address_and_offers_both_ways_out(desk, candidate, bounced):
    text = desk.get(f"/candidates/{candidate.number}/", headers=ZH).content.decode()

    for said in ("退信", "改邮箱", "重新启用"):
        assert said in text


def test_the_to_do_asks_by_name(desk, house, candidate, bounced):
    text = desk.get("/todos/", headers=ZH).content.decode()

    assert "要一个能用的邮箱或手机" in text
    assert f'href="/candidates/{candidate.number}/"' in text


def test_a_thousand_lines_are_shown_page_by_page(desk, candidate):
    Address.objects.bulk_create(
        Address(
            contact=candidate.contact,
            kind="email",
            value=f"x{n}@example.com",
            value_index=str(n),
            state="wrong",
        )
        for n in range(60)
    )

    assert desk.get(PAGE).context["page"].next_page == 2
    assert len(desk.get(PAGE, {"page": "2"}).context["page"].lines) == 10
    assert desk.get(PAGE, {"page": "9" * 40}).status_code == 200
