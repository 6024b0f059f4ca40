"""A real SMTP server that misbehaves on purpose and counts what it truly stored.

What it does is chosen by the recipient's local part, in words between dots:

    drop.rcpt@  drop.data@  drop.dot@      close at that phase; `drop.dot` stores first and then says nothing
    hang.rcpt@  hang.dot@                  never answer; `hang.dot` stores first
    code.450@   code.550.dot@  code.421@   that reply at RCPT, or at a named phase; 421 closes too
    retry.7@                               450 "try again in 7 seconds"
    delay.50@                              answer the final dot after 50 ms
    ….times.2…                             misbehave only the first 2 times, per address
    drop.dot.x17@                          other words are ignored: they make addresses differ

Connect, EHLO and MAIL come before the recipient is known: `sink.break_next("connect", 3)` or
`--break connect:3` closes the next three connections there.

    python -m tests.sink --port 2525 --journal mails.jsonl

prints `{"event": "ready", "port": …}` and writes one line per thing that happened, flushed before the
answer goes out. `Sink` is the same inside a test, `SinkProcess` runs it in a process of its own.
"""

import argparse
import asyncio
import base64
import hashlib
import json
import re
import ssl
import subprocess
import sys
import threading
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from tests.manners import REPLIES, Manner

_MESSAGE_ID = re.compile(rb"^message-id:\s*(<[^>]*>)", re.IGNORECASE | re.MULTILINE)
_ADDRESS = re.compile(rb"<([^>]*)>")


@dataclass
class Stored:
    """One mail that the sink answered for, or kept without answering."""

    message_id: str
    sender: str
    recipients: list[str]
    content: bytes


