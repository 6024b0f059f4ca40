"""Which letters a rule would have sent in the last days, told from what happened. Reads; writes nothing."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from huiyin.core import clock
from huiyin.core.models import AuditEntry
from huiyin.core.references import ref_id
from huiyin.interviews.chasing import REMINDER_APART, can_follow, counts_from, has_turn, is_chase, period
from huiyin.interviews.habits import NO_HABIT, Habit, habits_of
from huiyin.interviews.models import (
    Interview,
    InterviewState,
    InterviewVersion,
    NotifyRule,
    RuleAct,
    RuleManner,
    RuleMoment,
    RulePeople,
)
from huiyin.interviews.notices import INVITING
from huiyin.interviews.reminding import CHASE, is_reminder, reminder_of
from huiyin.interviews.standing import ASKS_AGAIN, COLUMNS, REMINDERS, TIMED, Standing, moments
from huiyin.interviews.states import ANSWERED
from huiyin.interviews.timing import WANTED_IN
from huiyin.messaging.contacts import LAST_RUNG
from huiyin.messaging.house import HouseRules, house_rules
from huiyin.messaging.models import Letter
from huiyin.messaging.quiet import QuietHours
from huiyin.messaging.states import ARRIVED, UNSENT
from huiyin.messaging.states import LetterState as L

LOOKS_BACK = timedelta(days=30)
MOST = 5000
CHUNK = 1000
"""Of a good deal more, a database would rather read all interviews of a year to know who missed one."""
WHO = "application__candidate__"
ROW = (
    "time_zone",
    "application__candidate_id",
    f"{WHO}name",
    *(f"{WHO}contact__{column}" for column in ("time_zone", "quiet_start", "quiet_end")),
)
BESIDE = {*REMINDERS, *ASKS_AGAIN} - {CHASE}


@dataclass(frozen=True)
class Would:
    """An interview about which a rule would have acted, and when."""

    interview: Interview
    at: datetime


@dataclass(frozen=True)
class Span:
    """One interview while one time stood, with what the candidate heard and answered meanwhile."""

    interview: Interview
    start: datetime
    zone: str
    since: datetime
    until: datetime
    standing: Standing | None
    answers: Sequence[tuple[datetime, str]]
    habit: Habit
    quiet: QuietHours

    def state(self, at: datetime) -> str:
        said = [answer for moment, answer in self.answers if self.since <= moment <= at]
        return ANSWERED[said[-1]] if said and said[-1] in ANSWERED else InterviewState.SCHEDULED

    @property
    def answered_at(self) -> datetime | None:
        return next((moment for moment, _answer in self.answers if moment >= self.since), None)

    @property
    def has_missed(self) -> bool:
        """Before this one: not coming to it says nothing about what was known."""
        at = self.habit.missed_at
        return self.habit.missed > (1 if at and at >= self.start else 0)


def would_have(rule: NotifyRule, spans: Sequence[Span], now: datetime) -> list[Would]:
    """What it would have done until now, in order of time; nothing when it is off."""
    if rule.manner == RuleManner.OFF:
        return []
    first = now - LOOKS_BACK
    found = [
        Would(span.interview, at)
        for span in spans
        if rule.people != RulePeople.MISSED_BEFORE or span.has_missed
        for at in _moments(rule, span)
        if first <= at <= now
    ]
    return sorted(found, key=lambda one: (one.at, one.interview.pk))


def _moments(rule: NotifyRule, span: Span) -> Iterator[datetime]:
    if rule.moment == RuleMoment.ARRANGED:
        if span.habit.channel and span.habit.answered_at and span.habit.answered_at < span.since:
            yield span.since
    elif rule.moment == RuleMoment.BEFORE_START:
        yield from _before_start(rule, span)
    else:
        yield from _while_silent(rule, span)


def _before_start(rule: NotifyRule, span: Span) -> Iterator[datetime]:
    if span.standing is None:
        return
    due = reminder_of(rule).due(span.start, span.zone)
    if due <= span.since + timedelta(hours=rule.gap_hours):
        return
    if span.quiet.is_quiet(due):
        due = span.quiet.evening_before(due) if is_reminder(rule) else span.quiet.until(due)
    if due < span.until and span.state(due) in WANTED_IN[RulePeople(rule.people)]:
        yield due


def _while_silent(rule: NotifyRule, span: Span) -> Iterator[datetime]:
    """As often as it may act until she reads (where that is the question), answers, or it is over."""
    standing = span.standing
    if standing is None:
        return
    opened = standing.opened_at
    if rule.moment == RuleMoment.UNREAD:
        since = None if standing.was_told_by_hand else standing.left_at
    else:
        since = counts_from(rule, standing)
    if since is None:
        return
    if rule.act == RuleAct.NEXT_RUNG and not can_follow(standing.last, standing.version):
        return
    ends = [span.until, span.answered_at, opened if rule.moment == RuleMoment.UNREAD else None]
    end = min(one for one in ends if one is not None)
    if is_chase(rule):
        yield from _chases(rule, span, since, end)
        return
    at = since
    for _number in range(rule.most):
        at += period(rule)
        at = span.quiet.until(at) if span.quiet.is_quiet(at) else at
        if at >= end:
            return
        yield at


def _chases(rule: NotifyRule, span: Span, since: datetime, end: datetime) -> Iterator[datetime]:
    """Between the reminders that were planned and whatever else really asked again."""
    standing, own = span.standing, list[datetime]()
    if standing is None:
        return
    at = since + period(rule)
    while at < end and len(own) < rule.most:
        asked = [*standing.asked_at, *own]
        if not has_turn(rule, asked, at):
            return
        ready = max([since, *(one for one in asked if one <= at)]) + period(rule)
        near = [one for one in standing.reminded_at if abs(at - one) < REMINDER_APART]
        if ready > at:
            at = ready
        elif span.quiet.is_quiet(at):
            at = span.quiet.until(at)
        elif near:
            at = near[-1] + REMINDER_APART
        else:
            own.append(at)
            yield at


def past_spans(now: datetime | None = None) -> tuple[list[Span], bool]:
    """The last days' interviews as they stood, and whether there were more than are looked at."""
    now = now or clock.now()
    rows = Interview.objects.filter(start__gte=now - LOOKS_BACK, created_at__lte=now)
    rows = rows.exclude(state=InterviewState.DRAFT).select_related("application__candidate__contact")
    interviews = list(rows.only(*ROW).order_by("-created_at", "-pk")[: MOST + 1])
    house = house_rules()
    spans: list[Span] = []
    for first in range(0, min(len(interviews), MOST), CHUNK):
        spans += _spans(interviews[first : first + CHUNK], house)
    return spans, len(interviews) > MOST


