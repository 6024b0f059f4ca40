"""Whoever lacks the permission for a noun is told so (403), before it is looked whether the row is there."""

from typing import Any

from huiyin.desk.tests.template_routes import code
from tests.matrix import Route, api, everybody

LIST = {"alice": 200, "bob": 200, "eve": 200, "hana": 200}
ONE = LIST | {"bob": 404}
HERS = {"candidate_id": "@candidate"}
INVITATION = {"code": code}
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
    # A file comes in a form, not in JSON.
    change("imports", everybody(415, nobody=401, lin=401)),
    Route("api:import_sheet", api(alice=404, bob=404), {"sheet_id": "1"}),
    change("import_undo", api(alice=200, bob=404), batch_id="@batch"),
    Route(
        "api:operation",
        api(alice=200, **dict.fromkeys(("bob", "ivy", "eve", "hana", "sam"), 404)),
        {"operation_id": "@operation"},
    ),
    change("job_edit", api(alice=200, bob=404), {"headcount": 2}, job_id="@job"),
    change("candidate_edit", api(alice=200, bob=404), {"city": "上海"}, candidate_id="@candidate"),
    change("application_assign", api(alice=200, bob=404), {"owner": None}, application_id="@application"),
    change("interview_remind", api(alice=200, bob=404), interview_id="@interview"),
    Route("api:candidate_intention", api(**ONE), HERS),
    change("candidate_intention", api(alice=200, bob=404), {"job_wish": "仓储经理"}, **HERS),
    Route("api:candidate_statements", api(**ONE), HERS),
    change("candidate_statements", api(alice=201, bob=404), {"kind": "words", "text": "想做管理。"}, **HERS),
    change("candidate_statement_take_back", api(**dict.fromkeys(LIST, 404)), statement_id="0", **HERS),
    Route("api:candidate_notes", api(**ONE), HERS),
    change("candidate_notes", api(alice=201, bob=404), {"text": "可以约面试。"}, **HERS),
    change("candidate_note_pin", api(alice=404, bob=404), note_id="0", **HERS),
    Route("api:candidate_contacts", api(**ONE), HERS),
    change("candidate_contacts", api(alice=201, bob=404), {"outcome": "reached"}, **HERS),
    Route("api:candidate_likely_same", api(alice=200, bob=404), HERS),
    change("candidate_merge", api(alice=409, bob=404), {"other": "@candidate"}, **HERS),
    change("candidate_not_same", api(alice=409, bob=404), {"other": "@candidate"}, **HERS),
    change("candidate_merge_undo", api(**dict.fromkeys(LIST, 404)), merge_id="0"),
    Route("api:candidate_submissions", api(alice=200, bob=404), HERS),
    change("candidate_submission_take_over", api(alice=404, bob=404), submission_id="0", **HERS),
    change("candidate_submission_leave", api(alice=404, bob=404), submission_id="0", **HERS),
    Route("api:candidate_documents", api(**ONE), HERS),
    change("candidate_documents", everybody(415, nobody=401, lin=401), **HERS),
    Route("api:document", api(ivy=200, sam=404, **ONE), {"document_id": "@document"}),
    Route("api:document_file", api(ivy=200, sam=404, **ONE), {"document_id": "@document"}),
    change(
        "document_delete", api(alice=204, bob=404, sam=404), {"reason": "outdated"}, document_id="@document"
    ),
    Route("api:approvals", api(eve=200, hana=200)),
    Route("api:approval", api(eve=404, hana=404), {"approval_id": "0"}),
    change("approval_decide", api(eve=404, hana=404), {"choice": "approve"}, approval_id="0"),
    change("approval_withdraw", api(eve=404, hana=404), approval_id="0"),
    Route("api:templates", api(alice=200, bob=200, sam=200)),
    Route("api:template", api(alice=200, bob=200, sam=200), INVITATION),
    Route("api:template_versions", api(alice=200, bob=200, sam=200), INVITATION),
    change("template_draft", api(sam=200), {"texts": {"zh-hans": {"sms": "面试邀请"}}}, **INVITATION),
    change("template_publish", api(sam=409), {"seen": 0}, **INVITATION),
    change("template_discard", api(sam=409), **INVITATION),
    Route("api:search", api(ivy=200, **LIST), query={"q": "林若溪"}),
]
