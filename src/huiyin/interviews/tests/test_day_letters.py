"""What is told on the day, as it arrives: short, at once, with the page to open."""

from datetime import timedelta

import pytest
import time_machine

from huiyin.interviews.actions import arrive, check_in, remind, say_late
from huiyin.interviews.models import Interview
from huiyin.interviews.tests.factories import NOW, START, House, make_interview, pretend_sent
from huiyin.messaging.carrier import drain
from huiyin.messaging.channels.memory import Mail
from huiyin.messaging.models import Letter

pytestmark = pytest.mark.django_db


def told(interview: Interview) -> Interview:
    """Everybody has heard of it; nothing else waits."""
    pretend_sent(interview)
    Letter.objects.filter(state="planned").update(state="superseded")
    return interview


def test_the_interviewer_hears_at_once_who_waits_and_where(house: House, mailbox: list[Mail]) -> None:
    interview = told(make_interview(house))

    with time_machine.travel(START - timedelta(minutes=8), tick=False):
        arrive(interview, via="page", by=house.by)
        drain()

    [mail] = mailbox
    assert (mail.to, mail.subject) == ("ivy@example.com", "林若溪 到了，在等你")
    for words in ("顾行之，你好", "林若溪 13:52 到了", "14:00", "供应链产品经理", house.room.name, "http"):
        assert words in mail.text


def test_the_interviewer_hears_how_late_and_until_when(house: House, mailbox: list[Mail]) -> None:
    interview = told(make_interview(house))

    with time_machine.travel(START - timedelta(minutes=8), tick=False):
        say_late(interview, 20, by=house.by)
        drain()

    [mail] = mailbox
    assert mail.subject == "林若溪 要晚 20 分钟"
    assert "约 14:20 到" in mail.text


def test_who_has_come_is_not_announced_late_any_more(house: House, mailbox: list[Mail]) -> None:
    interview = told(make_interview(house))

    with time_machine.travel(START - timedelta(minutes=8), tick=False):
        say_late(interview, 20, by=house.by)
        check_in(interview, by=house.by)
        drain()

    assert [mail.subject for mail in mailbox] == ["林若溪 到了，在等你"]


def test_asking_once_more_stops_when_she_answers(house: House, mailbox: list[Mail]) -> None:
    interview = told(make_interview(house))

    remind(interview, by=house.by)
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        drain()
    [mail] = mailbox

    assert mail.subject == "想再确认一下：「供应链产品经理」面试｜11月26日 周四 14:00"
    assert "/c/i/" in mail.text
    mailbox.clear()
    remind(interview, by=house.by, again=True)
    Interview.objects.filter(pk=interview.pk).update(state="confirmed")
    with time_machine.travel(NOW + timedelta(minutes=2), tick=False):
        drain()
    assert mailbox == []
