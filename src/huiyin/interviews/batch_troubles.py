"""What stands in the way of inviting somebody of a batch, with its cause in words and where it could go."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from huiyin.candidates.models import ApplicationState
from huiyin.company import working_days
from huiyin.core import clock, wording
from huiyin.core.references import ref
from huiyin.interviews import queries
from huiyin.interviews.actions.guards import written
from huiyin.interviews.batch_plans import LoadedBatch, candidate_of, days_of, name_of
from huiyin.interviews.models import BatchRow, Interview
from huiyin.interviews.spread import Spot, Spreader
from huiyin.messaging.contacts import LAST_RUNG, ladder_of

SUGGESTED = 30
"""For how many at once a free spot is looked up: more than one reads before adding days."""
MORE_DAYS = 10

MOVABLE = ("no_spot", "start_past", "clash", "holiday")
NOT_TO_BE_ARRANGED = ("application_not_active", "already_arranged")


@dataclass(frozen=True)
class Trouble:
    """`spot` is the nearest that is free, for those whom another time helps."""

    code: str
    problem: str
    mend: str = ""
    spot: Spot | None = None


def may_be_placed(loaded: LoadedBatch) -> list[BatchRow]:
    """The open rows whose people may be arranged at all: the others take nobody's time."""
    live = _live(loaded)
    return [row for row in loaded.open_rows if _not_to_be_arranged(loaded, row, live) is None]


def troubles_of(loaded: LoadedBatch, now: datetime) -> dict[int, Trouble]:
    """By row, for those still to be invited; in the order of the rows. Four queries, however many rows."""
    live = _live(loaded)
    rows = loaded.open_rows
    found = {row.pk: one for row in rows if (one := _not_to_be_arranged(loaded, row, live))}
    placed = [row for row in rows if row.pk not in found]
    days = [*days_of(loaded.batch), *_further_days(loaded)]
    busy = loaded.busy(placed, days)
    takings = [(one.resource, one.start, one.end) for one in busy]
    strict = Spreader(loaded.tracks, replace(loaded.frame(now, []), gap=timedelta(0)), takings)
    names = _Names(loaded, placed)
    for row in sorted(placed, key=lambda one: (not one.is_fixed, one.position)):
        trouble = _trouble(loaded, row, now, strict, names)
        if trouble is None or trouble.code == "no_address":
            strict.take(loaded.resources_of(row), loaded.span_of(row))
        if trouble:
            found[row.pk] = trouble
    _suggest(loaded, found, Spreader(loaded.tracks, loaded.frame(now, days), takings))
    return {row.pk: found[row.pk] for row in rows if row.pk in found}


def _live(loaded: LoadedBatch) -> Mapping[tuple[int, int], Interview]:
    return queries.live_interviews([row.application_id for row in loaded.open_rows])


def _not_to_be_arranged(
    loaded: LoadedBatch, row: BatchRow, live: Mapping[tuple[int, int], Interview]
) -> Trouble | None:
    if row.application.state != ApplicationState.ACTIVE:
        return Trouble("application_not_active", _("This application is not in progress any more."))
    there = live.get((row.application_id, loaded.batch.round_no))
    if there:
        when = written(there.start, there.time_zone)
        return Trouble("already_arranged", _("This round is already arranged for %(when)s.") % {"when": when})
    return None


def _trouble(
    loaded: LoadedBatch, row: BatchRow, now: datetime, strict: Spreader, names: "_Names"
) -> Trouble | None:
    if row.start is None:
        return Trouble("no_spot", _("No free time is left on these days."))
    if row.start <= now:
        return Trouble("start_past", _("This time is already past."))
    if not strict.is_free(loaded.wish_of(row), loaded.spot_of(row)):
        who = names.busy(loaded, row, strict)
        when = wording.span(*loaded.span_of(row), loaded.batch.time_zone)
        return Trouble("clash", _("%(who)s is busy %(when)s") % {"who": who, "when": when} + _("."))
    if row.problem:
        return Trouble(row.problem["code"], row.problem["problem"], row.problem["mend"])
    if is_unreachable(row) and not row.changes.get("by_hand") and loaded.batch.candidate_told != "no":
        return Trouble("no_address", _("There is no address to write to."), _("Somebody has to call."))
    return None


def is_unreachable(row: BatchRow) -> bool:
    """Whether only a colleague can tell this person."""
    return ladder_of(candidate_of(row).contact) == [LAST_RUNG]


class _Names:
    """What the resources of some rows are called, for a sentence."""

    def __init__(self, loaded: LoadedBatch, rows: Iterable[BatchRow]) -> None:
        self.words = loaded.names
        self.words |= {ref(candidate_of(row)): name_of(row) for row in rows}

    def busy(self, loaded: LoadedBatch, row: BatchRow, strict: Spreader) -> str:
        taken = [one for one in loaded.resources_of(row) if strict.is_taken(one, loaded.span_of(row))]
        return _(", ").join(self.words.get(one, one) for one in taken)


def _further_days(loaded: LoadedBatch) -> list[date]:
    """Working days after the last of the batch, to look for a free spot."""
    today = clock.today(loaded.batch.time_zone)
    return working_days.working_days_after(max([today, *days_of(loaded.batch)]), MORE_DAYS)


def _suggest(loaded: LoadedBatch, found: dict[int, Trouble], spreader: Spreader) -> None:
    """Give the first of those whom another time helps one of their own, so that all may be used."""
    helped = [row for row in loaded.open_rows if row.pk in found and found[row.pk].code in MOVABLE]
    for row in loaded.open_rows:
        if row.start and (row.pk not in found or found[row.pk].code == "no_address"):
            spreader.take(loaded.resources_of(row), loaded.span_of(row))
    for row in helped[:SUGGESTED]:
        wish = loaded.wish_of(row)
        spot = spreader.place_near(wish, row.start) if row.start else spreader.place(wish)
        found[row.pk] = replace(found[row.pk], spot=spot)


def sendable(loaded: LoadedBatch, troubles: Mapping[int, Trouble]) -> list[BatchRow]:
    """Whom the sending takes along: placed and without trouble."""
    return [row for row in loaded.open_rows if row.start and row.pk not in troubles]


def by_code(rows: Sequence[BatchRow], troubles: Mapping[int, Trouble]) -> dict[str, list[BatchRow]]:
    """Whom the sending leaves, by the sentence that says why."""
    found: dict[str, list[BatchRow]] = defaultdict(list)
    for row in rows:
        if row.pk in troubles:
            found[troubles[row.pk].problem].append(row)
    return dict(found)
