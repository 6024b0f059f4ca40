"""Two people with the same form open. What each saw travels with her form; when the row has become another
meanwhile, the second one is told what changed instead of overwriting it.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from huiyin.core.encryption import blind_index
from huiyin.core.errors import Clash, FieldProblem


def fingerprint(values: Mapping[str, Any]) -> str:
    """What a form saw: a mark for each field. It is made with the house's key, because whoever reads a page
    with a masked number could try all numbers against a plain digest.
    """
    return " ".join(f"{name}={_mark(name, value)}" for name, value in values.items())


def changed_since(seen: str, values: Mapping[str, Any]) -> list[str]:
    """The names of what differs from what was seen; all of them when it makes no sense."""
    marks = dict(part.split("=", 1) for part in seen.split() if "=" in part)
    if marks.keys() != values.keys():
        return list(values)
    return [name for name, value in values.items() if marks[name] != _mark(name, value)]


def require_unchanged(seen: str, values: Mapping[str, Any], labels: Mapping[str, str | Promise]) -> None:
    """Refuse to write over somebody else's change. Who has no form open passes no `seen`."""
    names = changed_since(seen, values) if seen else []
    if not names:
        return
    what = _(", ").join(str(labels.get(name, name)) for name in names)
    problem = _("Somebody changed this meanwhile: %(what)s.") % {"what": what}
    mend = _("Look at it as it stands now, then save again.")
    raise Clash("changed_meanwhile", problem, mend, [FieldProblem(name, problem) for name in names])


def _mark(name: str, value: Any) -> str:
    return blind_index(f"{name}\0{value!r}", purpose="form")[:10]
