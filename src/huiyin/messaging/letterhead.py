"""The letterhead of a brand, read once per batch of letters."""

from collections.abc import Iterable
from functools import lru_cache

from django.conf import settings

from huiyin.company.models import Brand, Company
from huiyin.core.ids import known_ids
from huiyin.messaging.channels.base import Letterhead

DEFAULT_COLOUR = "#0F6E6E"
# WCAG AA for the white label on a button of the brand's colour.
ENOUGH_CONTRAST = 4.5


def letterheads(brand_ids: Iterable[str]) -> dict[str, Letterhead]:
    """By the `brand` rider of a letter's values; the empty and the unknown id give the company's own."""
    wanted = set(known_ids(brand_ids))
    company = Company.objects.only("name").first()
    name = company.name if company else ""
    brands = Brand.objects.in_bulk(wanted) if wanted else {}
    own = Letterhead(company=name, site=settings.HUIYIN_BASE_URL)
    heads = {str(pk): _of(brand) for pk, brand in brands.items()}
    return {brand_id: heads.get(brand_id, own) for brand_id in {"", *brand_ids}}


def _of(brand: Brand) -> Letterhead:
    return Letterhead(
        company=brand.name,
        site=settings.HUIYIN_BASE_URL,
        sender_name=brand.sender_name,
        reply_to=brand.reply_to,
        colour=safe_colour(brand.colour),
        logo_png=bytes(brand.logo_png or b""),
    )


@lru_cache(maxsize=64)
def safe_colour(colour: str) -> str:
    """The colour if white can be read on it, else the house's own."""
    try:
        return colour.upper() if contrast_with_white(colour) >= ENOUGH_CONTRAST else DEFAULT_COLOUR
    except ValueError:
        return DEFAULT_COLOUR


def contrast_with_white(colour: str) -> float:
    """WCAG contrast ratio between `#RRGGBB` and white."""
    if len(colour) != 7 or colour[0] != "#":
        raise ValueError(colour)
    light = [_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5)]
    luminance = 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]
    return 1.05 / (luminance + 0.05)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
