"""A to-do as a sentence with one verb: who it concerns, what is asked, and the page where it is done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from huiyin.candidates.access import visible_to as visible_candidates
from huiyin.core.actor import Actor
from huiyin.core.references import ref_id
from huiyin.core.wording import moment
from huiyin.desk.access import visible_threads
from huiyin.interviews.access import visible_to as visible_interviews
from huiyin.messaging.access import visible_to as visible_letters
from huiyin.todos.models import Todo

Thing = tuple[str, str]  # whose it is, and its page


@dataclass(frozen=True)
class Wording:
    """What a kind of to-do asks and the verb on its button; `noun` is what it is about."""

    noun: str
    asks: str | Promise
    verb: str | Promise


@dataclass(frozen=True)
class TodoLine:
    todo: Todo
    who: str
    wording: Wording
    url: str
    due: str
    is_late: bool


WORDINGS = {
    "interview.declined": Wording("interview", _("cannot come to the interview"), _("Look at it")),
    "interview.reschedule_requested": Wording("interview", _("asks for another time"), _("Find a time")),
    "interview.new_time_promised": Wording("interview", _("was promised a new time"), _("Find a time")),
    "interview.meet": Wording("interview", _("asks to be met at the door"), _("Look at it")),
    "thread.unanswered": Wording("thread", _("has asked a question"), _("Answer")),
    "letter.unknown": Wording("letter", _("may or may not have received a letter"), _("Decide")),
    "letter.by_hand": Wording("letter", _("must be told by a person"), _("Tell")),
    "letter.failed": Wording("letter", _("could not be reached"), _("Decide")),
    "candidate.duplicate": Wording("candidate", _("may be somebody whom we already know"), _("Compare")),
    "candidate.check_name": Wording("candidate", _("came in under another name"), _("Compare")),
    "channel.paused": Wording(
        "channel", _("A channel has stopped until somebody mends it"), _("See letters")
    ),
}

# A to-do that an older or newer version opened is still shown.
ANYTHING = Wording("anything", _("needs a look"), _("Look at it"))


def todo_lines(actor: Actor, todos: Sequence[Todo], now: datetime, zone: str) -> list[TodoLine]:
    """The to-dos in their order, each with its person; one query per kind of thing, not per line."""
    things = {noun: read(actor, _ids(noun, todos)) for noun, read in READERS.items() if _ids(noun, todos)}
    return [_line(todo, things, now, zone) for todo in todos]


def _ids(noun: str, todos: Sequence[Todo]) -> set[int]:
    return {found for todo in todos if (found := ref_id(todo.about, noun)) is not None}


def _line(todo: Todo, things: Mapping[str, Mapping[int, Thing]], now: datetime, zone: str) -> TodoLine:
    wording = WORDINGS.get(todo.kind, ANYTHING)
    number = ref_id(todo.about, wording.noun) or 0
    who, url = things.get(wording.noun, {}).get(number, ("", reverse("desk:letters")))
    due = moment(todo.due_at, zone, get_language() or "zh-hans") if todo.due_at else ""
    return TodoLine(todo, who, wording, url, due, is_late=bool(todo.due_at and todo.due_at < now))


def _interviews(actor: Actor, ids: set[int]) -> dict[int, Thing]:
    rows = visible_interviews(actor).filter(pk__in=ids).select_related("application__candidate")
    return {
        row.pk: (row.application.candidate.name, reverse("interviews:detail", args=[row.pk])) for row in rows
    }


def _threads(actor: Actor, ids: set[int]) -> dict[int, Thing]:
    rows = visible_threads(actor).filter(pk__in=ids)
    return {row.pk: (row.candidate.name, reverse("desk:thread", args=[row.pk])) for row in rows}


def _letters(actor: Actor, ids: set[int]) -> dict[int, Thing]:
    rows = visible_letters(actor).filter(pk__in=ids).select_related("contact")
    return {row.pk: (row.contact.name, reverse("desk:letter", args=[row.pk])) for row in rows}


def _candidates(actor: Actor, ids: set[int]) -> dict[int, Thing]:
    rows = visible_candidates(actor).filter(pk__in=ids)
    return {row.pk: (row.name, reverse("candidates:detail", args=[row.number])) for row in rows}


READERS: dict[str, Callable[[Actor, set[int]], dict[int, Thing]]] = {
    "interview": _interviews,
    "thread": _threads,
    "letter": _letters,
    "candidate": _candidates,
}
