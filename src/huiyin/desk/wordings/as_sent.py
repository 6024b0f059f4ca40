"""A letter for a chosen person exactly as it would leave now: the same path as the carrier's, to the byte.

The personal link that it holds is taken back with everything else that was written on the way, so nobody can
answer for the candidate by looking at her letter.
"""

import hashlib
from base64 import b64encode
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError, NotFound
from huiyin.core.references import ref
from huiyin.interviews.access import visible_to as visible_interviews
from huiyin.interviews.models import Interview
from huiyin.interviews.queries import owner_of, with_people
from huiyin.messaging.blocks import fill_blocks
from huiyin.messaging.channels import get_channel
from huiyin.messaging.channels.base import NotSent, Parcel, Rendered
from huiyin.messaging.freeze import prepare_freezing
from huiyin.messaging.letter_html import LOGO_CID
from huiyin.messaging.letterhead import letterheads
from huiyin.messaging.models import Contact, Letter, Template, TemplateVersion
from huiyin.messaging.render import render
from huiyin.messaging.shipped import Texts, shipped_texts

MOST = 20
NOBODY = 0


@dataclass(frozen=True)
class AsSent:
    """`payload` is what would be handed over; `problem` says why it could not be."""

    rendered: Rendered
    payload: bytes
    problem: str = ""

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.payload).hexdigest()


def choices(actor: Actor, sought: str) -> QuerySet[Interview]:
    """Interviews that she sees, of people whose name holds the text, the latest first."""
    rows = visible_interviews(actor).select_related("application__candidate", "application__job")
    rows = rows.defer("application__job__pay_band").order_by("-start")
    if text := sought.strip():
        rows = rows.filter(
            Q(application__candidate__name__icontains=text) | Q(application__job__title__icontains=text)
        )
    return rows[:MOST]


def find_interview(actor: Actor, interview_id: int) -> Interview:
    row = with_people(visible_interviews(actor).filter(pk=interview_id)).first()
    if row is None:
        raise NotFound("not_found", _("There is no such interview."))
    return row


def as_sent(template: Template, interview: Interview, *, draft: Texts | None = None) -> AsSent:
    """With the words that hold for this interview, or with a draft's."""
    letter = _letter(template, interview)
    with transaction.atomic():
        problems = prepare_freezing([letter])
        if draft is not None and letter.values is not None:
            letter.template_version = TemplateVersion(template=template, texts=draft)
            fill_blocks([letter], {NOBODY: letter.template_version})
        transaction.set_rollback(True)
    if problems:
        raise DomainError("cannot_show", _("This letter cannot be made for this interview."))
    brand = letter.values["brand"] if letter.values else ""
    rendered = render(letter, letter.values or {}, letterheads([brand])[brand])
    try:
        parcel: Parcel = get_channel("email").prepare(rendered)
    except NotSent as refused:
        return AsSent(rendered, b"", str(refused.reply))
    return AsSent(rendered, parcel.payload)


def with_logo(rendered: Rendered) -> str:
    """The mail's HTML for a browser, which knows nothing of the parts of a mail."""
    logo = b64encode(rendered.head.logo_png).decode()
    return rendered.html.replace(f"cid:{LOGO_CID}", f"data:image/png;base64,{logo}")


def _letter(template: Template, interview: Interview) -> Letter:
    """As the outbox would write it, and never written."""
    now = clock.now()
    contact = _reader(template, interview)
    about = interview.application if template.kind.startswith("application.") else interview
    return Letter(
        pk=NOBODY,
        contact=contact,
        kind=template.kind,
        cause="",
        about=ref(about),
        version=interview.version,
        channel="email",
        language=contact.language,
        template=template.code,
        colleague=owner_of(interview),
        created_at=now,
        state_at=now,
        due_at=now,
        next_try_at=now,
    )


def _reader(template: Template, interview: Interview) -> Contact:
    if shipped_texts()[template.code].audience == "candidate":
        return interview.application.candidate.contact
    if template.kind.startswith("interviewer.") and (people := list(interview.participants.all())):
        return people[0].employee.contact
    owner = interview.application.owner
    if owner is None:
        raise DomainError("no_reader", _("Nobody looks after this interview."))
    return owner.contact


def fits(template: Template) -> bool:
    """Whether this letter is about an interview or an application, so that a person can be chosen for it."""
    return template.kind.startswith(("interview.", "interviewer.", "application.received")) and not (
        template.kind.startswith(("interviewer.digest", "interviewer.changes", "interviewer.tomorrow"))
    )
