"""The parts of Huiyin that a house may switch off: their pages and addresses are gone, their data stays.

What candidates hold stays alive whatever is switched off here: their links belong to no part. Only parts that
exist in this installation are offered.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import get_resolver
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Part:
    """`names` are names of addresses, or beginnings of them that end with a colon. `kindly` is what somebody
    from outside reads in place of the page.
    """

    key: str
    label: str | Promise
    says: str | Promise
    names: tuple[str, ...]
    kindly: str | Promise = ""

    def has(self, view_name: str) -> bool:
        return any(
            view_name == one or (one.endswith(":") and view_name.startswith(one)) for one in self.names
        )


PARTS = (
    Part(
        "applying",
        _("Public pages of jobs"),
        _(
            "Where people apply by themselves. "
            "Switched off, the pages say so kindly; open applications go on."
        ),
        ("portal:board", "portal:branch", "portal:job"),
        _("Nobody can apply on this page at present."),
    ),
    Part("imports", _("Imports"), _("Bringing people in from sheets and from a mailbox."), ("imports:",)),
    Part("search", _("Search"), _("One box for people, jobs and interviews."), ("search:",)),
)


def part_of(view_name: str) -> Part | None:
    return next((part for part in PARTS if part.has(view_name)), None)


def is_off(view_name: str, switched_off: Collection[str]) -> bool:
    part = part_of(view_name)
    return part is not None and part.key in switched_off


def existing_parts() -> list[Part]:
    """Those that have pages in this installation."""
    return [part for part in PARTS if any(_exists(name) for name in part.names)]


def _exists(name: str) -> bool:
    space, _colon, inner = name.partition(":")
    _prefix, resolver = get_resolver().namespace_dict.get(space, ("", None))
    return resolver is not None and (not inner or inner in resolver.reverse_dict)
