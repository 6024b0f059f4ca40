"""What must not lie in an index in clear: phones, e-mail addresses, ID and account numbers, chat names. Pure.

Taken out of every free text before it is cut into pieces; whole numbers are found by keyed blind indexes.
"""

import re
import unicodedata

_HIDDEN = re.compile(
    r"""
    [a-z0-9_.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+                       # e-mail
    | (?:微信|wechat|weixin|vx|qq)\s*(?:号|id)?\s*[:：]\s*[a-z0-9_-]{5,24}  # chat names
    | (?<!\d)(?:\+?86[\s.-]{0,2})?1[3-9](?:[\s.-]?\d){9}(?!\d)       # mobile phones, however they are spaced
    | (?<!\d)\d{6}[\s-]?(?:19|20)\d{6}[\s-]?\d{3}[\dxX](?!\d)        # ID numbers
    | (?<!\d)\(?0\d{2,3}\)?[\s-]?\d{3,4}[\s-]?\d{4}(?!\d)            # land lines
    | \+\d(?:[\s().-]{0,2}\d){7,14}                                  # phones with a country
    | (?<!\d)\d{4}(?:[\s-]\d{4}){2,4}(?:[\s-]\d{1,3})?(?!\d)         # bank cards
    | \d{7,}                                                         # any other long number
    """,
    re.X | re.I,
)


def without_contacts(text: str) -> str:
    """The text with a gap where such a thing stood. Of the same length, so that places in it stay."""
    wide = "".join(_one(sign) for sign in text)
    found = list(_HIDDEN.finditer(wide))
    for one in reversed(found):
        text = f"{text[: one.start()]}{' ' * (one.end() - one.start())}{text[one.end() :]}"
    return text


def _one(sign: str) -> str:
    """Of one width, and still one sign."""
    if sign.isascii():
        return sign
    narrow = unicodedata.normalize("NFKC", sign)
    return narrow if len(narrow) == 1 else sign
