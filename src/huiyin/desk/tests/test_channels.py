from datetime import timedelta

import pytest
from django.test import Client

from huiyin.accounts.tests.factories import actor_of, make_unit, make_user
from huiyin.core import clock
from huiyin.core.models import AuditEntry
from huiyin.interviews.tests.factories import House, make_interview
from huiyin.messaging.models import ChannelPause, Letter
from huiyin.messaging.pauses import pause_channel, pause_for_a_while, pause_until_mended
from huiyin.messaging.states import LetterState as S
from huiyin.todos.models import Todo


def entries(verb: str) -> int:
    return AuditEntry.objects.filter(verb=verb, about="channel:email").count()


def the_line(client: Client):
    [line] = client.get("/letters/health/").context["lines"]
    return line


def test_a_stopped_channel_is_named_and_resumed_from_the_page_of_health(desk: Client, house: House):
    pause_until_mended("email", reason="535 wrong password")

    page = desk.get("/letters/health/", headers={"accept-language": "zh-hans"}).content.decode()
    answer = desk.post("/letters/resume/email/")

    assert "密码被拒绝" in page
    assert "535 wrong password" in page
    assert "/letters/resume/email/" in page
    assert answer.status_code == 302
    assert ChannelPause.objects.count() == 0
    assert Todo.objects.filter(kind="channel.paused", state="open").count() == 0
    assert entries("channel.resumed") == 1


def test_the_page_of_letters_names_a_stopped_channel_and_leads_to_its_health(desk: Client, house: House):
    pause_until_mended("email", reason="535 wrong password")

    page = desk.get("/letters/", headers={"accept-language": "zh-hans"}).content.decode()

    assert "密码被拒绝" in page
    assert 'href="/letters/health/"' in page


def test_a_colleague_stops_a_channel_with_a_reason_and_lets_it_go_on(desk: Client, house: House):
    desk.post("/letters/pause/email/", {"reason": "正在改模板"})

    pause = ChannelPause.objects.get()
    line = the_line(desk)
    assert (pause.channel, pause.by, pause.until) == ("email", house.by.key, None)
    assert (line.may_resume, "正在改模板" in line.cause, "江予安" in line.cause) == (True, True, True)
    assert entries("channel.paused") == 1
    desk.post("/letters/resume/email/")
    assert ChannelPause.objects.count() == 0


def test_stopping_a_channel_twice_is_one_stop(house: House):
    assert pause_channel("email", reason="one", by=house.by) is True
    assert pause_channel("email", reason="two", by=house.by) is False

    assert ChannelPause.objects.get().reason == "one"
    assert entries("channel.paused") == 1


def test_a_rest_of_its_own_becomes_a_stop_by_hand(house: House):
    pause_for_a_while("email", reason="connection refused")

    assert pause_channel("email", reason="wait", by=house.by) is True

    assert ChannelPause.objects.values_list("by", "until").get() == (house.by.key, None)


def test_stopping_wants_a_reason(desk: Client, house: House):
    answer = desk.post("/letters/pause/email/", {"reason": "  "})

    assert answer.status_code == 422
    assert (ChannelPause.objects.count(), entries("channel.paused")) == (0, 0)


def test_an_unknown_channel_cannot_be_stopped(desk: Client, house: House):
    assert desk.post("/letters/pause/pigeon/", {"reason": "rain"}).status_code == 404
    assert ChannelPause.objects.count() == 0


@pytest.mark.parametrize("role", ["interviewer", "recruiter"])
def test_neither_an_interviewer_nor_a_branch_stops_the_whole_house(role: str, house: House, client: Client):
    client.force_login(make_user(role, org_unit=make_unit("华南")))

    assert client.post("/letters/pause/email/", {"reason": "why not"}).status_code == 403
    assert ChannelPause.objects.count() == 0
    pause_until_mended("email", reason="535 wrong password")
    assert client.post("/letters/resume/email/").status_code == 403
    assert (ChannelPause.objects.count(), entries("channel.resumed")) == (1, 0)


def test_who_runs_the_system_sees_figures_and_no_name(house: House, client: Client):
    make_interview(house)
    client.force_login(make_user("system_admin"))

    page = client.get("/letters/health/")

    assert page.status_code == 200
    assert "林若溪" not in page.content.decode()


def test_the_figures_are_those_of_the_last_day(desk: Client, house: House):
    now = clock.now()
    first = Letter.objects.get(pk=make_letters(house, 6)[0])
    rows = Letter.objects.filter(kind="x.y")
    rows.update(state=S.SENT, sent_at=now, next_try_at=now - timedelta(seconds=3), state_at=now)
    Letter.objects.filter(pk=first.pk).update(state=S.BOUNCED, tries=2)
    make_letters(house, 2, state=S.RETRYING, next_try_at=now - timedelta(minutes=4))
    make_letters(house, 1, state=S.SENT, sent_at=now - timedelta(days=2), state_at=now - timedelta(days=2))

    health = the_line(desk).health

    assert (health.sent, health.bounced, health.tried_again) == (6, 1, 1)
    assert (health.waiting, health.retrying, health.oldest) == (2, 2, now - timedelta(minutes=4))
    assert (health.p95_seconds, health.measured) == (3.0, 5)


def make_letters(house: House, number: int, **fields: object) -> list[int]:
    now = clock.now()
    given = {"state": S.QUEUED, "next_try_at": now, "state_at": now, **fields}
    return [
        Letter.objects.create(
            contact=house.owner.contact,
            kind="x.y",
            cause=f"auditentry:{given['state']}{n}{given['state_at']}",
            about="interview:1",
            channel="email",
            due_at=now,
            created_at=now,
            language="zh-hans",
            **given,
        ).pk
        for n in range(number)
    ]


def test_the_page_costs_few_queries(desk: Client, house: House, django_assert_max_num_queries):
    make_letters(house, 3)
    pause_channel("email", reason="wait", by=actor_of(house.recruiter))

    with django_assert_max_num_queries(14):
        desk.get("/letters/health/")
