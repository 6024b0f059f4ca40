"""How the sink treats a recipient: read from the words in the local part, as `tests/sink.py` lists them."""

from dataclasses import dataclass
from typing import Any

REPLIES = {
    421: "4.3.2 Service not available, closing",
    450: "4.2.1 Mailbox busy",
    451: "4.3.0 Local error, greylisted",
    452: "4.2.2 Mailbox full",
    550: "5.1.1 No such user here",
    551: "5.1.6 User not local",
    552: "5.3.4 Message too big",
    553: "5.1.3 Address not allowed",
    554: "5.7.1 Refused by content policy",
}


@dataclass(frozen=True)
class Manner:
    """How one recipient is treated: `act` at `phase`, the first `times` times."""

    act: str = ""
    phase: str = "rcpt"
    number: int = 0
    times: int | None = None
    delay: float = 0.0

    @classmethod
    def of(cls, address: str) -> "Manner":
        words = address.partition("@")[0].split(".")
        found: dict[str, Any] = {}
        for word, after in zip(words, [*words[1:], ""], strict=True):
            if word in {"drop", "hang"}:
                found |= {"act": word, "phase": after}
            elif word in {"code", "retry"} and after.isdecimal():
                found |= {"act": word, "number": int(after)}
            elif word in {"times", "delay"} and after.isdecimal():
                found[word] = int(after) / (1000 if word == "delay" else 1)
            elif word in {"data", "dot"} and found.get("act") == "code":
                found["phase"] = word
        return cls(**found)
