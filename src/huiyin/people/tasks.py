"""Background work of this room."""

from huiyin.core.background import task
from huiyin.people.actions import write_sign_in_code


@task
def write_code(wish_id: int, cause_id: int) -> None:
    write_sign_in_code(wish_id, cause_id)