def _spans(interviews: Sequence[Interview], house: HouseRules) -> list[Span]:
    ids = [one.pk for one in interviews]
    versions, answers = _versions(ids), _answers(ids)
    letters = _letters(ids)
    habits = habits_of({one.application.candidate_id for one in interviews})
    spans = []
    for row in interviews:
        kept, written = versions.get(row.pk, []), letters.get(row.pk, [])
        contact = row.application.candidate.contact_id
        invitations = [one for one in written if _is_invitation(one, contact)]
        beside = [one for one in written if _is_beside(one)]
        for number, one in enumerate(kept):
            if one.verb not in TIMED:
                continue
            start = datetime.fromisoformat(one.facts["start"])
            later = kept[number + 1].at if number + 1 < len(kept) else start
            mine = [letter for letter in invitations if letter.version == one.number]
            spans.append(
                Span(
                    interview=row,
                    start=start,
                    zone=one.facts.get("time_zone", row.time_zone),
                    since=one.at,
                    until=min(later, start),
                    standing=_standing(mine, [it for it in beside if one.at <= it.created_at < later]),
                    answers=answers.get(row.pk, ()),
                    habit=habits.get(row.application.candidate_id, NO_HABIT),
                    quiet=house.quiet_hours(row.application.candidate.contact),
                )
            )
    return spans


def _versions(ids: Collection[int]) -> dict[int, list[InterviewVersion]]:
    """Those that gave a time or took it away, in order."""
    found: dict[int, list[InterviewVersion]] = defaultdict(list)
    for one in InterviewVersion.objects.filter(interview__in=ids, verb__in=(*TIMED, "cancel")).order_by(
        "number"
    ):
        found[one.interview_id].append(one)
    return found


def _answers(ids: Collection[int]) -> dict[int, list[tuple[datetime, str]]]:
    found: dict[int, list[tuple[datetime, str]]] = defaultdict(list)
    rows = AuditEntry.objects.filter(about__in=[f"interview:{pk}" for pk in ids], verb="interview.answered")
    for about, at, detail in rows.order_by("pk").values_list("about", "at", "detail"):
        found[ref_id(about, "interview") or 0].append((at, detail.get("answer", "")))
    return found


def _letters(ids: Collection[int]) -> dict[int, list[Letter]]:
    """All that was written about each, in order. Kinds and states are told apart here: a database that may
    begin with a state would read all letters of the house.
    """
    found: dict[int, list[Letter]] = defaultdict(list)
    rows = Letter.objects.filter(about__in=[f"interview:{pk}" for pk in ids])
    for letter in rows.only(*COLUMNS, "reason", "created_at", "due_at").order_by("pk"):
        found[ref_id(letter.about, "interview") or 0].append(letter)
    return found


def _is_invitation(letter: Letter, contact: int) -> bool:
    """One that has left, to the candidate herself."""
    left = letter.state in ARRIVED and letter.sent_at is not None
    return left and letter.kind in INVITING and letter.contact_id == contact


def _is_beside(letter: Letter) -> bool:
    """What else asked or reminded, or was to: a chase keeps away from it. Chases are the rule's own."""
    if letter.kind not in BESIDE or letter.reason == "rule_edited":
        return False
    return letter.state in (*ARRIVED, *UNSENT, L.SUPERSEDED)


def _when(letters: Sequence[Letter]) -> tuple[datetime, ...]:
    """As `moments`, with those that an answer stopped at the time for which they were planned."""
    stopped = [one.due_at for one in letters if one.state == L.SUPERSEDED]
    return tuple(sorted([*moments(letters), *stopped]))


def _standing(left: Sequence[Letter], others: Sequence[Letter]) -> Standing | None:
    """`last` is the invitation as it first left: what a rule would have followed up."""
    if not left:
        return None
    return Standing(
        version=left[-1].version,
        left_at=min(one.sent_at for one in left if one.sent_at),
        opened_at=min((one.opened_at for one in left if one.opened_at), default=None),
        was_told_by_hand=any(one.channel == LAST_RUNG for one in left),
        last=left[0],
        newest=left[-1],
        busy_at=(),
        reminded_at=_when([one for one in others if one.kind in REMINDERS]),
        asked_at=_when([*left[1:], *(one for one in others if one.kind in ASKS_AGAIN)]),
    )
