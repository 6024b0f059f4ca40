"""The morning letter to recruiters: written once a working day, by whichever clock looks first."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.urls import reverse

from huiyin.accounts.models import RoleGrant, User
from huiyin.accounts.staff_links import issue_staff_link
from huiyin.company.queries import the_company
from huiyin.company.working_days import is_working_day
from huiyin.core import audit, clock, wording
from huiyin.core.actor import Actor
from huiyin.core.references import ref, ref_id
from huiyin.desk.models import MorningLetter
from huiyin.desk.morning import Morning, morning_of
from huiyin.messaging import outbox
from huiyin.messaging.contacts import LAST_RUNG
from huiyin.messaging.kinds import NoticeKind, register
from huiyin.messaging.models import Letter
from huiyin.messaging.outbox import Draft

KIND, TEMPLATE = "desk.digest", "TSK-1"
CLOCK = Actor.system("clock")
MAY_BE_LATE = timedelta(hours=4)
"""A morning letter that could not be written until now is better not written at all."""
LINK_LIVES = timedelta(days=2)


def register_kind() -> None:
    register(NoticeKind(KIND, "每日待办", "Morning digest", values, still_wanted))


def sweep() -> int:
    """Write today's letters if it is time; returns how many. Runs as often as the clock likes."""
    company = the_company()
    if company.pk is None:
        return 0
    zone, now = company.time_zone, clock.now()
    today = clock.today(zone)
    begins = datetime.combine(today, company.digest_at, ZoneInfo(zone))
    if not begins <= now < begins + MAY_BE_LATE or not is_working_day(today):
        return 0
    had = set(MorningLetter.objects.filter(on=today).values_list("user", flat=True))
    return sum(_write(user, today, zone) for user in recruiters() if user.pk not in had)


def recruiters() -> list[User]:
    """Whoever arranges interviews and can be written to."""
    rows = User.objects.filter(is_active=True, employee__is_active=True)
    rows = rows.select_related("employee__contact").prefetch_related("grants__role").order_by("pk")
    return [user for user in rows if any(_arranges(grant) for grant in user.grants.all())]


def _arranges(grant: RoleGrant) -> bool:
    return "interviews:arrange" in grant.role.permissions


def values(letters: Sequence[Letter]) -> Mapping[int, Mapping[str, str]]:
    """The figures of the moment in which the letter is filled in, and the link to what they ask for."""
    company, users = the_company(), _users(letters)
    return {
        letter.pk: _values(letter, users[letter.pk], morning_of(users[letter.pk], company.time_zone))
        for letter in letters
        if letter.pk in users
    }


def still_wanted(letters: Sequence[Letter]) -> Mapping[int, str]:
    """Not a day later, not when all is done, and no colleague carries it to another."""
    zone, users = the_company().time_zone, _users(letters)
    reasons: dict[int, str] = {}
    for letter in letters:
        if letter.pk not in users:
            reasons[letter.pk] = "gone"
        elif letter.channel == LAST_RUNG:
            reasons[letter.pk] = "not_by_hand"
        elif letter.created_at.astimezone(ZoneInfo(zone)).date() != clock.today(zone):
            reasons[letter.pk] = "outdated"
        elif morning_of(users[letter.pk], zone).is_quiet:
            reasons[letter.pk] = "nothing_to_say"
    return reasons


@transaction.atomic
def _write(user: User, on: date, zone: str) -> bool:
    """One letter, or only the note that there was nothing to say; False when another clock was faster."""
    _row, is_new = MorningLetter.objects.get_or_create(user=user, on=on)
    if not is_new or morning_of(user, zone).is_quiet:
        return False
    cause = audit.record("digest.written", user, by=CLOCK)
    contact = user.employee.contact
    draft = Draft(contact=contact, colleague=user, kind=KIND, template=TEMPLATE, about=ref(user), hold=0)
    outbox.queue([draft], cause=cause)
    return True


def _values(letter: Letter, user: User, morning: Morning) -> dict[str, str]:
    path = f"{reverse('desk:remind')}?day={morning.next_day.isoformat()}"
    link = issue_staff_link(
        user,
        subject=f"day:{morning.next_day.isoformat()}",
        permissions=["interviews:see", "interviews:arrange"],
        path=path,
        expires_at=clock.now() + LINK_LIVES,
    )
    return {
        "hr_name": user.name,
        "today_count": str(morning.today),
        "unconfirmed_count": str(morning.unconfirmed),
        "next_day": wording.day(morning.next_day, letter.language),
        "next_count": str(morning.next),
        "next_unconfirmed_count": str(morning.next_unconfirmed),
        "reply_count": str(morning.replies),
        "todo_count": str(morning.todos),
        "overdue_count": str(morning.overdue),
        "company": the_company().name,
        "link": link,
    }


def _users(letters: Sequence[Letter]) -> dict[int, User]:
    """The active recipient of each letter, by the letter's id."""
    ids = {letter.pk: ref_id(letter.about, "user") for letter in letters}
    rows = User.objects.filter(is_active=True).in_bulk({pk for pk in ids.values() if pk is not None})
    return {letter: rows[pk] for letter, pk in ids.items() if pk in rows}
