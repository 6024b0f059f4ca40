"""What a known person's form said differently: a colleague takes it over, or leaves the file as it is."""

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.candidates.actions.documents import Taken, judged, keep_document
from huiyin.candidates.actions.files import record_consent
from huiyin.candidates.actions.people import NewCandidate, edit_candidate
from huiyin.candidates.actions.receiving import NEW_DETAILS, agree_to_pool, keep_start, keep_words
from huiyin.candidates.documents import Verdict
from huiyin.candidates.models import ConsentPurpose, DocumentKind, Submission, SubmissionState
from huiyin.core import audit, clock, sealed_files
from huiyin.core.actor import Actor
from huiyin.core.errors import Clash, DomainError
from huiyin.core.references import ref
from huiyin.todos.actions import close_todos

PLAIN = ("name", "city", "phone", "email")


def take_over(submission: Submission, *, by: Actor) -> Submission:
    """She is the one: her file gains what the form said, and her consents count from then on."""
    data = sealed_files.read(submission.file_path) if submission.file_path else b""
    verdict = judged(submission.file_name, data) if data else None
    with transaction.atomic():
        submission = _locked(submission)
        candidate, said = submission.candidate, submission.said
        changed = {name: said[name] for name in submission.differs if name in PLAIN}
        if changed:
            person = NewCandidate(**({"name": candidate.name, "city": candidate.city} | changed))
            candidate = edit_candidate(candidate, person, by=by)
        if verdict:
            _keep(submission, verdict, data, by=by)
        if "words" in submission.differs:
            keep_words(submission, by=by)
        if "start" in submission.differs:
            keep_start(submission, by=by)
        for purpose, sha256 in submission.consents:
            if purpose == ConsentPurpose.TALENT_POOL:
                agree_to_pool(candidate, sha256, by=by)
            else:
                record_consent(
                    candidate,
                    ConsentPurpose.APPLICATION,
                    given=True,
                    by=by,
                    text_sha256=sha256,
                    until=candidate.retention_on,
                )
        return _decided(submission, SubmissionState.TAKEN, by=by)


@transaction.atomic
def leave_as_it_is(submission: Submission, *, by: Actor) -> Submission:
    """It was somebody else, or nothing to keep: the file stays, and what was sent with it goes."""
    return _decided(_locked(submission), SubmissionState.LEFT, by=by)


def open_file(submission: Submission, *, by: Actor) -> bytes:
    """The bytes of a file that waits, and an entry that says who has seen it."""
    if submission.file_reason:
        raise DomainError(
            "quarantined",
            _("This document is kept shut, because it carries something that could do harm."),
            _("Ask the candidate for a plain PDF."),
        )
    data = sealed_files.read(submission.file_path)
    audit.record("submission.opened", submission.candidate, by=by, submission=submission.pk)
    return data


def _keep(submission: Submission, verdict: Verdict, data: bytes, *, by: Actor) -> Taken:
    return keep_document(
        submission.candidate,
        verdict,
        data,
        by=by,
        kind=DocumentKind.RESUME,
        application=submission.application,
    )


def _locked(submission: Submission) -> Submission:
    now = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("candidate__contact", "application")
        .get(pk=submission.pk)
    )
    if now.state != SubmissionState.WAITING:
        raise Clash(
            "clash",
            _("Somebody has decided about this already."),
            _("Look at the file as it is now."),
        )
    return now


def _decided(submission: Submission, state: SubmissionState, *, by: Actor) -> Submission:
    path, submission.file_path = submission.file_path, ""
    submission.state, submission.decided_at, submission.decided_by = state, clock.now(), by.key
    submission.save()
    candidate = submission.candidate
    audit.record(f"submission.{state}", candidate, by=by, submission=submission.pk)
    if not candidate.submissions.filter(state=SubmissionState.WAITING).exists():
        close_todos(NEW_DETAILS, ref(candidate), by=by)
    if path:
        transaction.on_commit(lambda: sealed_files.remove(path))
    return submission
