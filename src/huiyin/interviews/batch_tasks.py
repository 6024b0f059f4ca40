"""Background work on batches."""

from huiyin.core.background import task
from huiyin.interviews.actions.send_batch import send_portion


@task
def send_rows(operation_id: int) -> None:
    """Go on wherever a lost worker stopped."""
    while send_portion(operation_id):
        pass
