"""What a person wants and said, and what the executive thinks of her: each with its day and where from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.accounts.models import User
from huiyin.candidates.merge_facts import PROFILE, profile_of
from huiyin.candidates.models import Candidate, Profile, Statement, StatementKind, StatementSource
from huiyin.company.queries import the_company
from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.editing import require_unchanged
from huiyin.core.errors import DomainError, FieldProblem
from huiyin.core.fairness import require_fair

TEXT_LENGTH = 1000
SENTENCE_LENGTH = 200
MOST_PAY = 100_000_000
LABELS = {
    "job_wish": gettext_lazy("Kind of work"),
    "cities": gettext_lazy("Cities"),
    "start_on": gettext_lazy("Earliest day to begin"),
    "start_note": gettext_lazy("About the start"),
    "current": gettext_lazy("Does now"),
    "education": gettext_lazy("Education"),
}


@dataclass(frozen=True)
class Said:
    """One statement as a colleague writes it down. `said_on` None means today."""

    kind: StatementKind
    text: str = ""
    least: int | None = None
    most: int | None = None
    per: str = "month"
    for_candidate: str = ""
    said_on: date | None = None
    source: StatementSource = StatementSource.OTHER


def profile_values(candidate: Candidate) -> dict[str, Any]:
    """What the form for the intention shows, and what its mark is made of."""
    profile = profile_of(candidate)
    return {name: getattr(profile, name) for name in PROFILE}


@transaction.atomic
def edit_profile(candidate: Candidate, values: Mapping[str, Any], *, by: Actor, seen: str = "") -> Profile:
    """Write the intention. `seen` is the mark of what the form showed: a change of somebody else's since is
    not written over.
    """
    Candidate.objects.select_for_update(of=("self",)).get(pk=candidate.pk)
    require_unchanged(seen, profile_values(candidate), LABELS)
    profile = profile_of(candidate)
    for name in ("job_wish", "cities", "current", "education", "start_note"):
        require_fair(values[name], field=name)
    changed = [name for name in PROFILE if getattr(profile, name) != values[name]]
    for name in changed:
        setattr(profile, name, values[name])
    profile.changed_at = clock.now()
    profile.save()
    if changed:
        audit.record("candidate.intention_edited", candidate, by=by, changed=changed)
    return profile


@transaction.atomic
def note_start(candidate: Candidate, sentence: str, *, by: Actor) -> None:
    """When she could begin, as she wrote it herself; a day that a colleague has written down stays."""
    if sentence:
        edit_profile(candidate, {**profile_values(candidate), "start_note": sentence}, by=by)


@transaction.atomic
def state(candidate: Candidate, said: Said, *, by: Actor) -> Statement:
    """Add a statement. The one before stays, so that a wish of last year is not taken for today's."""
    _judge(said)
    today = clock.today(the_company().time_zone)
    if said.said_on and said.said_on > today:
        raise _refusal("said_on", _("This day is still to come."))
    is_pay = said.kind == StatementKind.PAY
    pay: Any = {"least": said.least, "most": said.most, "per": said.per} if is_pay else None
    statement = Statement.objects.create(
        candidate=candidate,
        kind=said.kind,
        text=said.text.strip(),
        pay=pay,
        for_candidate=said.for_candidate.strip() if said.kind == StatementKind.LEADER else "",
        said_on=said.said_on or today,
        source=said.source,
        author=User.objects.filter(pk=by.user_id).first() if by.user_id else None,
        at=clock.now(),
    )
    audit.record("candidate.stated", candidate, by=by, statement=statement.pk, of=str(said.kind))
    return statement


@transaction.atomic
def take_back_statement(statement: Statement, *, by: Actor) -> None:
    """It was wrong, or about somebody else. The row stays for the trail; nobody is shown it any more."""
    changed = Statement.objects.filter(pk=statement.pk, taken_back_at=None).update(taken_back_at=clock.now())
    if changed:
        audit.record("candidate.statement_taken_back", statement.candidate, by=by, statement=statement.pk)


def _judge(said: Said) -> None:
    if len(said.text) > TEXT_LENGTH:
        raise _refusal("text", _("Write at most {most} characters.").format(most=TEXT_LENGTH))
    if len(said.for_candidate) > SENTENCE_LENGTH:
        raise _refusal("for_candidate", _("Write at most {most} characters.").format(most=SENTENCE_LENGTH))
    if said.kind == StatementKind.PAY:
        _judge_pay(said)
    elif not said.text.strip():
        raise _refusal("text", _("Write what was said."))
    if said.kind != StatementKind.WORDS:
        require_fair(said.text, field="text")
    require_fair(said.for_candidate, field="for_candidate")


def _judge_pay(said: Said) -> None:
    figures = [one for one in (said.least, said.most) if one is not None]
    if not figures:
        raise _refusal("least", _("Write at least one figure."))
    if any(not 0 < one <= MOST_PAY for one in figures):
        raise _refusal("least", _("This cannot be a pay."))
    if len(figures) == 2 and figures[0] > figures[1]:
        raise _refusal("most", _("The upper figure is below the lower one."))


def _refusal(field: str, problem: str) -> DomainError:
    return DomainError(f"bad_{field}", problem, "", [FieldProblem(field, problem)])
