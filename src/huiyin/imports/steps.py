"""Where an upload stands, and the operation that a person watches while something goes on."""

from huiyin.accounts.tokens import working_for
from huiyin.core import clock, operations
from huiyin.core.actor import Actor
from huiyin.core.models import Operation, OperationState
from huiyin.core.references import ref, ref_id
from huiyin.imports.models import Upload, UploadState

RUNNING = (UploadState.READING, UploadState.CHECKING, UploadState.WRITING)
OPEN = (*RUNNING, UploadState.MAPPING, UploadState.CHECKED, UploadState.FAILED)
KINDS = {
    UploadState.READING: "imports.read",
    UploadState.CHECKING: "imports.check",
    UploadState.WRITING: "imports.write",
}
BY_ITSELF = "by_itself"
"""An option: nobody is asked on the way, and one operation shows all of it."""


ASKED_BY = "asked_by"
"""An option: the token that uploaded it, whose scopes may be narrower than what its user may do."""


def actor_of(upload: Upload) -> Actor:
    """Whoever uploaded it, with what she, or her token, may do by now."""
    if token := ref_id(upload.options.get(ASKED_BY, ""), "token"):
        return working_for(token, upload.user_id)
    return Actor(kind="user", key=f"user:{upload.user_id}", user_id=upload.user_id)


def enter(upload: Upload, state: UploadState, *, by: Actor) -> Upload:
    """Go on to the next piece of work."""
    upload.state, upload.gate, upload.stop_asked, upload.problem = state, "", False, {}
    upload.version += 1
    upload.moved_at = clock.now()
    if not (upload.operation_id and upload.options.get(BY_ITSELF)):
        upload.operation, _is_new = operations.begin(
            KINDS[state],
            key=f"{KINDS[state]}:{upload.pk}:{upload.version}",
            total=upload.rows,
            by=by,
            about=ref(upload),
        )
    upload.save()
    return upload


def rest(upload: Upload, state: UploadState, ended: OperationState = OperationState.DONE) -> None:
    """Nothing goes on now: a person decides, or it is over."""
    upload.state, upload.gate, upload.stop_asked = state, "", False
    upload.version += 1
    upload.moved_at = clock.now()
    upload.save()
    if upload.operation_id:
        operations.end(upload.operation_id, state=ended)


def tell(upload: Upload, gate: str, done: int, *, rejected: int = 0) -> bool:
    """Say how far it is; False when somebody wants it stopped. Outside of any transaction."""
    Upload.objects.filter(pk=upload.pk).update(gate=gate, moved_at=clock.now())
    upload.gate = gate
    if upload.operation_id:
        Operation.objects.filter(pk=upload.operation_id, ended_at=None).update(
            state=OperationState.RUNNING, done=done, total=upload.rows, failed=rejected
        )
    return not Upload.objects.filter(pk=upload.pk, stop_asked=True).exists()
