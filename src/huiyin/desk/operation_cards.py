"""Long work as its page shows it: n of N, how fast, what is left, whom it did not reach and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.core.models import Operation, OperationState
from huiyin.core.operations import OVER
from huiyin.core.references import ref
from huiyin.desk.channel_lines import lasting
from huiyin.desk.letter_lines import ECHOES
from huiyin.desk.naming import Thing, things
from huiyin.desk.operation_kinds import may_retry, title_of
from huiyin.messaging.queries import states_by_operation

SHOWN = 50
LOOKED_AT_FOR = timedelta(days=3)
"""So long a finished one whose rows failed stands among those that need a look."""


@dataclass(frozen=True)
class ProblemLine:
    """`who` is empty when the reader may not know, or the row is gone."""

    who: str
    url: str
    problem: str
    mend: str


@dataclass(frozen=True)
class JobCard:
    operation: Operation
    title: str
    shape: str
    word: str
    progress: str
    letters: str
    problems: list[ProblemLine]
    more_problems: int
    is_running: bool
    may_retry: bool
    ended: datetime | None


def job_cards(actor: Actor, operations: Sequence[Operation], *, shown: int = SHOWN) -> list[JobCard]:
    """In three queries and one per kind of thing that its problems are about, however many."""
    problems = {one.pk: list(one.detail.get("problems", [])) for one in operations}
    wanted = [row.get("about", "") for rows in problems.values() for row in rows[:shown]]
    known = things(actor, wanted)
    letters = states_by_operation(ref(one) for one in operations)
    return [
        _card(one, problems[one.pk], known, letters.get(ref(one), {}), shown, actor) for one in operations
    ]


def _card(
    operation: Operation,
    problems: Sequence[Mapping[str, str]],
    known: Mapping[str, Thing],
    letters: Mapping[str, int],
    shown: int,
    actor: Actor,
) -> JobCard:
    shape, word = _standing(operation)
    is_running = operation.state not in OVER
    return JobCard(
        operation=operation,
        title=title_of(operation),
        shape=shape,
        word=word,
        progress=_progress(operation, is_running=is_running),
        letters=_letters(letters),
        problems=[_problem(one, known) for one in problems[:shown]],
        more_problems=max(0, len(problems) - shown),
        is_running=is_running,
        may_retry=not is_running and may_retry(operation) and operation.actor == f"user:{actor.user_id}",
        ended=operation.ended_at,
    )


def needs_look(operation: Operation) -> bool:
    """It is over and some of its rows were refused, and nobody has tried those again."""
    if operation.state not in OVER or "retried" in operation.detail:
        return False
    is_fresh = operation.ended_at is None or operation.ended_at > clock.now() - LOOKED_AT_FOR
    return is_fresh and (operation.failed > 0 or operation.state == OperationState.FAILED)


def _standing(operation: Operation) -> tuple[str, str]:
    if operation.state == OperationState.WAITING:
        return "", _("Begins in a moment")
    if operation.state == OperationState.RUNNING:
        return "now", _("Under way")
    if operation.state == OperationState.CANCELLED:
        return "off", _("Stopped")
    if operation.state == OperationState.FAILED:
        return "late", _("Broke off")
    if operation.failed:
        said = ngettext("{n} not done", "{n} not done", operation.failed)
        return "late", said.format(n=operation.failed)
    return "ok", _("Done")


def _progress(operation: Operation, *, is_running: bool) -> str:
    """`742 / 1186，每秒 30，还要约 15 秒。`"""
    counted = f"{operation.done} / {operation.total}"
    took = ((operation.ended_at or clock.now()) - operation.created_at).total_seconds()
    if not is_running:
        fine = max(0, operation.done - operation.failed)
        said = ngettext("{n} done in {time}.", "{n} done in {time}.", fine)
        return said.format(n=fine, time=lasting(max(0.1, took)))
    rate = operation.done / took if took > 0 else 0
    if not rate or operation.done >= operation.total:
        return counted
    left = lasting((operation.total - operation.done) / rate)
    return _("{counted}, {rate} a second, about {time} to go.").format(
        counted=counted, rate=f"{rate:.0f}" if rate >= 10 else f"{rate:.1f}", time=left
    )


def _letters(states: Mapping[str, int]) -> str:
    """`信：已发出 10，不确定 1`."""
    words: dict[str, int] = {}
    for state, n in states.items():
        words[str(ECHOES[state][2])] = words.get(str(ECHOES[state][2]), 0) + n
    if not words:
        return ""
    parts = [_("{word} {n}").format(word=word, n=n) for word, n in sorted(words.items(), key=lambda x: -x[1])]
    return _("Letters: {parts}").format(parts=_(", ").join(parts))


def _problem(row: Mapping[str, str], known: Mapping[str, Thing]) -> ProblemLine:
    who, url = known.get(row.get("about", ""), ("", ""))
    return ProblemLine(who, url, str(row.get("problem", "")), str(row.get("mend", "")))


def failed_rows(actor: Actor, operation: Operation) -> Iterable[list[str]]:
    """Every refused row for a table: who, why, what now."""
    problems = list(operation.detail.get("problems", []))
    known = things(actor, [row.get("about", "") for row in problems])
    for row in problems:
        line = _problem(row, known)
        yield [line.who, line.problem, line.mend]
