"""What somebody sent through the public form, as a colleague may read it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huiyin.accounts.doors import field_level, shown
from huiyin.accounts.models import FieldLevel
from huiyin.candidates.access import may_read
from huiyin.candidates.models import StatementKind, Submission, SubmissionState
from huiyin.candidates.starts import STARTS
from huiyin.core.actor import Actor

NAMES: dict[str, str | Promise] = {
    "name": _("Name"),
    "phone": _("Phone"),
    "email": _("E-mail"),
    "city": _("City"),
    "file": _("Résumé"),
    "words": _("Own words"),
}
DIGITS = 4
_SHOWN_APART = {"words", "start"}
_RULED = {"phone": "candidate.phone", "email": "candidate.email"}


@dataclass(frozen=True)
class Difference:
    """What is new: `field` as in `Submission.differs`, `value` masked as far as the reader's roles say."""

    field: str
    label: str | Promise
    value: str


@dataclass(frozen=True)
class Sheet:
    submission: Submission
    differences: list[Difference]
    start: str | Promise
    words: str
    has_file: bool
    opens_file: bool

    @property
    def waits(self) -> bool:
        return self.submission.state == SubmissionState.WAITING


def sheet_of(submission: Submission, actor: Actor) -> Sheet:
    said = submission.said
    return Sheet(
        submission,
        [
            Difference(name, NAMES[name], _value(submission, name, actor))
            for name in submission.differs
            if name not in _SHOWN_APART
        ],
        STARTS.get(said["start"], ""),
        said["words"] if may_read(actor, StatementKind.WORDS) else "",
        has_file=bool(submission.file_path),
        opens_file=may_open_file(actor) and not submission.file_reason,
    )


def was_sent_with(submission_id: int, digits: str) -> bool:
    """Whether the number that was typed into this form ends so; other numbers of a file say nothing here."""
    row = Submission.objects.filter(pk=submission_id).first()
    return row is not None and len(digits) == DIGITS and str(row.said["phone"]).endswith(digits)


def may_open_file(actor: Actor) -> bool:
    return field_level(actor, "candidate.document") in {FieldLevel.SEE, FieldLevel.EDIT}


def _value(submission: Submission, name: str, actor: Actor) -> str:
    if name == "file":
        return submission.file_name if may_open_file(actor) else ""
    value: str = submission.said[name]
    return shown(actor, _RULED[name], value) if name in _RULED else value
