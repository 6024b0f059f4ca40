"""A connection that keeps a deadline: a gateway that answers one byte at a time holds nobody up for long."""

import contextlib
import http.client
import io
import select
import socket
import ssl
import time
from typing import TYPE_CHECKING

from huiyin.messaging.channels.webhook.addresses import checked_addresses
from huiyin.messaging.channels.webhook.settings import WebhookSettings

if TYPE_CHECKING:
    from typing_extensions import Buffer


class Line(http.client.HTTPConnection):
    """Connects to an address that was checked, names the host in TLS, and ends everything by its deadline.

    `phase` says how far the present hand-over came.
    """

    def __init__(self, settings: WebhookSettings) -> None:
        super().__init__(settings.host, settings.port, timeout=settings.timeout)
        self.default_port = 443 if settings.is_tls else 80
        self.phase = "connect"
        self._settings = settings
        self._deadline = 0.0
        self._plain: socket.socket | None = None

    def begin(self) -> None:
        """The time of one hand-over runs from here."""
        self.phase = "connect"
        self._deadline = time.monotonic() + self._settings.timeout

    def left(self) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("the gateway took too long")
        return left

    def connect(self) -> None:
        settings = self._settings
        plain = self._reach(checked_addresses(settings.host, settings.port, settings.allow))
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._plain = plain
        if settings.is_tls:
            self.phase = "hello"
            plain.settimeout(self.left())
            self._plain = ssl.create_default_context().wrap_socket(plain, server_hostname=settings.host)
        self.sock = _Timed(self._plain, self)

    def is_stale(self) -> bool:
        """Whether the other side has hung up, or said something that nobody asked for."""
        return self._plain is not None and bool(select.select([self._plain], [], [], 0)[0])

    def hang_up(self) -> None:
        """Part for good. `close` alone, which `http.client` calls too, leaves an answer to be read."""
        self.close()
        plain, self._plain = self._plain, None
        if plain:
            with contextlib.suppress(OSError):
                plain.close()

    def _reach(self, addresses: list[tuple[int, str]]) -> socket.socket:
        failure: OSError = OSError("the gateway has no address")
        for family, address in addresses:
            plain = socket.socket(socket.AddressFamily(family), socket.SOCK_STREAM)
            try:
                plain.settimeout(self.left())
                plain.connect((address, self._settings.port))
            except OSError as error:
                plain.close()
                failure = error
            else:
                return plain
        raise failure


class _Timed:
    """The part of a socket that `http.client` uses, under the line's deadline."""

    def __init__(self, plain: socket.socket, line: Line) -> None:
        self._plain, self._line = plain, line

    def sendall(self, data: bytes) -> None:
        self._plain.settimeout(self._line.left())
        self._plain.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Incoming(self._plain, self._line))

    def close(self) -> None:
        """`Line.hang_up` does it."""


class _Incoming(io.RawIOBase):
    def __init__(self, plain: socket.socket, line: Line) -> None:
        self._plain, self._line = plain, line

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "Buffer", /) -> int:
        self._plain.settimeout(self._line.left())
        return self._plain.recv_into(buffer)
