"""What the URL may say, and that a wrong one is refused without repeating a password."""

import pytest

from huiyin.messaging.channels.email.settings import read_email_url

FROM = "from=hr@example.com"


def test_everything_is_read() -> None:
    settings = read_email_url(
        "smtp://hr%40example.com:p%40ss%2Fword@mail.example.com:2525/?from=hr@example.com"
        "&bounce=bounces@example.com&reply_to=team@example.com&tls=required&timeout=5&reuse=20&helo=hr.example.com"
        "&imap=imaps%3A%2F%2Fbox%3Asecret%40imap.example.com%2FBounces"
    )

    server = settings.server
    assert (server.host, server.port, server.is_tls) == ("mail.example.com", 2525, False)
    assert (server.user, server.password) == ("hr@example.com", "p@ss/word")
    assert (settings.sender, settings.bounce) == ("hr@example.com", "bounces@example.com")
    assert (settings.reply_to, settings.helo, settings.tls) == (
        "team@example.com",
        "hr.example.com",
        "required",
    )
    assert (settings.timeout, settings.reuse) == (5, 20)
    assert settings.imap
    assert (settings.imap.host, settings.imap.port, settings.imap.folder) == (
        "imap.example.com",
        993,
        "Bounces",
    )
    assert settings.imap.password == "secret"


@pytest.mark.parametrize(
    ("url", "port"),
    [
        (f"smtp://mail.example.com/?{FROM}", 25),
        (f"smtp://u:p@mail.example.com/?{FROM}", 587),
        (f"smtps://u:p@mail.example.com/?{FROM}", 465),
    ],
)
def test_ports_are_the_usual_ones(url: str, port: int) -> None:
    assert read_email_url(url).server.port == port


@pytest.mark.parametrize(
    ("url", "site", "sender"),
    [
        ("smtp://hr%40example.com:p@mail.example.com", "hr.example.com", "hr@example.com"),
        ("smtp://hr:p@mail.example.com", "hr.example.com", "huiyin@hr.example.com"),
        ("smtp://127.0.0.1:2525", "127.0.0.1", "huiyin@localhost"),
        ("smtp://127.0.0.1:2525", "", "huiyin@localhost"),
        ("smtp://127.0.0.1:2525", "::1", "huiyin@localhost"),
    ],
)
def test_without_a_sender_there_is_still_one(url: str, site: str, sender: str) -> None:
    assert read_email_url(url, site=site).sender == sender


@pytest.mark.parametrize(
    "url",
    [
        "smtp://u:hush@mail.example.com/?from=no-address",
        "smtp://u:hush@mail.example.com/?from=a@b.c%0D%0ABcc:x@y.z",
        f"smtp://u:hush@mail.example.com/?{FROM}&tls=perhaps",
        f"smtp://u:hush@mail.example.com/?{FROM}&timeout=0",
        f"smtp://u:hush@mail.example.com/?{FROM}&timeout=soon",
        f"smtp://u:hush@mail.example.com/?{FROM}&bounce=x",
        f"smtp://u:hush@mail.example.com/?{FROM}&helo=a%20b",
        f"smtp://u:hush@mail.example.com/?{FROM}&imap=http://x",
        f"smtp://u:hush@mail.example.com/?{FROM}&shoe=1",
        f"smtp://u:hush@mail.example.com:99999/?{FROM}",
        f"smtp://u:hush%0A@mail.example.com/?{FROM}",
        f"smtp:///?{FROM}",
        f"http://u:hush@mail.example.com/?{FROM}",
    ],
)
def test_a_wrong_one_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(ValueError, match=r".+") as refusal:
        read_email_url(url)

    assert "hush" not in str(refusal.value)


def test_a_password_is_never_shown() -> None:
    assert "hush" not in repr(read_email_url(f"smtp://u:hush@mail.example.com/?{FROM}"))
