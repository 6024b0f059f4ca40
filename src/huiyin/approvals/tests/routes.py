from typing import Any

from huiyin.accounts.tests.factories import actor_of
from huiyin.approvals.actions import Question, ask
from huiyin.approvals.models import Approval
from huiyin.approvals.tests.factories import flow, fresh_things, named
from tests.matrix import Route, staff
from tests.world import World


def one(world: World) -> int:
    """Asked by alice, to be decided by eve."""
    fresh_things()
    known = Approval.objects.filter(subject="thing:1").first()
    if known is not None:
        return known.pk
    flow(named(world.people["eve"]))
    approval = ask(Question("thing:1", "why"), by=actor_of(world.people["alice"]))
    assert approval is not None
    return approval.pk


ONE: dict[str, Any] = {"approval_id": one}
ALL = {"alice": 200, "bob": 200, "ivy": 200, "eve": 200, "hana": 200, "sam": 200}
STRANGERS = {"bob": 404, "ivy": 404, "hana": 404, "sam": 404}

ROUTES = [
    Route("approvals:list", staff(**ALL)),
    Route("approvals:away", staff(eve=200, hana=200)),
    Route("approvals:back", staff(eve=302, hana=302), method="POST", unaudited=True),
    Route("approvals:detail", staff(**STRANGERS, alice=200, eve=200), ONE),
    Route(
        "approvals:decide",
        staff(**STRANGERS, alice=403, eve=302),
        ONE,
        method="POST",
        data={"choice": "approve"},
    ),
    Route(
        "approvals:decide",
        staff(**STRANGERS, alice=403, eve=422),
        ONE,
        method="POST",
        data={"choice": "refuse"},
    ),
    Route("approvals:withdraw", staff(**STRANGERS, alice=302, eve=403), ONE, method="POST"),
    Route("flows:list", staff(sam=200)),
    Route("flows:edit", staff(sam=200), {"noun": "thing"}),
    Route(
        "flows:edit",
        staff(sam=302),
        {"noun": "thing"},
        method="POST",
        data={"seen": "0", "count": "0"},
    ),
]
