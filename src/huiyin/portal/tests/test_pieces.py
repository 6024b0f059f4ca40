"""Who we are and how it goes, on the invitation's page: as long as she decides, and with consent only."""

from datetime import date

import pytest
from django.test import Client

from huiyin.core.actor import Actor
from huiyin.messaging import models
from huiyin.messaging.block_actions import BlockEdit, Voice, add_voice, save_block, withdraw_voice
from huiyin.messaging.checking import House
from huiyin.messaging.models import BlockKind
from huiyin.messaging.parts import Part
from huiyin.portal.tests.test_weight import STATES, open_page

pytestmark = pytest.mark.django_db
HAN = Actor(kind="user", key="user:1", label="韩青", user_id=1)


def write(kind: BlockKind, text: str) -> None:
    texts = {"zh-hans": {"text": text}, "en": {"text": "Something about us."}}
    save_block(kind, Part(), to=BlockEdit(texts), house=House(), by=HAN)


def add(said: str) -> models.Testimonial:
    block = save_block(BlockKind.MEDIA, Part(), to=BlockEdit({}), house=House(), by=HAN)
    voice = Voice("周一禾", said, date(2020, 1, 1), date(2024, 12, 1), "档案")
    row = add_voice(block, voice, house=House(), by=HAN)
    models.Testimonial.objects.update(agreed_until=date(2099, 1, 1))
    return row


def page_of(client: Client, state: str) -> str:
    return client.get(open_page(client, STATES[state]()) + "?lang=zh-hans").content.decode()


@pytest.mark.parametrize(
    ("state", "is_shown"), [("invitation", True), ("confirmed", True), ("cancelled", False)]
)
def test_the_page_shows_them_while_she_decides_and_looks_forward(
    client: Client, state: str, is_shown: bool
) -> None:
    write(BlockKind.COMPANY_INTRO, "管仓储和配送。")
    assert ("管仓储和配送。" in page_of(client, state)) is is_shown


def test_a_voice_is_shown_until_its_consent_is_withdrawn(client: Client) -> None:
    row = add("有人带。")
    assert "有人带。" in page_of(client, "invitation")
    withdraw_voice(row, by=HAN)
    assert "有人带。" not in page_of(client, "invitation")


def test_what_is_written_is_text(client: Client) -> None:
    write(BlockKind.CLOSING, "<script>alert(1)</script>")
    assert "<script>alert(1)" not in page_of(client, "invitation")
