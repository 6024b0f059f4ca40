"""A to-do as a sentence with one verb: who it concerns, what is asked, and the page where it is done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from huiyin.core.actor import Actor
from huiyin.core.references import ref_id
from huiyin.core.wording import moment
from huiyin.desk.naming import Thing, things
from huiyin.todos.models import Todo


@dataclass(frozen=True)
class Wording:
    """What a kind of to-do asks and the verb on its button; `noun` is what it is about. `page` names the page
    where it is done, when that is not the thing's own.
    """

    noun: str
    asks: str | Promise
    verb: str | Promise
    page: str = ""


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
    "interview.reschedule_requested": Wording(
        "interview", _("asks for another time"), _("Find a time"), "interviews:reschedule"
    ),
    "interview.interviewer_unavailable": Wording(
        "interview", _("needs another interviewer"), _("Find somebody")
    ),
    "interview.new_time_promised": Wording("interview", _("was promised a new time"), _("Find a time")),
    "interview.meet": Wording("interview", _("asks to be met at the door"), _("Look at it")),
    "interview.call": Wording("interview", _("has not answered; please call"), _("Call"), "interviews:call"),
    "interview.call_late": Wording(
        "interview", _("may be on the way to a changed interview; please call"), _("Call"), "interviews:call"
    ),
    "thread.unanswered": Wording("thread", _("has asked a question"), _("Answer")),
    "letter.unknown": Wording("letter", _("may or may not have received a letter"), _("Decide")),
    "letter.by_hand": Wording("letter", _("must be told by a person"), _("Tell")),
    "letter.by_hand_together": Wording(
        "notice",
        _("People without an e-mail address wait to be told that we have their application"),
        _("Tell them"),
    ),
    "letter.failed": Wording("letter", _("could not be reached"), _("Decide")),
    "candidate.duplicate": Wording(
        "candidate", _("may be somebody whom we already know"), _("Compare"), "candidates:compare"
    ),
    "candidate.new_details": Wording(
        "candidate", _("came by the form with new details"), _("Compare"), "candidates:submissions"
    ),
    "candidate.check_name": Wording("candidate", _("came in under another name"), _("Compare")),
    "candidate.address": Wording("contact", _("needs an address that works"), _("Find one")),
    "candidate.call_back": Wording("candidate", _("wants to be called back"), _("Call back")),
    "application.not_recommended": Wording(
        "application", _("is not recommended by the hiring manager; please decide"), _("Look at it")
    ),
    "approval.decide": Wording("approval", _("waits for your decision"), _("Decide")),
    "approval.returned": Wording("approval", _("came back to you for a change"), _("Look at it")),
    "approval.could_not": Wording("approval", _("was approved, but could not be done"), _("Look at it")),
    "approval.stuck": Wording(
        "approval", _("An approval finds nobody who can decide it"), _("See the flows")
    ),
    "export.ready": Wording("export", _("is ready to download"), _("Download")),
    "resume.to_file": Wording("resumemail", _("A résumé came by mail and waits to be filed"), _("File it")),
    "channel.paused": Wording(
        "channel", _("A channel has stopped until somebody mends it"), _("See letters")
    ),
}

# Where to go when the row itself has no page, or none that she sees.
PAGES = {
    "approval": "flows:list",
    "export": "exports:list",
    "resumemail": "imports:resumes",
    "channel": "desk:channels",
    "contact": "desk:suppressed",
    "notice": "desk:letters?state=todo&kind=application.received",
}

# A to-do that an older or newer version opened is still shown.
ANYTHING = Wording("anything", _("needs a look"), _("Look at it"))


def todo_lines(actor: Actor, todos: Sequence[Todo], now: datetime, zone: str) -> list[TodoLine]:
    """The to-dos in their order, each with its person; one query per kind of thing, not per line."""
    found = things(actor, {todo.about for todo in todos})
    return [_line(todo, found, now, zone) for todo in todos]


def _line(todo: Todo, found: Mapping[str, Thing], now: datetime, zone: str) -> TodoLine:
    wording = WORDINGS.get(todo.kind, ANYTHING)
    who, url = found.get(todo.about, ("", PAGES.get(wording.noun, "desk:todos")))
    if who and wording.page:
        url = reverse(wording.page, args=[ref_id(todo.about, wording.noun)])
    due = moment(todo.due_at, zone, get_language() or "zh-hans") if todo.due_at else ""
    is_late = bool(todo.due_at and todo.due_at < now)
    return TodoLine(todo, who, wording, url if who else _page(url), due, is_late)


def _page(name: str) -> str:
    """Of an address name, with what is asked of that page."""
    name, mark, query = name.partition("?")
    return f"{reverse(name)}{mark}{query}"
