"""What a person decides about letters that need one."""

import pytest

from huiyin.accounts.tests.factories import actor_of, make_user
from huiyin.core.errors import DomainError
from huiyin.core.models import AuditEntry
from huiyin.messaging import actions
from huiyin.messaging.carrier import drain
from huiyin.messaging.channels import memory
from huiyin.messaging.models import Address, ChannelPause, Letter
from huiyin.messaging.pauses import resume_channel
from huiyin.messaging.states import LetterState as S
from huiyin.messaging.tests.factories import make_contact, make_letter
from huiyin.todos.models import Todo, TodoState

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def letter_after_drain(email: str | None) -> Letter:
    letter = make_letter(make_contact(email))
    drain()
    letter.refresh_from_db()
    return letter


def test_sending_an_unknown_one_again_sends_the_same_letter_once() -> None:
    letter = letter_after_drain("unknown@example.test")
    by = actor_of(make_user())

    actions.send_again(letter, reason="she says nothing came", by=by)
    drain()

    first, second = memory.arrived
    assert (first.letter_id, first.message_id, first.text) == (
        second.letter_id,
        second.message_id,
        second.text,
    )
    entry = AuditEntry.objects.get(verb="letter.sent_again")
    assert (entry.actor, entry.detail["was"]) == (by.key, "unknown")
    assert [todo.state for todo in Todo.objects.order_by("pk")] == [TodoState.DONE, TodoState.OPEN]


def test_a_letter_that_has_moved_on_is_not_decided_about() -> None:
    letter = letter_after_drain("unknown@example.test")
    by = actor_of(make_user())
    actions.confirm_arrival(letter, reason="she called", by=by)

    for decide in (actions.send_again, actions.confirm_arrival, actions.give_up):
        with pytest.raises(DomainError) as refused:
            decide(letter, reason="again", by=by)
        assert refused.value.code == "letter_moved_on"

    letter.refresh_from_db()
    assert letter.state == S.SENT
    assert AuditEntry.objects.filter(about=f"letter:{letter.pk}").count() == 1
    assert len(memory.arrived) == 1


def test_giving_up_an_unknown_one_hands_it_to_the_next_rung() -> None:
    letter = letter_after_drain("unknown@example.test")

    following = actions.give_up(letter, reason="she says nothing came", by=actor_of(make_user()))

    assert following
    assert (following.channel, following.state, following.values) == ("by_hand", S.QUEUED, letter.values)


def test_telling_by_hand_records_who_and_when() -> None:
    card, by = letter_after_drain(None), actor_of(make_user())
    assert (card.state, card.reason) == (S.HELD, "by_hand")
    assert drain()["held"] == 1

    actions.done_by_hand(card, how="phone", by=by)

    card.refresh_from_db()
    assert (card.state, card.provider_id) == (S.SENT, by.key)
    assert card.sent_at is not None
    assert Todo.objects.get().state == TodoState.DONE
    assert AuditEntry.objects.get(verb="letter.told_by_hand").detail == {"how": "phone"}


def test_a_person_who_cannot_be_reached_is_recorded_too() -> None:
    card = letter_after_drain(None)

    actions.could_not_be_told(card, reason="number is dead", by=actor_of(make_user()))

    card.refresh_from_db()
    assert card.state == S.FAILED


def test_an_email_is_not_done_by_hand() -> None:
    letter = make_letter()

    with pytest.raises(DomainError):
        actions.done_by_hand(letter, how="phone", by=actor_of(make_user()))

    letter.refresh_from_db()
    assert letter.state == S.QUEUED


def test_resuming_a_channel_lets_waiting_letters_go() -> None:
    letter = letter_after_drain("login@example.test")
    other = make_letter()
    assert drain()["sent"] == 0

    resume_channel("email", by=actor_of(make_user()))
    assert drain()["sent"] == 1

    assert [mail.letter_id for mail in memory.arrived] == [other.pk]
    assert ChannelPause.objects.count() == 0
    assert letter.state == S.RETRYING
    assert AuditEntry.objects.get(verb="channel.resumed").about == "channel:email"
    assert Address.objects.filter(state="usable").count() == 2
