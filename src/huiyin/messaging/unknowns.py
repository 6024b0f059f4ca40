"""A letter that may have gone out is shown to a person with the evidence, and left alone."""

from huiyin.messaging.models import Letter
from huiyin.todos.actions import open_todo

TODO = "letter.unknown"


def ask_about_unknown(letter: Letter, *, phase: str, code: str) -> None:
    open_todo(
        TODO,
        f"letter:{letter.pk}",
        owner=letter.colleague,
        about=letter.about,
        kind=letter.kind,
        phase=phase,
        code=code,
    )
