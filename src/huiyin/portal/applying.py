"""What sending the form does: count, judge, take in; what is wrong comes back in the applicant's words."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from huiyin.accounts import throttle
from huiyin.accounts.capabilities import issue_many
from huiyin.candidates import consent_texts
from huiyin.candidates.actions.receiving import Sent, receive_application
from huiyin.candidates.consent_texts import Wording
from huiyin.candidates.models import ConsentPurpose
from huiyin.candidates.notices import receipt_link
from huiyin.candidates.origins import read_origin
from huiyin.company.models import Company
from huiyin.core.actor import ANONYMOUS
from huiyin.core.errors import DomainError, TooMany
from huiyin.core.http import Request
from huiyin.jobs.models import Job
from huiyin.portal.apply_form import ApplyForm

RESUME = "resume"
_PAGE = ("", "name", "phone", "email", "city", RESUME, "start", "words", "agree", "pool", "read")


@dataclass
class Outcome:
    """`problems` by field; the empty name is for what concerns the whole form. `ended` says that the job was
    closed meanwhile, `code` is for who left no e-mail address and gets no letter.
    """

    problems: dict[str, str] = field(default_factory=dict)
    status: int = 422
    ended: bool = False
    code: str = ""


def wordings(company: Company, language: str) -> list[Wording]:
    """Both texts as the page shows them: for this application, and for the pool."""
    who = company.legal_name or company.name
    purposes = (ConsentPurpose.APPLICATION, ConsentPurpose.TALENT_POOL)
    return [consent_texts.wording_of(one, company=who, language=language) for one in purposes]


def take_application(request: Request, job: Job, form: ApplyForm, company: Company, language: str) -> Outcome:
    file = request.FILES.get(RESUME)
    problems = _problems(form, file)
    application, pool = wordings(company, language)
    if not problems and form.cleaned_data["read"] != application.sha256:
        problems["agree"] = _("These words have changed since you opened the page. Please read them again.")
    if problems:
        return Outcome(_with_file(problems, file))
    try:
        _count(request, form)
    except TooMany:
        words = _(
            "Too many applications came from here at once. Please wait a while; what you entered stays."
        )
        return Outcome(_with_file({"": words}, file), status=429)
    agreed = (application, pool) if form.cleaned_data["pool"] else (application,)
    sent = Sent(
        form.person(language),
        agreed,
        start=form.cleaned_data["start"],
        words=form.cleaned_data["words"],
        file=(file.name or "", file.read()) if file else None,
    )
    try:
        came_by = read_origin(request.GET.get("from", ""))
        submission = receive_application(job, sent, came_by=came_by, by=ANONYMOUS)
    except DomainError as refusal:
        return _refused(refusal, form, file)
    return Outcome(code="" if sent.person.email else issue_many([receipt_link(submission)])[0].code)


def _problems(form: ApplyForm, file: "UploadedFile[Any] | None") -> dict[str, str]:
    form.is_valid()
    problems = {name: " ".join(str(one) for one in found) for name, found in form.errors.items()}
    if "opened" in problems:
        problems[""] = problems.pop("opened")
    if file and (file.size or 0) > settings.HUIYIN_UPLOAD_BYTES:
        problems[RESUME] = _file_words("document_too_large")
    return {name: problems[name] for name in sorted(problems, key=_PAGE.index)}


def _with_file(problems: dict[str, str], file: "UploadedFile[Any] | None") -> dict[str, str]:
    """A browser never sends a chosen file twice by itself: say so, where one had been chosen."""
    if file and RESUME not in problems:
        problems[RESUME] = _("Please choose your file once more; a browser forgets it.")
    return problems


def _count(request: Request, form: ApplyForm) -> None:
    """The same for known and unknown people: each sending counts, for its network and for its addresses."""
    keys = [("apply.network", throttle.network_of(request))]
    keys += [("apply.address", form.cleaned_data[name]) for name in ("phone", "email")]
    wanted = [(rule, part) for rule, part in keys if part]
    for rule, part in wanted:
        throttle.require_few(rule, part)
    for rule, part in wanted:
        throttle.count(rule, part)


def _refused(refusal: DomainError, form: ApplyForm, file: "UploadedFile[Any] | None") -> Outcome:
    if refusal.code == "job_not_open":
        return Outcome(ended=True)
    if refusal.code.startswith("document_"):
        return Outcome({RESUME: _file_words(refusal.code)})
    if refusal.code in {"disk_full", "not_stored"}:
        return Outcome({RESUME: _("We could not keep your file. You may send the form without it.")})
    found = {one.field: f"{one.problem} {one.mend}" for one in refusal.fields if one.field in form.fields}
    return Outcome(_with_file(found or {"": str(refusal)}, file))


def _file_words(code: str) -> str:
    """A refusal of a file is written for colleagues; the applicant reads ours."""
    without = _("Everything else is kept; you may also send the form without it.")
    megabytes = settings.HUIYIN_UPLOAD_BYTES // (1024 * 1024)
    said = {
        "document_empty": _("Your file is empty."),
        "document_too_large": _("Your file is larger than {n} MB.").format(n=megabytes),
        "document_type": _("We can read PDF, DOCX, JPG and PNG."),
        "document_wrong_content": _("Your file is not what its ending says. Please save it as a PDF."),
        "document_encrypted": _("Your file is locked with a password. Please send one without."),
        "document_encrypted_or_old": _("Your file is locked or an old .doc. Please save it as a PDF."),
    }
    problem = said.get(code, _("We cannot read your file. Please save it as a PDF."))
    return f"{problem} {without}"
