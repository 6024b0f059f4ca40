import pytest

from huiyin.candidates.models import HireType, Source
from huiyin.imports import values
from huiyin.imports.problems import Unreadable
from huiyin.interviews.models import Mode


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("Yes", "yes"),
        ("yes ", "yes"),
        ("NO", "no"),
        ("No- will take it soon", "no"),
        ("No I have only thi number", "no"),
        ("NA", ""),
        ("Na", ""),
        ("", ""),
        ("Not yet", "uncertain"),
        ("cant Say", "uncertain"),
        ("Havent Checked", "uncertain"),
        ("是", "yes"),
    ],
)
def test_replies(text: str, reply: str):
    assert values.read_reply(text) == reply


@pytest.mark.parametrize("text", ["maybe", "No problem", "1", "Yes/No"])
def test_what_is_neither_yes_nor_no_is_refused(text: str):
    with pytest.raises(Unreadable):
        values.read_reply(text)


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("138 0013 8000", "+8613800138000"),
        ("13800138000", "+8613800138000"),
        ("+852 5123 4567", "+85251234567"),
        ("无", ""),
    ],
)
def test_phones(text: str, phone: str):
    assert values.read_phone(text) == phone


@pytest.mark.parametrize("text", ["12345", "1.38E+10", "1380013800"])
def test_a_phone_that_cannot_be_dialled_is_refused(text: str):
    with pytest.raises(Unreadable):
        values.read_phone(text)


def test_emails_are_lower_case_and_told_apart_once():
    assert values.read_emails("A@Example.com; b@example.com；a@example.com") == (
        "a@example.com",
        "b@example.com",
    )


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("内推", (Source.REFERRAL, "")),
        ("BOSS直聘", (Source.JOB_SITE, "BOSS直聘")),
        ("老同事介绍", (Source.OTHER, "老同事介绍")),
        ("", (Source.OTHER, "")),
    ],
)
def test_a_source_that_is_not_known_keeps_its_words(text: str, source):
    assert values.read_source(text) == source


def test_words_in_both_languages():
    assert values.read_hire_type("校招") == values.read_hire_type("Campus") == HireType.CAMPUS
    assert values.read_mode("视频") == values.read_mode("VIDEO") == Mode.VIDEO
    assert values.read_language("英文") == values.read_language("EN") == "en"
    assert values.read_minutes("45分钟") == values.read_minutes("45") == 45


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (values.read_hire_type, "临时"),
        (values.read_mode, "随便"),
        (values.read_language, "fr"),
        (values.read_minutes, "0"),
        (values.read_minutes, "一小时"),
        (values.read_name, '=HYPERLINK("http://example.com")'),
        (values.read_name, "12345"),
        (values.read_name, ""),
        (values.read_name, "长" * 81),
        (values.read_email, "a@b"),
        (values.read_topic, "11.30 AM"),
    ],
)
def test_a_word_that_is_not_known_is_refused(read, text: str):
    with pytest.raises(Unreadable):
        read(text)
