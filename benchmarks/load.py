"""Our own small load, for 127.0.0.1 only: one browser that asks in turn, and a crowd that does not wait."""

import asyncio
import http.client
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

HOST = "127.0.0.1"
LONGEST_SECONDS = 60
MOST_REQUESTS = 10_000
ANSWER_WITHIN = 30


class Browser:
    """One kept connection with its cookies. `ask` gives milliseconds until the last byte, and the page."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        self._connection = http.client.HTTPConnection(HOST, port, timeout=ANSWER_WITHIN)

    def ask(self, path: str, *, expect: int = 200) -> tuple[float, str]:
        started = time.perf_counter()
        response, body = self._send("GET", path)
        took = (time.perf_counter() - started) * 1000
        if response.status != expect:
            raise RuntimeError(f"{path} answered {response.status}, not {expect}")
        return took, body.decode()

    def post(self, path: str, form: dict[str, str], *, expect: int) -> float:
        """Milliseconds until the last byte of the answer."""
        started = time.perf_counter()
        response, body = self._send("POST", path, urlencode(form))
        took = (time.perf_counter() - started) * 1000
        if response.status != expect:
            raise RuntimeError(f"{path} answered {response.status}, not {expect}: {body[:300]!r}")
        return took

    def sign_in(self, email: str, password: str) -> None:
        _took, page = self.ask("/sign-in/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token
        form = {"csrfmiddlewaretoken": token[1], "email": email, "password": password}
        response, body = self._send("POST", "/sign-in/", urlencode(form))
        if response.status != 302:
            raise RuntimeError(f"signing in answered {response.status}: {body[:300]!r}")

    def close(self) -> None:
        self._connection.close()

    def _send(self, method: str, path: str, body: str = "") -> tuple[http.client.HTTPResponse, bytes]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self._connection.request(method, path, body or None, headers)
            response = self._connection.getresponse()
        except http.client.RemoteDisconnected:  # the server lets go of connections that rest
            self._connection.request(method, path, body or None, headers)
            response = self._connection.getresponse()
        content = response.read()
        for line in response.headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return response, content


@dataclass(frozen=True)
class Ask:
    """One request of the crowd: a path, the cookie that opens it, and the status that is right."""

    path: str
    cookie: str = ""
    status: int = 200


@dataclass(frozen=True)
class Crowd:
    """Milliseconds per answer, from the moment at which each request was due; and how many were wrong."""

    milliseconds: list[float]
    wrong: int
    seconds: float


def crowd(port: int, asks: Sequence[Ask], *, per_second: float, seconds: float) -> Crowd:
    """So many requests a second, each on a connection of its own, due by the clock whether or not earlier
    ones were answered: a slow server cannot make the crowd slower and look fast.
    """
    number = int(per_second * seconds)
    if seconds > LONGEST_SECONDS or number > MOST_REQUESTS:
        raise ValueError("the load is bounded")
    return asyncio.run(_crowd(port, [asks[n % len(asks)] for n in range(number)], 1 / per_second))


async def _crowd(port: int, asks: Sequence[Ask], gap: float) -> Crowd:
    started = time.perf_counter()

    async def one(number: int, ask: Ask) -> tuple[float, int]:
        due = started + number * gap
        await asyncio.sleep(due - time.perf_counter())
        try:
            status = await asyncio.wait_for(_status(port, ask), ANSWER_WITHIN)
        except (OSError, TimeoutError, ValueError):
            status = 0
        return (time.perf_counter() - due) * 1000, status != ask.status

    answers = await asyncio.gather(*(one(number, ask) for number, ask in enumerate(asks)))
    return Crowd(
        milliseconds=[took for took, _wrong in answers],
        wrong=sum(wrong for _took, wrong in answers),
        seconds=time.perf_counter() - started,
    )


async def _status(port: int, ask: Ask) -> int:
    reader, writer = await asyncio.open_connection(HOST, port)
    try:
        cookie = f"Cookie: {ask.cookie}\r\n" if ask.cookie else ""
        writer.write(f"GET {ask.path} HTTP/1.1\r\nHost: {HOST}\r\n{cookie}Connection: close\r\n\r\n".encode())
        answer = await reader.read()
        return int(answer.split(b" ", 2)[1]) if answer else 0
    finally:
        writer.close()
