"""Where a letter to a colleague leads: her page, by a link that is bound to her, or by the plain address.

The link opens on a browser that she asked to be remembered; without an account of her own the plain address
leads through the sign-in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from huiyin.accounts.staff_links import StaffLink, StaffWish, issue_staff_links
from huiyin.interviews import away
from huiyin.interviews.models import Interview
from huiyin.messaging.models import Letter
from huiyin.people.models import Employee

TO_RECRUITERS = frozenset({"interview.unanswered_24h", away.UNAVAILABLE})
LINK_LIVES = timedelta(days=30)
HOLDING = ("interviews:see", "interviews:attend")
"""What an interviewer does from her letter."""
LOOKING_AFTER = ("interviews:see", "interviews:arrange", "interviews:cancel", "interviews:attend")
"""What a recruiter does from hers."""


@dataclass(frozen=True)
class Entrance:
    """The way into the staff pages that one letter opens."""

    issued: StaffLink | None = None

    def to(self, name: str, *args: int) -> str:
        path = reverse(name, args=args)
        return self.issued.to(path) if self.issued else settings.HUIYIN_BASE_URL + path


@dataclass(frozen=True)
class Wanted:
    """One letter's reader, and what its link is about: `interview:12`, or `user:3` for all of her own."""

    letter: Letter
    reader: Employee | None
    subject: str
    until: datetime


def is_for_colleague(letter: Letter) -> bool:
    return letter.kind.startswith("interviewer.") or letter.kind in TO_RECRUITERS


def is_for_holder(letter: Letter) -> bool:
    """To one who holds the interview, not to the recruiter."""
    return is_for_colleague(letter) and letter.kind not in TO_RECRUITERS


def entrances(wanted: Sequence[Wanted]) -> dict[int, Entrance]:
    """An entrance for each letter, by its id, in one statement for all of them."""
    linked = [one for one in wanted if one.reader is not None and one.reader.user is not None]
    issued = issue_staff_links([_wish(one) for one in linked])
    links = {one.letter.pk: link for one, link in zip(linked, issued, strict=True)}
    return {one.letter.pk: Entrance(links.get(one.letter.pk)) for one in wanted}


def of_interviews(
    letters: Sequence[Letter], rows: Mapping[str, Interview], readers: Mapping[int, Employee]
) -> dict[int, Entrance]:
    """For letters about one interview each; `rows` are by reference, `readers` by their contact."""
    return entrances(
        [
            Wanted(one, readers.get(one.contact_id), one.about, rows[one.about].end + LINK_LIVES)
            for one in letters
            if is_for_colleague(one) and one.about in rows
        ]
    )


def links_of(entrance: Entrance, letter: Letter, row: Interview) -> dict[str, str]:
    """The page that its button opens, and the one for saying no."""
    if not is_for_holder(letter):
        return {"link": entrance.to("interviews:detail", row.pk), "cannot_link": ""}
    return {
        "link": entrance.to("interviews:prepare", row.pk),
        "cannot_link": entrance.to("interviews:say_unavailable", row.pk),
    }


def _wish(one: Wanted) -> StaffWish:
    assert one.reader
    assert one.reader.user
    permissions = HOLDING if is_for_holder(one.letter) else LOOKING_AFTER
    return StaffWish(one.reader.user, one.subject, permissions, one.until)
