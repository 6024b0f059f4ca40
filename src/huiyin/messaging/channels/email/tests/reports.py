"""Delivery reports as mail servers write them, and an IMAP server that holds them. For tests."""

import re
import socket
import threading
from collections.abc import Sequence
from typing import Self


def report(
    to: str,
    *,
    action: str = "failed",
    status: str = "5.1.1",
    diagnostic: str = "smtp; 550 5.1.1 <lin@example.test>: no such user",
    message_id: str = "<report.1@mx.example.test>",
    more: str = "",
) -> bytes:
    """Postfix's shape of RFC 3464."""
    text = f"""\
From: MAILER-DAEMON@mx.example.test (Mail Delivery System)
To: {to}
Subject: Undelivered Mail Returned to Sender
Message-ID: {message_id}
{more}Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="B4F1.1700000000/mx.example.test"

This is a MIME-encapsulated message.

--B4F1.1700000000/mx.example.test
Content-Description: Notification
Content-Type: text/plain; charset=utf-8

<lin@example.test>: host mx.example.test said: 550 5.1.1 no such user

--B4F1.1700000000/mx.example.test
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.test
Arrival-Date: Tue, 24 Nov 2026 10:00:00 +0800 (CST)

Final-Recipient: rfc822; lin@example.test
Original-Recipient: rfc822;lin@example.test
Action: {action}
Status: {status}
Remote-MTA: dns; mx.example.test
Diagnostic-Code: {diagnostic}

--B4F1.1700000000/mx.example.test
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

From: hr@example.test
X-Huiyin-Letter: 999
Subject: =?utf-8?b?5oKo5aW9?=

--B4F1.1700000000/mx.example.test--
"""
    return text.replace("\n", "\r\n").encode()


class ImapBox:
    """Just enough IMAP to log in, search what is unread, fetch it and mark it as read."""

    def __init__(self, mails: Sequence[bytes]) -> None:
        self.mails = list(mails)
        self.seen: set[int] = set()
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._server.accept()
            except OSError:
                return
            with client, client.makefile("rwb") as stream:
                stream.write(b"* OK ready\r\n")
                stream.flush()
                for line in stream:
                    tag, _, command = line.decode().strip().partition(" ")
                    answer = self._answer(command)
                    is_refused = answer.startswith(b"NO")
                    stream.write(answer if not is_refused else b"")
                    stream.write(f"{tag} {'NO refused' if is_refused else 'OK done'}\r\n".encode())
                    stream.flush()
                    if command == "LOGOUT":
                        break

    def _answer(self, command: str) -> bytes:
        if command.startswith("LOGIN"):
            return b"" if '"secret"' in command else b"NO"
        if command == "UID SEARCH UNSEEN":
            unseen = [str(uid) for uid in range(1, len(self.mails) + 1) if uid not in self.seen]
            return f"* SEARCH {' '.join(unseen)}\r\n".encode()
        if size := re.match(r"UID FETCH (\d+) \(RFC822\.SIZE\)", command):
            length = len(self.mails[int(size[1]) - 1])
            return f"* {size[1]} FETCH (UID {size[1]} RFC822.SIZE {length})\r\n".encode()
        if fetch := re.match(r"UID FETCH (\d+) \(BODY\.PEEK\[\]\)", command):
            mail = self.mails[int(fetch[1]) - 1]
            head = f"* {fetch[1]} FETCH (UID {fetch[1]} BODY[] {{{len(mail)}}}\r\n".encode()
            return head + mail + b")\r\n"
        if store := re.match(r"UID STORE (\d+) \+FLAGS \(\\Seen\)", command):
            self.seen.add(int(store[1]))
            return b""
        return _PLAIN_ANSWERS.get(command.split(" ", maxsplit=1)[0], b"NO")


_PLAIN_ANSWERS = {
    "CAPABILITY": b"* CAPABILITY IMAP4rev1\r\n",
    "SELECT": b"* 3 EXISTS\r\n",
    "LOGOUT": b"* BYE\r\n",
}
