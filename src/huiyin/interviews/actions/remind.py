"""Asking once more: a person decides to remind those who have not answered, one or all of a day."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from huiyin.company.queries import the_company
from huiyin.core import audit, clock, wording
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError
from huiyin.core.references import ref, ref_id
from huiyin.interviews import day_notices, labels, notices, presence, states
from huiyin.interviews.models import Interview
from huiyin.messaging import outbox
from huiyin.messaging.models import Letter
from huiyin.messaging.states import GONE, LetterState

AGAIN_AFTER = timedelta(hours=4)


def remind(interview: Interview, *, by: Actor, again: bool = False) -> Interview:
    """Remind one. A second time so soon is refused until it is said `again`."""
    with transaction.atomic():
        if not again:
            contact = interview.application.candidate.contact
            outbox.refuse_repeat(presence.REMINDED, ref(interview), contact, within=AGAIN_AFTER)
        _reminded, refused = remind_now([interview.pk], again=[interview.pk], by=by)
    if refused:
        raise refused[interview.pk]
    return interview


@transaction.atomic
def remind_now(
    ids: Collection[int], *, by: Actor, again: Collection[int] = (), operation: str = ""
) -> tuple[list[int], dict[int, DomainError]]:
    """Write the letters in a few queries for any number; who is reminded, and why the others are not."""
    rows = list(Interview.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    refused = refusals(rows, again=again)
    wanted = [row for row in rows if row.pk not in refused]
    causes = {row.pk: audit.record("interview.reminded", row, by=by, version=row.version) for row in wanted}
    if causes:
        day_notices.announce_reminded(causes, operation=operation)
    return [row.pk for row in wanted], refused


def refusals(rows: Sequence[Interview], *, again: Collection[int] = ()) -> dict[int, DomainError]:
    """Why some of these are not reminded now, by interview id."""
    abouts = {row.pk: ref(row) for row in rows}
    invited = _last_invitations(abouts.values())
    reminded = last_reminded(abouts.values())
    found = {}
    for row in rows:
        problem = _refusal(row, invited.get(ref(row)), None if row.pk in again else reminded.get(row.pk))
        if problem:
            found[row.pk] = problem
    return found


def last_reminded(abouts: Collection[str]) -> dict[int, datetime]:
    """When each was reminded by a person within the last hours, by interview id."""
    letters = Letter.objects.filter(
        about__in=abouts, kind=presence.REMINDED, created_at__gt=clock.now() - AGAIN_AFTER
    ).exclude(state__in=[LetterState.SUPERSEDED, LetterState.CANCELLED, LetterState.SUPPRESSED])
    found = letters.values("about").annotate(last=Max("created_at"))
    return {ref_id(one["about"], "interview") or 0: one["last"] for one in found}


def _refusal(row: Interview, invitation: str | None, reminded_at: datetime | None) -> DomainError | None:
    if not states.allows(row.state, "remind"):
        problem = _("This interview is “%(state)s”, so that is not possible.")
        return DomainError(
            "wrong_state",
            problem % {"state": labels.state_label(row)},
            _("Look at the interview as it stands now."),
        )
    if row.start <= clock.now():
        return DomainError("begun", _("This interview has begun."), _("Call instead."))
    if invitation not in GONE:
        return DomainError(
            "not_invited",
            _("The invitation has not gone out yet."),
            _("Look at the letters about this interview."),
        )
    if reminded_at:
        at = wording.clock_time(reminded_at, the_company().time_zone)
        return DomainError(
            "already_reminded", _("This was already sent at %(time)s.") % {"time": at}, _("Send it again?")
        )
    return None


def _last_invitations(abouts: Iterable[str]) -> Mapping[str, str]:
    """The state of the newest invitation or move about each."""
    rows = Letter.objects.filter(about__in=list(abouts), kind__in=notices.INVITING)
    return dict(rows.order_by("pk").values_list("about", "state"))
