"""A brand's colour on a candidate's page: used where it can be read, light and dark, else not at all. Pure.

`#RRGGBB` in, the few tones out that the candidate's sheet lets a company change.
"""

import re
from dataclasses import dataclass

ENOUGH = 4.5
"""WCAG AA for words."""
WHITE, GROUND = "#ffffff", "#f6f7f5"
DARK_GROUND, DARK_CARD, DARK_INK = "#14191b", "#1b2224", "#0e1415"
_HEX = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True)
class Tones:
    brand: str
    deep: str
    wash: str
    on_brand: str


@dataclass(frozen=True)
class Palette:
    light: Tones
    dark: Tones


def palette(colour: str) -> Palette | None:
    """None for what is no colour, and for one too pale for words on white and on our ground."""
    if not _HEX.fullmatch(colour):
        return None
    colour = colour.lower()
    wash = mix(colour, WHITE, 0.1)
    if min(contrast(colour, ground) for ground in (WHITE, GROUND, wash)) < ENOUGH:
        return None
    light = Tones(colour, mix("#000000", colour, 0.2), wash, WHITE)
    return Palette(light, _dark(colour))


def sheet_of(tones: Palette) -> str:
    """The few lines of CSS that put them in place of the house's own."""
    return _rule("light", tones.light) + _rule("dark", tones.dark)


def _rule(scheme: str, tones: Tones) -> str:
    set_to = (
        f"--brand:{tones.brand};--brand-deep:{tones.deep};--wash:{tones.wash};--on-brand:{tones.on_brand}"
    )
    return f"@media (prefers-color-scheme:{scheme}){{:root{{{set_to}}}}}\n"


def _dark(colour: str) -> Tones:
    """The same hue, as much lighter as words on the dark ground need."""
    wash = mix(colour, DARK_CARD, 0.25)
    for step in range(21):
        tone = mix(WHITE, colour, step / 20)
        if min(contrast(tone, ground) for ground in (DARK_GROUND, DARK_CARD, DARK_INK, wash)) >= ENOUGH:
            break
    return Tones(tone, mix(WHITE, tone, 0.2), wash, DARK_INK)


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio, from 1 to 21."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def mix(one: str, other: str, share: float) -> str:
    """`share` of the first, the rest of the second."""
    parts = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in parts)


def _parts(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
