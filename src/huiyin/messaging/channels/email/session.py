"""One SMTP connection that always knows how far it came.

Stock smtplib raises the same error whether a server drops before the body or after the final dot. Here each
step is named before it is tried, so what went wrong is either certain or honestly `Unknown`. Only the last
step is: once the final dot may have left, silence proves nothing (RFC 1047).
"""

import contextlib
import smtplib
import ssl
import time
from collections.abc import Callable, Sequence

from huiyin.messaging.channels.base import NotSent, Parcel, Permanent, Retry, Sent, Unknown
from huiyin.messaging.channels.email import replies
from huiyin.messaging.channels.email.settings import EmailSettings

# Servers close idle connections after a few minutes; ours is reopened before that surprises anybody.
IDLE_SECONDS = 25.0
_LOST = (smtplib.SMTPServerDisconnected, smtplib.SMTPResponseException, OSError)
_MECHANISMS = ("PLAIN", "LOGIN", "CRAM-MD5")


class EmailSession:
    """Used by one thread. Opens its connection at the first letter and reuses it."""

    def __init__(self, settings: EmailSettings, sender_for: Callable[[int], str]) -> None:
        self.phase = "connect"
        self._settings = settings
        self._sender_for = sender_for
        self._smtp: smtplib.SMTP | None = None
        self._carried = 0
        self._used_at = 0.0

    def send(self, parcel: Parcel) -> Sent:
        if self._smtp and (self._carried >= self._settings.reuse or self._is_stale()):
            self.close()
        was_open = self._smtp is not None
        try:
            return self._hand_over(parcel)
        except Retry as lost:
            if not (was_open and self._smtp is None and lost.phase == "mail"):
                raise
        # The server had closed the idle connection: nothing of this letter went out, so begin afresh.
        return self._hand_over(parcel)

    def close(self) -> None:
        """Part politely; a server that does not answer is left at once."""
        smtp, self._smtp, self._carried = self._smtp, None, 0
        if smtp:
            with contextlib.suppress(*_LOST):
                smtp.quit()
            smtp.close()

    def _is_stale(self) -> bool:
        return time.monotonic() - self._used_at > IDLE_SECONDS

    def _hand_over(self, parcel: Parcel) -> Sent:
        smtp = self._smtp
        if smtp is None:
            smtp = self._open()
        try:
            self._envelope(smtp, parcel)
            sent = self._body(smtp, parcel)
        except NotSent as no:
            self._after_refusal(no)
            raise
        except _LOST as error:
            self._drop()
            raise self._lost(error) from error
        self._carried += 1
        self._used_at = time.monotonic()
        return sent

    # The three parts of a dialogue: hello, envelope, body.

    def _open(self) -> smtplib.SMTP:
        self.phase = "connect"
        try:
            smtp = self._connect()
            self._smtp = smtp
            self._used_at = time.monotonic()
            self.phase = "hello"
            smtp.ehlo_or_helo_if_needed()
            self._secure(smtp)
            self.phase = "login"
            self._log_in(smtp)
        except NotSent:
            self._drop()
            raise
        except smtplib.SMTPResponseException as error:
            self._drop()
            raise self._refused(error.smtp_code, error.smtp_error) from error
        except _LOST as error:
            self._drop()
            raise self._lost(error) from error
        return smtp

    def _connect(self) -> smtplib.SMTP:
        settings, server = self._settings, self._settings.server
        if not server.is_tls:
            return smtplib.SMTP(server.host, server.port, settings.helo, settings.timeout)
        return smtplib.SMTP_SSL(
            server.host,
            server.port,
            local_hostname=settings.helo,
            timeout=settings.timeout,
            context=self._context(),
        )

    def _context(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self._settings.ca or None)

    def _secure(self, smtp: smtplib.SMTP) -> None:
        settings = self._settings
        if settings.server.is_tls or settings.tls == "off":
            return
        if smtp.has_extn("starttls"):
            smtp.starttls(context=self._context())
            smtp.ehlo_or_helo_if_needed()
        elif settings.tls == "required" or (settings.server.user and not settings.server.is_local):
            raise Permanent(
                self.phase, reply="the server offers no encryption; tls=off would allow it", bad_channel=True
            )

    def _log_in(self, smtp: smtplib.SMTP) -> None:
        """One mechanism, one try: a wrong password must not lock the account by being said three times."""
        server = self._settings.server
        if not server.user:
            return
        offered = smtp.esmtp_features.get("auth", "").upper().split()
        chosen = next((name for name in _MECHANISMS if name in offered), "")
        if not chosen:
            raise Permanent(self.phase, reply="the server offers no way to log in", bad_channel=True)
        smtp.user, smtp.password = server.user, server.password
        method = getattr(smtp, "auth_" + chosen.lower().replace("-", "_"))
        smtp.auth(chosen, method, initial_response_ok=chosen == "PLAIN")

    def _envelope(self, smtp: smtplib.SMTP, parcel: Parcel) -> None:
        """MAIL, RCPT and DATA in one flight where the server takes that (RFC 2920), else one by one."""
        steps = (
            ("mail", f"MAIL FROM:<{self._sender_for(parcel.letter_id)}>"),
            ("rcpt", f"RCPT TO:<{parcel.to}>"),
            ("data", "DATA"),
        )
        is_pipelined = smtp.has_extn("pipelining")
        if is_pipelined:
            self.phase = "mail"
            _write(smtp, "".join(f"{command}\r\n" for _, command in steps).encode("ascii"))
        for number, (phase, command) in enumerate(steps):
            self.phase = phase
            if not is_pipelined:
                _write(smtp, f"{command}\r\n".encode("ascii"))
            code, text = smtp.getreply()
            if not self._is_yes(phase, code):
                rest = [name for name, _ in steps[number + 1 :]] if is_pipelined else []
                raise self._refusal_in_step(smtp, code, text, parcel.to, rest)

    @staticmethod
    def _is_yes(phase: str, code: int) -> bool:
        return code == 354 if phase == "data" else 200 <= code < 300

    def _refusal_in_step(
        self, smtp: smtplib.SMTP, code: int, text: bytes, to: str, rest: Sequence[str]
    ) -> NotSent:
        """Read what else was answered in the same flight; a server that still wants a body is left."""
        refusal = self._refused(code, text, to)
        with contextlib.suppress(*_LOST):
            for _ in rest:
                last, _text = smtp.getreply()
                if last == 354 or last < 200:
                    self._drop()
                    break
        return refusal

    def _body(self, smtp: smtplib.SMTP, parcel: Parcel) -> Sent:
        payload = parcel.payload
        if b"\r\n." in payload:
            payload = payload.replace(b"\r\n.", b"\r\n..")
        ending = b".\r\n" if payload.endswith(b"\r\n") else b"\r\n.\r\n"
        # An error while writing means that the dot, which is last, did not leave: still certain.
        _write(smtp, payload + ending)
        self.phase = "body_sent"
        code, text = smtp.getreply()
        if not 200 <= code < 600 or 300 <= code < 400:
            raise smtplib.SMTPServerDisconnected("no sense in the answer after the final dot")
        self.phase = "answered"
        if code >= 400:
            raise self._refused(code, text, parcel.to)
        return Sent(str(code), replies.without_secrets(_words(text), self._settings.server, parcel.to))

    # What went wrong, and what to do with the connection.

    def _refused(self, code: int, text: bytes | str, to: str = "") -> NotSent:
        words = replies.without_secrets(_words(text), self._settings.server, to)
        if code < 400:
            return Retry(self.phase, str(code), words, pauses=self.phase in replies.BEFORE_RECIPIENT)
        return replies.refused(self.phase, code, words)

    def _lost(self, error: Exception) -> NotSent:
        words = replies.without_secrets(str(error), self._settings.server)
        if self.phase == "body_sent":
            return Unknown(self.phase, reply=words)
        if isinstance(error, ssl.SSLCertVerificationError):
            return Permanent(self.phase, reply=words, bad_channel=True)
        return Retry(self.phase, reply=words, pauses=self.phase in replies.BEFORE_RECIPIENT)

    def _after_refusal(self, no: NotSent) -> None:
        """Keep the connection for the next letter if it still makes sense."""
        if self._smtp is None or no.code == "421" or not no.code:
            self._drop()
            return
        if no.phase == "answered":
            return
        try:
            code, _ = self._smtp.rset()
        except _LOST:
            code = 0
        if code != 250:
            self._drop()

    def _drop(self) -> None:
        smtp, self._smtp, self._carried = self._smtp, None, 0
        if smtp:
            smtp.close()


def _write(smtp: smtplib.SMTP, data: bytes) -> None:
    if smtp.sock is None:
        raise smtplib.SMTPServerDisconnected("not connected")
    smtp.sock.sendall(data)


def _words(text: bytes | str) -> str:
    return text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
