"""What a gateway tells later: signed, once, and in any order."""

import itertools
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from standardwebhooks import Webhook

from huiyin.accounts.models import FailedTry
from huiyin.accounts.throttle import LIMITS
from huiyin.api.tests.factories import V1
from huiyin.core.models import AuditEntry
from huiyin.messaging.channels.webhook.settings import WebhookSettings
from huiyin.messaging.channels.webhook.signing import read_secrets
from huiyin.messaging.contacts import ladder_of
from huiyin.messaging.models import Address, AddressState, Letter, Receipt
from huiyin.messaging.states import LetterState as S
from huiyin.messaging.tests.factories import make_contact, make_letter
from tests.gateway import OTHER_SECRET, SECRET

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)
PATH = f"{V1}/receipts/webhook"
PHONE = "+8613800138000"


@pytest.fixture(autouse=True)
def _configured(settings: Any) -> Iterator[None]:
    """Our letters are signed with one secret, the gateway's receipts with another."""
    settings.HUIYIN_WEBHOOK = WebhookSettings(
        url="https://gateway.example.test/",
        keys=read_secrets(SECRET),
        receipt_keys=read_secrets(OTHER_SECRET),
    )
    with time_machine.travel(NOW, tick=False):
        yield


def sent_letter(**fields: Any) -> Letter:
    """A letter that the gateway took a moment ago."""
    letter = make_letter(make_contact(None, phone=PHONE))
    known = {"state": S.SENT, "address": PHONE, "provider_id": f"gw-{letter.pk}", "sent_at": NOW} | fields
    Letter.objects.filter(pk=letter.pk).update(**known)
    letter.refresh_from_db()
    return letter


def tell(
    kind: str, *, event_id: str = "", secret: str = OTHER_SECRET, at: datetime = NOW, **data: Any
) -> tuple[int, Any]:
    body = json.dumps({"type": kind, "timestamp": NOW.isoformat(), "data": data})
    return post(body, event_id=event_id or f"msg_{kind}", secret=secret, at=at)


def post(
    body: str, *, event_id: str = "msg_1", secret: str = OTHER_SECRET, at: datetime = NOW, **headers: str
) -> tuple[int, Any]:
    signed = {
        "webhook-id": event_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign(event_id, at, body),
    }
    answer = Client().post(PATH, body, content_type="application/json", headers=signed | headers)
    return answer.status_code, answer.json()


@pytest.mark.parametrize("order", list(itertools.permutations(["delivered", "opened", "replied"])))
def test_callbacks_in_any_order_and_five_times_end_as_one_in_order(order: tuple[str, ...]) -> None:
    letter = sent_letter()

    answers = [tell(f"letter.{name}", letter=str(letter.pk)) for name in order * 5]

    letter.refresh_from_db()
    assert answers == [(200, {"taken": True})] * 3 + [(200, {"taken": False})] * 12
    assert (letter.state, letter.delivered_at, letter.opened_at) == (S.OPENED, NOW, NOW)
    assert sorted(Receipt.objects.values_list("event_id", flat=True)) == [
        "webhook:msg_letter.delivered",
        "webhook:msg_letter.opened",
        "webhook:msg_letter.replied",
    ]


@pytest.mark.parametrize("order", list(itertools.permutations(["delivered", "failed"])))
@pytest.mark.parametrize("bad_address", [True, False])
def test_a_failure_that_is_told_later_goes_to_the_next_way_once(
    order: tuple[str, ...], bad_address: bool
) -> None:
    letter = sent_letter()

    for name in order * 5:
        tell(f"letter.{name}", provider_id=letter.provider_id, bad_address=bad_address and name == "failed")

    letter.refresh_from_db()
    assert letter.state == S.BOUNCED
    assert Letter.objects.get(previous=letter).channel == "by_hand"
    assert Address.objects.get().state == (AddressState.BOUNCED if bad_address else AddressState.USABLE)


def test_a_receipt_settles_a_letter_of_which_nobody_knew() -> None:
    letter = sent_letter(state=S.UNKNOWN, sent_at=None)

    tell("letter.delivered", letter=str(letter.pk))

    letter.refresh_from_db()
    assert letter.state == S.DELIVERED


