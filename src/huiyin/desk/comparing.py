"""Two files side by side for one reader: their facts, masked as her role sees them, and what would move."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from huiyin.accounts.doors import field_level, shown
from huiyin.candidates.access import visible_applications
from huiyin.candidates.actions.merging import mark_of
from huiyin.candidates.actions.stating import LABELS
from huiyin.candidates.duplicates import Likeness, likeness
from huiyin.candidates.merge_facts import GONE, SURVIVOR, Difference, differences
from huiyin.candidates.models import Application, Candidate, Note
from huiyin.candidates.pages import READABLE
from huiyin.candidates.queries import RUNNING, of
from huiyin.core.actor import Actor
from huiyin.interviews.access import visible_to as visible_interviews
from huiyin.interviews.documents import documents_for
from huiyin.messaging.access import visible_to as visible_letters

WORDS: dict[str, str | Promise] = {
    "name": gettext_lazy("Name"),
    "city": gettext_lazy("City"),
    "id_number": gettext_lazy("ID number"),
    "phone": gettext_lazy("Phone"),
    "email": gettext_lazy("E-mail"),
    "language": gettext_lazy("Language"),
    **LABELS,
}
RULED = {"phone", "email", "id_number"}
LANGUAGES = {"zh-hans": "中文", "en": "English"}


@dataclass(frozen=True)
class FactRow:
    """`chosen` is whose value is ticked; a fact without a choice takes what there is."""

    field: str
    word: str | Promise
    survivor: str
    gone: str
    to_choose: bool
    chosen: str


@dataclass(frozen=True)
class Side:
    """Counted as far as the reader sees it; what she does not see moves along all the same."""

    candidate: Candidate
    applications: Sequence[Application]
    interviews: int
    notes: int
    documents: int
    letters: int


@dataclass(frozen=True)
class Two:
    """`clashing` are titles of jobs for which both are running; the elder application goes on."""

    survivor: Side
    gone: Side
    rows: Sequence[FactRow]
    likeness: Likeness
    clashing: Sequence[Application]
    seen: str

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.survivor, self.gone


def compare(actor: Actor, survivor: Candidate, gone: Candidate, choices: Mapping[str, str]) -> Two:
    sides = _side(actor, survivor), _side(actor, gone)
    running = [one for side in sides for one in side.applications if one.state in RUNNING]
    first: dict[int, Application] = {}
    by_age = sorted(running, key=lambda row: (row.applied_at, row.pk))
    clashing = [one for one in by_age if first.setdefault(one.job_id, one) is not one]
    rows = [_row(actor, one, choices) for one in differences(survivor, gone)]
    return Two(*sides, rows, likeness(survivor, gone, actor), clashing, mark_of(survivor, gone))


def rows_words(counts: Mapping[str, int]) -> str:
    """`2 notes, 1 letter`."""
    said = [_counted(name, number) for name, number in counts.items()]
    return _(", ").join(said)


def _row(actor: Actor, one: Difference, choices: Mapping[str, str]) -> FactRow:
    return FactRow(
        one.field,
        WORDS[one.field],
        _shown(actor, one.field, one.survivor),
        _shown(actor, one.field, one.gone),
        one.to_choose,
        choices.get(one.field, SURVIVOR if one.survivor else GONE),
    )


def _shown(actor: Actor, field: str, value: str) -> str:
    if field == "language":
        return LANGUAGES.get(value, value)
    if field not in RULED or not value:
        return value
    return shown(actor, f"candidate.{field}", value) or _("not for your role")


def _side(actor: Actor, candidate: Candidate) -> Side:
    rows = visible_applications(actor).filter(candidate=candidate)
    applications = list(rows.select_related("job", "stage").order_by("applied_at", "pk"))
    reads_notes = field_level(actor, "candidate.note") in READABLE
    notes = Note.objects.filter(of(applications), candidate=candidate)
    return Side(
        candidate,
        applications,
        visible_interviews(actor).filter(application__candidate=candidate).count(),
        notes.count() if reads_notes else 0,
        len(documents_for(actor, candidate)),
        visible_letters(actor).filter(contact=candidate.contact_id).count(),
    )


def _counted(name: str, n: int) -> str:
    said = {
        "application": ngettext("{n} application", "{n} applications", n),
        "note": ngettext("{n} note", "{n} notes", n),
        "thread": ngettext("{n} conversation", "{n} conversations", n),
        "contactlog": ngettext("{n} call or contact", "{n} calls or contacts", n),
        "document": ngettext("{n} document", "{n} documents", n),
        "letter": ngettext("{n} letter", "{n} letters", n),
    }
    return said.get(name, ngettext("{n} other entry", "{n} other entries", n)).format(n=n)
