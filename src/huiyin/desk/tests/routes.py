from huiyin.desk.tests import template_routes
from tests.matrix import Route, staff

EVERYONE = {"alice": 200, "bob": 200, "ivy": 200, "eve": 200, "hana": 200, "sam": 200}
NOT_HERS = {"bob": 404, "ivy": 404, "eve": 404, "hana": 404, "sam": 404}
LETTER = {"letter_id": "@letter"}
OPERATION = {"operation_id": "@operation"}
THREAD = {"thread_id": "@thread"}

FILE = {"number": lambda world: world.candidate.number}
MAY_NOT = {"bob": 404, "ivy": 404, "eve": 403, "hana": 403, "sam": 404}
NOBODY = dict.fromkeys(("alice", "bob", "ivy", "eve", "hana", "sam"), 404)
DOCUMENT = {"document_id": "@document"}
SEES = {"alice": 200, "bob": 404, "ivy": 404, "eve": 200, "hana": 200, "sam": 404}

REPORTS = {"alice": 200, "bob": 200, "eve": 200, "hana": 200}
READS = {"alice": 403, "bob": 404, "ivy": 404, "eve": 403, "hana": 200, "sam": 404}
SAYS = {"alice": 403, "bob": 404, "ivy": 404, "eve": 403, "hana": 302, "sam": 404}

ROUTES = [
    *template_routes.ROUTES,
    Route("candidates:detail", staff(**SEES), FILE, query={"part": "messages"}),
    Route("candidates:detail", staff(**SEES), FILE, query={"part": "calls"}),
    Route("candidates:detail", staff(**SEES), FILE, query={"before": "1732500000000000-3-9"}),
    Route("candidates:contact", staff(**SEES), FILE),
    Route("candidates:documents", staff(**SEES), FILE),
    Route("candidates:documents", staff(alice=422, **MAY_NOT), FILE, method="POST"),
    Route("candidates:log", staff(alice=200, **MAY_NOT), FILE),
    Route(
        "candidates:log_contact",
        staff(alice=302, **MAY_NOT),
        FILE,
        method="POST",
        data={"outcome": "no_answer"},
    ),
    Route(
        "candidates:pin",
        staff(alice=302, **MAY_NOT),
        FILE,
        method="POST",
        data={"note": lambda world: world.candidate.notes.get().pk, "pinned": "yes"},
    ),
    Route("candidates:calls", staff(alice=200, bob=200, eve=200, hana=200)),
    *[
        Route(name, staff(alice=200, bob=200, ivy=200, eve=200, hana=200), query={"q": text})
        for name in ("search:search", "search:preview")
        for text in (
            lambda world: world.candidate.name[1:],
            lambda world: world.interview.number[3:],
            "8000",
            "xiaoshou",
        )
    ],
    Route("candidates:calls", staff(alice=200, bob=200, eve=200, hana=200), query={"number": "8000"}),
    # Who interviews her opens her résumé.
    Route("candidates:document", staff(alice=200, bob=404, ivy=200, eve=200, hana=200, sam=404), DOCUMENT),
    Route(
        "candidates:delete_document",
        staff(alice=302, bob=404, ivy=403, eve=403, hana=403, sam=404),
        DOCUMENT,
        method="POST",
        data={"reason": "on_request"},
    ),
    Route("desk:suppressed", staff(alice=200, bob=200)),
    # Every address of this world may be written to, so there is nothing to set going again.
    Route("desk:restore_address", staff(**NOBODY), {"address_id": 1}, method="POST"),
    Route("desk:lift_block", staff(**NOBODY), {"contact_id": 1}, method="POST"),
    Route("candidates:detail", staff(**SEES), FILE, query={"part": "interviews"}),
    Route("desk:home", staff(**EVERYONE | {"ivy": 302, "eve": 302})),
    Route("desk:overview", staff(**REPORTS)),
    Route("desk:overview_people", staff(**REPORTS), {"which": "due"}),
    Route("desk:overview_people", staff(**REPORTS), {"which": "unheard"}),
    Route("desk:overview_people", staff(**dict.fromkeys(REPORTS, 404)), {"which": "nobody"}),
    Route("jobs:screen_all", staff(alice=200, bob=200, eve=200, hana=200)),
    Route("jobs:screen", staff(**READS), {"job_id": "@job"}),
    # She stands in an interview's stage, where no papers are read any more.
    Route(
        "jobs:screen_say", staff(**SAYS), {"application_id": "@application"}, method="POST", unaudited=True
    ),
    # Nothing has been said about anybody in this world.
    Route("jobs:screen_undo", staff(**NOBODY), {"recommendation_id": 1}, method="POST"),
    Route("desk:todos", staff(**EVERYONE)),
    Route(
        "desk:dismiss_todos",
        staff(alice=302, bob=302, ivy=302, eve=302, hana=302, sam=302),
        method="POST",
        data={"ids": "", "sure": "yes"},
        unaudited=True,
    ),
    Route("desk:dismiss_todo", staff(alice=302, **NOT_HERS), {"todo_id": "@todo"}, method="POST"),
    Route("desk:inbox", staff(**EVERYONE)),
    Route("desk:thread", staff(alice=200, bob=404, ivy=404, eve=200, hana=200, sam=404), THREAD),
    Route(
        "desk:thread",
        staff(alice=302, bob=404, ivy=404, sam=404),
        THREAD,
        method="POST",
        data={"text": "您好，我们今天答复您。"},
    ),
    Route("desk:letters", staff(alice=200, bob=200)),
    Route(
        "desk:decide_letters",
        staff(alice=200, bob=200),
        method="POST",
        data={"verb": "send_again", "letter": "@letter"},
        unaudited=True,
    ),
    Route("desk:remind", staff(alice=200, bob=200)),
    Route("desk:remind", staff(alice=200, bob=200), method="POST", unaudited=True),
    Route("desk:operations", staff(**EVERYONE)),
    Route("desk:operation", staff(alice=200, bob=404, ivy=404, eve=404, hana=404, sam=200), OPERATION),
    # Nothing of this one has failed, so there is nothing to try again.
    Route(
        "desk:retry_operation",
        staff(alice=404, bob=404, ivy=404, eve=404, hana=404),
        OPERATION,
        method="POST",
    ),
    Route("desk:failed_rows", staff(alice=200, bob=404, ivy=404, eve=404, hana=404, sam=200), OPERATION),
    Route("desk:channels", staff(alice=200, bob=200, sam=200)),
    Route("desk:pause_channel", staff(sam=200), {"channel": "email"}),
    Route(
        "desk:pause_channel", staff(sam=302), {"channel": "email"}, method="POST", data={"reason": "repair"}
    ),
    # No channel has stopped in this world, so there is nothing to resume.
    Route("desk:resume_channel", staff(sam=404), {"channel": "email"}, method="POST"),
    Route("desk:letter", staff(alice=200, **NOT_HERS), LETTER),
    Route(
        "desk:decide_letter", staff(alice=404, **NOT_HERS), {**LETTER, "verb": "no-such-verb"}, method="POST"
    ),
]
