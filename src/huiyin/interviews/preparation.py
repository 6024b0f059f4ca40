"""What an interviewer reads before she goes in: who comes, what this round looks at, what was asked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.accounts.doors import shown
from huiyin.candidates.models import Document, DocumentKind, Message
from huiyin.core import clock, wording
from huiyin.core.actor import Actor
from huiyin.core.fairness import find_unfair
from huiyin.core.live import tag_of
from huiyin.interviews import agenda, guidance, labels, queries, saying
from huiyin.interviews.access import can_say_unavailable, visible_to
from huiyin.interviews.documents import visible_documents
from huiyin.interviews.models import Interview, InterviewState
from huiyin.interviews.states import OPEN
from huiyin.messaging.contacts import PHONE, current_address

ASKED = 3
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+|\+?\d[\d\s-]{5,}\d")


@dataclass(frozen=True)
class Earlier:
    """An earlier round as far as her role lets her see it: when, who, and what became of it."""

    interview: Interview
    name: str
    people: str
    state: str
    shape: str


def preparation_page(actor: Actor, interview: Interview) -> dict[str, Any]:
    row = queries.with_people(visible_to(actor)).get(pk=interview.pk)
    language, now = get_language() or "zh-hans", clock.now()
    line = agenda.line_of(row, actor, now=now)
    mine = can_say_unavailable(actor, row)
    return {
        "interview": row,
        "candidate": row.application.candidate,
        "line": line,
        "zone": row.time_zone,
        "focus": wording.localised(row.stage, "focus", language) if row.stage else "",
        "facts": _facts(actor, row, line),
        "asked": asked_by_candidate(row),
        "not_to_ask": guidance.NOT_TO_ASK,
        "questions": guidance.questions_for(row.application.job.category),
        "earlier": earlier_rounds(actor, row, language),
        "documents": resumes(actor, row),
        "is_mine": mine,
        "may_decline": mine and not line.is_away and row.state in OPEN and now < row.start,
        "may_return": mine and line.is_away and row.state in OPEN and now < row.start,
        "is_narrow": actor.kind == "staff_link",
        "tag": tag_of(row.version, line.badge, line.is_away, line.people, row.start > now),
    }


def resumes(actor: Actor, row: Interview) -> list[Document]:
    """What she may open of the candidate's papers, the résumé first."""
    papers = visible_documents(actor).filter(candidate=row.application.candidate_id, is_quarantined=False)
    return sorted(papers.order_by("-at", "-pk"), key=lambda one: one.kind != DocumentKind.RESUME)


def asked_by_candidate(row: Interview) -> list[tuple[str, datetime]]:
    """The last questions, without addresses in them. What touches on private life stays with the recruiter,
    to whom it was said.
    """
    rows = Message.objects.filter(thread__application=row.application_id, from_candidate=True)
    fair = [one for one in rows.order_by("-at", "-pk")[: 2 * ASKED] if not find_unfair(one.text)]
    return [(_ADDRESS.sub("…", one.text), one.at) for one in fair[:ASKED]]


def earlier_rounds(actor: Actor, row: Interview, language: str) -> Sequence[Earlier]:
    """Of the same application, as far as the actor's own door opens."""
    rows = visible_to(actor).filter(application=row.application_id, start__lt=row.start)
    rows = queries.with_people(rows.exclude(state__in=[InterviewState.CANCELLED, InterviewState.DRAFT]))
    return [
        Earlier(
            one,
            saying.round_name(one, language),
            _(", ").join(each.employee.name for each in one.participants.all()),
            labels.state_label(one),
            labels.state_shape(one),
        )
        for one in rows.order_by("-start", "-pk")
    ]


def _facts(actor: Actor, row: Interview, line: agenda.Line) -> list[tuple[str, str]]:
    phone = current_address(row.application.candidate.contact, PHONE)
    owner = row.application.owner
    return [
        (_("Job and round"), line.title),
        (_("Place"), _(", ").join([line.where, *([row.place.address] if row.place else [])])),
        (_("Together with"), line.people),
        (_("Their phone"), shown(actor, "candidate.phone", phone.value) if phone else ""),
        (
            _("Who looks after it"),
            " ".join(part for part in (owner.name, owner.desk_phone) if part) if owner else "",
        ),
        (_("Number"), row.number),
    ]