@dataclass
class _Dialogue:
    """What one client has said so far on one connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    is_secure: bool = False
    is_known: bool = False
    sender: str = ""
    recipients: list[str] = field(default_factory=list)

    def say(self, text: str) -> None:
        self.writer.write(text.encode() + b"\r\n")


class _Dropped(Exception):
    """Close this connection without another word."""


class Sink:
    """The server. Use as a context manager in a test: it listens in a thread of its own."""

    def __init__(
        self,
        *,
        port: int = 0,
        journal: Path | None = None,
        keep: bool = True,
        delay: float = 0.0,
        tls: ssl.SSLContext | None = None,
        is_smtps: bool = False,
        login: tuple[str, str] | None = None,
    ) -> None:
        self.port = port
        self.stored: list[Stored] = []
        self.counts: Counter[str] = Counter()
        self.connections = 0
        self.resets = 0
        self.refused_logins = 0
        self.say_address = self.is_greedy = False
        self.offers = ["PIPELINING", "8BITMIME", "SMTPUTF8"]
        self._keep, self._delay, self._login = keep, delay, login
        self._tls, self._is_smtps = tls, is_smtps
        self._journal: IO[str] | None = journal.open("a", encoding="utf-8") if journal else None
        self._misbehaved: Counter[str] = Counter()
        self._breaks: Counter[str] = Counter()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._thread: threading.Thread | None = None

    # What a test asks and orders.

    @property
    def stored_total(self) -> int:
        return sum(self.counts.values())

    @property
    def duplicates(self) -> list[str]:
        return [message_id for message_id, count in self.counts.items() if count > 1]

    def break_next(self, phase: str, times: int = 1) -> None:
        """Close the next `times` dialogues at connect, ehlo or mail."""
        self._breaks[phase] += times

    def __enter__(self) -> Self:
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self._thread.start()
        assert ready.wait(10), "the sink did not start"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._loop
        self._loop.call_soon_threadsafe(self._loop.stop)
        if self._thread:
            self._thread.join(10)
        if self._journal:
            self._journal.close()

    def _run(self, ready: threading.Event) -> None:
        loop = self._loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        server = loop.run_until_complete(self.listen())
        ready.set()
        loop.run_forever()
        server.close()
        for task in list(self._tasks):
            task.cancel()
        loop.run_until_complete(asyncio.gather(*self._tasks, return_exceptions=True))
        loop.close()

    async def listen(self) -> asyncio.Server:
        server = await asyncio.start_server(
            self._connected,
            "127.0.0.1",
            self.port,
            limit=64 * 1024 * 1024,
            backlog=512,
            ssl=self._tls if self._is_smtps else None,
        )
        self.port = server.sockets[0].getsockname()[1]
        return server

    # One connection.

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._tasks.add(task)
        self.connections += 1
        dialogue = _Dialogue(reader, writer, is_secure=self._is_smtps)
        try:
            self._break_here("connect")
            dialogue.say("220 sink.example ESMTP")
            while await self._answer(dialogue):
                await writer.drain()
        except (_Dropped, asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            self._tasks.discard(task)
            writer.close()

    def _break_here(self, phase: str) -> None:
        if self._breaks[phase] > 0:
            self._breaks[phase] -= 1
            self._note("dropped", phase=phase)
            raise _Dropped

    async def _answer(self, dialogue: _Dialogue) -> bool:
        line = (await dialogue.reader.readuntil(b"\n")).strip()
        verb = line[:4].upper()
        if verb in {b"EHLO", b"HELO"}:
            self._break_here("ehlo")
            self._greet(dialogue)
        elif verb == b"STAR" and self._tls and not dialogue.is_secure:
            dialogue.say("220 2.0.0 Ready to start TLS")
            await dialogue.writer.drain()
            await dialogue.writer.start_tls(self._tls)
            dialogue.is_secure = True
        elif verb == b"AUTH":
            await self._authenticate(dialogue, line)
        elif verb == b"MAIL":
            self._break_here("mail")
            self._mail(dialogue, line)
        elif verb == b"RCPT":
            await self._rcpt(dialogue, _ADDRESS.search(line)[1].decode())  # type: ignore[index]
        elif verb == b"DATA":
            await self._data(dialogue)
        elif verb == b"RSET":
            self.resets += 1
            dialogue.sender, dialogue.recipients = "", []
            dialogue.say("250 2.0.0 Reset")
        elif verb == b"NOOP":
            dialogue.say("250 2.0.0 Here")
        elif verb == b"QUIT":
            dialogue.say("221 2.0.0 Bye")
            return False
        else:
            dialogue.say("502 5.5.1 Unknown command")
        return True

    def _greet(self, dialogue: _Dialogue) -> None:
        offers = ["sink.example", *self.offers]
        if self._tls and not dialogue.is_secure:
            offers.append("STARTTLS")
        if self._login:
            offers.append("AUTH PLAIN LOGIN")
        for offer in offers:
            dialogue.say(f"250-{offer}")
        dialogue.say("250 ENHANCEDSTATUSCODES")

    async def _authenticate(self, dialogue: _Dialogue, line: bytes) -> None:
        """PLAIN with an initial response, or LOGIN in two questions."""
        words = line.split()
        given: tuple[str, ...]
        if words[1].upper() == b"PLAIN":
            given = tuple(base64.b64decode(words[2]).decode().split("\0")[1:])
        else:
            answers = [base64.b64decode(words[2]).decode()] if len(words) > 2 else []
            while len(answers) < 2:
                dialogue.say(
                    "334 " + base64.b64encode(b"Username:" if not answers else b"Password:").decode()
                )
                answers.append(base64.b64decode((await dialogue.reader.readuntil(b"\n")).strip()).decode())
            given = tuple(answers)
        dialogue.is_known = given == self._login
        if dialogue.is_known:
            dialogue.say("235 2.7.0 Welcome")
        else:
            self.refused_logins += 1
            self._note("refused", code=535)
            dialogue.say(f"535 5.7.8 Authentication failed for {given[0]} with {given[1]}")

    def _mail(self, dialogue: _Dialogue, line: bytes) -> None:
        if self._login and not dialogue.is_known:
            dialogue.say("530 5.7.0 Authentication required")
            return
        found = _ADDRESS.search(line)
        dialogue.sender, dialogue.recipients = found[1].decode() if found else "", []
        dialogue.say("250 2.1.0 Sender ok")

    async def _rcpt(self, dialogue: _Dialogue, address: str) -> None:
        if not dialogue.sender:
            dialogue.say("503 5.5.1 MAIL first")
            return
        if await self._misbehave(dialogue, address, "rcpt"):
            return
        dialogue.recipients.append(address)
        dialogue.say("250 2.1.5 Recipient ok")

    async def _data(self, dialogue: _Dialogue) -> None:
        if not dialogue.recipients:
            dialogue.say("354 Go on anyway" if self.is_greedy else "554 5.5.1 No valid recipients")
            return
        first = dialogue.recipients[0]
        if await self._misbehave(dialogue, first, "data"):
            return
        dialogue.say("354 Go on")
        await dialogue.writer.drain()
        raw = await dialogue.reader.readuntil(b"\r\n.\r\n")
        if (
            "dot" in first
            and Manner.of(first).act == "code"
            and await self._misbehave(dialogue, first, "dot")
        ):
            return
        self._store(dialogue, raw[:-3].replace(b"\r\n..", b"\r\n."))
        await self._misbehave(dialogue, first, "dot")
        delay = Manner.of(first).delay or self._delay
        if delay:
            await asyncio.sleep(delay)
        dialogue.recipients = []
        dialogue.say(f"250 2.0.0 Stored as {self.stored_total}")

    async def _misbehave(self, dialogue: _Dialogue, address: str, phase: str) -> bool:
        """Do what the address asks for at this phase; True when the command is already answered."""
        manner = Manner.of(address)
        if not manner.act or manner.phase != phase:
            return False
        if manner.times is not None and self._misbehaved[address] >= manner.times:
            return False
        self._misbehaved[address] += 1
        if manner.act == "drop":
            self._note("dropped", phase=phase, to=address)
            raise _Dropped
        if manner.act == "hang":
            self._note("hung", phase=phase, to=address)
            await dialogue.reader.read()
            raise _Dropped
        code = manner.number if manner.act == "code" else 450
        words = (
            REPLIES.get(code, "No") if manner.act == "code" else f"4.7.1 try again in {manner.number} seconds"
        )
        self._note("refused", code=code, to=address)
        dialogue.say(f"{code} {words}: <{address}>" if self.say_address else f"{code} {words}")
        if code == 421:
            await dialogue.writer.drain()
            raise _Dropped
        return True

    def _store(self, dialogue: _Dialogue, content: bytes) -> None:
        found = _MESSAGE_ID.search(content)
        message_id = found[1].decode() if found else ""
        self.counts[message_id] += 1
        if self._keep:
            self.stored.append(Stored(message_id, dialogue.sender, list(dialogue.recipients), content))
        self._note(
            "stored",
            message_id=message_id,
            sender=dialogue.sender,
            to=dialogue.recipients,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
        )

    def _note(self, event: str, **facts: Any) -> None:
        if self._journal:
            self._journal.write(json.dumps({"event": event, **facts}) + "\n")
            self._journal.flush()


class SinkProcess:
    """The sink in a process of its own, for figures and for killing things around it."""

    def __init__(self, journal: Path, *options: str) -> None:
        self.journal = journal
        command = [sys.executable, "-m", "tests.sink", "--journal", str(journal), *options]
        root = Path(__file__).resolve().parent.parent
        self._process = subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout
        self.port: int = json.loads(self._process.stdout.readline())["port"]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(10)
        if self._process.stdout:
            self._process.stdout.close()

    def events(self, kind: str = "stored") -> list[dict[str, Any]]:
        """What was written so far; the last line may still be in the making."""
        lines = self.journal.read_text(encoding="utf-8").splitlines() if self.journal.exists() else []
        return [event for event in map(json.loads, lines) if event["event"] == kind]

    def counts(self) -> Counter[str]:
        """How often each Message-ID was stored."""
        return Counter(event["message_id"] for event in self.events())


def main() -> None:
    parser = argparse.ArgumentParser(description="An SMTP server that misbehaves by recipient address.")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--journal", type=Path)
    parser.add_argument("--delay", type=float, default=0, help="ms between the final dot and the answer")
    parser.add_argument("--login", help="user:password that AUTH must give")
    parser.add_argument("--break", dest="breaks", action="append", default=[], metavar="PHASE:TIMES")
    options = parser.parse_args()
    login = tuple(options.login.split(":", 1)) if options.login else None
    sink = Sink(
        port=options.port,
        journal=options.journal,
        keep=False,
        delay=options.delay / 1000,
        login=login,  # type: ignore[arg-type]
    )
    for text in options.breaks:
        phase, _, times = text.partition(":")
        sink.break_next(phase, int(times or 1))
    asyncio.run(_serve(sink))


async def _serve(sink: Sink) -> None:
    server = await sink.listen()
    print(json.dumps({"event": "ready", "port": sink.port}), flush=True)  # noqa: T201 -- the caller reads it
    await server.serve_forever()


if __name__ == "__main__":
    main()
