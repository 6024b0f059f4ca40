"""A letter's HTML, built from its text: lines become paragraphs, a facts box, buttons and a signature.

The frame and its parts are MJML in `layout/`. Building happens once per text; the result still holds
`{{var}}` in escaped places and is filled per letter.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from importlib.resources import files
from string import Template

import mrml

from huiyin.messaging import markup
from huiyin.messaging.fields import Shape, shape_of

LOGO_CID = "logo@huiyin"
GREY = "#4A575C"
MEDIA = "{{block_media}}"

# A label is a few characters before a colon and holds no variable: 时间：, What will happen: .
_LABELLED = re.compile(r"^(?P<label>[^{}：:]{1,20})(?P<colon>：|: )(?P<rest>.*\S.*)$")
_LINK_AT_END = re.compile(r"[：:]?[\s\u3000]*\{\{link\}\}$")
_BRACKETS = "（）() ，,"
_PLAIN_TIME_LABELS = {"时间", "When"}

WORDS = {
    "zh-hans": {
        "yes": "能来",
        "other_time": "想换个时间",
        "no": "不能来",
        "hint": "按钮会打开您的页面，在那里再点一下才算答复。",
        "copy": "打不开按钮？请复制网址：{{link}}",
        "lang": "zh-CN",
    },
    "en": {
        "yes": "I can come",
        "other_time": "Another time",
        "no": "I can't come",
        "hint": "A button opens your page; your answer counts when you tap it there.",
        "copy": "Button does not work? Copy this address: {{link}}",
        "lang": "en",
    },
}


@dataclass(frozen=True)
class Design:
    """What shapes a letter beside its words: `action` is answer, page or empty; `button` its label.
    `has_picture` says that its media block has one.
    """

    language: str
    audience: str
    action: str
    button: str
    colour: str
    has_logo: bool
    has_picture: bool = False


def build(subject: str, body: str, strip: str, design: Design) -> str:
    """HTML with `{{var}}` left in it. `body` has no optional variables any more; `strip` is the foot."""
    words = WORDS[design.language]
    lines = body.split("\n")
    has_button = bool(design.action) and any("{{link}}" in line for line in lines)
    copied = [words["copy"]] if has_button else []
    mjml = _part("letter").substitute(
        lang=words["lang"],
        title=_text(subject),
        preview=_text(next((line for line in lines[1:] if line.strip()), "")),
        heading=_part("heading_logo").substitute(cid=LOGO_CID)
        if design.has_logo
        else _part("heading").substitute(),
        body=_body(lines, design),
        footer="<br />".join(_rich(line) for line in [*copied, *strip.split("\n")]),
    )
    return str(mrml.to_html(mjml).content)


def _body(lines: list[str], design: Design) -> str:
    blocks: list[str] = []
    paragraphs: list[str] = []

    def close() -> None:
        if paragraphs:
            blocks.append(_part("words").substitute(paragraphs="".join(paragraphs)))
            paragraphs.clear()

    start, end = _facts(lines)
    sign_from = _signature(lines)
    for number, line in enumerate(lines):
        if number == start and end > start:
            close()
            facts = "".join(_fact(fact) for fact in lines[start:end])
            blocks.append(_part("facts").substitute(wash=wash(design.colour), facts=facts))
        if start <= number < end or not line.strip() or number >= sign_from:
            continue
        if line.strip() == MEDIA:
            close()
            picture = _part("picture").substitute() if design.has_picture else ""
            blocks.append(_part("media").substitute(picture=picture, text=MEDIA))
            continue
        is_action = bool(design.action) and bool(_LINK_AT_END.search(line))
        words = _LINK_AT_END.sub("", line) if is_action else line
        if words.strip():
            paragraphs.append(_part("paragraph").substitute(text=_rich(words)))
        if is_action:
            close()
            blocks.append(_buttons(design))
    close()
    if sign_from < len(lines):
        text = "<br />".join(_rich(line) for line in lines[sign_from:])
        blocks.append(_part("signature").substitute(text=text))
    return "\n".join(blocks)


def _buttons(design: Design) -> str:
    if design.action == "answer":
        words = {key: escape(word) for key, word in WORDS[design.language].items()}
        return _part("answers").substitute(words, colour=design.colour)
    return _part("button").substitute(colour=design.colour, label=escape(design.button))


def _facts(lines: list[str]) -> tuple[int, int]:
    """The run of labelled lines that tells when: its first line and the one after its last."""
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and _LABELLED.match(lines[end]):
            end += 1
        if any(_has_shape(line, Shape.MOMENT) for line in lines[start:end]):
            return start, end
        start = max(end, start + 1)
    return 0, 0


def _signature(lines: list[str]) -> int:
    """Where the sender signs: the last lines from the one that names the company at its own end."""
    for number in range(len(lines) - 1, max(0, len(lines) - 4), -1):
        if "{{hr_name}}" in lines[number] and "{{company}}" in lines[number]:
            return number
    return len(lines)


def _fact(line: str) -> str:
    match = _LABELLED.match(line)
    assert match
    pieces = markup.split(match["rest"])
    moments = [name for name, is_variable in pieces if is_variable and shape_of(name) is Shape.MOMENT]
    if not moments:
        label = f'<span style="color:{GREY}">{escape(match["label"] + match["colon"])}</span>'
        return _part("fact").substitute(text=label + _rich(match["rest"]))
    rest = match["rest"].replace(f"{{{{{moments[0]}}}}}", "", 1).strip(_BRACKETS)
    above = "" if match["label"] in _PLAIN_TIME_LABELS else f"{match['label']}  "
    large = _part("fact_time").substitute(
        moment=escape(above) + f"{{{{{moments[0]}}}}}", below="4px" if rest else "12px"
    )
    return large + (_part("fact_rest").substitute(rest=_rich(rest)) if rest else "")


def _has_shape(line: str, shape: Shape) -> bool:
    return any(is_variable and shape_of(piece) is shape for piece, is_variable in markup.split(line))


def _text(line: str) -> str:
    return "".join(f"{{{{{piece}}}}}" if is_var else escape(piece) for piece, is_var in markup.split(line))


def _rich(line: str) -> str:
    """A line with its links to tap and its dates set bold."""
    done = []
    for piece, is_variable in markup.split(line):
        hole = f"{{{{{piece}}}}}"
        if not is_variable:
            done.append(escape(piece))
        elif shape_of(piece) is Shape.LINK:
            done.append(f'<a href="{hole}" style="color:{GREY}">{hole}</a>')
        elif shape_of(piece) in {Shape.DATE, Shape.MOMENT}:
            done.append(f"<b>{hole}</b>")
        else:
            done.append(hole)
    return "".join(done)


def wash(colour: str) -> str:
    """A tenth of a colour on white, for the ground of the facts box."""
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(255 - (255 - part) * 0.1):02X}" for part in parts)


@lru_cache(maxsize=32)
def _part(name: str) -> Template:
    text = (files("huiyin.messaging") / "layout" / f"{name}.mjml").read_text(encoding="utf-8")
    return Template(text.strip())
