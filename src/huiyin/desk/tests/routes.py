from tests.matrix import Route, staff

EVERYONE = {"alice": 200, "bob": 200, "ivy": 200, "eve": 200, "hana": 200, "sam": 200}
NOT_HERS = {"bob": 404, "ivy": 404, "eve": 404, "hana": 404, "sam": 404}
LETTER = {"letter_id": "@letter"}
THREAD = {"thread_id": "@thread"}

FILE = {"number": lambda world: world.candidate.number}
SEES = {"alice": 200, "bob": 404, "ivy": 404, "eve": 200, "hana": 200, "sam": 404}

ROUTES = [
    Route("candidates:detail", staff(**SEES), FILE, query={"part": "letters"}),
    Route("candidates:detail", staff(**SEES), FILE, query={"part": "interviews"}),
    Route("desk:home", staff(**EVERYONE)),
    Route("desk:todos", staff(**EVERYONE)),
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
