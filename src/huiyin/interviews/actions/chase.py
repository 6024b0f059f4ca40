"""Chasing the silent: the rules about what is unread or unanswered act on whatever has fallen due.

A sweep looks first, without a lock; what seems due is then taken, looked at again, and acted on.
"""

import logging
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.db import DatabaseError, transaction
from django.db.models import Q, QuerySet

from huiyin.company.working_days import is_working_day
from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.models import AuditEntry
from huiyin.core.references import ref, ref_id
from huiyin.interviews import notices, queries, reminding
from huiyin.interviews.chasing import SILENT, Case, Step, can_follow, is_chasing, next_step, period
from huiyin.interviews.habits import habits_of
from huiyin.interviews.models import (
    Interview,
    InterviewState,
    NotifyRule,
    RuleAct,
    RuleManner,
    RuleMoment,
    RulePeople,
    RuleRun,
)
from huiyin.interviews.plans import Telling
from huiyin.interviews.standing import standings
from huiyin.interviews.timing import our_answer_by
from huiyin.messaging import outbox
from huiyin.messaging.allowance import may_be_written_to
from huiyin.messaging.house import house_rules
from huiyin.messaging.models import Letter
from huiyin.messaging.outbox import Draft
from huiyin.messaging.rungs import follow_up
from huiyin.todos.actions import close_todos, open_todo
from huiyin.todos.queries import open_subjects

S = InterviewState
BY = Actor.system("chase")
PAGE = 500
Due = Mapping[int, tuple[int, int]]
"""By interview, the rule that is due and for the how manieth time."""

log = logging.getLogger(__name__)


def chase_silent() -> int:
    """Act on everything that is due; returns how often. May run late, twice, or in two places at once."""
    _close_calls()
    rules = [one for one in reminding.rules_on() if is_chasing(one)]
    acted = 0
    for rows in _pages(rules):
        acted += _act(rules, {one.case.interview.pk: (one.rule.pk, one.number) for one in _look(rules, rows)})
    return acted


def _pages(rules: Sequence[NotifyRule]) -> Iterator[list[Interview]]:
    """Interviews still to come that one of these rules may be about by now, some hundred at a time."""
    if not rules:
        return
    now = clock.now()
    ahead = [period(one) for one in rules if one.moment == RuleMoment.BEFORE_START]
    silence = [period(one) for one in rules if one.moment in SILENT]
    wanted = Q(pk=None)
    if silence:
        wanted |= Q(state=S.SCHEDULED, created_at__lte=now - min(silence))
    if ahead:
        wanted |= Q(state__in=[S.SCHEDULED, S.CONFIRMED], start__lte=now + max(ahead))
    last = 0
    while rows := list(_with_contacts(Interview.objects.filter(wanted, start__gt=now, pk__gt=last))[:PAGE]):
        yield rows
        last = rows[-1].pk


def _with_contacts(rows: QuerySet[Interview]) -> QuerySet[Interview]:
    return rows.select_related("application__candidate__contact").order_by("pk")


def _look(rules: Sequence[NotifyRule], rows: Sequence[Interview]) -> list[Step]:
    """What is due on these; one that cannot be judged keeps no other waiting."""
    try:
        return _steps(rules, rows)
    except DatabaseError:
        raise
    except Exception:
        if len(rows) == 1:
            log.exception("interview %s cannot be judged", rows[0].pk)
            return []
    half = len(rows) // 2
    return _look(rules, rows[:half]) + _look(rules, rows[half:])


def _steps(rules: Sequence[NotifyRule], rows: Sequence[Interview]) -> list[Step]:
    """What is due on these as they stand."""
    now = clock.now()
    stand = standings(rows)
    rows = [one for one in rows if one.pk in stand]
    contacts = {one.application.candidate.contact_id: one.application.candidate.contact for one in rows}
    free, house = may_be_written_to(list(contacts.values()), now), house_rules()
    asks = any(one.people == RulePeople.MISSED_BEFORE for one in rules)
    habits = habits_of({one.application.candidate_id for one in rows}) if asks else {}
    acted = _acted(rows)
    steps = []
    for row in rows:
        contact = row.application.candidate.contact
        case = Case(
            row,
            stand[row.pk],
            has_missed=bool((habit := habits.get(row.application.candidate_id)) and habit.missed),
            is_night=house.quiet_hours(contact).is_quiet(now),
            may_be_written_to=contact.pk in free,
            acted=acted.get((row.pk, stand[row.pk].version), {}),
        )
        if step := next_step(rules, case, now):
            steps.append(step)
    return steps


def _acted(rows: Sequence[Interview]) -> dict[tuple[int, int], dict[int, list[datetime]]]:
    """When each rule acted, by interview and version."""
    found: dict[tuple[int, int], dict[int, list[datetime]]] = defaultdict(lambda: defaultdict(list))
    runs = RuleRun.objects.filter(interview__in=[one.pk for one in rows]).order_by("number")
    for interview, version, rule, at in runs.values_list("interview_id", "version", "rule_id", "at"):
        found[interview, version][rule].append(at)
    return found


