"""The e-mail channel: a rendered letter becomes bytes, a connection carries them."""

from urllib.parse import urlsplit

from django.conf import settings as django_settings

from huiyin.core import clock
from huiyin.messaging.channels.base import Parcel, Permanent, Rendered
from huiyin.messaging.channels.email import mime, signed
from huiyin.messaging.channels.email.session import EmailSession
from huiyin.messaging.channels.email.settings import ADDRESS, EmailSettings, read_email_url


class EmailChannel:
    """Reads `HUIYIN_EMAIL_URL` once. Tests pass settings of their own."""

    key = "email"

    def __init__(self, settings: EmailSettings | None = None) -> None:
        self.settings = settings or configured()

    def prepare(self, rendered: Rendered) -> Parcel:
        to = plain_address(rendered.to)
        payload = mime.build(
            rendered,
            to=to,
            sender=self.settings.sender,
            reply_to=rendered.head.reply_to or self.settings.reply_to,
            at=clock.now(),
        )
        return Parcel(rendered.letter_id, to, payload)

    def open(self) -> EmailSession:
        return EmailSession(self.settings, self.sender_for)

    def sender_for(self, letter_id: int) -> str:
        """The envelope's sender: signed, so that a bounce can be believed and tells its letter."""
        if not self.settings.bounce:
            return self.settings.sender
        return signed.bounce_address(self.settings.bounce, letter_id)


def configured() -> EmailSettings:
    """What this installation chose."""
    site = urlsplit(django_settings.HUIYIN_BASE_URL).hostname or ""
    return read_email_url(django_settings.HUIYIN_EMAIL_URL, site=site)


def plain_address(address: str) -> str:
    """One address that is safe in an envelope, its domain in ASCII; anything else is the address's fault."""
    local, at, domain = address.strip().rpartition("@")
    try:
        ascii_domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        ascii_domain = ""
    plain = f"{local}{at}{ascii_domain}"
    if not ADDRESS.fullmatch(plain):
        raise Permanent("prepare", reply="not an e-mail address", bad_address=True)
    return plain
