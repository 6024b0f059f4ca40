import struct
import zlib

import pytest

from huiyin.company.actions import add_brand, set_logo
from huiyin.company.logos import MAX_BYTES, clean_svg, png_problem
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"{more}>{inner}</svg>'


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width=1, height=1, filling=b""):
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"tEXt", filling)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + body + chunk(b"IEND", b"")


def test_shapes_and_paint_stay():
    inner = '<path d="M0 0h9" fill="#0F6E6E" /><g clip-path="url(#a)"><circle r="2" /></g>'

    assert clean_svg(SVG.format(more="", inner=inner)) == SVG.format(more="", inner=inner)


@pytest.mark.parametrize(
    "inner",
    [
        "<script>alert(1)</script>",
        "<style>path{fill:url(http://evil.example)}</style>",
        '<image href="http://evil.example/x.png"/>',
        "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'/></foreignObject>",
        '<a href="javascript:alert(1)"><path d="M0 0"/></a>',
        '<use href="http://evil.example#a"/>',
        "<animate attributeName='d'/>",
        "<!-- c --><?php x ?>",
    ],
)
def test_what_runs_or_reaches_out_is_left_out(inner):
    assert clean_svg(SVG.format(more="", inner=inner)) == SVG.format(more="", inner="").replace(
        "></svg>", " />"
    )


@pytest.mark.parametrize(
    "more",
    [
        ' onload="alert(1)"',
        ' style="fill:red"',
        ' fill="url(http://evil.example/#a)"',
        ' mask="url( //x/#a)"',
    ],
)
def test_handlers_styles_and_references_outside_are_left_out(more):
    assert clean_svg(SVG.format(more=more, inner="")) == SVG.format(more="", inner="").replace(
        "></svg>", " />"
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<html/>",
        '<svg viewBox="0 0 1 1"/>',
        '<svg xmlns="http://www.w3.org/2000/svg"/>',
        '<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + SVG.format(more="", inner="&a;"),
        SVG.format(more="", inner=f"<path d='{'M0 0' * 20000}'/>"),
    ],
)
def test_what_is_not_a_small_svg_is_refused(text):
    assert clean_svg(text) is None


def test_a_png_is_judged_by_start_end_size_and_points():
    good = png()

    assert png_problem(good) is None
    assert png_problem(b"GIF89a" + good) == "format"
    assert png_problem(good[:-4]) == "format"
    assert png_problem(png(5000, 1)) == "pixels"
    assert png_problem(png(filling=b"x" * MAX_BYTES)) == "size"


@pytest.mark.django_db
def test_a_bad_logo_leaves_the_old_one():
    by = Actor.system("test")
    brand = add_brand("南枝", by=by)
    set_logo(brand, by=by, svg=SVG.format(more=' onclick="x"', inner=""), png=png())

    with pytest.raises(DomainError) as refused:
        set_logo(brand, by=by, png=png(5000, 1))

    assert refused.value.code == "bad_logo_png"
    brand.refresh_from_db()
    assert bytes(brand.logo_png) == png()
    assert "onclick" not in brand.logo_svg
