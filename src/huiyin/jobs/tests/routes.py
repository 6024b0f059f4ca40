from typing import Any

from tests.matrix import Route, staff

JOB = {"job_id": "@job"}
UNIT = {"unit_id": "@branch"}
SEES = {"alice": 200, "bob": 404, "ivy": 404, "eve": 200, "hana": 200, "sam": 404}
MAY_NOT = {"bob": 404, "ivy": 404, "eve": 403, "hana": 403, "sam": 404}


def chosen(world: Any) -> list[str]:
    return [f"{world.application.pk}:{world.application.version}"]


def changed(verb: str, status: int, data: dict[str, Any], **more: Any) -> Route:
    return Route(f"jobs:{verb}", staff(alice=status, **MAY_NOT), JOB, method="POST", data=data, **more)


ROUTES = [
    Route("jobs:list", staff(alice=200, bob=200, eve=200, hana=200)),
    Route("jobs:create", staff(alice=200, bob=200)),
    Route("jobs:create", staff(alice=200, bob=200), method="POST"),
    Route("jobs:detail", staff(**SEES), JOB),
    Route("jobs:settings", staff(**SEES), JOB),
    Route("jobs:share", staff(**SEES), JOB),
    Route("jobs:job_code", staff(**SEES), JOB | {"kind": "png"}),
    Route("jobs:share_branch", staff(alice=200, bob=404, ivy=404, eve=200, hana=404, sam=404), UNIT),
    Route(
        "jobs:branch_code",
        staff(alice=200, bob=404, ivy=404, eve=200, hana=404, sam=404),
        UNIT | {"kind": "svg"},
    ),
    Route("jobs:edit", staff(alice=200, **MAY_NOT), JOB),
    changed("edit", 200, {}),
    # Open already.
    changed("open", 302, {}, unaudited=True),
    changed("pause", 302, {}),
    changed("close", 302, {}),
    Route("jobs:detail", staff(**SEES), JOB, query={"view": "board"}),
    Route("jobs:detail", staff(**SEES), JOB, query={"view": "funnel"}),
    Route("jobs:detail", staff(**SEES), JOB, query={"dwell": "late", "source": "referral", "owner": "none"}),
    changed("move", 302, {"chosen": chosen, "stage": "@next_stage"}),
    Route("jobs:move", staff(alice=200, **MAY_NOT), JOB, query={"chosen": chosen}),
    # Nobody has been moved in this world.
    changed("undo_move", 302, {"chosen": chosen}, unaudited=True),
    Route("jobs:pipelines", staff(sam=301)),
]
