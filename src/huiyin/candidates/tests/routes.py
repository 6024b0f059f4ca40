from typing import Any

from tests.matrix import Route, staff


def number(world: Any) -> str:
    return str(world.candidate.number)


FILE = {"number": number}
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
    changed("reveal", 200, {"field": "phone"}),
    changed("note", 302, {"text": "可以早到半小时。"}),
    changed("tag", 302, {"name": "银牌候选人"}),
    Route("referrals:list", staff(alice=200, bob=200, ivy=200, eve=200, hana=200, sam=200)),
    changed("untag", 302, {"tag": 0}, unaudited=True),
]
