"""How long a text message is and in how many parts it is billed. Pure.

One with a Chinese signature is UCS-2 as a whole, an English one too: 70 signs in one part, else 67 in each.
A sign outside the first plane (an emoji) counts as two.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from huiyin.messaging import markup

ONE_PART, PER_PART = 70, 67
MOST_PARTS = 5
# What the gateway puts before every message: 【回音招聘】; and the longest that values are likely to be.
SIGNATURE = 6
LONGEST = {"name": 4, "job": 7, "start_at": 15, "new_start": 15, "old_start": 15, "link": 23, "hr_tel": 12}


@dataclass(frozen=True)
class SmsLength:
    signs: int
    parts: int

    @property
    def is_one(self) -> bool:
        return self.parts == 1


def measure(text: str) -> SmsLength:
    """Of a message as it will be read, with its signature."""
    signs = SIGNATURE + sum(2 if ord(sign) > 0xFFFF else 1 for sign in text)
    return SmsLength(signs, 1 if signs <= ONE_PART else -(-signs // PER_PART))


def longest(text: str, samples: Mapping[str, str]) -> SmsLength:
    """Of a text with its placeholders, filled in with long values."""
    filled = ""
    for piece, is_variable in markup.split(text):
        filled += "一" * LONGEST.get(piece, len(samples.get(piece, ""))) if is_variable else piece
    return measure(filled)
