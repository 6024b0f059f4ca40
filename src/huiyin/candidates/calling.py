"""Who is calling: candidates by a number as a telephone shows it, or by its last four digits."""

import re
import unicodedata

from django.db.models import QuerySet

from huiyin.accounts import throttle
from huiyin.accounts.doors import field_level
from huiyin.accounts.models import FieldLevel
from huiyin.candidates.access import visible_to
from huiyin.candidates.models import Candidate
from huiyin.core import audit
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError
from huiyin.messaging.contacts import PHONE, find_by_tail, find_contacts, normalise
from huiyin.messaging.models import Contact

MOST_FOUND = 20
LIMIT = "number.lookup"
_SPELLINGS = (r"^(?:tel:|sip:)", r"@.*$")


def plain_number(text: str) -> str:
    """Without what a telephone or a link puts around it."""
    text = unicodedata.normalize("NFKC", text).strip()
    for spelling in _SPELLINGS:
        text = re.sub(spelling, "", text, flags=re.I)
    return text.strip()[:40]


def look_up(number: str, *, by: Actor) -> list[Candidate]:
    """The candidates whom the actor sees and who have this number; noted each time. One of somebody whom she
    may not see is as unknown as any other, and too many unknown ones end the looking.
    """
    who = str(by.user_id or by.key)
    throttle.require_few(LIMIT, who)
    contacts = _known_by(number, field_level(by, "candidate.phone"))
    found = list(
        visible_to(by).filter(contact__in=contacts).select_related("contact").order_by("-pk")[:MOST_FOUND]
    )
    if not found:
        throttle.count(LIMIT, who)
    audit.record("number.looked_up", f"user:{by.user_id}", by=by, candidates=[one.pk for one in found])
    return found


def _known_by(number: str, level: FieldLevel) -> QuerySet[Contact]:
    """As the search has it: a whole number for who may read it, the last four for who sees a mask, too."""
    if re.fullmatch(r"\d{4}", number):
        return find_by_tail(PHONE, number) if level != FieldLevel.HIDE else Contact.objects.none()
    may_read = level in {FieldLevel.SEE, FieldLevel.EDIT}
    return _exactly(number) if may_read else Contact.objects.none()


def dialable(number: str) -> str:
    """In the one spelling that a file keeps, or empty."""
    for attempt in (number, number.removeprefix("0")):
        try:
            return normalise(PHONE, attempt)
        except DomainError:
            continue
    return ""


def _exactly(number: str) -> QuerySet[Contact]:
    """A switchboard puts a 0 before mobile numbers of other towns."""
    return find_contacts(PHONE, dialable(number))
