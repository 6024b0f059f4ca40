"""Which rule acts next on an interview whose candidate is silent. Pure: what was told and done is given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from huiyin.interviews.models import Interview, InterviewState, NotifyRule, RuleAct, RuleMoment, RulePeople
from huiyin.interviews.reminding import is_reminder, reminder_of
from huiyin.interviews.standing import Standing
from huiyin.interviews.timing import WANTED_IN
from huiyin.messaging.contacts import LAST_RUNG
from huiyin.messaging.models import Letter

# Two letters about one interview keep this distance, whichever comes first.
APART = timedelta(hours=2)
# A chase and a reminder never fall on one waking day; the reminder stays.
REMINDER_APART = timedelta(hours=16)
WRITES = (RuleAct.LETTER, RuleAct.NEXT_RUNG)
SILENT = (RuleMoment.UNREAD, RuleMoment.UNANSWERED, RuleMoment.READ_SILENT)


@dataclass(frozen=True)
class Case:
    """One interview: `acted` says when each rule acted on the invitation that stands, by the rule's id."""

    interview: Interview
    standing: Standing
    has_missed: bool = False
    is_night: bool = False
    may_be_written_to: bool = True
    acted: Mapping[int, Sequence[datetime]] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """A rule acts on an interview for the nth time."""

    case: Case
    rule: NotifyRule
    number: int


def is_chasing(rule: NotifyRule) -> bool:
    """Whether the clock looks for what is due by this rule; reminders are planned ahead instead."""
    return rule.act != RuleAct.PREFER_CHANNEL and rule.moment != RuleMoment.ARRANGED and not is_reminder(rule)


def next_step(rules: Sequence[NotifyRule], case: Case, now: datetime) -> Step | None:
    """The first rule that is due and may act now; one at a time, so that nobody hears two things at once."""
    if case.is_night or now >= case.interview.start:
        return None
    for rule in rules:
        acted = case.acted.get(rule.pk, ())
        if len(acted) >= rule.most or not concerns(rule, case.interview.state, has_missed=case.has_missed):
            continue
        if is_chase(rule) and not has_turn(rule, case.standing.asked_at, now):
            continue
        if rule.act == RuleAct.NEXT_RUNG and rule.moment in SILENT and not has_next_rung(case):
            continue
        due = _due(rule, case, acted, now)
        if due is not None and due <= now and (rule.act not in WRITES or _may_write(rule, case, now)):
            return Step(case, rule, len(acted) + 1)
    return None


def is_chase(rule: NotifyRule) -> bool:
    return rule.act == RuleAct.LETTER and rule.moment in SILENT


def has_turn(rule: NotifyRule, asked_at: Sequence[datetime], now: datetime) -> bool:
    """Whatever else asks her again takes a turn of the chase; what is still to come, all but the first."""
    asked = sum(at <= now for at in asked_at)
    return asked < rule.most and (not asked or len(asked_at) < rule.most)


def has_next_rung(case: Case) -> bool:
    """Whether the invitation's words still hold and another channel can carry them."""
    return can_follow(case.standing.last, case.interview.version)


def can_follow(letter: Letter, version: int) -> bool:
    """Whether these words are those of this version, and a channel that needs no colleague is left."""
    return letter.version == version and letter.ladder[:1] not in ([], [LAST_RUNG])


def concerns(rule: NotifyRule, state: str, *, has_missed: bool) -> bool:
    """Whether the rule is about an interview in this state of a candidate with this past."""
    if rule.moment in SILENT and state != InterviewState.SCHEDULED:
        return False
    if rule.people == RulePeople.MISSED_BEFORE and not has_missed:
        return False
    return state in WANTED_IN[RulePeople(rule.people)]


def period(rule: NotifyRule) -> timedelta:
    return timedelta(days=rule.days, hours=rule.hours)


def counts_from(rule: NotifyRule, standing: Standing) -> datetime | None:
    """The moment from which a rule about silence counts; None while there is nothing to count from."""
    if rule.moment == RuleMoment.UNREAD:
        is_unread = standing.opened_at is None and not standing.was_told_by_hand
        return standing.left_at if is_unread else None
    return standing.opened_at if rule.moment == RuleMoment.READ_SILENT else standing.left_at


def _due(rule: NotifyRule, case: Case, acted: Sequence[datetime], now: datetime) -> datetime | None:
    row, standing = case.interview, case.standing
    if rule.moment == RuleMoment.BEFORE_START:
        due = reminder_of(rule).due(row.start, row.time_zone)
        # Past already when the invitation left: skipped, as every reminder is.
        return due if due > standing.left_at + timedelta(hours=rule.gap_hours) else None
    since = counts_from(rule, standing)
    if since is None:
        return None
    asked = [at for at in standing.asked_at if at <= now] if is_chase(rule) else []
    return max([since, *acted, *asked]) + period(rule)


def _may_write(rule: NotifyRule, case: Case, now: datetime) -> bool:
    """Not over the day's cap, and not close to another letter, unless its hour counts from the start."""
    if not case.may_be_written_to:
        return False
    if is_chase(rule) and any(abs(now - at) < REMINDER_APART for at in case.standing.reminded_at):
        return False
    return rule.moment == RuleMoment.BEFORE_START or all(
        abs(now - at) >= APART for at in case.standing.busy_at
    )
