"""Looks through capability links. A scanner's look is a look; only a person's act is reading."""

from huiyin.accounts.models import Capability, Visit
from huiyin.core import clock


def record_visit(capability: Capability, *, agent: str, is_person: bool = False) -> Visit:
    return Visit.objects.create(capability=capability, at=clock.now(), agent=agent[:200], is_person=is_person)


def mark_person(visit_id: int) -> None:
    """A trusted touch or a POST: whoever looks there is a person."""
    Visit.objects.filter(pk=visit_id, is_person=False).update(is_person=True)
