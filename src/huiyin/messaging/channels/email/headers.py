"""Header lines that cannot become two: encoded words, display names, folding."""

import base64
import re

# What must never reach a header, raw or encoded: controls, line separators, direction overrides.
_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+")
_PLAIN = re.compile(r"[\x20-\x7e]*")
_FOLD_AT = 76
# 45 bytes make 60 characters of base64, 72 with `=?utf-8?b?…?=`: within the 75 of RFC 2047.
_CHUNK = 45
LONGEST = 300


def one_line(text: str) -> str:
    """The text without anything that could end a header, cut at a sane length."""
    return _FORBIDDEN.sub(" ", text).strip()[:LONGEST]


def unstructured(name: str, text: str) -> str:
    """`Subject: …`, folded, encoded only where it must be."""
    text = one_line(text)
    if _PLAIN.fullmatch(text) and "=?" not in text:
        return _folded(f"{name}: {text}")
    return f"{name}: " + "\r\n ".join(_encoded_words(text))


def mailbox(name: str, display: str, address: str) -> str:
    """`To: Display <address>`; the address is already known to be plain."""
    display = one_line(display)
    if not display:
        return f"{name}: {address}"
    if _PLAIN.fullmatch(display) and "=?" not in display:
        quoted = display.replace("\\", "\\\\").replace('"', '\\"')
        words = [f'"{quoted}"']
    else:
        words = _encoded_words(display)
    return f"{name}: " + "\r\n ".join([*words, f"<{address}>"])


def _encoded_words(text: str) -> list[str]:
    """RFC 2047 words, none of which ends inside a character."""
    words, chunk = [], b""
    for character in text:
        piece = character.encode()
        if len(chunk) + len(piece) > _CHUNK:
            words.append(chunk)
            chunk = b""
        chunk += piece
    words.append(chunk)
    return [f"=?utf-8?b?{base64.b64encode(word).decode()}?=" for word in words]


def _folded(line: str) -> str:
    """Fold at spaces; a single long word stays whole (998 octets are allowed)."""
    if len(line) <= _FOLD_AT:
        return line
    lines, current = [], ""
    for word in line.split(" "):
        if (
            current
            and len(current) + 1 + len(word) > _FOLD_AT
            and current.strip().rstrip(":") != current[:-1]
        ):
            lines.append(current)
            current = " " + word
        else:
            current = f"{current} {word}" if current else word
    lines.append(current)
    return "\r\n".join(lines)
