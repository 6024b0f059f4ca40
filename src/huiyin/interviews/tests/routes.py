from tests.matrix import Route, staff

ONE = {"interview_id": "@interview"}
RUNNING = {"interview_id": "@running"}
ARRANGES = {"bob": 404, "ivy": 403, "eve": 403, "hana": 403, "sam": 404}
ATTENDS = {"alice": 302, "bob": 404, "ivy": 302, "eve": 403, "hana": 403, "sam": 404}


def form(verb: str) -> list[Route]:
    """The form, and what comes back when it is sent empty."""
    expect = staff(alice=200, **ARRANGES)
    return [
        Route(f"interviews:{verb}", expect, ONE),
        Route(f"interviews:{verb}", expect, ONE, method="POST"),
    ]


def tap(verb: str) -> Route:
    return Route(f"interviews:{verb}", staff(**ATTENDS), RUNNING, method="POST")


ROUTES = [
    Route("interviews:list", staff(alice=200, bob=200, ivy=200, eve=200, hana=200)),
    Route("interviews:detail", staff(alice=200, bob=404, ivy=200, eve=200, hana=200, sam=404), ONE),
    Route(
        "interviews:schedule",
        staff(alice=200, bob=404, ivy=404, sam=404),
        {"application_id": "@application"},
    ),
    Route(
        "interviews:schedule",
        staff(alice=200, bob=404, ivy=404, sam=404),
        {"application_id": "@application"},
        method="POST",
    ),
    *form("reschedule"),
    *form("change_interviewers"),
    *form("cancel"),
    Route(
        "interviews:answer",
        staff(alice=302, **ARRANGES),
        ONE,
        method="POST",
        data={"answer": "yes", "version": 1},
    ),
    tap("check_in"),
    tap("mark_no_show"),
    tap("complete"),
]
