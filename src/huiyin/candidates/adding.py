"""What the add page does with one filled form, in one transaction: find the person, apply, acknowledge."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from huiyin.candidates.actions import Added, NewCandidate, Origin, acknowledge, add_candidate, apply
from huiyin.candidates.models import HireType, Source
from huiyin.core.actor import Actor
from huiyin.people.queries import employee_of


@transaction.atomic
def take_in(person: NewCandidate, choices: Mapping[str, Any], *, by: Actor) -> Added:
    """`choices` are the cleaned job, source, note, hire type and whether to write that it arrived."""
    added = add_candidate(person, by=by)
    origin = Origin(
        source=Source(choices["source"]),
        source_note=choices["source_note"],
        hire_type=HireType(choices["hire_type"]),
        owner=employee_of(by),
    )
    application = apply(added.candidate, choices["job"], by=by, origin=origin)
    if choices["acknowledge"]:
        acknowledge(application, by=by)
    return added
