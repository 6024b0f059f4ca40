"""A consent that is withdrawn while letters are on their way: at every step the voice stays behind."""

import threading
from collections.abc import Callable

import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.messaging import claims, models
from huiyin.messaging.block_actions import BlockEdit, Voice, add_voice, save_block, withdraw_voice
from huiyin.messaging.carrier import drain
from huiyin.messaging.channels import memory
from huiyin.messaging.checking import House
from huiyin.messaging.deliver import Pipeline
from huiyin.messaging.freeze import freeze, hush, prepare_freezing, write_frozen
from huiyin.messaging.judging import judge, load
from huiyin.messaging.marks import Marks
from huiyin.messaging.models import BlockKind, Letter, LetterBytes
from huiyin.messaging.outcomes import Outcomes
from huiyin.messaging.parts import Part
from huiyin.messaging.pauses import Breaker
from huiyin.messaging.retries import RetryTimes
from huiyin.messaging.rungs import next_rung
from huiyin.messaging.senders import Jobs, Reports, Sender
from huiyin.messaging.states import LetterState as S
from huiyin.messaging.tests.factories import make_contact, make_letter, make_template, text

pytestmark = [pytest.mark.django_db, pytest.mark.both]
HOUSE = House(host="hr.example.test")
HAN = Actor(kind="user", key="user:1", label="韩青", user_id=1)
BODY = "{{name}}，您好：\n{{block_media?}}\n{{link}}"
SAID = "有人带。"


@pytest.fixture
def voice() -> models.Testimonial:
    edit = BlockEdit({"zh-hans": {"title": "仓里的一天", "text": "三分钟。"}})
    block = save_block(BlockKind.MEDIA, Part(), to=edit, house=HOUSE, by=HAN)
    make_template({language: text("{{name}}", BODY) for language in ("zh-hans", "en")})
    today = clock.today(settings.TIME_ZONE)
    return add_voice(block, Voice("周一禾", SAID, today, today, "档案", "组长"), house=HOUSE, by=HAN)


class Steps:
    """A carrier that waits between its steps."""

    def __init__(self) -> None:
        self.jobs, self.reports, breaker = Jobs(), Reports(), Breaker(1)
        self.pipeline = Pipeline("steps", self.jobs, self.reports, breaker, depth=64)
        self.sender = Sender(self.jobs, self.reports, Outcomes(breaker, RetryTimes()), breaker, Marks())

    def hand_over(self) -> None:
        self.sender.run_here()
        self.pipeline.collect()


def taken() -> list[Letter]:
    claimed = claims.take("steps", 10)
    assert claimed
    return load(claimed[1], claimed[0])


def kept(letter: Letter) -> str:
    return str(Letter.objects.get(pk=letter.pk).values["block_media"])


def test_a_voice_withdrawn_after_the_letter_was_made_stays_behind(voice: models.Testimonial) -> None:
    letter, plain, steps = make_letter(), make_letter(), Steps()
    assert steps.pipeline.supply()
    assert SAID in kept(letter)

    withdraw_voice(voice, by=HAN)
    steps.hand_over()

    assert memory.arrived == []
    assert not LetterBytes.objects.exists()
    assert set(Letter.objects.values_list("state", flat=True)) == {S.QUEUED}
    assert drain()["sent"] == 2
    assert [SAID in mail.text for mail in memory.arrived] == [False, False]
    assert ["三分钟。" in mail.text for mail in memory.arrived] == [True, True]
    assert {mail.letter_id for mail in memory.arrived} == {letter.pk, plain.pk}


def test_a_letter_that_left_before_keeps_what_it_said(voice: models.Testimonial) -> None:
    letter = make_letter()
    assert drain()["sent"] == 1

    withdraw_voice(voice, by=HAN)

    assert SAID in memory.arrived[0].text
    assert SAID in kept(letter)


