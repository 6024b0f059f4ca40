"""What the description for machines says beyond the shapes: which failures there are, headers, examples."""

from typing import Any

from huiyin.api.examples import EXAMPLES, PROBLEM
from huiyin.api.idempotency import FORM
from huiyin.core.problems import MEDIA_TYPE

PROBLEMS = {
    400: "The request cannot be understood: no JSON, a NUL in the address, or a bad Idempotency-Key.",
    401: "No valid token.",
    403: "The token's user, or the token by its scopes, may not do this.",
    404: "Unknown, or out of the asker's reach.",
    409: "Not in this state, a clash, changed by somebody meanwhile, or a key still in progress.",
    413: "The body is too large.",
    415: "The body is of another kind.",
    422: "Values that can be mended, or a key that was used for another request.",
    429: "Too many tries.",
    503: "The database is busy; nothing was changed.",
}
AGAIN = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds."}}
KEY_HEADER = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": r"^\S(.*\S)?$"},
    "description": "The same key and request are answered once and then replayed.",
}
REPLAY = {"schema": {"type": "string", "enum": ["true"]}, "description": "This was answered before."}
LOCATION = {"schema": {"type": "string"}, "description": "Where it is read."}
TAGS = {
    "jobs": "职位, opened, paused and closed.",
    "candidates": "People, and what is on their files.",
    "applications": "投递: one candidate and one job, through the stages of its pipeline.",
    "interviews": "Arranged, answered, moved, called off, held; one or many.",
    "letters": "What was written to whom, and what became of it.",
    "threads": "问一问HR: questions of candidates and our answers.",
    "approvals": "What waits for somebody's word.",
    "templates": "The words of letters and their versions.",
    "imports": "Sheets brought in.",
    "operations": "Long work, and how far it is.",
    "documents": "Résumés and other papers of candidates.",
    "search": "People, jobs and interviews by one text.",
    "receipts": "What the company's gateway tells of letters.",
}


def dress(schema: dict[str, Any]) -> None:
    """Add it to what was generated from the code."""
    schema["tags"] = [{"name": name, "description": said} for name, said in TAGS.items()]
    schema["paths"] |= {"/api/v1/receipts/webhook": {"post": _receipt()}}
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            if method == "get" and "{" not in path:
                operation["responses"].pop("404", None)
                operation["responses"].pop(404, None)
            if method == "post" and operation.get("security") != []:
                operation.setdefault("parameters", []).append(KEY_HEADER)
            _dress_body(operation)
            operation["responses"] = {
                str(status): _answer(int(status), answer, method)
                for status, answer in operation["responses"].items()
            }


def _dress_body(operation: dict[str, Any]) -> None:
    example = EXAMPLES.get(operation["operationId"])
    content = operation.get("requestBody", {}).get("content", {})
    if example is not None:
        kind = FORM if FORM in content else "application/json"
        content[kind]["example"] = example


def _answer(status: int, answer: dict[str, Any], method: str) -> dict[str, Any]:
    content, headers = answer.get("content", {}), dict(answer.get("headers", {}))
    if status >= 400:
        shape = {"$ref": "#/components/schemas/Problem"}
        content = {MEDIA_TYPE: {"schema": shape, "example": PROBLEM | {"status": status}}}
    if status in {201, 202}:
        headers["Location"] = LOCATION
    if status in {409, 429, 503}:
        headers |= AGAIN
    if method == "post" and status != 401:
        headers["Idempotency-Replay"] = REPLAY
    said = {"description": PROBLEMS.get(status, answer.get("description", "OK"))}
    return said | ({"headers": headers} if headers else {}) | ({"content": content} if content else {})


def _receipt() -> dict[str, Any]:
    """The one address that is not asked with a token."""
    names = ("webhook-id", "webhook-timestamp", "webhook-signature")
    taken = {"type": "object", "properties": {"taken": {"type": "boolean"}}, "required": ["taken"]}
    return {
        "operationId": "receipts_webhook",
        "summary": "Take A Receipt",
        "description": "Signed as Standard Webhooks say. `taken` is false when it was known.",
        "tags": ["receipts"],
        "security": [],
        "parameters": [
            {"name": name, "in": "header", "required": True, "schema": {"type": "string"}} for name in names
        ],
        "requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}},
        "responses": {
            200: {"description": "Read.", "content": {"application/json": {"schema": taken}}},
            **{status: {} for status in (401, 404, 413, 422, 429, 503)},
        },
    }
