"""Résumés that come by mail: taken in once each, filed by themselves where the mail is plain, else by a
colleague with one tap.

Three steps, each of which may be repeated: the mail is kept with its files sealed; the person and her
application are written; the files go into her file. A worker that is lost between two of them goes on.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.accounts.doors import require
from huiyin.candidates import notices
from huiyin.candidates.actions import NewCandidate, Origin, add_candidate, add_document, apply_many
from huiyin.candidates.actions.applying import Intake
from huiyin.candidates.documents import Fate, judge
from huiyin.candidates.models import DocumentKind, Source
from huiyin.core import audit, clock, sealed_files
from huiyin.core.actor import Actor
from huiyin.core.background import enqueue
from huiyin.core.errors import Clash, DomainError, FieldProblem
from huiyin.core.references import ref
from huiyin.imports.models import ResumeMail, ResumeState
from huiyin.imports.resume_mails import Resume
from huiyin.imports.tasks import file_resume
from huiyin.jobs.models import Job, JobState
from huiyin.jobs.posting import recruiter_of
from huiyin.todos.actions import close_todos, open_todo

FOLDER = "resumes"
TODO = "resume.to_file"
BOX = Actor.system("resume-box")
BASIS = "application by mail"
"""Why her data may be kept: she, or a site on her wish, has sent it to us; no consent text was shown."""
MOST_BYTES = 10 * 1024 * 1024


def known(key: str) -> bool:
    return ResumeMail.objects.filter(key=key).exists()


def take_in(resume: Resume) -> ResumeMail | None:
    """Keep a mail of the folder; None when it was kept before. What is no application leaves only its key."""
    if known(resume.key):
        return None
    kept = [one for one in resume.files if _may_be_kept(one.name, one.data)]
    why = resume.why or ("" if kept else "unusable_file")
    files = [] if why else [{"name": one.name, "path": sealed_files.store(FOLDER, one.data)} for one in kept]
    try:
        return _keep(resume, files, why)
    except BaseException:
        _forget(files)
        raise


def _may_be_kept(name: str, data: bytes) -> bool:
    """What pretends to be a document and acts is kept shut as proof; the rest is refused here."""
    return judge(name, data, most_bytes=MOST_BYTES).fate != Fate.REFUSED


@transaction.atomic
def _keep(resume: Resume, files: list[dict[str, str]], why: str) -> ResumeMail | None:
    job = _open_job(resume.job)
    mail, is_new = ResumeMail.objects.get_or_create(
        key=resume.key, defaults=_values(resume, job, why) | {"files": files, "at": clock.now()}
    )
    if not is_new:
        transaction.on_commit(lambda: _forget(files))
        return None
    audit.record("resume.taken", mail, by=BOX, state=mail.state, why=mail.why, files=len(files))
    if mail.state == ResumeState.TAKEN:
        enqueue(file_resume, mail.pk)
    elif mail.state == ResumeState.WAITING:
        recruiter = recruiter_of(job) if job else None
        open_todo(TODO, ref(mail), owner=recruiter.user if recruiter else None)
    return mail


def _values(resume: Resume, job: Job | None, why: str) -> dict[str, Any]:
    """What is no application leaves nothing of its sender's."""
    if why in {"automatic", "no_file"}:
        return {"state": ResumeState.DROPPED, "why": why}
    has_address = bool(resume.phone or resume.email)
    is_plain = bool(resume.name and job and has_address) and not (resume.is_doubtful or why)
    read = {name: getattr(resume, name) for name in ("name", "phone", "email", "site")}
    return {
        "state": ResumeState.TAKEN if is_plain else ResumeState.WAITING,
        "why": why or ("" if is_plain else _doubt(resume, job)),
        "sender": resume.sender,
        "subject": resume.subject,
        "read": read | {"job": job.pk if job else None},
        "is_doubtful": resume.is_doubtful,
    }


def _doubt(resume: Resume, job: Job | None) -> str:
    if resume.is_doubtful:
        return "forged"
    if not resume.name:
        return "no_name"
    return "no_job" if job is None else "no_address"


def _open_job(title: str) -> Job | None:
    """The one open job of that title; two of them are a person's question."""
    if not title:
        return None
    found = list(Job.objects.filter(title=title, state=JobState.OPEN)[:2])
    return found[0] if len(found) == 1 else None


def open_titles() -> Sequence[str]:
    return list(Job.objects.filter(state=JobState.OPEN).values_list("title", flat=True).distinct())


