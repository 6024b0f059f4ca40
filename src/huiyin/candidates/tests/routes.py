from typing import Any

from tests.matrix import Route, staff


def number(world: Any) -> str:
    return str(world.candidate.number)


def candidate_id(world: Any) -> int:
    return int(world.candidate.pk)


FILE = {"number": number}
PAIR = {"candidate_id": candidate_id, "other_id": candidate_id}
MAY_NOT = {"bob": 404, "ivy": 404, "eve": 403, "hana": 403, "sam": 404}


def changed(verb: str, status: int, data: dict[str, Any], **more: Any) -> Route:
    return Route(f"candidates:{verb}", staff(alice=status, **MAY_NOT), FILE, method="POST", data=data, **more)


ROUTES = [
    Route("candidates:list", staff(alice=200, bob=200, eve=200, hana=200)),
    Route("candidates:add", staff(alice=200, bob=200)),
    Route("candidates:add", staff(alice=422, bob=422), method="POST"),
    Route("candidates:detail", staff(alice=200, bob=404, ivy=404, eve=200, hana=200, sam=404), FILE),
    Route("candidates:edit", staff(alice=200, **MAY_NOT), FILE),
    changed("edit", 200, {}),
    Route("candidates:facts", staff(alice=200, bob=404, ivy=404, eve=200, hana=200, sam=404), FILE),
    changed("edit_intention", 302, {"cities": "杭州"}),
    Route(
        "candidates:state",
        staff(alice=403, bob=404, ivy=404, eve=302, hana=302, sam=404),
        {**FILE, "kind": "leader"},
        method="POST",
        data={"text": "愿意去仓里看。"},
    ),
    Route(
        "candidates:take_back_statement",
        staff(alice=404, bob=404, ivy=404, eve=404, hana=404, sam=404),
        FILE,
        method="POST",
        data={"statement": 0},
    ),
    Route("candidates:paste_chat", staff(alice=200, **MAY_NOT), FILE),
    changed("paste_chat", 302, {"text": "她说可以早到。", "keep": "whole"}),
    Route("candidates:compare", staff(alice=200, **MAY_NOT), {"candidate_id": candidate_id}),
    # The same file twice is no pair, and nothing was ever joined in this world.
    Route("candidates:merge", staff(alice=409, **MAY_NOT), PAIR, method="POST"),
    Route("candidates:not_same", staff(alice=409, **MAY_NOT), PAIR, method="POST"),
    Route(
        "candidates:undo_merge",
        staff(alice=404, bob=404, ivy=404, eve=404, hana=404, sam=404),
        {"merge_id": 1},
        method="POST",
    ),
    changed("reveal", 200, {"field": "phone"}),
    changed("note", 302, {"text": "可以早到半小时。"}),
    changed("tag", 302, {"name": "银牌候选人"}),
    Route("candidates:submissions", staff(alice=200, **MAY_NOT), {"candidate_id": "@candidate"}),
    Route(
        "candidates:submissions",
        staff(alice=404, **MAY_NOT),
        {"candidate_id": "@candidate"},
        method="POST",
        data={"submission": "0", "do": "take"},
    ),
    Route(
        "candidates:waiting_file",
        staff(alice=404, **MAY_NOT),
        {"candidate_id": "@candidate", "submission_id": "0"},
    ),
    Route(
        "referrals:list", staff(alice=200, bob=200, ivy=200, eve=200, hana=200, sam=200), shows_open_jobs=True
    ),
    changed("untag", 302, {"tag": 0}, unaudited=True),
]
