"""Which letters a colleague looks for: by person, kind, job, day or piece of work, all in the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import QuerySet

from huiyin.candidates.access import visible_applications
from huiyin.core.actor import Actor
from huiyin.core.days import day_in
from huiyin.core.ids import is_id
from huiyin.core.models import Operation
from huiyin.desk.letter_lines import kind_label
from huiyin.interviews.access import visible_to as visible_interviews
from huiyin.interviews.queries import day_span
from huiyin.messaging.kinds import KINDS
from huiyin.messaging.models import Contact, Letter

MOST_PEOPLE = 500
MOST_ROWS = 5000


@dataclass(frozen=True)
class LetterFilter:
    q: str = ""
    kind: str = ""
    job: int | None = None
    day: date | None = None
    operation: int | None = None

    @property
    def is_any(self) -> bool:
        return bool(self.q or self.kind or self.job or self.day or self.operation)

    @property
    def address(self) -> str:
        """For a link that keeps the filter: `&q=林&kind=…`, or nothing."""
        given = {
            "q": self.q,
            "kind": self.kind,
            "job": self.job,
            "day": self.day and self.day.isoformat(),
            "operation": self.operation,
        }
        said = urlencode({name: value for name, value in given.items() if value})
        return f"&{said}" if said else ""


def read_filter(asked: Mapping[str, str]) -> LetterFilter:
    """What the address says; a part that means nothing is left out."""
    return LetterFilter(
        q=asked.get("q", "").strip()[:80],
        kind=asked.get("kind", "") if asked.get("kind", "") in KINDS else "",
        job=_number(asked.get("job", "")),
        day=day_in(asked.get("day", "")),
        operation=_number(asked.get("operation", "")),
    )


def narrowed(rows: QuerySet[Letter], wanted: LetterFilter, actor: Actor, zone: str) -> QuerySet[Letter]:
    if wanted.q:
        people = Contact.objects.filter(name__icontains=wanted.q).values_list("pk", flat=True)
        rows = rows.filter(contact__in=list(people[:MOST_PEOPLE]))
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.job:
        rows = rows.filter(about__in=_about_job(actor, wanted.job))
    if wanted.day:
        opens, closes = day_span(wanted.day, zone)
        rows = rows.filter(state_at__gte=opens, state_at__lt=closes)
    if wanted.operation:
        rows = rows.filter(operation=f"{Operation._meta.model_name}:{wanted.operation}")
    return rows


def kind_options(language: str) -> list[tuple[str, str]]:
    """The kinds of letters to choose from, by their labels."""
    return sorted(((key, kind_label(key, language)) for key in KINDS), key=lambda one: one[1])


def _about_job(actor: Actor, job: int) -> list[str]:
    """What letters of a job are about: its interviews and applications, the newest."""
    meetings = visible_interviews(actor).filter(application__job=job).order_by("-pk")
    papers = visible_applications(actor).filter(job=job).order_by("-pk")
    return [f"interview:{pk}" for pk in meetings.values_list("pk", flat=True)[:MOST_ROWS]] + [
        f"application:{pk}" for pk in papers.values_list("pk", flat=True)[:MOST_ROWS]
    ]


def _number(text: str) -> int | None:
    return int(text) if is_id(text) else None
