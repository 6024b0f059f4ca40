from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from huiyin.accounts import actions
from huiyin.accounts.doors import may
from huiyin.accounts.models import Device, Role, RoleGrant
from huiyin.accounts.sessions import actor_of_session, clear_expired
from huiyin.accounts.tests.factories import PASSWORD, make_user
from huiyin.core.actor import ANONYMOUS, Actor

pytestmark = pytest.mark.django_db

ADMIN = Actor.system("test")
NEW = "another long night 84"


def enter(client: Client, email: str, *, remember: bool = False) -> None:
    data = {"email": email, "password": PASSWORD} | ({"remember": "on"} if remember else {})
    assert client.post("/sign-in/", data).status_code == 302


def is_in(client: Client) -> bool:
    return client.get("/password/").status_code == 200


@pytest.fixture
def alice():
    return make_user("recruiter", email="alice@example.com")


def test_a_disabled_user_is_out_at_the_next_request(alice):
    here, remembered = Client(), Client()
    enter(here, alice.email)
    enter(remembered, alice.email, remember=True)

    actions.disable_user(alice, by=ADMIN)

    assert not is_in(here)
    assert not is_in(remembered)
    assert Device.objects.count() == 0


def test_enabling_again_brings_no_old_session_back(alice):
    client = Client()
    enter(client, alice.email)
    actions.disable_user(alice, by=ADMIN)

    actions.enable_user(alice, by=ADMIN)

    assert not is_in(client)
    enter(client, alice.email)
    assert is_in(client)


def test_a_new_password_ends_every_session_and_device(alice):
    here, remembered = Client(), Client()
    enter(here, alice.email)
    enter(remembered, alice.email, remember=True)

    actions.change_password(alice, NEW, by=ADMIN)

    assert not is_in(here)
    assert not is_in(remembered)
    assert Device.objects.count() == 0


def test_a_raised_epoch_ends_a_session(alice):
    client = Client()
    enter(client, alice.email)

    alice.session_epoch += 1
    alice.save()

    assert not is_in(client)


def test_a_cut_role_acts_on_the_next_request(alice, rf):
    client = Client()
    enter(client, alice.email)

    def may_edit() -> bool:
        request = rf.get("/")
        request.session = client.session
        return may(actor_of_session(request), "jobs:edit")

    assert may_edit()
    actions.cut_role(alice, Role.objects.get(key="recruiter"), by=ADMIN)
    assert not may_edit()
    assert RoleGrant.objects.count() == 0


def test_changing_ones_own_password_keeps_this_session_and_ends_the_others(alice):
    here, elsewhere = Client(), Client()
    enter(here, alice.email)
    enter(elsewhere, alice.email)
    before = here.session.session_key

    response = here.post("/password/", {"password": PASSWORD, "new_password": NEW})

    assert response.status_code == 302
    assert here.session.session_key != before
    assert is_in(here)
    assert not is_in(elsewhere)


@pytest.mark.parametrize(
    ("present", "new", "field"),
    [
        ("wrong", NEW, "password"),
        (PASSWORD, "short", "new_password"),
        (PASSWORD, "password12345", "new_password"),
        (PASSWORD, "alice@example.com", "new_password"),
    ],
)
def test_a_password_is_not_changed_without_the_present_one_or_to_a_weak_one(alice, present, new, field):
    client = Client()
    enter(client, alice.email)

    response = client.post("/password/", {"password": present, "new_password": new})

    alice.refresh_from_db()
    assert list(response.context["form"].errors) == [field]
    assert alice.check_password(PASSWORD)
    assert alice.session_epoch == 0


def test_a_long_plain_sentence_is_a_good_password(alice):
    actions.change_password(alice, "今天下午去河边走一走吧好不好", by=ADMIN)

    alice.refresh_from_db()
    assert alice.check_password("今天下午去河边走一走吧好不好")


@pytest.mark.parametrize(
    ("remember", "idle", "whole"),
    [
        (False, timedelta(hours=2), timedelta(hours=12)),
        (True, timedelta(days=7), timedelta(days=30)),
    ],
)
def test_a_session_ends_when_idle_and_in_any_case_at_last(alice, time_machine, remember, idle, whole):
    time_machine.move_to("2026-11-25T08:00:00+08:00", tick=False)
    idler, worker = Client(), Client()
    enter(idler, alice.email, remember=remember)
    enter(worker, alice.email, remember=remember)

    time_machine.shift(idle)
    assert is_in(idler)
    time_machine.shift(idle + timedelta(minutes=1))
    assert not is_in(idler)

    enter(worker, alice.email, remember=remember)
    for _ in range(24):
        time_machine.shift(whole / 24)
        assert is_in(worker)
    time_machine.shift(timedelta(minutes=1))
    assert not is_in(worker)


def test_reading_pages_notes_the_visit_only_every_five_minutes(alice, time_machine, rf):
    time_machine.move_to("2026-11-25T08:00:00+08:00", tick=False)
    client = Client()
    enter(client, alice.email)
    request = rf.get("/")
    request.session = client.session

    time_machine.shift(300)
    actor_of_session(request)
    assert not request.session.modified

    time_machine.shift(1)
    actor_of_session(request)
    assert request.session.modified


def test_expired_sessions_and_devices_are_dropped_by_the_clock(alice, time_machine):
    time_machine.move_to("2026-11-25T08:00:00+08:00", tick=False)
    enter(Client(), alice.email)
    enter(Client(), alice.email, remember=True)

    time_machine.shift(timedelta(days=1))
    clear_expired()
    assert (Session.objects.count(), Device.objects.count()) == (1, 1)
    time_machine.shift(timedelta(days=30))
    clear_expired()
    assert (Session.objects.count(), Device.objects.count()) == (0, 0)


def test_nobody_costs_no_query(rf, django_assert_num_queries):
    request = rf.get("/")
    request.session = Client().session

    with django_assert_num_queries(0):
        assert actor_of_session(request) == ANONYMOUS


def test_the_actor_says_when_and_where_she_signed_in(alice, time_machine, rf):
    time_machine.move_to("2026-11-25T08:00:00+08:00", tick=False)
    client = Client()
    enter(client, alice.email, remember=True)
    request = rf.get("/")
    request.session = client.session

    assert actor_of_session(request) == Actor(
        kind="user",
        key=f"user:{alice.pk}",
        label=alice.name,
        user_id=alice.pk,
        device_id=Device.objects.get().pk,
        fresh_at=1795564800.0,
    )
