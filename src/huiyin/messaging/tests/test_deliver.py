import pytest

from huiyin.messaging.carrier import drain
from huiyin.messaging.channels import memory
from huiyin.messaging.models import Address, AddressState, Attempt, ChannelPause, Claim, Letter
from huiyin.messaging.preparing import exact_bytes
from huiyin.messaging.states import LetterState as S
from huiyin.messaging.tests import factories
from huiyin.messaging.tests.factories import make_contact, make_letter, make_letters
from huiyin.todos.models import Todo

pytestmark = pytest.mark.django_db

NOTHING = {
    "claimed": 0,
    "sent": 0,
    "retrying": 0,
    "failed": 0,
    "unknown": 0,
    "superseded": 0,
    "suppressed": 0,
    "held": 0,
    "left": 0,
}


@pytest.mark.both
def test_a_queued_letter_arrives_and_leaves_evidence() -> None:
    contact = make_contact("wang@example.test", name="王芳")
    letter = make_letter(contact)

    assert drain() == NOTHING | {"claimed": 1, "sent": 1}

    letter.refresh_from_db()
    [mail] = memory.arrived
    assert (mail.to, mail.subject) == ("wang@example.test", "王芳，您好")
    assert (letter.state, letter.tries, letter.provider_id) == (S.SENT, 1, "memory-1")
    assert letter.message_id == mail.message_id
    assert letter.sent_at is not None
    assert exact_bytes(letter).decode() == f"{mail.subject}\n\n{mail.text}"
    assert list(Attempt.objects.values_list("outcome", "code", "reply")) == [("sent", "250", "taken")]
    assert Claim.objects.get().closed_at is not None


def test_nothing_due_costs_nothing() -> None:
    assert drain() == NOTHING
    assert Claim.objects.count() == 0


def test_a_batch_asks_each_kind_once() -> None:
    make_letters(40)

    assert drain() == NOTHING | {"claimed": 40, "sent": 40}
    assert factories.asked == [40]
    assert len(memory.arrived) == 40


def test_an_unwanted_letter_is_superseded_at_the_belt() -> None:
    letter = make_letter()
    factories.unwanted[letter.about] = "moved"

    assert drain() == NOTHING | {"claimed": 1, "superseded": 1}

    letter.refresh_from_db()
    assert (letter.state, letter.reason) == (S.SUPERSEDED, "moved")
    assert memory.arrived == []


def test_a_letter_that_cannot_be_filled_in_harms_no_other() -> None:
    good, bad = make_letter(), make_letter(about="thing:666")

    counts = drain()

    bad.refresh_from_db()
    good.refresh_from_db()
    assert counts == NOTHING | {"claimed": 3, "sent": 1, "failed": 1, "held": 1}
    assert (good.state, bad.state, bad.reason) == (S.SENT, S.FAILED, "broken_ZeroDivisionError")
    card = Letter.objects.get(previous=bad)
    assert (card.channel, card.state, card.reason) == ("by_hand", S.HELD, "by_hand")
    assert Todo.objects.get(kind="letter.by_hand").about == f"letter:{card.pk}"


def test_a_refused_address_is_remembered_and_a_colleague_takes_over() -> None:
    contact = make_contact("wrong@example.test")
    letter = make_letter(contact)

    drain()

    letter.refresh_from_db()
    assert (letter.state, letter.reason, letter.error) == (S.FAILED, "refused", "550 no such user")
    assert Address.objects.get().state == AddressState.WRONG
    assert Letter.objects.get(previous=letter).state == S.HELD
    later = make_letter(contact)
    assert (later.channel, later.ladder) == ("by_hand", [])


def test_a_refused_text_does_not_blame_the_address() -> None:
    letter = make_letter(make_contact("permanent@example.test"))

    drain()

    letter.refresh_from_db()
    assert letter.state == S.FAILED
    assert Address.objects.get().state == AddressState.USABLE


def test_an_uncertain_letter_is_shown_to_a_person_and_never_sent_again() -> None:
    letter = make_letter(make_contact("unknown@example.test"))

    assert drain() == NOTHING | {"claimed": 1, "unknown": 1}
    assert drain() == NOTHING

    letter.refresh_from_db()
    assert (letter.state, letter.reason, letter.tries) == (S.UNKNOWN, "body_sent", 1)
    assert memory.tried == [letter.pk]
    assert Todo.objects.get().kind == "letter.unknown"


def test_a_mistake_of_our_own_while_sending_is_uncertain_too() -> None:
    letter = make_letter(make_contact("broken@example.test"))

    assert drain() == NOTHING | {"claimed": 1, "unknown": 1}

    letter.refresh_from_db()
    assert (letter.state, letter.reason) == (S.UNKNOWN, "broken")


def test_a_wrong_password_pauses_the_channel_until_a_person_mends_it() -> None:
    letter, other = make_letter(make_contact("login@example.test")), make_letter()

    assert drain() == NOTHING | {"claimed": 2, "retrying": 1, "left": 2}
    assert drain() == NOTHING | {"left": 2}

    letter.refresh_from_db()
    other.refresh_from_db()
    assert (letter.state, letter.tries, other.state) == (S.RETRYING, 0, S.QUEUED)
    assert memory.tried == [letter.pk]
    assert ChannelPause.objects.get().until is None
    assert Todo.objects.get().about == "channel:email"


def test_a_blocked_person_is_not_written_to_and_not_handed_on() -> None:
    letter = make_letter(make_contact(blocked_reason="opted_out"))

    assert drain() == NOTHING | {"claimed": 1, "suppressed": 1}

    letter.refresh_from_db()
    assert (letter.state, letter.reason) == (S.SUPPRESSED, "opted_out")
    assert Letter.objects.count() == 1


def test_an_address_that_bounced_meanwhile_is_suppressed_and_handed_on() -> None:
    letter = make_letter()
    Address.objects.update(state=AddressState.BOUNCED)

    assert drain() == NOTHING | {"claimed": 2, "suppressed": 1, "held": 1}

    letter.refresh_from_db()
    assert (letter.state, letter.reason) == (S.SUPPRESSED, "no_address")
    assert memory.arrived == []


def test_the_company_s_own_text_goes_before_the_shipped_one() -> None:
    own = factories.make_template(
        {"zh-hans": {"subject": "自己的", "body": "自己的 {{link}}", "action": "", "button": ""}},
        made_by="user:1",
    )
    factories.make_template()
    letter = make_letter()

    drain()

    letter.refresh_from_db()
    assert letter.template_version == own
    assert memory.arrived[0].subject == "自己的"
