import pytest

from huiyin.messaging.cards import card_of
from huiyin.messaging.carrier import drain
from huiyin.messaging.models import Letter
from huiyin.messaging.tests.factories import make_contact, make_letter

pytestmark = pytest.mark.django_db


def drained(letter: Letter) -> Letter:
    drain()
    return Letter.objects.select_related("contact", "template_version").get(pk=letter.pk)


def test_a_card_has_the_words_the_link_the_number_and_a_script() -> None:
    letter = drained(make_letter(make_contact(None, phone="13800138000", name="王芳")))

    card = card_of(letter)

    assert card.subject == "王芳，您好"
    assert card.link == f"http://hr.example.test/c/i/{letter.pk}"
    assert card.link in card.text
    assert card.phone == "+8613800138000"
    assert card.script[0] == "您好，请问是 王芳 吗？"


def test_the_script_is_in_the_language_of_the_recipient() -> None:
    card = card_of(drained(make_letter(make_contact(None, name="Ann", language="en"))))

    assert (card.subject, card.script[0]) == ("Hello Ann", "Hello, is this Ann?")


def test_a_card_without_words_still_says_whom_to_call() -> None:
    card = card_of(drained(make_letter(make_contact(None, phone="13800138000"), about="thing:666")))

    assert (card.subject, card.text, card.link) == ("", "", "")
    assert card.phone == "+8613800138000"
