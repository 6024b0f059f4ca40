"""After a rule was edited: the planned letters of interviews to come follow it, some hundred at a time.

Idempotent: the letters' cause is the edit itself, so a portion that runs twice writes nothing new. Nothing
that has left or that a person took back is written again.
"""

from collections import Counter
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q

from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.models import AuditEntry
from huiyin.core.references import ref, ref_id
from huiyin.interviews import queries, reminding, timing
from huiyin.interviews.models import Interview, InterviewState, NotifyRule, RuleManner
from huiyin.interviews.notices import Writer
from huiyin.interviews.standing import invited, timed_versions
from huiyin.messaging import outbox
from huiyin.messaging.models import Letter
from huiyin.messaging.moves import move
from huiyin.messaging.states import LetterState as L

BY = Actor.system("replan")
PORTION = 200
WAITING = (InterviewState.SCHEDULED, InterviewState.CONFIRMED)
# Neither of these stands in the way of a letter written anew.
REPLACED = (L.PLANNED, L.SUPERSEDED)


def replan(rule_id: int, cause_id: int) -> None:
    """Follow the edit, unless there is a newer one that will be followed instead."""
    cause = AuditEntry.objects.get(pk=cause_id)
    newest = AuditEntry.objects.filter(about=cause.about, verb=cause.verb).order_by("-pk").first()
    if newest != cause or AuditEntry.objects.filter(verb="rule.replanned", detail__cause=cause_id).exists():
        return
    tally: Counter[str] = Counter()
    skipped: list[int] = []
    last = 0
    while ids := _page(last):
        tally += _replan_some(rule_id, cause, ids, skipped)
        last = ids[-1]
    audit.record(
        "rule.replanned",
        cause.about,
        by=BY,
        cause=cause_id,
        replaced=tally["replaced"],
        planned=tally["planned"],
        skipped=len(skipped),
        skipped_first=skipped[:50],
    )


def _page(after: int) -> list[int]:
    rows = Interview.objects.filter(state__in=WAITING, start__gt=clock.now(), pk__gt=after)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:PORTION])


@transaction.atomic
def _replan_some(rule_id: int, cause: AuditEntry, ids: Sequence[int], skipped: list[int]) -> Counter[str]:
    """Under a lock on the interviews, with the rule as it stands now."""
    rule = NotifyRule.objects.get(pk=rule_id)
    locked = Interview.objects.select_for_update().filter(
        pk__in=ids, state__in=WAITING, start__gt=clock.now()
    )
    rows = queries.for_letters(list(locked.order_by("pk").values_list("pk", flat=True)))
    abouts = {ref(row): row for row in rows}
    replaced = move(
        Letter.objects.filter(about__in=abouts, kind=rule.kind)
        .filter(Q(state=L.PLANNED) | Q(reason="review"))
        .exclude(cause=ref(cause)),
        L.SUPERSEDED,
        among={L.PLANNED, L.HELD},
        reason="rule_edited",
    )
    done = _done_about(rule, abouts, cause)
    plan = reminding.for_interviews(rows)
    reminder = reminding.reminder_of(rule)
    drafts = []
    for row in [one for one in invited(rows) if one.pk not in done]:
        if rule.manner == RuleManner.OFF or reminder not in plan.wanted_for(row):
            continue
        written = Writer(row, cause, plan=plan).reminders([reminder])
        if not written and timing.reminders_skipped([reminder], row.start, row.time_zone, clock.now()):
            skipped.append(row.pk)
        drafts += written
    outbox.queue(drafts)
    return Counter(replaced=replaced, planned=len(drafts))


def _done_about(rule: NotifyRule, abouts: dict[str, Interview], cause: AuditEntry) -> set[int]:
    """The interviews whose letter of this kind about the present time has left, was taken back, or is
    written for this edit.
    """
    told = timed_versions([row.pk for row in abouts.values()])
    rows = Letter.objects.filter(about__in=abouts, kind=rule.kind).values_list(
        "about", "version", "state", "cause"
    )
    return {
        ref_id(about, "interview") or 0
        for about, version, state, by in rows
        if version >= told.get(abouts[about].pk, 1) and (state not in REPLACED or by == ref(cause))
    }
