"""The shape of the access matrix: who asks, for what, and what each is answered.

Each room lists its routes in `src/huiyin/<room>/tests/routes.py`:

    from tests.matrix import Route, staff

    ROUTES = [
        Route("jobs:detail", staff(alice=200, bob=404, ivy=403, eve=200, hana=200), {"job_id": "@job"}),
        Route("jobs:close", staff(alice=302, bob=404, ivy=403, eve=403, hana=403), {"job_id": "@job"},
              method="POST", data={"reason": "filled"}),
    ]

In `kwargs`, `query` and `data`, `"@job"` is the id of something in `tests/world.py`, a function is called
with the world, and anything else is itself. A route may have several rows (GET and POST). Every row starts
from the same untouched world. API rows are asked with each person's own token, which holds every scope.

The cast: alice and bob are recruiters of branch A and branch B, ivy interviews, eve is the executive, hana
the hiring manager of alice's job, sam runs the system, nobody has not signed in, lin is the candidate with
her invitation open. The world's job, candidate and interview are branch A's, so bob is the foreigner.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

CAST = ("alice", "bob", "ivy", "eve", "hana", "sam", "nobody", "lin")


@dataclass(frozen=True)
class Route:
    """`expect` is the status for each of the cast; `name` is the URL's name with its namespace.

    A POST that succeeds must leave an entry in the audit trail, unless its row says `unaudited`: what was
    done already, what is a mere preference, and what is kept as a visit. A page that `shows_open_jobs` may
    name them to everybody: they are published.
    """

    name: str
    expect: Mapping[str, int]
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    method: str = "GET"
    data: Mapping[str, Any] = field(default_factory=dict)
    query: Mapping[str, Any] = field(default_factory=dict)
    unaudited: bool = False
    shows_open_jobs: bool = False


def staff(**expect: int) -> dict[str, int]:
    """A page for staff: who is not signed in is led to the sign-in; whoever is not named may not (403)."""
    return {**dict.fromkeys(CAST, 403), "nobody": 302, "lin": 302, **_known(expect)}


def everybody(status: int, **expect: int) -> dict[str, int]:
    """A page that answers all alike, but for those named."""
    return {**dict.fromkeys(CAST, status), **_known(expect)}


def api(**expect: int) -> dict[str, int]:
    """An API call: without a token 401; whoever is not named may not (403)."""
    return {**dict.fromkeys(CAST, 403), "nobody": 401, "lin": 401, **_known(expect)}


def _known(expect: dict[str, int]) -> dict[str, int]:
    strangers = set(expect) - set(CAST)
    assert not strangers, f"{strangers} are not in the cast"
    return expect
