from typing import Any

from huiyin.core import clock
from huiyin.exports.models import Export
from tests.matrix import Route, staff
from tests.world import World


def one(world: World) -> int:
    """Alice's, and nobody else's."""
    export, _new = Export.objects.get_or_create(
        key="of-alice",
        defaults={
            "asked_by": world.people["alice"],
            "list_key": "candidates",
            "query": "{}",
            "language": "zh-hans",
            "format": "csv",
            "rows_asked": 1,
            "state": "failed",
            "created_at": clock.now(),
        },
    )
    return export.pk


ONE: dict[str, Any] = {"export_id": one}
OWN = {"bob": 404, "ivy": 404, "eve": 404, "hana": 404, "sam": 404}

ROUTES = [
    Route("exports:list", staff(alice=200, bob=200)),
    Route("exports:new", staff(alice=200, bob=200), query={"of": "candidates"}),
    Route("exports:new", staff(alice=404, bob=404, ivy=404, eve=404, hana=404, sam=404), query={"of": "no"}),
    Route(
        "exports:new",
        staff(alice=302, bob=302),
        method="POST",
        query={"of": "candidates"},
        data={"format": "csv"},
    ),
    Route("exports:detail", staff(**OWN, alice=200), ONE),
    Route("exports:file", staff(**OWN, alice=409), ONE),
    Route("exports:discard", staff(**OWN, alice=302), ONE, method="POST", unaudited=True),
]
