from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client

from huiyin.accounts import actions
from huiyin.accounts.capabilities import revoke
from huiyin.accounts.doors import NotFresh, may, require_fresh
from huiyin.accounts.models import Capability, User
from huiyin.accounts.sessions import actor_of_session
from huiyin.accounts.staff_links import StaffWish, issue_staff_link, issue_staff_links
from huiyin.accounts.tests.factories import PASSWORD, make_user
from huiyin.core import clock
from huiyin.core.actor import ANONYMOUS, Actor
from huiyin.core.models import AuditEntry

pytestmark = pytest.mark.django_db

SIGN_IN = "/sign-in/?next=%2Finterviews%2F7%2F"


@pytest.fixture
def ivy() -> User:
    return make_user("interviewer", email="ivy@example.com")


@pytest.fixture
def remembered(ivy) -> Client:
    """Her own phone: signed in once and remembered, the session long gone."""
    client = Client()
    client.post("/sign-in/", {"email": ivy.email, "password": PASSWORD, "remember": "on"})
    client.cookies.pop("huiyin_session")
    return client


def link_for(user: User, *, days: int = 7, subject: str = "interview:7") -> str:
    link = issue_staff_link(
        user,
        subject=subject,
        permissions=["interviews:see"],
        path="/interviews/7/",
        expires_at=clock.now() + timedelta(days=days),
    )
    parts = urlsplit(link)
    assert f"{parts.scheme}://{parts.netloc}" == "http://hr.example.test"
    return f"{parts.path}?{parts.query}"


def actor(client: Client, rf) -> Actor:
    request = rf.get("/")
    request.session = client.session
    return actor_of_session(request)


def test_on_a_remembered_device_the_link_opens_its_page_for_its_verbs_only(ivy, remembered, rf):
    response = remembered.get(link_for(ivy))

    found = actor(remembered, rf)
    assert (response.status_code, response.url) == (302, "/interviews/7/")
    assert (found.kind, found.key, found.subject) == ("staff_link", f"user:{ivy.pk}", "interview:7")
    assert may(found, "interviews:see")
    assert not may(found, "interviews:attend")


def test_what_needs_a_fresh_sign_in_stays_shut_to_a_link(ivy, remembered, rf):
    remembered.get(link_for(ivy))

    with pytest.raises(NotFresh):
        require_fresh(actor(remembered, rf))
    assert remembered.get("/password/").url == "/sign-in/?next=%2Fpassword%2F"


@pytest.mark.parametrize(
    "fate", ["unknown device", "expired", "revoked", "of another", "unknown", "disabled"]
)
def test_everywhere_else_the_link_leads_to_the_sign_in_and_on_to_its_page(ivy, remembered, rf, fate):
    bob = make_user("interviewer", email="bob@example.com")
    client, link = remembered, link_for(ivy)
    if fate == "unknown device":
        client = Client()
    if fate == "expired":
        link = link_for(ivy, days=-1)
    if fate == "revoked":
        revoke("interview:7")
    if fate == "of another":
        link = link_for(bob)
    if fate == "unknown":
        link = "/s/w/unknown?next=/interviews/7/"
    if fate == "disabled":
        actions.disable_user(ivy, by=Actor.system("test"))

    response = client.get(link)

    assert (response.status_code, response.url) == (302, SIGN_IN)
    assert actor(client, rf) == ANONYMOUS


def test_a_revoked_link_ends_the_session_that_it_opened(ivy, remembered, rf):
    remembered.get(link_for(ivy))

    revoke("interview:7")

    assert actor(remembered, rf) == ANONYMOUS


def test_a_device_forgotten_at_sign_out_opens_nothing(ivy):
    client = Client()
    client.post("/sign-in/", {"email": ivy.email, "password": PASSWORD, "remember": "on"})
    client.post("/sign-out/")

    assert client.get(link_for(ivy)).url == SIGN_IN


def test_a_device_is_remembered_for_thirty_days(ivy, time_machine, rf):
    time_machine.move_to("2026-11-25T10:00:00+08:00", tick=False)
    client = Client()
    client.post("/sign-in/", {"email": ivy.email, "password": PASSWORD, "remember": "on"})

    time_machine.shift(timedelta(days=30) - timedelta(seconds=1))
    client.cookies.pop("huiyin_session")
    assert client.get(link_for(ivy)).url == "/interviews/7/"
    time_machine.shift(timedelta(seconds=1))
    client.cookies.pop("huiyin_session")
    assert client.get(link_for(ivy)).url == SIGN_IN


def test_whoever_is_signed_in_stays_herself(ivy, rf):
    client = Client()
    client.post("/sign-in/", {"email": ivy.email, "password": PASSWORD})

    assert client.get(link_for(ivy)).url == "/interviews/7/"
    assert actor(client, rf).kind == "user"


def test_another_letter_on_the_same_phone_opens_its_own_page(ivy, remembered, rf):
    remembered.get(link_for(ivy))

    response = remembered.get(link_for(ivy, subject="interview:8"))

    assert response.url == "/interviews/7/"
    assert actor(remembered, rf).subject == "interview:8"


def test_a_dead_letter_leads_to_the_sign_in_although_another_one_let_her_in(ivy, remembered):
    remembered.get(link_for(ivy))

    assert remembered.get(link_for(ivy, days=-1)).url == SIGN_IN


def test_following_it_writes_nothing_but_the_session_and_uses_nothing_up(ivy, remembered):
    link = link_for(ivy)
    before = (Capability.objects.values().get(), AuditEntry.objects.count())

    scanner = Client().get(link)
    answers = [remembered.get(link).url for _again in range(2)]

    assert (scanner.url, answers) == (SIGN_IN, ["/interviews/7/"] * 2)
    assert (Capability.objects.values().get(), AuditEntry.objects.count()) == before


def test_many_links_cost_one_statement(ivy, django_assert_max_num_queries):
    wish = StaffWish(ivy, "interview:7", ["interviews:see"], clock.now() + timedelta(days=1))

    with django_assert_max_num_queries(3):
        links = issue_staff_links([wish] * 120)

    assert len({one.token for one in links}) == 120


def test_a_letter_carries_nothing_whose_room_does_not_ask_for_its_subject(ivy):
    with pytest.raises(ValueError, match="settings:edit"):
        issue_staff_link(ivy, subject="a:1", permissions=["settings:edit"], path="/", expires_at=clock.now())


def test_the_link_never_leads_off_the_site(ivy, remembered):
    token = link_for(ivy).split("?")[0]

    assert remembered.get(f"{token}?next=https://evil.example/").url == "/"


def test_a_link_is_not_made_for_an_unknown_permission(ivy):
    with pytest.raises(KeyError):
        issue_staff_link(ivy, subject="a:1", permissions=["a:b"], path="/", expires_at=clock.now())
