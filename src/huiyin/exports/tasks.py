"""Background work of this room."""

from huiyin.core.background import task
from huiyin.exports.producing import produce


@task
def write_in_background(export_id: int) -> None:
    produce(export_id)
