"""/operations: long work that the asker started, and how far it is."""

from typing import Any

from ninja import Router, Schema

from huiyin.api.auth import ApiRequest
from huiyin.api.shapes import READING, Moment, moment, number
from huiyin.core.operations import get_operation

router = Router()


class OperationOut(Schema):
    id: str
    kind: str
    state: str
    done: int
    total: int
    failed: int
    created_at: Moment
    ended_at: Moment | None


@router.get("/{operation_id}", response={200: OperationOut, **READING}, url_name="operation")
def read(request: ApiRequest, operation_id: str) -> dict[str, Any]:
    operation = get_operation(request.actor, number(operation_id))
    return {
        "id": str(operation.pk),
        "kind": operation.kind,
        "state": operation.state,
        "done": operation.done,
        "total": operation.total,
        "failed": operation.failed,
        "created_at": moment(operation.created_at),
        "ended_at": moment(operation.ended_at),
    }
