"""Background work on uploads, on batches that are taken back, and on résumés that came by mail."""

from huiyin.core.background import task
from huiyin.imports import working


@task
def go_on(upload_id: int, version: int) -> None:
    """Read, check or write, wherever a lost worker stopped."""
    working.carry_on(upload_id, version)
