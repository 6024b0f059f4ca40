"""Who opens which documents of candidates: those whose role lets them see documents and who reach the
candidate, and whoever interviews her as long as that interview is still on.
"""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from huiyin.accounts.doors import field_level
from huiyin.accounts.models import FieldLevel
from huiyin.candidates.access import can_edit_candidate, visible_applications
from huiyin.candidates.access import visible_to as visible_candidates
from huiyin.candidates.models import Candidate, Document
from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.core.errors import NotAllowed, NotFound
from huiyin.interviews.access import taking_part
from huiyin.interviews.models import Interview
from huiyin.interviews.states import LIVE

FIELD = "candidate.document"
READABLE = (FieldLevel.SEE, FieldLevel.EDIT)
# An interview that nobody has ended does not keep a résumé open for ever.
READ_ON = timedelta(days=3)


def visible_documents(actor: Actor) -> QuerySet[Document]:
    """Those that she may know of. One about an application that she does not reach stays unseen."""
    if field_level(actor, FIELD) not in READABLE:
        return Document.objects.none()
    candidate, application = OuterRef("candidate"), OuterRef("application")
    loose = Q(application=None)
    seen = Exists(visible_candidates(actor).filter(pk=candidate)) & (
        loose | Exists(visible_applications(actor).filter(pk=application))
    )
    if actor.user_id is None:
        return Document.objects.filter(seen)
    met = _own_interviews(actor)
    interviewed = (loose & Exists(met.filter(application__candidate=candidate))) | Exists(
        met.filter(application=application)
    )
    return Document.objects.filter(seen | interviewed)


def documents_for(actor: Actor, candidate: Candidate) -> list[Document]:
    """For a page, the newest first; what is kept shut is shown only to who may delete it."""
    rows = visible_documents(actor).filter(candidate=candidate)
    rows = rows.select_related("reading").defer("reading__text").order_by("-at", "-pk")
    shut_too = may_change_documents(actor)
    return [one for one in rows if shut_too or not one.is_quarantined]


def can_change_documents(actor: Actor, candidate: Candidate) -> bool:
    """Upload, and delete."""
    return may_change_documents(actor) and can_edit_candidate(actor, candidate)


def reads_documents(actor: Actor) -> bool:
    """As far as her role goes."""
    return field_level(actor, FIELD) in READABLE


def may_change_documents(actor: Actor) -> bool:
    """As far as her role goes; the candidate must be hers to edit, too."""
    return field_level(actor, FIELD) == FieldLevel.EDIT


def get_document(actor: Actor, document_id: int, *, to_change: bool = False) -> Document:
    document = visible_documents(actor).select_related("candidate").filter(pk=document_id).first()
    if document is None:
        raise NotFound("not_found", _("There is no such document."))
    if to_change and not can_change_documents(actor, document.candidate):
        raise NotAllowed("forbidden", _("You may see this document but not change it."))
    return document


def _own_interviews(actor: Actor) -> QuerySet[Interview]:
    """In which the user takes part, and which are still on or were so a moment ago."""
    return taking_part(actor).filter(state__in=LIVE, end__gte=clock.now() - READ_ON)
