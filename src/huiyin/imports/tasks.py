"""Background work on uploads, on batches that are taken back, and on résumés that came by mail."""

from huiyin.core.background import task


@task
def go_on(upload_id: int, version: int) -> None:
    """Read, check or write, wherever a lost worker stopped."""
    from huiyin.imports import working  # noqa: PLC0415 -- it begins such tasks itself

    working.carry_on(upload_id, version)


@task
def take_back(operation_id: int) -> None:
    from huiyin.imports import taking_back  # noqa: PLC0415 -- the same

    taking_back.carry_out(operation_id)


@task
def file_resume(mail_id: int) -> None:
    from huiyin.imports import resumes  # noqa: PLC0415 -- the same

    resumes.carry_on(mail_id)
