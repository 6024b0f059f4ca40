import ipaddress

import pytest

from huiyin.messaging.channels.webhook.settings import NAMES, WebhookSettings, read_webhook
from huiyin.messaging.channels.webhook.signing import read_secrets
from tests.gateway import OTHER_SECRET, SECRET

URL = "https://gateway.example.com/letters"


def read(**given: str) -> tuple[WebhookSettings | None, dict[str, str]]:
    """What is read from settings by their short names, and what is said against them."""
    said: dict[str, str] = {}

    def complain(name: str, problem: str, mend: str) -> None:
        assert mend
        said[name] = problem

    values = {f"HUIYIN_WEBHOOK_{name.upper()}": text for name, text in given.items()}
    assert set(values) <= set(NAMES)
    return read_webhook(values, complain), said


def test_without_an_address_there_is_no_channel() -> None:
    assert read() == (None, {})
    assert read(secret=SECRET) == (None, {})


def test_everything_chosen_is_read() -> None:
    settings, said = read(
        url=f"{URL}?from=huiyin",
        secret=f"{SECRET} {OTHER_SECRET}",
        receipt_secret=OTHER_SECRET,
        allow="10.20.0.0/16, fd00::/8",
        per_second="5",
        per_day="20",
    )

    assert said == {}
    assert settings == WebhookSettings(
        url=f"{URL}?from=huiyin",
        keys=read_secrets(f"{SECRET},{OTHER_SECRET}"),
        receipt_keys=read_secrets(OTHER_SECRET),
        allow=(ipaddress.ip_network("10.20.0.0/16"), ipaddress.ip_network("fd00::/8")),
        per_second=5,
        per_day=20,
    )
    assert (settings.host, settings.port, settings.target) == (
        "gateway.example.com",
        443,
        "/letters?from=huiyin",
    )
    assert "keys" not in repr(settings)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9000", "http://localhost/letters", "http://[::1]:9000/"])
def test_plain_http_is_for_this_machine(url: str) -> None:
    settings, said = read(url=url, secret=SECRET)

    assert (said, settings.url if settings else "") == ({}, url)


@pytest.mark.parametrize(
    "url",
    [
        "gateway.example.com",
        "ftp://gateway.example.com",
        "file:///etc/passwd",
        "http://gateway.example.com/letters",
        "http://0x7f.1/",
        "http://10.0.0.1/",
        "https://",
        "https://user:pw-of-gateway@gateway.example.com/",
        "https://gateway.example.com/#there",
        "https://gateway.example.com:99999/",
        "https://网关.example.com/",
        "https://gateway.example.com/let ters",
        "https://gateway.example.com/\r\nX: 1",
        "https://[::1",
    ],
)
def test_an_address_that_cannot_be_used_is_named_and_not_repeated(url: str) -> None:
    settings, said = read(url=url, secret=SECRET)

    assert settings is None
    assert list(said) == ["HUIYIN_WEBHOOK_URL"]
    assert "pw-of" not in said["HUIYIN_WEBHOOK_URL"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("secret", ""),
        ("secret", "pw-of-gateway"),
        ("receipt_secret", "pw-of-gateway"),
        ("allow", "10.20.0.1/16"),
        ("allow", "office"),
        ("per_second", "0"),
        ("per_second", "fast"),
        ("per_day", "-1"),
    ],
)
def test_each_wrong_setting_is_named_once(name: str, text: str) -> None:
    settings, said = read(**{"url": URL, "secret": SECRET, name: text})

    assert settings is None
    assert list(said) == [f"HUIYIN_WEBHOOK_{name.upper()}"]
    assert "pw-of" not in str(said)
