"""Judging a logo before it is shown on pages and in mail. Pure.

An SVG is a program that a browser runs, so it is parsed and written anew: shapes and paint stay, all
else (scripts, styles, links, foreign content, references outside) is left out.
"""

import re
import struct
from xml.etree import ElementTree as Tree

SVG = "http://www.w3.org/2000/svg"
MAX_BYTES = 64 * 1024
MAX_PIXELS = 1600
PNG_START = b"\x89PNG\r\n\x1a\n"
PNG_END = b"IEND\xaeB`\x82"

ELEMENTS = frozenset(
    """svg g path rect circle ellipse line polyline polygon defs linearGradient radialGradient stop
    clipPath mask title desc text tspan""".split()
)
ATTRIBUTES = frozenset(
    """viewBox width height x y x1 y1 x2 y2 cx cy r rx ry d points fx fy offset transform id role version
    fill fill-rule fill-opacity stroke stroke-width stroke-linecap stroke-linejoin stroke-miterlimit
    stroke-dasharray stroke-opacity opacity clip-path clip-rule mask color stop-color stop-opacity
    gradientUnits gradientTransform spreadMethod clipPathUnits maskUnits preserveAspectRatio
    font-family font-size font-weight text-anchor dominant-baseline letter-spacing""".split()
)
_OUTSIDE = re.compile(
    r"url\s*\(\s*['\"]?\s*(?!#[\w-]+['\"]?\s*\))|javascript:|data:|expression|@import", re.I
)


def clean_svg(text: str) -> str | None:
    """The drawing with only what draws, or None when it is not an SVG that can be shown."""
    if len(text.encode()) > MAX_BYTES or re.search(r"<!(?:DOCTYPE|ENTITY)", text, re.I):
        return None
    try:
        root = Tree.fromstring(text)  # noqa: S314 -- no document type, so no entities to expand
    except Tree.ParseError:
        return None
    if root.tag != f"{{{SVG}}}svg" or "viewBox" not in root.attrib:
        return None
    Tree.register_namespace("", SVG)
    _strip(root)
    return Tree.tostring(root, encoding="unicode")


def _strip(element: Tree.Element) -> None:
    for name, value in list(element.attrib.items()):
        if name not in ATTRIBUTES or _OUTSIDE.search(value):
            del element.attrib[name]
    for child in list(element):
        local = child.tag.removeprefix(f"{{{SVG}}}") if isinstance(child.tag, str) else ""
        if local not in ELEMENTS:
            element.remove(child)
        else:
            _strip(child)


def png_problem(data: bytes) -> str | None:
    """A code for what is wrong with a PNG: `size`, `format`, `pixels`; None when it may be used."""
    if len(data) > MAX_BYTES:
        return "size"
    if not data.startswith(PNG_START) or data[12:16] != b"IHDR" or not data.endswith(PNG_END):
        return "format"
    width, height = struct.unpack(">II", data[16:24])
    return None if 0 < width <= MAX_PIXELS and 0 < height <= MAX_PIXELS else "pixels"
