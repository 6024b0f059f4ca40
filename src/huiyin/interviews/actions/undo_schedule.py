"""Taking arranged interviews back before anybody has heard of them: no word to anybody, no reason asked."""

from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError
from huiyin.core.references import ref
from huiyin.interviews import versions
from huiyin.interviews.models import Interview, InterviewState, InterviewVersion
from huiyin.messaging import outbox
from huiyin.messaging.models import Letter
from huiyin.messaging.states import LetterState
from huiyin.workforce.models import Booking

STOPPED = (LetterState.SUPERSEDED, LetterState.CANCELLED, LetterState.SUPPRESSED)


@transaction.atomic
def undo_schedule(interviews: QuerySet[Interview], *, by: Actor, operations: Collection[str] = ()) -> int:
    """Letters are taken back, times are free again, the interviews are cancelled without a reason. Refused as
    a whole when a letter has left or an interview has gone on. `operations` name letters that may be
    about several of them.
    """
    rows = list(interviews.select_for_update(of=("self",)).prefetch_related("participants").order_by("pk"))
    _check_untouched(rows)
    abouts = [ref(row) for row in rows]
    _take_letters_back(Q(about__in=abouts) | Q(operation__in=operations), by)
    Interview.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=InterviewState.CANCELLED, cancelled_at=clock.now(), version=F("version") + 1
    )
    for row in rows:
        row.state, row.version = InterviewState.CANCELLED, row.version + 1
    InterviewVersion.objects.bulk_create(
        [
            versions.version_row(row, "undo", [one.employee_id for one in row.participants.all()], by=by)
            for row in rows
        ],
        batch_size=500,
    )
    Booking.objects.filter(about__in=abouts).delete()
    audit.record_many("interview.undone", [(row, {"version": row.version}) for row in rows], by=by)
    return len(rows)


def _check_untouched(rows: Sequence[Interview]) -> None:
    moved_on = [row for row in rows if row.state != InterviewState.SCHEDULED or row.version != 1]
    if moved_on:
        raise DomainError(
            "too_late_to_undo",
            _("%(n)s of these interviews were changed since.") % {"n": len(moved_on)},
            _("Nothing was taken back. Cancel the interviews that shall not be."),
        )


def _take_letters_back(wanted: Q, by: Actor) -> None:
    """All or none. Those that wait for a look have no deadline; the others only while they can be undone."""
    letters = Letter.objects.filter(wanted).exclude(state__in=STOPPED).only("pk")
    reviewed = letters.filter(state=LetterState.HELD, reason="review")
    try:
        outbox.undo(list(letters.exclude(pk__in=reviewed.values("pk"))), by=by)
    except DomainError as late:
        raise DomainError(
            late.code,
            late.problem,
            _("Nothing was taken back. Cancel the interviews that shall not be; those people are then told."),
        ) from late
    outbox.cancel(list(reviewed), reason="undone", by=by)
