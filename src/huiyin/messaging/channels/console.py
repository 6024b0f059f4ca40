"""Letters on standard error, for whoever develops without a mail server."""

import sys

from huiyin.messaging.channels.base import Parcel, Rendered, Sent


class ConsoleChannel:
    key = "email"

    def prepare(self, rendered: Rendered) -> Parcel:
        head = f"To: {rendered.to}\nSubject: {rendered.subject}\nMessage-ID: {rendered.message_id}\n"
        return Parcel(rendered.letter_id, rendered.to, f"{head}\n{rendered.text}\n".encode())

    def open(self) -> "ConsoleSession":
        return ConsoleSession()


class ConsoleSession:
    def send(self, parcel: Parcel) -> Sent:
        sys.stderr.write(parcel.payload.decode() + "-" * 60 + "\n")
        return Sent(code="250", reply="written to the console")

    def close(self) -> None:
        sys.stderr.flush()
