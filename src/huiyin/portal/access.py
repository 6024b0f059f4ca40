"""The door for whoever holds a link: nothing but the link's own row, and only if it may be seen at all."""

from huiyin.candidates.access import own_application, own_submission
from huiyin.candidates.models import Application, Submission
from huiyin.company.models import Place
from huiyin.company.queries import find_place
from huiyin.core.actor import Actor
from huiyin.core.errors import NotFound
from huiyin.core.references import ref_id
from huiyin.interviews.access import visible_to
from huiyin.interviews.models import Interview, InterviewState
from huiyin.interviews.queries import with_people


def get_invitation(actor: Actor) -> Interview:
    """The interview of a capability with all that its page says. A draft was never announced."""
    interview = with_people(visible_to(actor)).first()
    if interview is None or interview.state == InterviewState.DRAFT:
        raise NotFound("not_found", "")
    return interview


def get_application(actor: Actor) -> Application:
    application = own_application(actor)
    if application is None:
        raise NotFound("not_found", "")
    return application


def get_receipt(actor: Actor) -> Submission:
    submission = own_submission(actor)
    if submission is None:
        raise NotFound("not_found", "")
    return submission


def get_place(actor: Actor) -> Place:
    """The place whose sign somebody has scanned."""
    place = find_place(ref_id(actor.subject, "place") or 0)
    if place is None:
        raise NotFound("not_found", "")
    return place
