"""Taking in what somebody sent through a public form.

Nobody has proved who she is, so the form can open a file and an application but never change a file that is
there: what a known person's form says differently waits for a colleague, and the letter goes to the address
that we know.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.accounts.models import User
from huiyin.candidates import consent_texts, notices
from huiyin.candidates.actions.applying import Intake, Origin, apply_many
from huiyin.candidates.actions.documents import judged, keep_document
from huiyin.candidates.actions.files import record_consent
from huiyin.candidates.actions.people import NewCandidate, add_candidate, judged_person
from huiyin.candidates.actions.stating import Said, note_start, state
from huiyin.candidates.consent_texts import Wording
from huiyin.candidates.documents import Verdict
from huiyin.candidates.merge_facts import profile_of
from huiyin.candidates.models import (
    Application,
    Candidate,
    ConsentPurpose,
    Document,
    DocumentKind,
    HireType,
    StatementKind,
    StatementSource,
    Submission,
    SubmissionState,
)
from huiyin.candidates.origins import CameBy
from huiyin.candidates.recognition import Keys, recognise
from huiyin.candidates.retention import retention_date
from huiyin.candidates.starts import STARTS, start_sentence
from huiyin.company.queries import lock_company, the_company
from huiyin.core import audit, clock, sealed_files
from huiyin.core.actor import Actor
from huiyin.core.digests import sha256_letters
from huiyin.core.errors import DomainError
from huiyin.core.models import AuditEntry
from huiyin.core.references import ref
from huiyin.jobs.models import Job, JobCategory, JobState
from huiyin.jobs.posting import recruiter_of
from huiyin.messaging.contacts import EMAIL, PHONE, address_index
from huiyin.people.models import Employee
from huiyin.todos.actions import open_todo

FOLDER = "submissions"
NEW_DETAILS = "candidate.new_details"
MOST_WAITING = 10
"""Of one person: past it the words are kept, and files no more."""
AGAIN_AFTER = timedelta(days=1)
WORDS_LENGTH = 1000


@dataclass(frozen=True)
class Sent:
    """The form. `start` is a code, `file` a name and its bytes, `agreed` the words that were ticked."""

    person: NewCandidate
    agreed: tuple[Wording, ...]
    start: str = ""
    words: str = ""
    file: tuple[str, bytes] | None = None


@dataclass(frozen=True)
class _Read:
    """The form, judged outside the transaction: a PDF takes a moment."""

    sent: Sent
    verdict: Verdict | None
    data: bytes = b""


def receive_application(job: Job, sent: Sent, *, came_by: CameBy, by: Actor) -> Submission:
    """One application per person and job, however often and however many at once the form is sent."""
    person = judged_person(sent.person)
    if not (person.phone or person.email):
        raise DomainError("no_address", _("A phone number or an e-mail address is needed."))
    name, data = sent.file or ("", b"")
    read = _Read(replace(sent, person=person), judged(name, data) if sent.file else None, data)
    return _receive(job, read, came_by=came_by, by=by)


@transaction.atomic
def _receive(job: Job, read: _Read, *, came_by: CameBy, by: Actor) -> Submission:
    lock_company()
    job = Job.objects.select_related("pipeline", "org_unit").get(pk=job.pk)
    if job.state != JobState.OPEN:
        raise DomainError("job_not_open", _("This job is not open for applications."))
    person, recruiter = read.sent.person, recruiter_of(job)
    ask = recruiter.user if recruiter else None
    hashes = [consent_texts.keep(one) for one in read.sent.agreed]
    known = recognise(Keys(person.phone, person.email)).candidate
    candidate = known or _new_file(read.sent, hashes, by=by, ask=ask)
    application, is_new = _applied(candidate, job, came_by, owner=recruiter, by=by)
    submission = _written(candidate, application, read, hashes)
    if known is None:
        submission.opened_file = True
        submission.save(update_fields=["opened_file"])
        _keep_file(submission, read, by=by)
        keep_words(submission, by=by)
        keep_start(submission, by=by)
    else:
        _let_wait(submission, read, ask=_asked(application, ask))
    cause = audit.record("application.received", application, by=by, submission=submission.pk, is_new=is_new)
    _answer(application, is_new=is_new, cause=cause)
    return submission


def _new_file(sent: Sent, hashes: Sequence[str], *, by: Actor, ask: User | None) -> Candidate:
    """Somebody whom we do not know, or who shares with several: then a to-do asks to compare."""
    agreed = dict(zip((one.purpose for one in sent.agreed), hashes, strict=True))
    person = replace(sent.person, basis="consent", consent_sha256=agreed.get(ConsentPurpose.APPLICATION, ""))
    candidate = add_candidate(person, by=by, ask=ask).candidate
    if pool := agreed.get(ConsentPurpose.TALENT_POOL):
        agree_to_pool(candidate, pool, by=by)
    return candidate


def agree_to_pool(candidate: Candidate, sha256: str, *, by: Actor) -> None:
    until = retention_date(clock.now().date())
    record_consent(candidate, ConsentPurpose.TALENT_POOL, given=True, by=by, text_sha256=sha256, until=until)


def _applied(
    candidate: Candidate, job: Job, came_by: CameBy, *, owner: Employee | None, by: Actor
) -> tuple[Application, bool]:
    origin = Origin(
        source=came_by.source,
        source_note=came_by.note,
        referrer=came_by.referrer,
        hire_type=HireType.CAMPUS if job.category == JobCategory.CAMPUS else HireType.SOCIAL,
        owner=owner,
    )
    applied = apply_many([Intake(candidate, job, origin)], by=by)[0]
    application = applied.application
    passed_on_by = came_by.passed_on_by
    if applied.is_new and passed_on_by and passed_on_by.candidate_id != candidate.pk:
        application.passed_on_by = passed_on_by
        application.save(update_fields=["passed_on_by"])
    return application, applied.is_new


def _written(
    candidate: Candidate, application: Application, read: _Read, hashes: Sequence[str]
) -> Submission:
    person = read.sent.person
    submission = Submission(candidate=candidate, application=application, at=clock.now())
    submission.said = {
        "name": person.name,
        "phone": person.phone,
        "email": person.email,
        "city": person.city,
        "start": read.sent.start,
        "words": read.sent.words.strip()[:WORDS_LENGTH],
    }
    submission.consents = [[one.purpose, sha] for one, sha in zip(read.sent.agreed, hashes, strict=True)]
    submission.save()
    return submission


def _keep_file(submission: Submission, read: _Read, *, by: Actor) -> None:
    if read.verdict:
        keep_document(
            submission.candidate,
            read.verdict,
            read.data,
            by=by,
            kind=DocumentKind.RESUME,
            application=submission.application,
        )


def keep_words(submission: Submission, *, by: Actor) -> None:
    """Her own sentence, among what she said to us."""
    words = submission.said["words"]
    if words:
        state(
            submission.candidate,
            Said(StatementKind.WORDS, text=words, source=StatementSource.FORM),
            by=by,
        )


def keep_start(submission: Submission, *, by: Actor) -> None:
    """When she could begin, into what she looks for."""
    sentence = start_sentence(submission.said["start"], submission.at, the_company())
    note_start(submission.candidate, sentence, by=by)


def _let_wait(submission: Submission, read: _Read, *, ask: User | None) -> None:
    """Note what a known person's form says beyond her file, and ask a colleague whether it holds."""
    candidate = submission.candidate
    waiting = candidate.submissions.filter(state=SubmissionState.WAITING).count()
    differs = _differences(candidate, read.sent.person)
    if read.verdict and waiting < MOST_WAITING and not _has_file(candidate, read.data):
        submission.file_path = sealed_files.store(FOLDER, read.data)
        submission.file_name, submission.file_type = read.verdict.name, read.verdict.media_type
        submission.file_reason = read.verdict.reason
        differs.append("file")
    if submission.said["words"]:
        differs.append("words")
    if submission.said["start"] in STARTS and profile_of(candidate).start_note != start_sentence(
        submission.said["start"], submission.at, the_company()
    ):
        differs.append("start")
    if not differs:
        return
    submission.differs, submission.state = differs, SubmissionState.WAITING
    submission.save()
    open_todo(NEW_DETAILS, ref(candidate), owner=ask)


def _differences(candidate: Candidate, person: NewCandidate) -> list[str]:
    has = set(candidate.contact.addresses.values_list("kind", "value_index"))
    pairs = ((PHONE, person.phone), (EMAIL, person.email))
    new = [kind for kind, value in pairs if value and (kind, address_index(kind, value)) not in has]
    plain = [name for name in ("name", "city") if getattr(person, name) not in {"", getattr(candidate, name)}]
    return [*plain, *new]


def _has_file(candidate: Candidate, data: bytes) -> bool:
    return Document.objects.filter(candidate=candidate, sha256=sha256_letters(data)).exists()


def _asked(application: Application, otherwise: User | None) -> User | None:
    """Who looks after the application, if it had been running."""
    owner = application.owner
    return owner.user if owner and owner.is_active and owner.user else otherwise


def _answer(application: Application, *, is_new: bool, cause: AuditEntry) -> None:
    """The letter that it arrived; to who had applied before, at most one a day that it is being read."""
    if is_new:
        notices.announce_received(application, cause=cause)
    elif not notices.was_told_since(application, clock.now() - AGAIN_AFTER):
        notices.announce_again(application, cause=cause)
