"""Every answer of a gateway, as a table."""

from datetime import UTC, datetime

import pytest

from huiyin.messaging.channels.base import NotSent, Permanent, Retry, Sent, Unknown
from huiyin.messaging.channels.webhook import answers

NOW = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("body", "provider_id"),
    [
        (b'{"id": "gw-1"}', "gw-1"),
        (b'{"id": 17}', "17"),
        (b'{"id": null}', ""),
        (b'["gw-1"]', ""),
        (b"OK", ""),
        (b"", ""),
        (b"[" * 100_000, ""),
        (b"\xff", ""),
    ],
)
def test_what_was_taken_may_have_a_number_of_its_own(body: bytes, provider_id: str) -> None:
    assert answers.taken(202, body) == Sent("202", "taken", provider_id=provider_id, phase="answered")


@pytest.mark.parametrize(
    ("status", "body", "retry_after", "expected"),
    [
        (503, b"", "", Retry("answered", "503", "", pauses=True)),
        (503, b"", "40", Retry("answered", "503", "", after=40.0, pauses=True)),
        (502, b"", "", Retry("answered", "502", "", pauses=True)),
        (429, b'{"code": "slow_down"}', "7", Retry("answered", "429", "slow_down", after=7.0, pauses=True)),
        (500, b"", "", Retry("answered", "500", "")),
        (500, b"", "9", Retry("answered", "500", "", after=9.0, pauses=True)),
        (507, b"", "", Retry("answered", "507", "")),
        (408, b"", "", Retry("answered", "408", "")),
        (425, b"", "3", Retry("answered", "425", "", after=3.0)),
        (504, b"", "", Unknown("answered", "504", "")),
        (400, b"", "", Permanent("answered", "400", "")),
        (422, b'{"code": "no_template"}', "", Permanent("answered", "422", "no_template")),
        (422, b'{"code": "bad_address"}', "", Permanent("answered", "422", "bad_address", bad_address=True)),
        (404, b'{"code": "bad_address"}', "", Permanent("answered", "404", "bad_address", bad_address=True)),
        (401, b"", "", Permanent("answered", "401", "", bad_channel=True)),
        (403, b"", "", Permanent("answered", "403", "", bad_channel=True)),
        (404, b"", "", Permanent("answered", "404", "", bad_channel=True)),
        (410, b"", "", Permanent("answered", "410", "", bad_channel=True)),
        (302, b"", "", Permanent("answered", "302", "", bad_channel=True)),
        (308, b"", "", Permanent("answered", "308", "", bad_channel=True)),
    ],
)
def test_what_each_answer_means(status: int, body: bytes, retry_after: str, expected: NotSent) -> None:
    answer = answers.refused(status, body, retry_after=retry_after, now=NOW)

    assert (type(answer), vars(answer)) == (type(expected), vars(expected))


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120.0),
        (" 5 ", 5.0),
        ("Wed, 25 Nov 2026 04:01:00 GMT", 60.0),
        ("Wed, 25 Nov 2026 03:00:00 GMT", None),
        ("999999999999", 86400.0),
        ("0", None),
        ("-5", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_hint_is_read_in_seconds_or_as_a_date(text: str, seconds: float | None) -> None:
    assert answers.hint(text, NOW) == seconds
