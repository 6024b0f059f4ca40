"""What a letter's page says in plain words, its history, and what comes next."""

from datetime import timedelta

import pytest
from django.test import Client

from huiyin.core import clock
from huiyin.desk.letter_story import DECISIONS, story_of
from huiyin.desk.tests.letters import letters_in
from huiyin.interviews.tests.factories import House
from huiyin.messaging.actions import give_up, send_again
from huiyin.messaging.models import Attempt, Letter
from huiyin.messaging.states import LetterState as S
from huiyin.messaging.todo_kinds import ask_about_unknown

ZONE = "Asia/Shanghai"


def story(letter: Letter):
    return story_of(Letter.objects.get(pk=letter.pk), ZONE)


@pytest.mark.parametrize("state", [state for state in S if state != S.HELD])
def test_every_state_has_its_sentence(house: House, state: S):
    [letter] = letters_in(house, 1, state, reason="refused", error="550 5.1.1 no such user")

    assert story(letter).happened.endswith("。")


@pytest.mark.parametrize("reason", ["undo", "review", "quiet", "cap", "by_hand"])
def test_every_hold_has_its_sentence(house: House, reason: str):
    [letter] = letters_in(house, 1, S.HELD, reason=reason)

    assert story(letter).happened.endswith("。")


@pytest.mark.parametrize(
    ("reason", "said", "cause"),
    [
        ("refused", "550 5.1.1 no such user here", "这个地址没有人收。"),
        ("refused", "535 5.7.8 authentication failed", "密码被拒绝。"),
        ("refused", "554 message looks like spam", "对方拒收了这封信。"),
        ("tries_used_up", "connection refused", "试了好几次，对方一直没收。"),
        ("no_address", "", "没有这种方式的地址。"),
        ("no_values", "", "这封信没能写成。"),
    ],
)
def test_a_failure_says_its_cause_and_what_now(house: House, reason: str, said: str, cause: str):
    [letter] = letters_in(house, 1, S.FAILED, reason=reason, error=said)

    told = story(letter)

    assert cause in told.happened
    assert told.mend


def test_an_unknown_one_names_who_is_asked_and_by_when(desk: Client, house: House):
    [letter] = letters_in(house, 1, S.UNKNOWN, colleague=house.recruiter)
    ask_about_unknown(letter, phase="body_sent", code="")

    told = story(letter)

    assert "江予安" in told.unattended
    assert "14:20" in told.unattended


def test_a_retry_says_the_next_try_and_the_next_way(house: House):
    soon = clock.now() + timedelta(minutes=4)
    [letter] = letters_in(house, 1, S.RETRYING, tries=1, next_try_at=soon)

    assert story(letter).unattended == "第 2 次（共 6 次）在 10:24；都不行，就改用：人工。"


def test_history_tells_decisions_and_the_ways_before_and_after(house: House):
    [letter] = letters_in(house, 1, S.UNKNOWN)
    following = give_up(letter, reason="not_arrived", by=house.by)
    assert following is not None

    first, then = story(letter).steps, story(following).steps

    assert [step.text for step in first] == ["写好", "江予安 说没有收到", "改用 人工：待发送"]
    assert [step.url for step in first if step.url] == [f"/letters/{following.pk}/"]
    assert [step.url for step in then if step.url] == [f"/letters/{letter.pk}/"]


def test_sending_again_is_told_with_its_name(house: House):
    [letter] = letters_in(house, 1, S.FAILED)
    send_again(letter, reason="decided", by=house.by)

    assert "江予安 再发了一次" in [step.text for step in story(letter).steps]


def test_every_decision_has_words(house: House):
    assert all("{who}" in words() or "。" not in words() for words in DECISIONS.values())


def test_the_page_shows_evidence_next_steps_and_ways_out(desk: Client, house: House):
    [letter] = letters_in(house, 1, S.UNKNOWN, message_id="<a@b>")
    Attempt.objects.create(
        letter=letter, at=clock.now(), phase="body_sent", outcome="unknown", reply="connection reset"
    )

    page = desk.get(f"/letters/{letter.pk}/").content.decode()

    assert "connection reset" in page
    assert "还没人处理的话" in page
    assert page.count("/letters/") >= 3


@pytest.mark.parametrize("state", [S.PLANNED, S.QUEUED, S.RETRYING])
def test_what_has_not_left_can_be_taken_back_from_its_page(desk: Client, house: House, state: S):
    [letter] = letters_in(house, 1, state)

    desk.post(f"/letters/{letter.pk}/withdraw/")

    letter.refresh_from_db()
    assert (letter.state, letter.reason) == (S.CANCELLED, "withdrawn")
