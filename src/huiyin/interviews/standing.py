"""What a candidate was told about an interview as it stands, and what came back: two queries for many."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from huiyin.core.references import ref_id
from huiyin.interviews.models import Interview, InterviewVersion
from huiyin.interviews.notices import INVITING
from huiyin.messaging.contacts import LAST_RUNG
from huiyin.messaging.models import Letter
from huiyin.messaging.states import ARRIVED, GONE, UNSENT

# What changes the date: nobody is chased about one before being told of it.
TIMED = ("schedule", "reschedule")
# What reminds by the calendar; a chase keeps away from it.
REMINDERS = ("interview.reminder_three_days", "interview.reminder_day_before", "interview.reminder_same_day")
# What asks for an answer once more; a chase takes its turn among these.
ASKS_AGAIN = ("interview.chase", "interview.reminded_by_hand", "interview.reminder_three_days")
COLUMNS = (
    "pk",
    "previous_id",
    "about",
    "contact_id",
    "kind",
    "version",
    "channel",
    "ladder",
    "state",
    "next_try_at",
    "sent_at",
    "opened_at",
)


@dataclass(frozen=True)
class Standing:
    """`version` is that of the invitation that she has; `left_at` when it first left, `opened_at` when she
    first opened it. `last` is its rung that left last, `newest` the letter of any kind that did. `busy_at`
    are the moments at which letters about the interview left or will leave; `reminded_at` those among them
    that remind by the calendar, `asked_at` those that ask once more, by a chase or by anything else.
    """

    version: int
    left_at: datetime
    opened_at: datetime | None
    was_told_by_hand: bool
    last: Letter
    newest: Letter
    busy_at: tuple[datetime, ...]
    reminded_at: tuple[datetime, ...] = ()
    asked_at: tuple[datetime, ...] = ()


def standings(interviews: Sequence[Interview]) -> dict[int, Standing]:
    """By interview. Left out is who has not been invited to the time that stands, or has news on its way."""
    contacts = {one.pk: one.application.candidate.contact_id for one in interviews}
    told = timed_versions(contacts)
    letters: dict[int, list[Letter]] = defaultdict(list)
    rows = Letter.objects.filter(about__in=[f"interview:{pk}" for pk in contacts]).only(*COLUMNS)
    for letter in rows.order_by("pk"):
        pk = ref_id(letter.about, "interview") or 0
        if letter.contact_id == contacts[pk]:
            letters[pk].append(letter)
    found = {pk: _standing(theirs, told.get(pk, 1)) for pk, theirs in letters.items()}
    return {pk: one for pk, one in found.items() if one is not None}


def invited(interviews: Sequence[Interview]) -> list[Interview]:
    """Those whose candidates have, or will get, an invitation to the time that stands."""
    told = timed_versions([one.pk for one in interviews])
    rows = Letter.objects.filter(about__in=[f"interview:{one.pk}" for one in interviews], kind__in=INVITING)
    standing = rows.filter(state__in=[*GONE, *UNSENT]).order_by("version")
    versions = dict(standing.values_list("about", "version"))
    return [one for one in interviews if versions.get(f"interview:{one.pk}", 0) >= told.get(one.pk, 1)]


def timed_versions(interviews: Collection[int]) -> dict[int, int]:
    """The version that gave each its present time, which later ones (other interviewers) leave as it is."""
    rows = InterviewVersion.objects.filter(interview__in=interviews, verb__in=TIMED).order_by()
    return dict(rows.values_list("interview").annotate(last=Max("number")))


def _standing(letters: Sequence[Letter], timed: int) -> Standing | None:
    invitations = [one for one in letters if one.kind in INVITING and one.version >= timed]
    left = [one for one in invitations if one.state in ARRIVED and one.sent_at]
    if not left or any(one.state in UNSENT and one.previous_id is None for one in invitations):
        return None
    gone = [one for one in letters if one.state in ARRIVED and one.sent_at]
    waiting = [one.next_try_at for one in letters if one.state in UNSENT]
    recent = [one for one in letters if one.version >= timed and one.pk != left[0].pk]
    return Standing(
        version=max(one.version for one in left),
        left_at=min(one.sent_at for one in left if one.sent_at),
        opened_at=min((one.opened_at for one in left if one.opened_at), default=None),
        was_told_by_hand=any(one.channel == LAST_RUNG for one in left),
        last=left[-1],
        newest=max(gone, key=lambda one: (one.sent_at is not None, one.sent_at, one.pk)),
        busy_at=(*(one.sent_at for one in gone if one.sent_at), *waiting),
        reminded_at=moments([one for one in recent if one.kind in REMINDERS]),
        asked_at=moments([one for one in recent if one.kind in (*ASKS_AGAIN, *INVITING)]),
    )


def moments(letters: Sequence[Letter]) -> tuple[datetime, ...]:
    """When those left that did, and will leave that wait, in order."""
    left = [one.sent_at for one in letters if one.state in ARRIVED and one.sent_at]
    return tuple(sorted([*left, *(one.next_try_at for one in letters if one.state in UNSENT)]))
