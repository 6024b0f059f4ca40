"""What is written into a candidate's file: tags, notes, consent and how long it is kept."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.accounts.models import User
from huiyin.candidates.models import (
    Application,
    Candidate,
    CandidateTag,
    Consent,
    ConsentPurpose,
    Note,
    Tag,
)
from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError, FieldProblem
from huiyin.core.fairness import require_fair
from huiyin.messaging import suppression
from huiyin.search.index import refresh

NOTE_LENGTH = 4000


@transaction.atomic
def tag_candidate(
    candidate: Candidate,
    name: str,
    *,
    by: Actor,
    expires_on: date | None = None,
    is_automatic: bool = False,
) -> CandidateTag:
    """Put a tag on; one that is there is renewed. Automatic ones are written by actions, not by people."""
    name = " ".join(name.split())
    if not name or len(name) > 80:
        raise _refusal("tag", _("A tag needs a name of at most 80 characters."), _("Use a word or two."))
    require_fair(name, field="tag")
    tag, _is_new = Tag.objects.get_or_create(name=name, defaults={"is_automatic": is_automatic})
    worn, is_new = CandidateTag.objects.update_or_create(
        candidate=candidate,
        tag=tag,
        defaults={"expires_on": expires_on},
        create_defaults={"expires_on": expires_on, "at": clock.now()},
    )
    if is_new:
        audit.record("candidate.tagged", candidate, by=by, tag=tag.pk)
        refresh("candidate", [candidate.pk])
    return worn


@transaction.atomic
def untag_candidate(candidate: Candidate, tag: Tag, *, by: Actor) -> None:
    if CandidateTag.objects.filter(candidate=candidate, tag=tag).delete()[0]:
        audit.record("candidate.untagged", candidate, by=by, tag=tag.pk)
        refresh("candidate", [candidate.pk])


@transaction.atomic
def add_note(candidate: Candidate, text: str, *, by: Actor, application: Application | None = None) -> Note:
    """An internal remark about work. What a person is (age, family, origin…) is refused."""
    text = text.strip()
    if not text or len(text) > NOTE_LENGTH:
        raise _refusal(
            "text",
            _("A note has between 1 and {most} characters.").format(most=NOTE_LENGTH),
            _("Write what helps the next colleague."),
        )
    require_fair(text, field="text")
    author = User.objects.filter(pk=by.user_id).first() if by.user_id else None
    note = Note.objects.create(
        candidate=candidate, application=application, text=text, author=author, at=clock.now()
    )
    audit.record("note.added", candidate, by=by, note=note.pk)
    return note


@transaction.atomic
def pin_note(note: Note, *, pinned: bool, by: Actor) -> None:
    """One note stands at the head of a file; pinning another takes the first one's place."""
    if pinned:
        Note.objects.filter(candidate=note.candidate, is_pinned=True).exclude(pk=note.pk).update(
            is_pinned=False
        )
    note.is_pinned = pinned
    note.save(update_fields=["is_pinned"])
    audit.record("note.pinned" if pinned else "note.unpinned", note.candidate, by=by, note=note.pk)


@transaction.atomic
def record_consent(
    candidate: Candidate,
    purpose: ConsentPurpose,
    *,
    given: bool,
    by: Actor,
    basis: str = "consent",
    text_sha256: str = "",
    until: date | None = None,
) -> Consent:
    """What the person agreed to, or took back: always a new row, so that what held when stays provable."""
    consent = Consent.objects.create(
        candidate=candidate,
        purpose=purpose,
        given=given,
        basis=basis,
        text_sha256=text_sha256,
        at=clock.now(),
        until=until,
    )
    if given and until and until > candidate.retention_on:
        set_retention(candidate, until, by=by)
    if purpose == ConsentPurpose.APPLICATION:
        _heed_consent(candidate, given=given, by=by)
    audit.record("consent.recorded", candidate, by=by, purpose=purpose, given=given)
    return consent


def _heed_consent(candidate: Candidate, *, given: bool, by: Actor) -> None:
    """Who takes it back hears nothing from us from this moment on."""
    contact = candidate.contact
    if not given:
        suppression.block(contact, reason=suppression.CONSENT_WITHDRAWN, by=by)
    elif contact.blocked_reason == suppression.CONSENT_WITHDRAWN:
        suppression.unblock(contact, by=by)


@transaction.atomic
def set_retention(candidate: Candidate, on: date, *, by: Actor) -> Candidate:
    """Change the day on which the file is due to be forgotten."""
    was, candidate.retention_on = candidate.retention_on, on
    candidate.save(update_fields=["retention_on"])
    audit.record("candidate.retention_set", candidate, by=by, was=was.isoformat(), until=on.isoformat())
    return candidate


def _refusal(name: str, problem: str, mend: str) -> DomainError:
    return DomainError(f"bad_{name}", problem, mend, [FieldProblem(name, problem, mend)])


@transaction.atomic
def reveal(candidate: Candidate, field: str, *, by: Actor) -> None:
    """Note that somebody looked at a whole phone, address or ID number; the page shows it after this."""
    audit.record("candidate.revealed", candidate, by=by, field=field)
