from typing import Any

from huiyin.interviews.tests.batch_routes import BATCH_ROUTES
from tests.matrix import Route, staff

ONE = {"interview_id": "@interview"}
SEES = {"alice": 200, "bob": 404, "ivy": 200, "eve": 200, "hana": 200, "sam": 404}
MAY_NOT = {"bob": 404, "ivy": 403, "eve": 403, "hana": 403, "sam": 404}
PLACE = {"place_id": "@place"}
ARRANGE = {"application_id": "@application"}
CHANGES = ("cancel", "move", "change")
EDITED = {"days": 2, "hours": 0, "people": "all", "manner": "now"}


def changed(verb: str, status: int, data: dict[str, Any] | None = None) -> Route:
    expect = {**MAY_NOT, "alice": status}
    return Route(f"interviews:{verb}", staff(**expect), ONE, method="POST", data=data or {})


def on_the_day(verb: str) -> Route:
    """The world's interview is still to come, so the door opens and the action refuses, back on the page."""
    expect = {**MAY_NOT, "alice": 302, "ivy": 302}
    return Route(f"interviews:{verb}", staff(**expect), ONE, method="POST", unaudited=True)


def changed_together(verb: str, alice: int = 302, data: dict[str, Any] | None = None) -> Route:
    """Where nothing is chosen that one may change, nothing is begun, and the list says so."""
    name, expect = "interviews:select_verb", staff(alice=alice, bob=302)
    return Route(name, expect, {"verb": verb}, method="POST", data=data or {}, unaudited=True)


ROUTES = [
    Route("interviews:list", staff(alice=200, bob=200, ivy=200, eve=200, hana=200)),
    Route("interviews:week", staff(alice=200, bob=200, ivy=200, eve=200, hana=200)),
    Route("interviews:month", staff(alice=200, bob=200, ivy=200, eve=200, hana=200)),
    Route("interviews:reception", staff(alice=200, bob=200, ivy=200, eve=200, hana=200)),
    Route("interviews:remind_day", staff(alice=200, bob=200)),
    Route("interviews:remind_day", staff(**{**MAY_NOT, "sam": 403}, alice=200), query={"who": "@interview"}),
    Route("interviews:remind_day", staff(alice=302, bob=302), method="POST", unaudited=True),
    Route("interviews:poster", staff(alice=200, bob=404, ivy=404, eve=403, hana=404, sam=404), PLACE),
    Route(
        "interviews:poster",
        staff(alice=200, bob=404, ivy=404, eve=403, hana=404, sam=404),
        PLACE,
        method="POST",
        data={"do": "make"},
    ),
    changed("remind", 302),
    Route("interviews:detail", staff(**SEES), ONE),
    Route("interviews:schedule", staff(alice=200, bob=404, ivy=404, eve=403, hana=403, sam=404), ARRANGE),
    Route(
        "interviews:schedule",
        staff(alice=422, bob=404, ivy=404, eve=403, hana=403, sam=404),
        ARRANGE,
        method="POST",
        data={"step": "save"},
    ),
    Route("interviews:reschedule", staff(**MAY_NOT, alice=200), ONE),
    changed("reschedule", 422, {"step": "save"}),
    Route("interviews:change_interviewers", staff(**MAY_NOT, alice=200), ONE),
    changed("change_interviewers", 422),
    Route("interviews:cancel", staff(**MAY_NOT, alice=200), ONE),
    changed("cancel", 422),
    changed("answer", 302, {"answer": "yes", "version": 1}),
    Route("interviews:call", staff(**MAY_NOT, alice=200), ONE),
    Route("rules:list", staff(sam=200)),
    Route("rules:past", staff(sam=200)),
    Route("rules:edit", staff(sam=200), {"rule_id": "@rule"}),
    Route("rules:edit", staff(sam=302), {"rule_id": "@rule"}, method="POST", data=EDITED),
    Route("interviews:mine", staff(alice=200, bob=200, ivy=200, eve=200, hana=200)),
    Route("interviews:prepare", staff(**MAY_NOT | {"alice": 200, "ivy": 200}), ONE),
    Route("interviews:say_unavailable", staff(**MAY_NOT | {"alice": 403, "ivy": 200}), ONE),
    Route("interviews:say_unavailable", staff(**MAY_NOT | {"alice": 403, "ivy": 302}), ONE, method="POST"),
    Route(
        "interviews:say_available",
        staff(**MAY_NOT | {"alice": 403, "ivy": 302}),
        ONE,
        method="POST",
        unaudited=True,
    ),
    Route("interviews:select", staff(alice=200, bob=200)),
    *(changed_together(verb) for verb in CHANGES),
    *(changed_together(verb, alice=422, data={"chosen": "@interview", "step": "save"}) for verb in CHANGES),
    Route("interviews:history", staff(alice=200, bob=200, ivy=200, eve=200, hana=200)),
    on_the_day("check_in"),
    on_the_day("mark_no_show"),
    on_the_day("complete"),
    *BATCH_ROUTES,
]