def test_opting_out_closes_this_way_and_leaves_the_others() -> None:
    letter = sent_letter()

    assert tell("letter.opted_out", letter=str(letter.pk)) == (200, {"taken": True})
    assert tell("letter.opted_out", letter=str(letter.pk)) == (200, {"taken": False})

    letter.refresh_from_db()
    assert (letter.state, Address.objects.get().state) == (S.SENT, AddressState.OPTED_OUT)
    assert ladder_of(letter.contact) == ["by_hand"]
    entry = AuditEntry.objects.get(verb="address.stopped")
    assert (entry.actor, entry.detail) == (
        "system:gateway",
        {"state": "opted_out", "source": f"letter:{letter.pk}"},
    )


@pytest.mark.parametrize(
    "change",
    [
        {"secret": SECRET},
        {"at": datetime(2026, 11, 25, 3, 54, 59, tzinfo=UTC)},
        {"at": datetime(2026, 11, 25, 4, 5, 1, tzinfo=UTC)},
    ],
)
def test_a_forged_or_old_callback_is_401_and_changes_nothing(change: dict[str, Any]) -> None:
    letter = sent_letter()

    status, answer = tell("letter.failed", letter=str(letter.pk), bad_address=True, **change)

    letter.refresh_from_db()
    assert (status, answer["code"]) == (401, "not_signed")
    assert (letter.state, Receipt.objects.count(), Letter.objects.count()) == (S.SENT, 0, 1)
    assert Address.objects.get().state == AddressState.USABLE


@pytest.mark.parametrize("missing", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_a_header_less_is_401(missing: str) -> None:
    assert post("{}", **{missing: ""})[0] == 401


def test_a_copied_signature_does_not_carry_another_body_or_id() -> None:
    letter = sent_letter()
    body = json.dumps({"type": "letter.failed", "data": {"letter": str(letter.pk)}})
    copied = Webhook(OTHER_SECRET).sign("msg_1", NOW, '{"type": "letter.delivered"}')

    assert post(body, **{"webhook-signature": copied})[0] == 401
    assert Receipt.objects.count() == 0


@pytest.mark.parametrize(
    "data",
    [
        {"letter": "404"},
        {"letter": "9" * 30},
        {"letter": "-1"},
        {"letter": "１"},
        {"letter": True},
        {"letter": ["1"]},
        {"provider_id": ""},
        {"provider_id": "gw-404"},
        {"provider_id": "\0"},
        {"provider_id": "\ud800"},
        {},
    ],
)
def test_of_a_letter_that_is_not_there_nothing_is_taken(data: dict[str, Any]) -> None:
    sent_letter()

    assert tell("letter.delivered", **data)[0] == 404
    assert Receipt.objects.count() == 0


@pytest.mark.parametrize("fields", [{"channel": "email"}, {"state": S.SENDING}, {"state": S.HELD}])
def test_a_gateway_speaks_only_of_what_it_was_given(fields: dict[str, Any]) -> None:
    letter = sent_letter(**fields)

    assert tell("letter.delivered", letter=str(letter.pk))[0] == 404
    assert Receipt.objects.count() == 0


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{}",
        '{"type": "letter.delivered"}',
        '{"type": "interview.cancelled", "data": {}}',
        '{"type": "letter.DELIVERED", "data": {}}',
        '{"type": "letter.delivered", "data": []}',
        "[" * 20_000,
    ],
)
def test_what_is_signed_and_no_event_is_422(body: str) -> None:
    assert post(body)[0] == 422


def test_a_large_one_is_not_read() -> None:
    assert post("x" * 70_000)[0] == 413


def test_wrong_ones_are_slowed_down_and_right_ones_never() -> None:
    letter = sent_letter()
    most = LIMITS["receipt.network"].tries

    statuses = [tell("letter.delivered", secret=SECRET)[0] for _ in range(most + 5)]

    assert statuses == [401] * most + [429] * 5
    assert FailedTry.objects.count() == most
    assert tell("letter.delivered", letter=str(letter.pk)) == (200, {"taken": True})


def test_without_a_secret_there_is_no_such_address_and_a_get_is_405(settings: Any) -> None:
    assert Client().get(PATH).status_code == 405

    settings.HUIYIN_WEBHOOK = replace(settings.HUIYIN_WEBHOOK, receipt_keys=())
    assert tell("letter.delivered")[0] == 404
