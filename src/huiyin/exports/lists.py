"""The lists that can be taken out. A dict here, filled by the rooms whose pages show them: each gives its
columns, its rows and their order from the same query as its page, so that the screen and the file cannot
differ.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from huiyin.core.actor import Actor
from huiyin.core.errors import NotFound

Row = Sequence[str]
Query = Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """`keys` are the rows in the order of the page, read when it was asked for; `read` gives the lines of
    some of them, in that order, as the actor may see them at that moment. What she no longer sees is left
    out.
    """

    header: Sequence[str]
    keys: Sequence[int]
    read: Callable[[Sequence[int]], Sequence[Row]]


@dataclass(frozen=True)
class ExportList:
    """`narrows` names the parts of the address that define the rows; `page` is the list's own address,
    without them; `filters` says in words what the address asks for. `table` raises what the page would:
    403, 404.
    """

    key: str
    label: str | Promise
    permission: str
    narrows: Sequence[str]
    page: Callable[[Query], str]
    table: Callable[[Actor, Query], Table]


LISTS: dict[str, ExportList] = {}


def register(one: ExportList) -> None:
    if one.key in LISTS:
        raise ValueError(f"the list {one.key} is registered twice")
    LISTS[one.key] = one


def get_list(key: str) -> ExportList:
    if key not in LISTS:
        raise NotFound("not_found", _("There is no such list."))
    return LISTS[key]
