"""The notification rules as letters need them: read once for any number of interviews."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from huiyin.interviews.habits import NO_HABIT, Habit, habits_of
from huiyin.interviews.models import (
    Interview,
    NotifyRule,
    RuleAct,
    RuleManner,
    RuleMoment,
    RulePeople,
    RuleTell,
)
from huiyin.interviews.timing import WANTED_IN, Reminder

CHASE = "interview.chase"


@dataclass(frozen=True)
class Reminding:
    """The reminders that the rules want, and what is known of the candidates that the rules ask about."""

    reminders: tuple[Reminder, ...] = ()
    prefers_answered: bool = False
    habits: Mapping[int, Habit] = field(default_factory=dict)

    def wanted_for(self, interview: Interview) -> list[Reminder]:
        """Those about this interview's candidate in the state that it has."""
        missed = self.habit(interview).missed > 0
        return [
            one
            for one in self.reminders
            if interview.state in one.wanted_in and (missed or not one.only_missed)
        ]

    def channel(self, interview: Interview) -> str:
        """The channel to begin with; empty when the ladder decides."""
        return self.habit(interview).channel if self.prefers_answered else ""

    def habit(self, interview: Interview) -> Habit:
        return self.habits.get(interview.application.candidate_id, NO_HABIT)


def rules_on() -> list[NotifyRule]:
    """The rules that are not switched off, in their order."""
    return list(NotifyRule.objects.exclude(manner=RuleManner.OFF).order_by("position", "pk"))


def for_interviews(interviews: Iterable[Interview]) -> Reminding:
    """One query for the rules, and two for habits when a rule asks about them."""
    rules = rules_on()
    prefers = any(one.act == RuleAct.PREFER_CHANNEL for one in rules)
    reminders = reminders_of(rules)
    asks = prefers or any(one.only_missed for one in reminders)
    candidates = {one.application.candidate_id for one in interviews} if asks else set()
    return Reminding(reminders, prefers, habits_of(candidates) if candidates else {})


def reminders_of(rules: Iterable[NotifyRule]) -> tuple[Reminder, ...]:
    """The planned letters among the rules."""
    return tuple(reminder_of(one) for one in rules if is_reminder(one))


def is_reminder(rule: NotifyRule) -> bool:
    return rule.moment == RuleMoment.BEFORE_START and rule.act == RuleAct.LETTER


def reminder_of(rule: NotifyRule) -> Reminder:
    return Reminder(
        kind=rule.kind,
        template=rule.template,
        days=rule.days,
        hours=rule.hours,
        gap=timedelta(hours=rule.gap_hours),
        wanted_in=WANTED_IN[RulePeople(rule.people)],
        to_colleague=rule.tell == RuleTell.RECRUITER,
        is_reviewed=rule.manner == RuleManner.REVIEW,
        only_missed=rule.people == RulePeople.MISSED_BEFORE,
    )
