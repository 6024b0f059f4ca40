"""Letters to colleagues carry a link that is bound to them, to the interview, and to a remembered browser."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar

from huiyin.accounts.actions import disable_user
from huiyin.accounts.capabilities import revoke
from huiyin.accounts.models import Capability, User
from huiyin.accounts.tests.factories import PASSWORD, make_user
from huiyin.core.actor import Actor
from huiyin.interviews.actions import cancel_interview, change_interviewers, say_unavailable
from huiyin.interviews.tests.factories import (
    NOW,
    TOLD,
    House,
    a_reason,
    make_applied,
    make_interview,
)
from huiyin.interviews.values import values
from huiyin.messaging.carrier import drain
from huiyin.messaging.channels.memory import Mail
from huiyin.messaging.contacts import set_address
from huiyin.messaging.models import Letter

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def ivy(house: House) -> User:
    user = make_user("interviewer", name="顾行之", email="ivy@example.com")
    house.ivy.user = user
    house.ivy.save()
    return user


@pytest.fixture
def phone(ivy: User) -> Client:
    """Remembered, the session long gone."""
    return remembered(ivy)


def remembered(user: User) -> Client:
    client = Client()
    client.post("/sign-in/", {"email": user.email, "password": PASSWORD, "remember": "on"})
    client.cookies.pop("huiyin_session")
    return client


def carry(mailbox: list[Mail], to: str, *, after: timedelta = timedelta(minutes=2)) -> Mail:
    mailbox.clear()
    with time_machine.travel(datetime.now(UTC) + after, tick=False):
        drain()
    [mail] = [one for one in mailbox if one.to == to]
    return mail


def local(link: str) -> str:
    parts = urlsplit(link)
    return f"{parts.path}?{parts.query}"


def leads_to(link: str) -> str:
    return parse_qs(urlsplit(link).query)["next"][0]


def test_hers_leads_to_preparing_and_to_saying_no(
    house: House, ivy: User, phone: Client, mailbox: list[Mail]
) -> None:
    interview = make_interview(house)

    mail = carry(mailbox, "ivy@example.com")
    opened = phone.get(local(mail.values["link"]), follow=True)

    assert leads_to(mail.values["link"]) == f"/interviews/{interview.pk}/prepare/"
    assert leads_to(mail.values["cannot_link"]) == f"/interviews/{interview.pk}/say-unavailable/"
    assert "准备这场面试" in mail.html
    assert mail.values["cannot_link"] in mail.text
    assert opened.status_code == 200
    assert "林若溪" in opened.content.decode()
    assert "从信里打开" in opened.content.decode()


def test_saying_no_is_two_taps_from_the_letter(
    house: House, ivy: User, phone: Client, mailbox: list[Mail]
) -> None:
    interview = make_interview(house)
    mail = carry(mailbox, "ivy@example.com")

    page = phone.get(local(mail.values["cannot_link"]), follow=True)
    phone.post(page.request["PATH_INFO"], {"reason": "travel"})

    assert interview.participants.get().unavailable_note == "travel"


def test_it_opens_that_interview_and_no_other(
    house: House, ivy: User, phone: Client, mailbox: list[Mail]
) -> None:
    make_interview(house)
    mail = carry(mailbox, "ivy@example.com")
    other = make_interview(house, make_applied(house), start=NOW + 3 * DAY, room=None)
    phone.get(local(mail.values["link"]))

    pages = [phone.get(f"/interviews/{other.pk}/{verb}") for verb in ("", "prepare/", "say-unavailable/")]

    assert {page.status_code for page in pages} == {302}
    assert {urlsplit(page.url).path for page in pages} == {"/sign-in/"}
    assert other.number not in phone.get("/interviews/mine/").content.decode()
    assert phone.get("/interviews/mine/").content.decode().count("林若溪</a>") == 1


FATES = ("stranger's browser", "colleague's browser", "disabled", "expired", "revoked", "another interview")


@pytest.mark.parametrize("fate", FATES)
def test_everywhere_else_the_answer_is_the_same_to_the_byte(
    fate: str, house: House, ivy: User, phone: Client, mailbox: list[Mail]
) -> None:
    interview = make_interview(house)
    mail = carry(mailbox, "ivy@example.com")
    page, client, link = f"/interviews/{interview.pk}/prepare/", phone, local(mail.values["link"])
    if fate == "stranger's browser":
        client = Client()
    if fate == "colleague's browser":
        client = remembered(make_user("interviewer"))
    if fate == "disabled":
        disable_user(ivy, by=Actor.system("test"))
    if fate == "expired":
        Capability.objects.filter(kind="w").update(expires_at=NOW - DAY)
    if fate == "revoked":
        revoke(f"interview:{interview.pk}", kind="w")
    if fate == "another interview":
        other = make_interview(house, make_applied(house), start=NOW + 3 * DAY, room=None)
        phone.get(link)
        link = page = f"/interviews/{other.pk}/prepare/"

    answer = client.get(link)

    assert (answer.status_code, answer.content) == (302, b"")
    assert answer.url == f"/sign-in/?next={page.replace('/', '%2F')}"


def test_a_scanner_that_opens_it_changes_nothing(
    house: House, ivy: User, phone: Client, mailbox: list[Mail]
) -> None:
    interview = make_interview(house)
    mail = carry(mailbox, "ivy@example.com")
    for link in (mail.values["link"], mail.values["cannot_link"]):
        Client().get(local(link), follow=True)
        phone.get(local(link), follow=True)

    interview.refresh_from_db()
    assert interview.participants.get().unavailable_at is None
    assert phone.get(local(mail.values["link"])).url == f"/interviews/{interview.pk}/prepare/"


def test_without_an_account_the_plain_address_leads_through_the_sign_in(
    house: House, mailbox: list[Mail]
) -> None:
    interview = make_interview(house)

    mail = carry(mailbox, "ivy@example.com")

    assert mail.values["link"] == f"http://hr.example.test/interviews/{interview.pk}/prepare/"
    assert not Capability.objects.filter(kind="w").exists()


def test_no_calendar_holds_the_link(house: House, ivy: User, mailbox: list[Mail]) -> None:
    interview = make_interview(house)

    mail = carry(mailbox, "ivy@example.com")

    [event] = Calendar.from_ical(mail.values["ics"]).walk("VEVENT")
    assert event["URL"] == f"http://hr.example.test/interviews/{interview.pk}/"
    assert "/s/w/" not in mail.values["ics"]


def test_the_recruiters_check_opens_the_interview_with_what_it_takes_to_act(
    house: House, mailbox: list[Mail]
) -> None:
    set_address(house.owner.contact, "email", "jiang@example.com")
    interview = make_interview(house)
    carry(mailbox, "ivy@example.com")

    mail = carry(mailbox, "jiang@example.com", after=interview.start - NOW - DAY + timedelta(minutes=3))
    phone = remembered(house.recruiter)
    page = phone.get(local(mail.values["link"]), follow=True)

    assert leads_to(mail.values["link"]) == f"/interviews/{interview.pk}/"
    assert f"/interviews/{interview.pk}/reschedule/" in page.content.decode()
    assert phone.get(f"/interviews/schedule/{interview.application_id}/").url.startswith("/sign-in/")


def test_the_letter_that_somebody_cannot_come_names_her_and_why(
    house: House, ivy: User, mailbox: list[Mail]
) -> None:
    set_address(house.owner.contact, "email", "jiang@example.com")
    interview = make_interview(house, start=NOW + timedelta(hours=3))
    say_unavailable(interview, reason="meeting", by=Actor("user", f"user:{ivy.pk}", user_id=ivy.pk))

    mail = carry(mailbox, "jiang@example.com")

    assert mail.subject == "顾行之 来不了：林若溪｜11月24日 周二 13:20"
    assert "原因：有别的会" in mail.text
    assert leads_to(mail.values["link"]) == f"/interviews/{interview.pk}/"


def test_who_is_no_longer_asked_finds_the_page_shut(
    house: House, ivy: User, phone: Client, mailbox: list[Mail]
) -> None:
    interview = make_interview(house)
    mail = carry(mailbox, "ivy@example.com")
    change_interviewers(interview, interviewers=[house.ian], tell=TOLD, by=house.by)

    assert phone.get(local(mail.values["link"]), follow=True).redirect_chain[-1][0].startswith("/sign-in/")


def test_the_page_of_a_cancelled_one_says_so(
    house: House, ivy: User, phone: Client, mailbox: list[Mail]
) -> None:
    interview = make_interview(house)
    mail = carry(mailbox, "ivy@example.com")
    cancel_interview(interview, reason=a_reason(), tell=TOLD, by=house.by)

    page = phone.get(local(mail.values["link"]), follow=True)

    assert "这场面试取消了" in page.content.decode()


def test_a_hundred_letters_issue_their_links_together(
    house: House, ivy: User, django_assert_max_num_queries: object
) -> None:
    for hour in range(6):
        make_interview(house, make_applied(house), start=NOW + (2 + hour) * DAY, room=None)
    letters = list(Letter.objects.filter(kind="interviewer.scheduled").select_related("contact"))

    with django_assert_max_num_queries(10):  # type: ignore[operator]
        assert len(values(letters)) == 6