def _act(rules: Sequence[NotifyRule], due: Due) -> int:
    """Act on these together; when one of them cannot be, the others still are."""
    if not due:
        return 0
    ids = list(due)
    try:
        return _act_together(rules, due)
    except DatabaseError:
        raise
    except Exception:
        if len(ids) == 1:
            log.exception("interview %s cannot be chased", ids[0])
            return 0
    half = len(ids) // 2
    return sum(_act(rules, {pk: due[pk] for pk in part}) for part in (ids[:half], ids[half:]))


@transaction.atomic
def _act_together(rules: Sequence[NotifyRule], due: Due) -> int:
    """Under a lock on the interviews, so that an answer or another sweep is either before us or after us."""
    locked = Interview.objects.filter(pk__in=list(due)).select_for_update(of=("self",))
    steps = [
        one
        for one in _steps(rules, list(_with_contacts(locked)))
        if due[one.case.interview.pk] == (one.rule.pk, one.number)
    ]
    if not steps:
        return 0
    calls = {one.case.interview.pk for one in steps if _is_for_a_person(one)}
    now = clock.now()
    RuleRun.objects.bulk_create(
        RuleRun(
            rule=one.rule,
            interview=one.case.interview,
            version=one.case.standing.version,
            number=one.number,
            at=now,
        )
        for one in steps
    )
    entries = audit.record_many(
        "interview.chased", [(one.case.interview, _detail(one, calls)) for one in steps], by=BY
    )
    _write_letters([(one, cause) for one, cause in zip(steps, entries, strict=True)], calls)
    _ask_to_call([one for one in steps if one.case.interview.pk in calls])
    return len(steps)


def _detail(step: Step, calls: set[int]) -> dict[str, object]:
    return {
        "rule": step.rule.key,
        "number": step.number,
        "version": step.case.standing.version,
        "act": RuleAct.CALL if step.case.interview.pk in calls else step.rule.act,
    }


def _letter_to_follow(step: Step) -> Letter:
    """Before the start the newest letter says it all; about silence it is the invitation."""
    standing = step.case.standing
    return standing.newest if step.rule.moment == RuleMoment.BEFORE_START else standing.last


def _is_for_a_person(step: Step) -> bool:
    """A call, or a next rung where only a colleague is left or the words are those of an older version."""
    if step.rule.act != RuleAct.NEXT_RUNG:
        return step.rule.act == RuleAct.CALL
    return not can_follow(_letter_to_follow(step), step.case.interview.version)


def _write_letters(steps: Sequence[tuple[Step, AuditEntry]], calls: set[int]) -> None:
    mine = [(step, cause) for step, cause in steps if step.case.interview.pk not in calls]
    rungs = [_letter_to_follow(step).pk for step, _cause in mine if step.rule.act == RuleAct.NEXT_RUNG]
    if rungs:
        follow_up(list(Letter.objects.filter(pk__in=rungs).order_by("pk")))
    letters = {
        step.case.interview.pk: (step.rule, cause) for step, cause in mine if step.rule.act == RuleAct.LETTER
    }
    rows = queries.for_letters(letters) if letters else []
    plan = reminding.for_interviews(rows) if rows else None
    drafts: list[Draft] = []
    for row in rows:
        rule, cause = letters[row.pk]
        writer = notices.Writer(row, cause, plan=plan, hold=0)
        telling: Telling = "review" if rule.manner == RuleManner.REVIEW else "now"
        drafts.append(writer.to_candidate(rule.kind, rule.template, telling))
    outbox.queue(drafts)


def _ask_to_call(steps: Sequence[Step]) -> None:
    """A to-do with a script for whoever looks after the application, due while the office is open."""
    ids = [one.case.interview.pk for one in steps]
    rows = Interview.objects.filter(pk__in=ids).select_related("application__owner__user").order_by("pk")
    rules = {one.case.interview.pk: one.rule.key for one in steps}
    for row in rows:
        due = min(our_answer_by(clock.now(), row.time_zone, is_working_day), row.start)
        open_todo(notices.CALL_TODO, ref(row), owner=queries.owner_of(row), due_at=due, rule=rules[row.pk])


def _close_calls() -> None:
    """Nobody need call any more about an interview that has begun or is not waiting for its candidate."""
    subjects = open_subjects(notices.CALL_TODO)
    if not subjects:
        return
    ids = [ref_id(about, "interview") or 0 for about in subjects]
    waiting = Interview.objects.filter(
        pk__in=ids, state__in=[S.SCHEDULED, S.CONFIRMED], start__gt=clock.now()
    )
    wanted = {f"interview:{pk}" for pk in waiting.values_list("pk", flat=True)}
    for about in subjects:
        if about not in wanted:
            close_todos(notices.CALL_TODO, about, by=BY)
