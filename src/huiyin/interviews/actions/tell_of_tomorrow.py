"""明天你有 3 场: on the evening of a working day each interviewer hears once of what she holds next."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from huiyin.company import working_days
from huiyin.company.models import Company
from huiyin.company.queries import the_company
from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.models import AuditEntry
from huiyin.core.references import ref
from huiyin.interviews import digests, queries
from huiyin.interviews.digests import Note
from huiyin.interviews.models import Participant
from huiyin.interviews.states import OPEN
from huiyin.messaging import outbox
from huiyin.messaging.outbox import Draft

FROM, UNTIL = time(18), time(21)
EVENING = "interviewers.told_of_tomorrow"
CLOCK = Actor.system("clock")


def tell_of_tomorrow() -> int:
    """For the clock; returns how many letters it wrote. A late run on the same evening still writes them."""
    zone = the_company().time_zone
    local = clock.now().astimezone(ZoneInfo(zone))
    if not (FROM <= local.time() < UNTIL and working_days.is_working_day(local.date())):
        return 0
    with transaction.atomic():
        company = Company.objects.select_for_update().order_by("pk").first()
        if company is None or _was_told(company, local.date()):
            return 0
        drafts = [_draft(notes, local) for notes in _notes(local.date(), zone)]
        audit.record(EVENING, company, by=CLOCK, on=local.date().isoformat(), people=len(drafts))
        outbox.queue(drafts)
    return len(drafts)


def _was_told(company: Company, on: date) -> bool:
    """The company's row is ours, so two clocks never both find that it was not."""
    last = AuditEntry.objects.filter(verb=EVENING, about=ref(company)).order_by("-pk").first()
    return last is not None and last.detail["on"] == on.isoformat()


def _notes(today: date, zone: str) -> list[list[Note]]:
    """What each has to hold from tomorrow to the next working day."""
    opens = queries.day_span(today + timedelta(days=1), zone)[0]
    closes = queries.day_span(working_days.add_working_days(today, 1), zone)[1]
    rows = Participant.objects.filter(
        unavailable_at=None,
        employee__is_active=True,
        interview__state__in=OPEN,
        interview__start__gte=opens,
        interview__start__lt=closes,
    )
    found: dict[int, list[Note]] = defaultdict(list)
    rows = rows.select_related("interview__application__owner__user", "employee__contact")
    for one in rows.order_by("interview__start", "interview__pk"):
        draft = Draft(
            contact=one.employee.contact,
            colleague=queries.owner_of(one.interview),
            kind=digests.NEW,
            template=digests.TEMPLATES[digests.TOMORROW],
            about=ref(one.employee),
        )
        found[one.employee_id].append(Note(one.interview, one.employee, draft))
    return list(found.values())


def _draft(notes: list[Note], local: datetime) -> Draft:
    first = notes[0]
    ids = [note.interview.pk for note in notes]
    entry = audit.record(
        digests.WRITTEN, first.employee, by=CLOCK, interviews=ids, on=local.date().isoformat()
    )
    digests.write_lines(entry, notes)
    return Draft(
        contact=first.draft.contact,
        colleague=first.draft.colleague,
        kind=digests.TOMORROW,
        template=first.draft.template,
        about=first.draft.about,
        hold=0,
        cause=entry,
    )
