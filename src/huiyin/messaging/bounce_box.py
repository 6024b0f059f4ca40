"""Bounces from the box where they arrive to the letters that they are about."""

from django.conf import settings

from huiyin.core import clock
from huiyin.messaging.channels.email import mailbox
from huiyin.messaging.channels.email.bounces import Bounce
from huiyin.messaging.channels.email.channel import configured
from huiyin.messaging.channels.email.settings import EmailSettings
from huiyin.messaging.receipts import record_receipt


def read_bounces(chosen: EmailSettings) -> mailbox.Polled:
    """Each report is one receipt, however often it is read. Nothing is open while the network is asked."""
    return mailbox.poll(chosen, take_in)


def take_in(bounce: Bounce) -> bool:
    """Record one report; False when it was known already."""
    return record_receipt(
        bounce.letter_id,
        bounce.event,
        event_id=bounce.event_id,
        at=clock.now(),
        raw=bounce.raw,
        bad_address=bounce.bad_address,
    )


def sweep() -> mailbox.Polled:
    """Look into the configured box; an installation without SMTP has none."""
    if not settings.HUIYIN_EMAIL_URL.startswith("smtp"):
        return mailbox.Polled()
    return read_bounces(configured())
