"""Which claimed letters may go now. The others are stopped, held or handed on, each with its reason.

Reads and asks first, outside any transaction; then one short transaction writes every verdict.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import prefetch_related_objects

from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.messaging.allowance import had_today
from huiyin.messaging.contacts import LAST_RUNG
from huiyin.messaging.durability import one_writer
from huiyin.messaging.freeze import address_problem, ask_kind, by_kind, hush, prepare_freezing, write_frozen
from huiyin.messaging.house import HouseRules, house_rules
from huiyin.messaging.kinds import is_reply
from huiyin.messaging.models import Claim, Letter
from huiyin.messaging.moves import move
from huiyin.messaging.number_caps import NumberCaps
from huiyin.messaging.rungs import fail, suppress
from huiyin.messaging.states import LetterState as S
from huiyin.messaging.todo_kinds import ask_to_carry

CARRIER = Actor.system("carrier")


@dataclass
class Verdicts:
    """What becomes of each letter of a batch. `held` gives the reason and the moment it ends."""

    ready: list[Letter] = field(default_factory=list)
    unwanted: dict[int, str] = field(default_factory=dict)
    failed: list[tuple[Letter, str]] = field(default_factory=list)
    suppressed: list[tuple[Letter, str, bool]] = field(default_factory=list)
    held: list[tuple[Letter, str, datetime]] = field(default_factory=list)
    cards: list[Letter] = field(default_factory=list)
    passed: list[tuple[Letter, str]] = field(default_factory=list)

    def tally(self) -> Counter[str]:
        return Counter(
            superseded=len(self.unwanted),
            failed=len(self.failed),
            suppressed=len(self.suppressed),
            held=len(self.held) + len(self.cards),
        )


def load(ids: Sequence[int], claim: Claim) -> list[Letter]:
    """The letters that a claim still holds, with all that judging and rendering read, in its order."""
    rows = Letter.objects.filter(pk__in=ids, claim=claim, state=S.CLAIMED)
    by_id = {row.pk: row for row in rows.select_related("contact", "colleague")}
    letters = [by_id[pk] for pk in ids if pk in by_id]
    prefetch_related_objects([letter.contact for letter in letters], "addresses")
    return letters


def judge(letters: Sequence[Letter]) -> Verdicts:
    """Judge a batch and write down what was decided; the ready ones come back frozen."""
    verdicts = Verdicts()
    wanted = _wanted(letters, verdicts)
    may_be_sent = [letter for letter in wanted if not _is_suppressed(letter, verdicts)]
    due = _fitting_the_day(may_be_sent, verdicts)
    loose = [letter for letter in due if _is_loose(letter)]
    problems = prepare_freezing(due)
    for letter in due:
        if letter.channel == LAST_RUNG:
            verdicts.cards.append(letter)
        elif letter.pk in problems:
            verdicts.failed.append((letter, problems[letter.pk]))
        else:
            verdicts.ready.append(letter)
    _write(verdicts, [letter for letter in loose if letter.pk not in problems])
    return verdicts


def _is_loose(letter: Letter) -> bool:
    return letter.values is None or letter.template_version_id is None or not letter.message_id


def _wanted(letters: Sequence[Letter], verdicts: Verdicts) -> list[Letter]:
    """The belt: each kind says which of its letters nobody wants any more."""
    problems: dict[int, str] = {}
    for kind, group in by_kind(letters):
        if kind is None:
            problems |= {letter.pk: "unknown_kind" for letter in group}
        else:
            verdicts.unwanted |= ask_kind(kind.still_wanted, group, problems)
    verdicts.failed += [(letter, problems[letter.pk]) for letter in letters if letter.pk in problems]
    return [letter for letter in letters if letter.pk not in problems and letter.pk not in verdicts.unwanted]


def _is_suppressed(letter: Letter, verdicts: Verdicts) -> bool:
    if letter.contact.blocked_reason:
        verdicts.suppressed.append((letter, letter.contact.blocked_reason, False))
        return True
    if problem := address_problem(letter):
        verdicts.suppressed.append((letter, problem, True))
        return True
    return False


def _fitting_the_day(letters: Sequence[Letter], verdicts: Verdicts) -> list[Letter]:
    """Hold what falls into quiet hours or over the day's cap; urgent ones pass, and that is recorded."""
    now, rules = clock.now(), house_rules()
    had = had_today([letter.contact for letter in letters], rules, now)
    numbers = NumberCaps(letters, now)
    fitting = []
    for letter in letters:
        if full_until := numbers.full_until(letter):
            _over_provider_cap(letter, full_until, verdicts)
            continue
        reason, until = _unfit(letter, rules, now, had[letter.contact_id])
        if until is None:
            had[letter.contact_id] += letter.channel != LAST_RUNG
            numbers.count(letter)
            fitting.append(letter)
        elif letter.urgent:
            verdicts.passed.append((letter, reason))
            numbers.count(letter)
            fitting.append(letter)
        else:
            verdicts.held.append((letter, reason, until))
    return fitting


def _over_provider_cap(letter: Letter, until: datetime, verdicts: Verdicts) -> None:
    """The provider would refuse it: an ordinary one waits, an urgent one takes another way."""
    if letter.urgent:
        verdicts.suppressed.append((letter, "provider_cap", True))
    else:
        verdicts.held.append((letter, "cap", until))


def _unfit(letter: Letter, rules: HouseRules, now: datetime, had: int) -> tuple[str, datetime | None]:
    if letter.channel == LAST_RUNG:
        return "", None
    quiet = rules.quiet_hours(letter.contact)
    if quiet.is_quiet(now):
        return "quiet", quiet.until(now)
    cap = rules.cap(letter.contact)
    if cap and had >= cap and not is_reply(letter):
        return "cap", quiet.next_morning(now)
    return "", None


def _write(verdicts: Verdicts, frozen: Sequence[Letter]) -> None:
    with one_writer(), transaction.atomic():
        hushed = hush([*verdicts.ready, *verdicts.cards])
        if rows := {letter.pk: letter for letter in (*frozen, *hushed)}:
            write_frozen(list(rows.values()))
        for pk, reason in verdicts.unwanted.items():
            move([pk], S.SUPERSEDED, among={S.CLAIMED}, reason=reason)
        for letter, reason in verdicts.failed:
            fail(letter, reason=reason)
        for letter, reason, hand_on in verdicts.suppressed:
            suppress(letter, reason=reason, hand_on=hand_on)
        for letter, reason, until in verdicts.held:
            move([letter.pk], S.HELD, among={S.CLAIMED}, reason=reason, next_try_at=until)
        for letter in verdicts.cards:
            if move([letter.pk], S.HELD, among={S.CLAIMED}, reason="by_hand"):
                ask_to_carry(letter)
        for reason in {reason for _letter, reason in verdicts.passed}:
            audit.record_many(
                f"letter.passed_{reason}",
                [(letter, {"kind": letter.kind}) for letter, why in verdicts.passed if why == reason],
                by=CARRIER,
            )
