import pytest

from huiyin.portal.logos import safe_logo
from huiyin.portal.tests.factories import LOGO


def test_a_plain_drawing_is_kept():
    assert safe_logo(LOGO) == LOGO.replace(' xmlns="http://www.w3.org/2000/svg"', "").replace(
        '9"/>', '9"></path>'
    ).replace('7z"/>', '7z"></path>')


@pytest.mark.parametrize(
    "svg",
    [
        "",
        "no drawing",
        "<svg",
        '<svg xmlns="http://www.w3.org/2000/svg">' + "<g/>" * 3000 + "</svg>",
        '<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><rect fill="url(https://evil.example/)"/></svg>',
        "<script>alert(1)</script>",
    ],
)
def test_what_is_no_plain_drawing_is_left_out(svg: str):
    assert safe_logo(svg) == ""


def test_scripts_handlers_and_links_do_not_survive():
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8" onload="alert(1)" style="x">'
        '<script>alert(1)</script><a href="https://evil.example"><path d="M0 0"/></a>'
        '<path d="M0 0h8" onclick="alert(1)"/><image href="x"/></svg>'
    )

    assert safe_logo(svg) == '<svg viewBox="0 0 8 8"><path d="M0 0h8"></path></svg>'
