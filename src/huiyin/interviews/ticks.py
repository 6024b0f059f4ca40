"""操作 / 通知 / 归档: what has come of a change. It was done, so many of those to tell were told, it is kept.

Told is who has a letter that arrived, or was told by a colleague; the ticks follow the letters as they move.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet

from huiyin.accounts.queries import names_of
from huiyin.core.models import Operation
from huiyin.core.operations import OVER
from huiyin.core.references import ref
from huiyin.interviews import digests, labels, many
from huiyin.interviews.models import DigestLine, Interview, InterviewVersion
from huiyin.messaging.models import Letter
from huiyin.messaging.states import ARRIVED, GONE, UNSENT, LetterState

TELLING = (
    "interview.scheduled",
    "interview.moved",
    "interview.cancelled",
    "interview.interviewers_changed",
    *digests.SINGLES,
)
"""The letters that tell of a change; reminders and answers do not."""
VERBS = {"cancel": "cancel", "move": "reschedule", "change": "change_interviewers"}
COLUMNS = ("about", "contact_id", "contact__name", "channel", "state", "reason", "version", "cause")


@dataclass(frozen=True)
class Told:
    """One person and how far the news has come to her: told, waiting, unsure or lost."""

    name: str
    channel: str
    word: str
    how: str


@dataclass(frozen=True)
class Ticks:
    """`verb`, `by` and `at` say what was done, to `done` of `total` rows. So many versions are `kept`."""

    verb: str
    by: str
    at: datetime
    done: int = 1
    total: int = 1
    is_running: bool = False
    people: Sequence[Told] = ()
    counted: Mapping[str, int] = field(default_factory=dict)
    why_untold: str = ""
    kept: int = 1
    version: int = 0

    @property
    def to_tell(self) -> int:
        return sum(self.counted.values())

    @property
    def told(self) -> int:
        return self.counted.get("told", 0)

    @property
    def waiting(self) -> int:
        return self.counted.get("waiting", 0)

    @property
    def unsure(self) -> int:
        return self.counted.get("unsure", 0)

    @property
    def lost(self) -> int:
        return self.counted.get("lost", 0)

    @property
    def shape(self) -> str:
        """Of the middle tick: settled, on its way, or in need of somebody."""
        if self.lost or self.unsure:
            return "late"
        return "wait" if self.waiting else "ok"


def ticks_of_interviews(rows: Sequence[Interview]) -> dict[int, Ticks]:
    """Of the last change of each, in a few queries for any number."""
    kept = InterviewVersion.objects.filter(
        interview__in=[row.pk for row in rows], number=F("interview__version")
    )
    versions = {one.interview_id: one for one in kept}
    names = names_of({one.actor for one in versions.values()})
    told = _told_of({row.pk: row.version for row in rows})
    found = {}
    for pk, one in versions.items():
        people = told.get(pk, [])
        found[pk] = Ticks(
            verb=str(labels.VERBS.get(one.verb, one.verb)),
            by=names.get(one.actor, ""),
            at=one.at,
            people=people,
            counted=Counter(each.how for each in people),
            why_untold=one.facts.get("why_untold", ""),
            version=one.number,
        )
    return found


def ticks_of(operation: Operation) -> Ticks | None:
    """Summed up for one change to many; None for other work."""
    if operation.kind not in many.KINDS.values():
        return None
    verb = VERBS[many.verb_of(operation)]
    letters = Letter.objects.filter(operation=ref(operation), kind__in=[*TELLING, *digests.TEMPLATES])
    grouped = _grouped(letters)
    ids = [pk for pk, _version in operation.detail.get("chosen", [])]
    kept = InterviewVersion.objects.filter(verb=verb, actor=operation.actor, at__gte=operation.created_at)
    return Ticks(
        verb=str(labels.VERBS[verb]),
        by=names_of([operation.actor]).get(operation.actor, ""),
        at=operation.ended_at or operation.created_at,
        done=operation.done - operation.failed,
        total=operation.total,
        is_running=operation.state not in OVER,
        counted=Counter(how for how in map(_how_of, grouped.values()) if how),
        why_untold=operation.detail.get("tell", {}).get("why", ""),
        kept=kept.filter(interview__in=ids).values("interview").distinct().count(),
    )


def _told_of(versions: Mapping[int, int]) -> dict[int, list[Told]]:
    """By interview: whoever has a letter about the version that stands, alone or among others."""
    abouts = {f"interview:{pk}": pk for pk in versions}
    alone = Letter.objects.filter(about__in=abouts, kind__in=TELLING, version__in=set(versions.values()))
    found: dict[int, list[Told]] = defaultdict(list)
    for key, letters in _grouped(alone).items():
        pk = abouts[key[0]]
        of_now = [one for one in letters if one["version"] == versions[pk]]
        found[pk] += _told(of_now)
    for pk, letters in _in_digests(versions):
        found[pk] += _told(letters)
    return found


Row = dict[str, Any]


def _grouped(letters: QuerySet[Letter]) -> dict[tuple[str, int], list[Row]]:
    """What went to one person about one thing, by whichever way."""
    found: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in letters.order_by("pk").values(*COLUMNS):
        found[row["about"], row["contact_id"]].append(row)
    return found


def _in_digests(versions: Mapping[int, int]) -> Iterable[tuple[int, list[Row]]]:
    lines = DigestLine.objects.filter(interview__in=versions).exclude(kind=digests.TOMORROW)
    wanted = [
        (pk, f"auditentry:{entry}", contact)
        for pk, entry, contact, version in lines.values_list(
            "interview_id", "entry_id", "contact_id", "version"
        )
        if version == versions[pk]
    ]
    if not wanted:
        return
    letters = Letter.objects.filter(
        contact__in={contact for _pk, _cause, contact in wanted},
        cause__in={cause for _pk, cause, _contact in wanted},
        kind__in=[digests.DIGEST, digests.CHANGES],
    )
    by_cause: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in letters.order_by("pk").values(*COLUMNS):
        by_cause[row["cause"], row["contact_id"]].append(row)
    for pk, cause, contact in wanted:
        yield pk, by_cause[cause, contact]


def _told(letters: Sequence[Row]) -> list[Told]:
    how = _how_of(letters)
    if not how:
        return []
    last = next((one for one in reversed(letters) if _how(one) == how), letters[-1])
    word = labels.letter_word(Letter(state=last["state"], reason=last["reason"]))
    return [Told(last["contact__name"], last["channel"], word, how)]


def _how_of(letters: Collection[Row]) -> str:
    """The best that came of any way; nothing when all were replaced before they left."""
    found = {_how(one) for one in letters}
    return next((how for how in ("told", "waiting", "unsure", "lost") if how in found), "")


def _how(letter: Row) -> str:
    state = LetterState(letter["state"])
    if state in ARRIVED:
        return "told"
    if state in UNSENT or state == LetterState.SENDING:
        return "waiting"
    if state in GONE:
        return "unsure"
    return "" if state == LetterState.SUPERSEDED else "lost"
