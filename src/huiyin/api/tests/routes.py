"""Whoever lacks the permission for a noun is told so (403), before it is looked whether the row is there."""

from typing import Any

from tests.matrix import Route, api, everybody

LIST = {"alice": 200, "bob": 200, "eve": 200, "hana": 200}
ONE = LIST | {"bob": 404}
PAST = "2020-01-06T10:00:00+08:00"


def refused(status: int) -> dict[str, int]:
    """What alice sends cannot be done; who may not do it at all is told that instead."""
    return api(alice=status, bob=404)


def change(name: str, expect: dict[str, int], data: dict[str, Any] | None = None, **kwargs: str) -> Route:
    return Route(f"api:{name}", expect, kwargs, method="POST", data=data or {})


ROUTES = [
    Route("api:openapi-json", everybody(200)),
    Route("api:api-root", everybody(404)),
    Route("api:unknown", everybody(404)),
    # Without a gateway there is nobody who could sign.
    Route("api:receipts-webhook", everybody(404), method="POST", data={}),
    Route("api:jobs", api(**LIST)),
    Route("api:job", api(**ONE), {"job_id": "@job"}),
    change(
        "jobs",
        api(alice=201),
        {"title": "叉车司机", "category": "production", "org_unit": "@branch", "pipeline": "@pipeline"},
    ),
    change("job_pause", api(alice=200, bob=404), job_id="@job"),
    change("job_open", refused(409), job_id="@job"),
    change("job_close", api(alice=200, bob=404), job_id="@job"),
    Route("api:candidates", api(**LIST)),
    Route("api:candidate", api(**ONE), {"candidate_id": "@candidate"}),
    change(
        "candidates", api(alice=201, bob=404), {"name": "陈晓", "email": "chen@example.com", "job": "@job"}
    ),
    Route("api:applications", api(**LIST)),
    Route("api:application", api(**ONE), {"application_id": "@application"}),
    change("applications", refused(409), {"candidate": "@candidate", "job": "@job"}),
    change(
        "application_move", api(alice=200, bob=404), {"stage": "@next_stage"}, application_id="@application"
    ),
    Route("api:interviews", api(ivy=200, **LIST)),
    Route("api:interview", api(ivy=200, **ONE), {"interview_id": "@interview"}),
    change("interviews", refused(422), {"application": "@application", "mode": "phone", "start": PAST}),
    change("interview_reschedule", refused(422), {"start": PAST}, interview_id="@interview"),
    change(
        "interview_cancel",
        api(alice=200, bob=404),
        {"reason": "@reason"},
        interview_id="@interview",
    ),
    change(
        "interview_change_interviewers",
        api(alice=200, bob=404),
        {"interviewers": ["hana@example.com"]},
        interview_id="@interview",
    ),
    change("interview_check_in", api(alice=200, ivy=200, bob=404), interview_id="@running"),
    change("interview_no_show", api(alice=409, ivy=409, bob=404), interview_id="@running"),
    change("interview_complete", api(alice=200, ivy=200, bob=404), interview_id="@running"),
    Route("api:letters", api(alice=200, bob=200)),
    Route("api:letter", api(alice=200, bob=404), {"letter_id": "@letter"}),
    Route("api:threads", api(**LIST)),
    Route("api:thread", api(**ONE), {"thread_id": "@thread"}),
    change("thread_answer", api(alice=200, bob=404), {"text": "可以停车。"}, thread_id="@thread"),
    change("thread_close", api(alice=200, bob=404), thread_id="@thread"),
    Route("api:imports", api(alice=200, bob=200)),
    Route("api:import", api(alice=200, bob=404), {"batch_id": "@batch"}),
    # A body without a file has no shape to be judged.
    change("imports", everybody(422, nobody=401, lin=401)),
    Route("api:import_sheet", api(alice=404, bob=404), {"sheet_id": "1"}),
    change("import_undo", api(alice=200, bob=404), batch_id="@batch"),
    Route(
        "api:operation",
        api(alice=200, **dict.fromkeys(("bob", "ivy", "eve", "hana", "sam"), 404)),
        {"operation_id": "@operation"},
    ),
]
