"""The now-cards of the desk: a number, a sentence, one verb, always in the same order.

An empty card stays in its place as a quiet line, so that the eye learns where to look.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from huiyin.candidates.models import Thread
from huiyin.core.wording import brief, clock_time
from huiyin.desk.queries import Day
from huiyin.todos.models import Todo

OTHER_TIME = ("interview.reschedule_requested", "interview.new_time_promised")
CALLS = ("interview.call", "interview.call_late", "candidate.call_back")
LETTERS = ("letter.unknown", "letter.by_hand", "letter.by_hand_together", "letter.failed", "channel.paused")
NAMED = 3


@dataclass(frozen=True)
class Link:
    """One of the places behind a card, with its part of the number."""

    words: str
    count: int
    url: str


@dataclass(frozen=True)
class NowCard:
    """`is_asked` counts towards the page's first sentence; tomorrow asks for nothing yet. An empty card is
    only a calm line to who may do what it asks for. `links` are several places behind one number.
    """

    key: str
    count: int
    title: str
    text: str
    verb: str
    url: str
    is_asked: bool = True
    permission: str = ""
    tag: str = ""
    is_late: bool = False
    links: Sequence[Link] = ()


@dataclass(frozen=True)
class Beside:
    """What waits besides to-dos: letters held until somebody has looked at them, long work of hers whose rows
    were refused, and résumés for a hiring manager to read. `may_remind` decides where the silent of a day
    lead to; `applied` is the card of those who came by the form, for who takes people in.
    """

    unread: int = 0
    broken_work: int = 0
    resumes: int = 0
    tomorrow: int = 0
    tomorrow_unanswered: int = 0
    may_remind: bool = False
    applied: NowCard | None = None


def now_cards(
    day: Day, threads: Sequence[Thread], todos: Sequence[Todo], now: datetime, beside: Beside
) -> list[NowCard]:
    return [
        _questions(threads, now),
        _unanswered(day, beside),
        _other_times(todos, now),
        _declined(todos),
        _calls(todos, now),
        _letters(todos, beside.unread),
        *([beside.applied] if beside.applied else []),
        _work(beside.broken_work),
        *_resumes(beside.resumes),
        *_rest(todos),
        _tomorrow(day, beside),
    ]


def _questions(threads: Sequence[Thread], now: datetime) -> NowCard:
    first = threads[0] if threads else None
    promised = first.reply_by if first else None
    zone = first.candidate.contact.time_zone if first else ""
    late = promised is not None and promised < now
    by = brief(promised, zone, get_language() or "zh-hans", now) if promised else ""
    return NowCard(
        "questions",
        len(threads),
        _("Candidates wait for an answer") if threads else _("Nobody waits for an answer"),
        "",
        _("Answer"),
        reverse("desk:inbox"),
        permission="threads:answer",
        tag=_("promised by {time}").format(time=by) if promised else "",
        is_late=late,
    )


def _unanswered(day: Day, beside: Beside) -> NowCard:
    names = [
        f"{row.application.candidate.name} {clock_time(row.start, row.time_zone)}" for row in day.unanswered
    ]
    return NowCard(
        "unanswered",
        len(names),
        _("Today without a yes") if names else _("Everybody of today has answered"),
        _listed(names),
        _("Send reminders") if beside.may_remind else _("See the day"),
        f"{reverse('desk:remind')}?day={day.on}" if beside.may_remind else reverse("interviews:list"),
        permission="interviews:see",
    )


def _other_times(todos: Sequence[Todo], now: datetime) -> NowCard:
    mine = [todo for todo in todos if todo.kind in OTHER_TIME]
    late = any(todo.due_at and todo.due_at < now for todo in mine)
    return NowCard(
        "other_times",
        len(mine),
        _("New times to find") if mine else _("No other time is asked for"),
        _("Candidates wait for a new time; once it is found they are told.") if mine else "",
        _("Find a time"),
        f"{reverse('desk:todos')}?kind=time",
        permission="interviews:arrange",
        tag=_("late") if late else "",
        is_late=late,
    )


def _declined(todos: Sequence[Todo]) -> NowCard:
    mine = [todo for todo in todos if todo.kind == "interview.declined"]
    return NowCard(
        "declined",
        len(mine),
        _("Cannot come") if mine else _("Nobody has declined"),
        _("Their times are free again; decide how it goes on with each.") if mine else "",
        _("Look at them"),
        f"{reverse('desk:todos')}?kind=declined",
        permission="interviews:arrange",
    )


def _letters(todos: Sequence[Todo], unread: int) -> NowCard:
    mine = sum(todo.kind in LETTERS for todo in todos) + unread
    return NowCard(
        "letters",
        mine,
        _("Letters that need you") if mine else _("Every letter found its way"),
        _("They wait for your look or may not have arrived; each says what you can do.") if mine else "",
        _("Decide"),
        f"{reverse('desk:letters')}?state=todo",
        permission="letters:see",
    )


def _calls(todos: Sequence[Todo], now: datetime) -> NowCard:
    mine = [todo for todo in todos if todo.kind in CALLS]
    late = any(todo.due_at and todo.due_at < now for todo in mine)
    return NowCard(
        "calls",
        len(mine),
        _("People to call") if mine else _("Nobody needs a call"),
        _("Letters did not reach them, or they are silent; what to say stands there.") if mine else "",
        _("Call"),
        f"{reverse('desk:todos')}?kind=calls",
        permission="interviews:arrange",
        tag=_("late") if late else "",
        is_late=late,
    )


def _work(broken: int) -> NowCard:
    return NowCard(
        "work",
        broken,
        _("Work with rows left undone") if broken else _("No work was left half done"),
        _("The others are done; look whom it did not reach, and try only those again.") if broken else "",
        _("Look at it"),
        reverse("desk:operations"),
        permission="interviews:arrange",
    )


def _resumes(number: int) -> list[NowCard]:
    """For a hiring manager; a card only when there is something to read."""
    if not number:
        return []
    text = _("One after another: worth meeting, or a reason; the recruiter does the rest.")
    return [
        NowCard("resumes", number, _("Résumés to read"), text, _("Read them"), reverse("jobs:screen_all"))
    ]


def _rest(todos: Sequence[Todo]) -> list[NowCard]:
    """Whatever else is asked; a card only when there is something."""
    shown = (*OTHER_TIME, *LETTERS, *CALLS, "interview.declined", "thread.unanswered")
    mine = [todo for todo in todos if todo.kind not in shown]
    if not mine:
        return []
    url = f"{reverse('desk:todos')}?kind=rest"
    return [NowCard("rest", len(mine), _("Other things to do"), "", _("See all"), url)]


def _tomorrow(day: Day, beside: Beside) -> NowCard:
    """The silent of tomorrow are still reminded by themselves; whoever likes reminds them now."""
    silent, next_day = beside.tomorrow_unanswered, day.on + timedelta(days=1)
    text = ngettext(
        "{n} interview, {m} unconfirmed; its reminder goes out by itself.",
        "{n} interviews, {m} unconfirmed; their reminders go out by themselves.",
        beside.tomorrow,
    ).format(n=beside.tomorrow, m=silent)
    is_for_reminding = beside.may_remind and silent
    return NowCard(
        "tomorrow",
        beside.tomorrow,
        _("To be told for tomorrow") if beside.tomorrow else _("No interview tomorrow"),
        text if beside.tomorrow else "",
        _("Send reminders") if is_for_reminding else _("See the day"),
        f"{reverse('desk:remind' if is_for_reminding else 'interviews:list')}?day={next_day}",
        permission="interviews:see",
        is_asked=False,
    )


def _listed(names: Sequence[str]) -> str:
    shown = _(", ").join(names[:NAMED])
    rest = len(names) - NAMED
    return shown if rest <= 0 else _("{names} and {n} more").format(names=shown, n=rest)
