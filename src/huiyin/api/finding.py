"""The rows that a body names by id. A wrong one is a problem of that field, not a missing page."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from huiyin.candidates.access import get_application
from huiyin.candidates.models import Application, Candidate
from huiyin.company.models import OrgUnit, Place, Room
from huiyin.company.queries import active_places, active_rooms, active_units
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError, FieldProblem, NotFound
from huiyin.core.ids import id_in
from huiyin.jobs.models import Pipeline, Reason, ReasonGroup
from huiyin.jobs.queries import published_pipelines, reasons
from huiyin.messaging.contacts import EMAIL, address_index
from huiyin.people.access import get_employee
from huiyin.people.models import Employee
from huiyin.people.queries import employee_by_email_index


def org_unit_of(text: str) -> OrgUnit:
    unit = active_units().filter(pk=_id(text)).first()
    if unit is None:
        raise _unknown("org_unit")
    return unit


def pipeline_of(text: str | None) -> Pipeline:
    rows = published_pipelines()
    if text is None:
        found = rows.first()
    else:
        found = rows.filter(pk=_id(text)).first() if text.isdecimal() else rows.filter(key=text).first()
    if found is None:
        raise _unknown("pipeline")
    return found


def place_of(text: str | None) -> Place | None:
    if text is None:
        return None
    place = active_places().filter(pk=_id(text)).first()
    if place is None:
        raise _unknown("place")
    return place


def room_of(text: str | None, place: Place | None) -> Room | None:
    if text is None:
        return None
    room = active_rooms(place).filter(pk=_id(text)).first() if place else None
    if room is None:
        raise _unknown("room")
    return room


def interviewers_of(texts: Sequence[str], *, actor: Actor) -> list[Employee]:
    """Colleagues by id or by e-mail address."""
    return [colleague_of(text, "interviewers", actor=actor) for text in texts]


def reason_of(text: str) -> Reason:
    """A reason for cancelling, by id or by key such as `interviewer_unavailable`."""
    known = [*reasons(ReasonGroup.CANCEL), *reasons(ReasonGroup.WITHDRAW)]
    found = [one for one in known if text in {str(one.pk), one.key}]
    if not found:
        raise _unknown("reason")
    return found[0]


def colleague_of(text: str, field: str, *, actor: Actor) -> Employee:
    """One colleague by id or by e-mail address, who was named in a field."""
    if "@" in text:
        found = employee_by_email_index(address_index(EMAIL, text.strip().lower()))
        if found is None:
            raise _unknown(field)
        return found
    try:
        return get_employee(actor, _id(text))
    except NotFound:
        raise _unknown(field) from None


def application_of(candidate: Candidate, text: str | None, *, actor: Actor) -> Application | None:
    """The application that a body names, of this candidate and within the actor's reach; else not found."""
    if text is None:
        return None
    found = get_application(actor, _id(text))
    return found if found.candidate_id == candidate.pk else get_application(actor, 0)


def _id(text: str) -> int:
    return id_in(text)


def _unknown(field: str) -> DomainError:
    problem = _("There is none with this id.")
    return DomainError(f"unknown_{field}", problem, "", [FieldProblem(field, problem)])
