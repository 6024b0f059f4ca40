"""The webhook channel: a letter becomes a small JSON document that the company's own gateway carries on."""

import contextlib
import http.client
import json
import ssl
import time

from huiyin.core import clock
from huiyin.messaging.channels.base import NotSent, Parcel, Permanent, Rendered, Retry, Sent, Unknown
from huiyin.messaging.channels.pace import Pace
from huiyin.messaging.channels.webhook import answers
from huiyin.messaging.channels.webhook.line import Line
from huiyin.messaging.channels.webhook.settings import WebhookSettings
from huiyin.messaging.channels.webhook.signing import sign

LARGEST_ANSWER = 64 * 1024
# Most servers close an idle connection after five seconds; ours is closed before.
IDLE_SECONDS = 4.0
_RIDERS = frozenset({"ics", "ics_method", "brand"})
_LOST = (OSError, http.client.HTTPException)


class WebhookChannel:
    key = "webhook"

    def __init__(self, settings: WebhookSettings) -> None:
        self.settings = settings
        self.pace = Pace(settings.per_second)

    def prepare(self, rendered: Rendered) -> Parcel:
        """The same bytes at every try, because nothing in them is of the moment."""
        said = {
            "type": "letter.send",
            "timestamp": rendered.due_at.isoformat(),
            "data": {
                "letter": str(rendered.letter_id),
                "kind": rendered.kind,
                "to": rendered.to,
                "language": rendered.language,
                "subject": rendered.subject,
                "text": rendered.text,
                "link": rendered.values.get("link", ""),
                "about": rendered.about,
                "version": rendered.version,
                "due": rendered.due_at.isoformat(),
                "template": rendered.template,
                "values": {name: text for name, text in rendered.values.items() if name not in _RIDERS},
                **rendered.short,
            },
        }
        payload = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
        return Parcel(rendered.letter_id, rendered.to, payload, webhook_id(rendered.message_id))

    def open(self) -> "WebhookSession":
        return WebhookSession(self.settings, self.pace)


def webhook_id(message_id: str) -> str:
    """A letter's message id in a form without dots, which stand between the parts of what is signed."""
    return message_id.strip("<>").partition("@")[0].replace(".", "_")


class WebhookSession:
    """Used by one thread. Opens its connection at the first letter and reuses it; follows no redirect."""

    def __init__(self, settings: WebhookSettings, pace: Pace) -> None:
        self._settings, self._pace = settings, pace
        self._line = Line(settings)
        self._used_at = 0.0

    def send(self, parcel: Parcel) -> Sent:
        self._pace.wait()
        if self._line.is_stale() or time.monotonic() - self._used_at > IDLE_SECONDS:
            self._line.hang_up()
        try:
            return self._hand_over(parcel)
        except NotSent:
            raise
        except _LOST as error:
            raise self._lost(error) from error

    def close(self) -> None:
        self._line.hang_up()

    def _hand_over(self, parcel: Parcel) -> Sent:
        line, settings = self._line, self._settings
        line.begin()
        if line.sock is None:
            line.connect()
        line.phase = "request"
        at = int(time.time())
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "Huiyin",
            "webhook-id": parcel.message_id,
            "webhook-timestamp": str(at),
            "webhook-signature": sign(settings.keys, parcel.message_id, at, parcel.payload),
        }
        # The last byte of the body leaves last: an error until here means that it did not.
        line.request("POST", settings.target, body=parcel.payload, headers=headers)
        line.phase = "body_sent"
        response = line.getresponse()
        line.phase = answers.PHASE
        body = b""
        # What it answered is known by now; the rest is only told.
        with contextlib.suppress(*_LOST):
            body = response.read(LARGEST_ANSWER)
        self._used_at = time.monotonic()
        if response.will_close or not response.isclosed():
            line.hang_up()
        if 200 <= response.status < 300:
            return answers.taken(response.status, body)
        later = response.headers.get("Retry-After", "")
        raise answers.refused(response.status, body, retry_after=later, now=clock.now())

    def _lost(self, error: Exception) -> NotSent:
        phase = self._line.phase
        self._line.hang_up()
        said = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        if phase == "body_sent":
            return Unknown(phase, reply=said)
        if isinstance(error, ssl.SSLCertVerificationError):
            return Permanent(phase, reply=said, bad_channel=True)
        return Retry(phase, reply=said, pauses=True)
