"""What the pages of choosing and changing many show, gathered for their templates."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language

from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError
from huiyin.interviews import actions, labels, late, phrases, queries, selecting
from huiyin.interviews.exchanging import plan_exchange
from huiyin.interviews.many import Pair, Wish
from huiyin.interviews.models import Interview
from huiyin.interviews.rehearsal import Preview, rehearse
from huiyin.interviews.selecting import PAGE, Chosen, Selection
from huiyin.interviews.shifting import plan_moves
from huiyin.messaging.contacts import LAST_RUNG, ladder_of
from huiyin.messaging.models import Contact


def select_page(actor: Actor, selection: Selection, pick: str) -> dict[str, Any]:
    """A page of those who fit, with everything that the list may be narrowed by."""
    rows = selecting.selectable(actor)
    fitting = selection.within(rows)
    found = list(queries.with_people(fitting).order_by("start", "pk")[:PAGE])
    everybody = fitting.count()
    return {
        "selection": selection,
        "options": selecting.options_of(selection.of_days(rows)),
        "states": [(state, labels.STATES[state]) for state in selecting.TO_COME],
        "rows": [(row, labels.state_shape(row), labels.state_label(row)) for row in found],
        "n": len(found),
        "everybody": everybody,
        "many": everybody > len(found),
        "pick": pick if pick in {"page", "all"} and everybody <= selecting.MOST else pick and "page",
        "verbs": selecting.verbs_of(actor),
        "most": selecting.MOST,
    }


@dataclass
class Outlook:
    """What would happen: whose interviews change and how, whose cannot and why, who hears of it by what."""

    going: list[tuple[Interview, Any]]
    stuck: list[tuple[Interview, DomainError]] = field(default_factory=list)
    letters: Sequence[Preview] = ()
    problem: str = ""
    read: Interview | None = None

    def pairs(self, chosen: Chosen, wish: Wish) -> list[Pair]:
        """Those that go, with the versions that were looked at, each after whoever is in its way."""
        rows = [row for row, _becomes in self.going]
        seen = dict(chosen.pairs)
        return [(row.pk, seen[row.pk]) for row in (wish.shift.in_order(rows) if wish.shift else rows)]


def outlook_of(chosen: Chosen, wish: Wish) -> Outlook:
    """As it stands now; what another does meanwhile is found when it is carried out."""
    if wish.shift:
        plans = plan_moves(chosen.rows, wish.shift)
        return Outlook([(one.row, one.start) for one in plans.moving], plans.stuck)
    if wish.exchange:
        changes = plan_exchange(chosen.rows, wish.exchange)
        language = get_language() or "zh-hans"
        return Outlook(
            [
                (row, phrases.listed([one.name for one in wish.exchange.people_of(row)], language))
                for row in changes.changing
            ],
            changes.stuck,
        )
    return Outlook([(row, "") for row in chosen.rows])


def add_letters(outlook: Outlook, row: Interview | None, wish: Wish, by: Actor) -> None:
    """The words that would go out for one of them, by doing it and taking it back; or why it cannot be."""
    if row is None:
        return
    outlook.read = row
    try:
        outlook.letters = [one for one in _rehearsed(row, wish, by) if one.text]
    except DomainError as refused:
        outlook.problem = str(refused)


def _rehearsed(row: Interview, wish: Wish, by: Actor) -> Sequence[Preview]:

    def work() -> Interview:
        if wish.reason:
            return actions.cancel_interview(row, reason=wish.reason, tell=wish.tell, by=by)
        if wish.shift:
            to = wish.shift.move_of(row)
            return actions.reschedule_interview(row, to=to, tell=wish.tell, by=by)
        assert wish.exchange is not None
        people = wish.exchange.people_of(row)
        return actions.change_interviewers(row, interviewers=people, tell=wish.tell, by=by)

    return rehearse(work)[1]


@dataclass(frozen=True)
class Audience:
    """Who would hear of it: how many on each side, and how many of the candidates only by a colleague."""

    candidates: int
    interviewers: int
    by_hand: int
    late: Sequence[Interview]
    places: Sequence[tuple[str, int]]


def audience_of(rows: Sequence[Interview]) -> Audience:
    people = {one.employee_id for row in rows for one in row.participants.all()}
    contacts = [row.application.candidate.contact_id for row in rows]
    known = Contact.objects.prefetch_related("addresses").in_bulk(set(contacts))
    by_hand = sum(ladder_of(one)[0] == LAST_RUNG for one in known.values())
    places = Counter(row.place.name if row.place else str(labels.MODES[row.mode]) for row in rows)  # type: ignore[index]
    return Audience(len(known), len(people), by_hand, late.late_ones(rows), places.most_common())
