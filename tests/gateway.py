"""A real HTTP gateway that verifies what it gets with a foreign library, and misbehaves on purpose.

`gateway.plan` says how the next requests are answered, one after the other; afterwards, and by default, it
takes everything. What it truly stored it counts by `webhook-id`.
"""

import base64
import json
import select
import socket
import ssl
import threading
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from standardwebhooks import Webhook, WebhookVerificationError

SECRET = "whsec_" + base64.b64encode(b"a key of twenty-four bytes or more").decode()
OTHER_SECRET = "whsec_" + base64.b64encode(b"another key of thirty-two bytes!").decode()


@dataclass(frozen=True)
class Answer:
    """`stores`: whether the letter counts as taken. `after`: seconds before the answer. `how`: `say` it,
    `drop` the connection without a word, or `drip` one byte at a time.
    """

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    stores: bool | None = None
    after: float = 0.0
    how: str = "say"

    @property
    def is_stored(self) -> bool:
        return 200 <= self.status < 300 if self.stores is None else self.stores


@dataclass(frozen=True)
class Stored:
    """One letter that was taken."""

    message_id: str
    data: dict[str, Any]
    raw: bytes
    at: float


class Gateway:
    """Use as a context manager in a test: it listens in threads of its own."""

    def __init__(
        self, *, secret: str = SECRET, tls: ssl.SSLContext | None = None, host: str = "127.0.0.1"
    ) -> None:
        self.plan: deque[Answer] = deque()
        self.usual = Answer(200, b'{"id": "gw-1"}')
        self.stored: list[Stored] = []
        self.asked: list[str] = []
        self.counts: Counter[str] = Counter()
        self.forged = 0
        self.connections = 0
        self.signatures: list[str] = []
        self.reader = Webhook(secret)
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._closing = threading.Event()
        self._server = type("_Server", (_Server,), {"address_family": family})((host, 0), _Handler)
        self._server.gateway = self
        if tls:
            self._server.socket = tls.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.shut()

    def shut(self) -> None:
        """Close the door: from now on connections are refused."""
        if not self._closing.is_set():
            self._closing.set()
            self._server.shutdown()
            self._server.server_close()

    def take(self, headers: dict[str, str], body: bytes) -> Answer:
        """Judge one request."""
        message_id = headers.get("webhook-id", "")
        self.asked.append(message_id)
        self.signatures.append(headers.get("webhook-signature", ""))
        try:
            self.reader.verify(body, headers)
        except WebhookVerificationError:
            self.forged += 1
            return Answer(401)
        answer = self.plan.popleft() if self.plan else self.usual
        if answer.is_stored:
            self.counts[message_id] += 1
            self.stored.append(Stored(message_id, json.loads(body)["data"], body, time.monotonic()))
        return answer

    def wait(self, seconds: float) -> None:
        self._closing.wait(seconds)


class _Server(ThreadingHTTPServer):
    gateway: Gateway
    daemon_threads = True
    block_on_close = False
    request_queue_size = 256

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hung up is no error of ours."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server
    disable_nagle_algorithm = True

    def setup(self) -> None:
        super().setup()
        self.server.gateway.connections += 1

    def do_POST(self) -> None:
        gateway = self.server.gateway
        body = self.rfile.read(int(self.headers["Content-Length"]))
        answer = gateway.take({name.lower(): value for name, value in self.headers.items()}, body)
        if answer.after:
            gateway.wait(answer.after)
        if answer.how == "drop":
            self.close_connection = True
            return
        if answer.how == "drip":
            self._drip(answer)
            return
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def _drip(self, answer: Answer) -> None:
        """One byte every fifty milliseconds, until the other side has had enough."""
        self.close_connection = True
        for letter in f"HTTP/1.1 {answer.status} OK\r\nX-Slow: {'.' * 10_000}".encode():
            if select.select([self.connection], [], [], 0)[0] or self.server.gateway._closing.is_set():
                return
            self.wfile.write(bytes([letter]))
            self.server.gateway.wait(0.05)

    def log_message(self, *_: Any) -> None:
        """Tests read `stored`."""


class Listener:
    """A door inside that nobody may knock at: it counts connections and says nothing."""

    def __init__(self, host: str = "127.0.0.1", port: int = 0) -> None:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._socket = socket.create_server((host, port), family=family)
        self.port: int = self._socket.getsockname()[1]
        self.hits = 0
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(5)

    def _run(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.hits += 1
            connection.close()
