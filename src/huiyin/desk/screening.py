"""One person's papers at a time for the hiring manager: what speaks for the work, and nothing else.

No picture, no age, no gender, no place of birth: the card is read without them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from huiyin.accounts.doors import field_level
from huiyin.candidates.access import applications_to_screen
from huiyin.candidates.blind import blind
from huiyin.candidates.models import Application, Document, DocumentKind, Note
from huiyin.candidates.pages import READABLE, Stand, stands_of
from huiyin.candidates.queries import of, text_of
from huiyin.candidates.screening import behind, stage_after_reading, to_read
from huiyin.core.actor import Actor
from huiyin.core.ids import id_in
from huiyin.interviews.documents import documents_for
from huiyin.jobs.models import Job, Reason, ReasonGroup, Stage
from huiyin.jobs.queries import reasons

NOTES = 3
NOT_FROM_PAPERS = ("background_issue", "other_candidate", "communication", "budget_limit", "team_change")
"""Reasons that nobody can read in a résumé."""


@dataclass(frozen=True)
class Card:
    """`words` are the first résumé's own, without what must not weigh. `left` counts this one; `skipped` are
    those before it that wait on, undecided.
    """

    stand: Stand
    next_stage: Stage | None
    resumes: Sequence[Document]
    words: str
    notes: Sequence[Note]
    reasons: Sequence[Reason]
    left: int
    skipped: int


def waiting_for(actor: Actor, job: Job | None = None) -> QuerySet[Application]:
    """All that wait for her look, of one job or of all of hers."""
    rows = applications_to_screen(actor)
    return to_read(rows.filter(job=job) if job else rows)


def card_of(actor: Actor, job: Job | None, *, after: str, zone: str) -> tuple[Card | None, int]:
    """The next one, and how many wait in all. `after` is the last one that was left undecided."""
    rows = waiting_for(actor, job)
    number = rows.count()
    passed = rows.filter(pk=id_in(after)).first()
    coming = rows.filter(behind(passed)) if passed else rows
    one = coming.select_related("candidate", "job__pipeline", "job__org_unit", "stage", "owner").first()
    if one is None:
        return None, number
    left = coming.count() if passed else number
    return _card(actor, one, left=left, skipped=number - left, zone=zone), number


def _card(actor: Actor, one: Application, *, left: int, skipped: int, zone: str) -> Card:
    documents = documents_for(actor, one.candidate)
    own = [row for row in documents if row.application_id in {None, one.pk} and not row.is_quarantined]
    resumes = [row for row in own if row.kind == DocumentKind.RESUME] or own
    chips = [row for row in reasons(ReasonGroup.REJECT) if row.key not in NOT_FROM_PAPERS]
    after = stage_after_reading(one.stage, one.job.pipeline.stages.all())
    return Card(
        stands_of([one], zone=zone)[0],
        after,
        resumes,
        _words(resumes),
        _notes(actor, one),
        chips,
        left,
        skipped,
    )


def _words(resumes: Sequence[Document]) -> str:
    text = text_of(resumes[0]) if resumes else ""
    return blind(text)


def _notes(actor: Actor, one: Application) -> list[Note]:
    if field_level(actor, "candidate.note") not in READABLE:
        return []
    rows = Note.objects.filter(of([one]), candidate=one.candidate).select_related("author")
    return list(rows.order_by("-is_pinned", "-at", "-pk")[:NOTES])


def cards_url(job_id: int | None) -> str:
    return reverse("jobs:screen", args=[job_id]) if job_id else reverse("jobs:screen_all")
