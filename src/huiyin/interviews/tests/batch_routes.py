"""Who reaches a batch: whoever arranges for its job and sees its candidates; nobody else knows of it."""

from typing import Any

from tests.matrix import Route, staff

ONE = {"batch_id": "@arrangement"}
ROW = {**ONE, "row_id": "@arranged"}
ONLY_ALICE = {"bob": 404, "ivy": 404, "eve": 404, "hana": 404, "sam": 404}


def page(verb: str, kwargs: dict[str, Any], query: dict[str, Any] | None = None, status: int = 200) -> Route:
    return Route(f"interviews:{verb}", staff(**ONLY_ALICE, alice=status), kwargs, query=query or {})


def done(verb: str, *, status: int = 302, unaudited: bool = False, **data: Any) -> Route:
    expect = staff(**ONLY_ALICE, alice=status)
    return Route(f"interviews:{verb}", expect, ONE, method="POST", data=data, unaudited=unaudited)


def tapped(verb: str, *, unaudited: bool = False, **data: Any) -> Route:
    kwargs = {**ROW, "verb": verb}
    expect = staff(**ONLY_ALICE, alice=302)
    name = "interviews:decide_batch_row"
    return Route(name, expect, kwargs, method="POST", data=data, unaudited=unaudited)


BATCH_ROUTES = [
    Route("interviews:batches", staff(alice=200, bob=200)),
    # Nobody is ticked, so nothing is begun and the list says so.
    Route("interviews:start_batch", staff(alice=302, bob=302), method="POST", unaudited=True),
    Route(
        "interviews:start_batch_for_job",
        staff(alice=302, bob=404, ivy=404, eve=403, hana=403, sam=404),
        {"job_id": "@job"},
        method="POST",
        data={"chosen": ["@application"]},
    ),
    page("batch", ONE),
    page("check_batch", ONE),
    page("batch_preview", ONE, {"who": "@arranged"}),
    page("batch_progress", ONE, status=302),
    page("batch_row", ROW),
    Route("interviews:batch_row", staff(**ONLY_ALICE, alice=422), ROW, method="POST"),
    done("batch_settings", status=422),
    done("respread"),
    done("drop_batch"),
    # The one person of the world's batch is arranged already: there is nobody to send to or to take back.
    done("send_batch", unaudited=True, version=1),
    done("retry_batch", unaudited=True),
    done("undo_batch", unaudited=True),
    tapped("leave-out"),
    tapped("take-in"),
    tapped("tell-by-hand"),
    tapped("reset"),
    tapped("place", unaudited=True, start="2020-01-01T09:00:00Z", track=0),
]