def test_the_letter_before_it_is_marked_though_the_gate_stays_shut(voice: models.Testimonial) -> None:
    """One statement marks what arrived and opens the next gate; the first half stands alone."""
    make_template({"zh-hans": text("{{name}}", BODY), "en": text("{{name}}", "{{name}}, {{link}}")})
    before, letter = make_letter(make_contact(language="en")), make_letter()
    after, steps = make_letter(make_contact(language="en")), Steps()
    assert steps.pipeline.supply()

    withdraw_voice(voice, by=HAN)
    steps.hand_over()

    assert [mail.letter_id for mail in memory.arrived] == [before.pk, after.pk]
    states = dict(Letter.objects.values_list("pk", "state"))
    assert states == {before.pk: S.SENT, letter.pk: S.QUEUED, after.pk: S.SENT}
    assert drain()["sent"] == 1
    assert SAID not in memory.arrived[-1].text


def read_before(letters: list[Letter]) -> None:
    """The carrier has read them; they were frozen long ago."""


@pytest.mark.parametrize("half_way", [read_before, prepare_freezing])
@pytest.mark.parametrize("is_previewed", [True, False])
def test_judging_writes_no_withdrawn_voice_back(
    voice: models.Testimonial, half_way: Callable[[list[Letter]], object], *, is_previewed: bool
) -> None:
    letter = make_letter()
    if is_previewed:
        freeze([letter])
    letters = taken()
    half_way(letters)

    withdraw_voice(voice, by=HAN)
    [ready] = judge(letters).ready

    assert SAID not in ready.values["block_media"]
    assert kept(letter) == "仓里的一天\n三分钟。"


def test_the_next_way_of_a_letter_does_not_say_it_either(voice: models.Testimonial) -> None:
    """It takes over the words of one that left, and those may be older than the withdrawal."""
    contact = make_contact("permanent@example.test", phone="+8613800000000")
    letter = make_letter(contact)
    freeze([letter])
    Letter.objects.filter(pk=letter.pk).update(state=S.SENT, ladder=["webhook"])
    withdraw_voice(voice, by=HAN)

    following = next_rung(Letter.objects.select_related("contact").get(pk=letter.pk))
    assert following
    assert SAID in following.values["block_media"]
    judge(taken())

    assert SAID not in kept(following)


def test_a_preview_that_was_half_made_does_not_keep_it(voice: models.Testimonial) -> None:
    letter = make_letter()
    prepare_freezing([letter])
    Letter.objects.filter(pk=letter.pk).update(values=None)
    withdraw_voice(voice, by=HAN)
    letter.template_version_id = None

    assert freeze([letter]) == {}

    assert SAID not in kept(letter)


@pytest.mark.django_db(transaction=True)
def test_a_withdrawal_waits_for_a_letter_that_is_being_written_and_finds_it(
    voice: models.Testimonial,
) -> None:
    letter = make_letter()

    def withdraw() -> None:
        try:
            withdraw_voice(voice, by=HAN)
        finally:
            connections.close_all()

    prepare_freezing([letter])
    other = threading.Thread(target=withdraw)
    with transaction.atomic():
        assert hush([letter]) == []
        other.start()
        write_frozen([letter])
    other.join(20)

    assert not other.is_alive()
    assert kept(letter) == "仓里的一天\n三分钟。"


def test_a_consent_that_ends_by_its_day_is_not_sent_after_it(voice: models.Testimonial) -> None:
    letter = make_letter()
    freeze([letter])
    models.Testimonial.objects.update(agreed_on="2020-01-01", agreed_until="2020-01-02")

    assert drain()["sent"] == 1

    assert SAID not in memory.arrived[0].text


@pytest.mark.parametrize(("has_voices", "looks"), [(True, 1), (False, 0)])
def test_only_letters_with_voices_are_looked_at_once_more(
    voice: models.Testimonial, *, has_voices: bool, looks: int
) -> None:
    if not has_voices:
        make_template()
    make_letter()

    with CaptureQueriesContext(connection) as asked:
        assert drain()["sent"] == 1

    said = [one["sql"] for one in asked]
    gates = [
        one for one in said if one.startswith('SELECT "messaging_letter"."id", "messaging_letter"."values"')
    ]
    assert len(gates) == looks
    assert any("messaging_testimonial" in one for one in said) is has_voices
