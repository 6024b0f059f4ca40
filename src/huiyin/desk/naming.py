"""Whose a row is and where its page stands, for references such as `interview:12`, as far as the reader may
know. One query per kind of thing, however many.
"""

from collections.abc import Callable, Iterable

from django.urls import reverse

from huiyin.approvals.access import visible_to as visible_approvals
from huiyin.approvals.words import title_of as approval_title
from huiyin.candidates.access import visible_applications
from huiyin.candidates.access import visible_to as visible_candidates
from huiyin.core.actor import Actor
from huiyin.core.references import ref_id
from huiyin.desk.access import visible_threads
from huiyin.exports.access import visible_to as visible_exports
from huiyin.exports.approving import title as export_title
from huiyin.interviews.access import visible_to as visible_interviews
from huiyin.messaging.access import visible_to as visible_letters

Thing = tuple[str, str]  # whose it is, and its page


def things(actor: Actor, references: Iterable[str]) -> dict[str, Thing]:
    """By reference; what she does not see, or what is gone, is left out."""
    asked = set(references)
    found: dict[str, Thing] = {}
    for noun, read in READERS.items():
        ids = {number for one in asked if (number := ref_id(one, noun)) is not None}
        if ids:
            found |= {f"{noun}:{number}": thing for number, thing in read(actor, ids).items()}
    return found


def _interviews(actor: Actor, ids: set[int]) -> dict[int, Thing]:
    rows = visible_interviews(actor).filter(pk__in=ids).select_related("application__candidate")
    return {
        row.pk: (row.application.candidate.name, reverse("interviews:detail", args=[row.pk])) for row in rows
    }


def _applications(actor: Actor, ids: set[int]) -> dict[int, Thing]:
    rows = visible_applications(actor).filter(pk__in=ids).select_related("candidate")
    people = {row.pk: row.candidate for row in rows}
    return {pk: (one.name, reverse("candidates:detail", args=[one.number])) for pk, one in people.items()}


def _threads(actor: Actor, ids: set[int]) -> dict[int, Thing]:
    rows = visible_threads(actor).filter(pk__in=ids)
    return {row.pk: (row.candidate.name, reverse("desk:thread", args=[row.pk])) for row in rows}


def _letters(actor: Actor, ids: set[int]) -> dict[int, Thing]:
    rows = visible_letters(actor).filter(pk__in=ids).select_related("contact")
    return {row.pk: (row.contact.name, reverse("desk:letter", args=[row.pk])) for row in rows}


def _candidates(actor: Actor, ids: set[int]) -> dict[int, Thing]:
    rows = visible_candidates(actor).filter(pk__in=ids)
    return {row.pk: (row.name, reverse("candidates:detail", args=[row.number])) for row in rows}


def _contacts(actor: Actor, ids: set[int]) -> dict[int, Thing]:
    """A candidate's; the page where it is put right is her file."""
    rows = visible_candidates(actor).filter(contact__in=ids)
    return {row.contact_id: (row.name, reverse("candidates:detail", args=[row.number])) for row in rows}


def _approvals(actor: Actor, ids: set[int]) -> dict[int, Thing]:
    rows = visible_approvals(actor).filter(pk__in=ids)
    return {row.pk: (approval_title(row), reverse("approvals:detail", args=[row.pk])) for row in rows}


def _exports(actor: Actor, ids: set[int]) -> dict[int, Thing]:
    rows = visible_exports(actor).filter(pk__in=ids)
    return {row.pk: (export_title(row.pk), reverse("exports:detail", args=[row.pk])) for row in rows}


READERS: dict[str, Callable[[Actor, set[int]], dict[int, Thing]]] = {
    "interview": _interviews,
    "contact": _contacts,
    "application": _applications,
    "thread": _threads,
    "letter": _letters,
    "candidate": _candidates,
    "approval": _approvals,
    "export": _exports,
}
