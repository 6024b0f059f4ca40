"""Outline icons, read once from the files that `tools/assets.py` copies out of @tabler/icons.

Only the names in `icons.txt` are copied; a name that is not there is a mistake in a template.
"""

import re
from functools import lru_cache

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

_FRAME = re.compile(r"^.*?<svg[^>]*>|</svg>\s*$|<path stroke=\"none\"[^>]*/>", re.DOTALL)
_SVG = (
    '<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
    'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{}</svg>'
)


@lru_cache(maxsize=256)
def icon_svg(name: str) -> SafeString:
    """The icon inlined, hidden from screen readers: a word always stands beside it."""
    file = settings.PACKAGE / "static_vendor" / "icons" / f"{name}.svg"
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise LookupError(
            f"icon {name!r} is not in static_vendor/icons; name it in core/icons.txt and run `make setup`"
        ) from None
    shapes = re.sub(r">\s+<", "><", _FRAME.sub("", text)).strip()
    return mark_safe(_SVG.format(shapes))  # noqa: S308 -- files of our own package, no input
