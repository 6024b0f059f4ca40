from typing import Any

from huiyin.portal.links import handle_of
from tests.matrix import Route, everybody, staff


def handle(world: Any) -> str:
    return handle_of(world.capability.pk)


def job_number(world: Any) -> str:
    return str(world.job.number)


def code(world: Any) -> str:
    return str(world.code)


HANDLE = {"handle": handle}
NOBODY = {"alice": 404, "bob": 404, "ivy": 404, "eve": 404, "hana": 404, "sam": 404}


def number(world: Any) -> str:
    return str(world.candidate.number)


ROUTES = [
    Route("eyes:look", staff(alice=200, bob=404), {"number": number}),
    Route(
        "eyes:page",
        staff(alice=200, bob=404),
        {"number": number, "interview_id": lambda world: world.interview.pk},
    ),
    # The world's letter waits in the outbox: nobody has had it yet.
    Route("eyes:letter", staff(**{**NOBODY, "alice": 200}), {"letter_id": lambda world: world.letter.pk}),
    Route("eyes:frame", staff(**NOBODY), {"letter_id": lambda world: world.letter.pk}),
    Route("portal:enter", everybody(302), {"token": lambda world: world.token}),
    Route("portal:enter", everybody(404), {"token": "unknown"}),
    Route("portal:invitation", everybody(404, lin=200), HANDLE),
    Route("portal:invitation", everybody(404, lin=303), HANDLE, method="POST", data={"answer": "yes"}),
    Route("portal:opened", everybody(404, lin=204), HANDLE, method="POST", unaudited=True),
    Route("portal:opened", everybody(405), HANDLE),
    Route("portal:calendar", everybody(404, lin=200), HANDLE),
    # The world's interview is next week, so what belongs to its day is refused on the page.
    Route("portal:arrive", everybody(404, lin=409), HANDLE, method="POST"),
    Route("portal:arrive", everybody(405), HANDLE),
    Route("portal:say_late", everybody(404, lin=409), HANDLE, method="POST", data={"minutes": 20}),
    Route("portal:ask_to_be_met", everybody(404, lin=409), HANDLE, method="POST"),
    Route("portal:enter_door", everybody(404), {"token": "unknown"}),
    Route("portal:door", everybody(404), {"handle": "unknown"}),
    Route("portal:ask", everybody(404, lin=200), HANDLE),
    Route("portal:ask", everybody(404, lin=303), HANDLE, method="POST", data={"text": "可以停车吗？"}),
    Route("portal:asked", everybody(404, lin=200), HANDLE),
    Route("portal:code", everybody(200)),
    Route(
        "portal:code",
        everybody(303),
        method="POST",
        data={"code": lambda world: world.code, "digits": "8000"},
        unaudited=True,
    ),
    Route("portal:code", everybody(422), method="POST", data={"code": "ABCD2345", "digits": "8000"}),
    Route("portal:enter_progress", everybody(404), {"token": "unknown"}),
    Route("portal:progress", everybody(404), {"handle": "unknown"}),
    Route("portal:ask_about", everybody(404), {"handle": "unknown"}, method="POST", data={"text": "?"}),
    Route("portal:asked_about", everybody(404), {"handle": "unknown"}),
    Route("portal:board", everybody(200), shows_open_jobs=True),
    Route("portal:branch", everybody(200), {"unit_id": "@branch"}, shows_open_jobs=True),
    Route("portal:branch", everybody(404), {"unit_id": 999_999}),
    Route("portal:job", everybody(200), {"number": job_number}, shows_open_jobs=True),
    Route(
        "portal:job",
        everybody(422),
        {"number": job_number},
        method="POST",
        data={"name": "江晚"},
        shows_open_jobs=True,
    ),
    Route("portal:job", everybody(404), {"number": "J-unknown"}),
    Route("portal:sent", everybody(200), {"number": job_number}, shows_open_jobs=True),
    Route("portal:consent_text", everybody(404), {"sha256": "unknown"}),
    Route("portal:brand_sheet", everybody(404), {"brand_id": 1, "colour": "0f6e6e"}),
    Route("portal:genuine", everybody(200)),
    Route("portal:privacy", everybody(200)),
]
