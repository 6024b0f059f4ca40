"""The text messages that come with the product: short, polite, never a reason why a letter cannot leave."""

import re

import pytest

from huiyin.messaging import checking, markup, render, shipped, sms_length
from huiyin.messaging.channels.base import Letterhead
from huiyin.messaging.fields import samples

HEAD = Letterhead(company="南枝供应链", site="https://hr.example.test")
TEXTS = shipped.shipped_texts()
# What a colleague has to know at once; everything else reaches her by mail or on her desk.
PRESSING = {
    "ACCOUNT",
    "ARRIVED",
    "CODE",
    "IVW-1",
    "IVW-AWAY",
    "IVW-CANCELLED",
    "IVW-CHANGES",
    "IVW-DIGEST",
    "IVW-MOVED",
    "IVW-REMOVED",
    "LATE",
}
SHORT = sorted(code for code in TEXTS if TEXTS[code].audience == "candidate" or code in PRESSING)
EVERY = [(code, language) for code in SHORT for language in shipped.LANGUAGES]


def sms(code: str, language: str) -> str:
    return TEXTS[code].texts[language]["sms"]


def test_everything_for_candidates_and_what_presses_has_a_text_message() -> None:
    assert [code for code in TEXTS if "sms" in TEXTS[code].texts["zh-hans"]] == SHORT
    assert [code for code in TEXTS if "sms" in TEXTS[code].texts["en"]] == SHORT


@pytest.mark.parametrize(("code", "language"), EVERY)
def test_it_is_billed_as_one(code: str, language: str) -> None:
    """A Chinese signature makes an English message as dear as a Chinese one."""
    assert sms_length.longest(sms(code, language), samples(language)).is_one


@pytest.mark.parametrize(("code", "language"), EVERY)
def test_with_long_words_of_a_real_house_it_is_never_more_than_two(code: str, language: str) -> None:
    said = render.preview(TEXTS[code].texts, language, samples(language), HEAD).sms

    assert said
    assert "{" not in said
    assert sms_length.measure(said).parts <= 2


@pytest.mark.parametrize(("code", "language"), EVERY)
def test_it_needs_nothing_that_the_mail_can_do_without(code: str, language: str) -> None:
    """An empty value would keep the whole letter from leaving, by any channel."""
    text = TEXTS[code].texts[language]
    needed, _ = markup.variables(text["subject"] + "\n" + text["body"])
    used, optional = markup.variables(text["sms"])

    assert optional == set()
    assert used <= needed


@pytest.mark.parametrize("code", SHORT)
def test_it_leads_to_the_page_wherever_the_mail_does(code: str) -> None:
    for language in shipped.LANGUAGES:
        text = TEXTS[code].texts[language]
        assert ("{{link}}" in text["sms"]) == bool(text["action"])


@pytest.mark.parametrize("code", SHORT)
def test_nothing_in_it_is_remarked_upon(code: str) -> None:
    kind = TEXTS[code]

    remarks = checking.check(kind.texts, kind, checking.House(host="hr.example.test"))

    assert [one for one in remarks if one.part == "sms"] == []


@pytest.mark.parametrize(("code", "language"), EVERY)
def test_providers_take_it(code: str, language: str) -> None:
    """A notice offers no way to unsubscribe, which makes it advertising; the gateway adds the signature."""
    assert not re.search(
        r"退订|拒收|回复\s*[RTN]|unsubscribe|\bSTOP\b|[【】★¥]|加微信|问卷",
        sms(code, language),
        re.IGNORECASE,
    )


@pytest.mark.parametrize("code", SHORT)
def test_candidates_are_addressed_politely_and_colleagues_plainly(code: str) -> None:
    assert ("你" if TEXTS[code].audience == "candidate" else "您") not in sms(code, "zh-hans")
