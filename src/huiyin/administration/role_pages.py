"""谁看得到什么: roles beside each other, field by field and verb by verb, and what a change does to
people.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from huiyin.accounts.models import Role
from huiyin.accounts.permissions import FIELDS, PERMISSIONS
from huiyin.accounts.role_editing import Effect, field_names, role_as_is
from huiyin.administration.forms.roles import LEVELS, SCOPES, permission_word

SHAPES = {"hide": "off", "mask": "wait", "see": "none", "edit": "ok"}


@dataclass(frozen=True)
class Cell:
    shape: str
    word: str


@dataclass(frozen=True)
class Row:
    name: str
    hint: str
    cells: list[Cell]


@dataclass(frozen=True)
class Matrix:
    fields: list[Row]
    verbs: list[tuple[str, list[Row]]]
    scopes: list[str]


@dataclass(frozen=True)
class Room:
    """The permissions of one noun, for a form: (key, words, ticked)."""

    name: str
    ticks: list[tuple[str, str, bool]]


def matrix(roles: Sequence[Role]) -> Matrix:
    edits = [role_as_is(role) for role in roles]
    levels, names, scopes = dict(LEVELS), field_names(), dict(SCOPES)
    hints = _masks()
    fields = [
        Row(
            names[field],
            hints.get(field, ""),
            [Cell(SHAPES[edit.levels[field]], str(levels[edit.levels[field]])) for edit in edits],
        )
        for field in FIELDS
    ]
    yes, no = Cell("ok", _("yes")), Cell("off", _("no"))
    verbs = [
        (
            name,
            [
                Row(permission_word(one), "", [yes if one in edit.permissions else no for edit in edits])
                for one in keys
            ],
        )
        for name, keys in permission_rooms()
    ]
    return Matrix(fields, verbs, [str(scopes[edit.scope]) for edit in edits])


def rooms_for_form(ticked: set[str]) -> list[Room]:
    return [
        Room(name, [(one, permission_word(one), one in ticked) for one in keys])
        for name, keys in permission_rooms()
    ]


def permission_rooms() -> list[tuple[str, list[str]]]:
    """The permissions by what they are about, in their order."""
    found: dict[str, list[str]] = {}
    for permission in PERMISSIONS:
        found.setdefault(permission.split(":")[0], []).append(permission)
    names = _rooms()
    return [(names.get(noun, noun), keys) for noun, keys in found.items()]


@dataclass(frozen=True)
class EffectLine:
    name: str
    gains: str
    loses: str


def effect_lines(effects: Sequence[Effect]) -> list[EffectLine]:
    return [
        EffectLine(one.user.name, _words(one, is_gain=True), _words(one, is_gain=False)) for one in effects
    ]


def _words(effect: Effect, *, is_gain: bool) -> str:
    names, levels, order = field_names(), dict(LEVELS), [one for one, _word in LEVELS]
    said = [permission_word(one) for one in (effect.gains if is_gain else effect.loses)]
    for field, was, now in effect.fields:
        if (order.index(now) > order.index(was)) == is_gain:
            said.append(f"{names[field]}{_(': ')}{levels[was]} → {levels[now]}")
    if effect.scope and is_gain:
        scopes = dict(SCOPES)
        said.append(f"{_('Which rows')}{_(': ')}{scopes[effect.scope[0]]} → {scopes[effect.scope[1]]}")
    return _(", ").join(said)


def _masks() -> dict[str, str]:
    return {
        "candidate.phone": _("masked: 138 **** 2046"),
        "candidate.email": _("masked: w***@example.com"),
        "candidate.id_number": _("masked: 110***********1234"),
    }


def _rooms() -> dict[str, str]:
    return {
        "jobs": _("Jobs"),
        "candidates": _("Candidates"),
        "interviews": _("Interviews"),
        "letters": _("Letters"),
        "threads": _("Messages"),
        "imports": _("Imports"),
        "exports": _("Exports"),
        "reports": _("Reports"),
        "templates": _("Templates"),
        "approvals": _("Approvals"),
        "users": _("Accounts"),
        "settings": _("Settings"),
        "audit": _("Audit log"),
    }
