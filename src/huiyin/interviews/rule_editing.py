"""Changing a notification rule. Planned letters of interviews to come follow it in the background."""

from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.core import audit
from huiyin.core.actor import Actor
from huiyin.core.background import enqueue
from huiyin.core.errors import Clash, DomainError, FieldProblem
from huiyin.interviews import tasks
from huiyin.interviews.models import NotifyRule
from huiyin.interviews.reminding import is_reminder
from huiyin.interviews.rule_edits import (
    LONGEST_DAYS,
    MOST_TIMES,
    RuleEdit,
    changed,
    edit_of,
    manner_choices,
    open_fields,
    people_choices,
)
from huiyin.interviews.rule_words import field_names


@transaction.atomic
def edit_rule(rule: NotifyRule, *, to: RuleEdit, by: Actor, seen: str = "") -> NotifyRule:
    """Make it so. `seen` is the fingerprint of the rule that the person looked at; a newer one is a Clash."""
    row = NotifyRule.objects.select_for_update().get(pk=rule.pk)
    was = edit_of(row)
    if was == to:
        return row
    check_edit(row, to)
    if seen and (names := changed(seen, row)):
        what = _(", ").join(str(field_names()[name]) for name in names)
        problem = _("Somebody changed this rule meanwhile: %(what)s.") % {"what": what}
        mend = _("Look at it as it stands now, then save again.")
        raise Clash("changed_meanwhile", problem, mend, [FieldProblem(name, problem) for name in names])
    for name, value in asdict(to).items():
        setattr(row, name, value)
    row.save(update_fields=list(asdict(to)))
    entry = audit.record("rule.edited", row, by=by, key=row.key, was=asdict(was), now=asdict(to))
    if is_reminder(row):
        enqueue(tasks.replan_reminders, row.pk, entry.pk)
    return row


def check_edit(rule: NotifyRule, to: RuleEdit) -> None:
    """Refuse what makes no sense for this rule."""
    fields = open_fields(rule)
    if "days" in fields and not (0 < to.days * 24 + to.hours <= LONGEST_DAYS * 24):
        _refuse("bad_length", "hours", _("Give from 1 hour to %(days)s days.") % {"days": LONGEST_DAYS})
    if to.manner not in manner_choices(rule):
        _refuse("bad_manner", "manner", _("This rule is either on or off."))
    if to.people not in people_choices(rule):
        _refuse(
            "bad_people", "people", _("This rule is about the silent; choose everybody or who missed one.")
        )
    if not 1 <= to.most <= MOST_TIMES:
        _refuse("bad_most", "most", _("Choose from 1 to %(most)s times.") % {"most": MOST_TIMES})
    kept = edit_of(rule)
    for name in set(asdict(to)) - set(fields):
        if getattr(kept, name) != getattr(to, name):
            _refuse("not_for_this_rule", name, _("This cannot be changed for this rule."))


def _refuse(code: str, field: str, mend: str) -> None:
    problem = _("This rule cannot be like that.")
    raise DomainError(code, problem, mend, [FieldProblem(field, problem, mend)])