def file_by_hand(
    mail: ResumeMail, data: Mapping[str, Any], *, by: Actor, version: int | None = None
) -> ResumeMail:
    """A colleague says who it is and what for: {name, phone, email, job}."""
    require(by, "imports:run")
    require(by, "candidates:edit")
    job = data.get("job")
    if not data.get("name") or not isinstance(job, Job):
        problem = _("A name and a job are needed.")
        raise DomainError("not_plain", problem, "", [FieldProblem("name", problem)])
    if not (data.get("phone") or data.get("email")):
        problem = _("There is neither a phone number nor an e-mail address.")
        raise DomainError("no_address", problem, _("one of the two"), [FieldProblem("phone", problem)])
    with transaction.atomic():
        mail = _locked(mail, version)
        mail.read = {
            **mail.read,
            **{name: data.get(name, "") for name in ("name", "phone", "email")},
            "job": job.pk,
        }
        _write(mail, by=by)
        mail.version += 1
        mail.save()
        close_todos(TODO, ref(mail), by=by)
    keep_files(mail, by=by)
    return mail


@transaction.atomic
def drop_resume(mail: ResumeMail, *, by: Actor, version: int | None = None) -> None:
    """It is no application: the files and what was read go, its key stays so that it does not come again."""
    require(by, "imports:run")
    mail = _locked(mail, version)
    files = list(mail.files)
    mail.state, mail.why, mail.files, mail.read = ResumeState.DROPPED, "by_hand", [], {}
    mail.sender = mail.subject = ""
    mail.version += 1
    mail.save()
    close_todos(TODO, ref(mail), by=by)
    audit.record("resume.dropped", mail, by=by)
    transaction.on_commit(lambda: _forget(files))


def carry_on(mail_id: int) -> None:
    """File a plain mail by itself; whatever refuses leaves it to a colleague."""
    mail = ResumeMail.objects.get(pk=mail_id)
    if mail.state == ResumeState.TAKEN:
        try:
            with transaction.atomic():
                mail = _locked(mail, None, ResumeState.TAKEN)
                _write(mail, by=BOX)
                mail.save()
        except DomainError as refused:
            _leave_to_somebody(mail, refused.code)
            return
    keep_files(mail, by=BOX)


def _write(mail: ResumeMail, *, by: Actor) -> None:
    """The person and her application; whoever is known keeps her file, and gains what it lacked."""
    read = mail.read
    job = Job.objects.select_related("pipeline", "org_unit").get(pk=read["job"])
    if job.state != JobState.OPEN:
        raise DomainError(
            "job_not_open", _("This job is not open for applications."), _("Choose another one.")
        )
    recruiter = recruiter_of(job)
    person = NewCandidate(name=read["name"], phone=read["phone"], email=read["email"], basis=BASIS)
    candidate = add_candidate(person, by=by).candidate
    source = Source.JOB_SITE if read.get("site") else Source.OTHER
    origin = Origin(source=source, source_note=read.get("site") or _("by mail"), owner=recruiter)
    applied = apply_many([Intake(candidate, job, origin)], by=by)[0]
    mail.candidate, mail.application, mail.state = candidate, applied.application, ResumeState.FILED
    cause = audit.record("resume.filed", mail, by=by, candidate=candidate.pk, is_new=applied.is_new)
    if applied.is_new:
        notices.announce_received(applied.application, cause=cause)


def keep_files(mail: ResumeMail, *, by: Actor) -> None:
    """Into her file, each once; a second run finds them there."""
    if mail.state != ResumeState.FILED or mail.candidate is None or not mail.files:
        return
    for one in mail.files:
        try:
            data = sealed_files.read(one["path"])
            add_document(
                mail.candidate,
                one["name"],
                data,
                by=by,
                kind=DocumentKind.RESUME,
                application=mail.application,
            )
        except FileNotFoundError:
            continue
        except DomainError as refused:
            audit.record("resume.file_refused", mail, by=by, code=refused.code)
    files = list(mail.files)
    mail.files = []
    mail.save(update_fields=["files"])
    _forget(files)


@transaction.atomic
def _leave_to_somebody(mail: ResumeMail, why: str) -> None:
    ResumeMail.objects.filter(pk=mail.pk).update(state=ResumeState.WAITING, why=why[:40])
    open_todo(TODO, ref(mail), owner=None)


def _locked(mail: ResumeMail, version: int | None, state: str = ResumeState.WAITING) -> ResumeMail:
    mail = ResumeMail.objects.select_for_update(of=("self",)).get(pk=mail.pk)
    if mail.state != state or (version is not None and mail.version != version):
        raise Clash("clash", _("Somebody has dealt with this mail meanwhile."), _("Look at it as it is now."))
    return mail


def _forget(files: Sequence[Mapping[str, str]]) -> None:
    for one in files:
        sealed_files.remove(one["path"])
