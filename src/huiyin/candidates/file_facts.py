"""What a file says of a person's wishes and words for one reader, and what is missing in it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huiyin.candidates.access import can_state, may_read
from huiyin.candidates.models import Candidate, Profile, Statement, StatementKind
from huiyin.core.actor import Actor

READABLE = (StatementKind.PAY, StatementKind.PLAN, StatementKind.WORDS, StatementKind.LEADER)


@dataclass(frozen=True)
class Missing:
    """One thing that the file does not say, and the page with the field where it is written: `facts#pay`."""

    word: str | Promise
    page: str
    anchor: str


@dataclass(frozen=True)
class FileFacts:
    """`said` holds for each kind that the reader may read what was said, the latest first."""

    profile: Profile
    said: dict[str, list[Statement]]
    writes: Collection[str]

    def latest(self, kind: str) -> Statement | None:
        return next(iter(self.said.get(kind, [])), None)

    @property
    def pay(self) -> Statement | None:
        return self.latest(StatementKind.PAY)

    @property
    def plan(self) -> Statement | None:
        return self.latest(StatementKind.PLAN)

    @property
    def words(self) -> Statement | None:
        return self.latest(StatementKind.WORDS)

    @property
    def leader(self) -> Statement | None:
        return self.latest(StatementKind.LEADER)


def read_facts(actor: Actor, candidate: Candidate) -> FileFacts:
    """One query, when the candidate was read with her profile."""
    kinds = [kind for kind in READABLE if may_read(actor, kind)]
    said: dict[str, list[Statement]] = {kind: [] for kind in kinds}
    rows = Statement.objects.filter(candidate=candidate, kind__in=kinds, taken_back_at=None)
    for row in rows.select_related("author").order_by("-said_on", "-pk"):
        said[row.kind].append(row)
    writes = {kind for kind in kinds if can_state(actor, candidate, kind)}
    return FileFacts(_profile(candidate), said, writes)


def _profile(candidate: Candidate) -> Profile:
    try:
        return candidate.profile
    except Profile.DoesNotExist:
        return Profile(candidate=candidate, changed_at=candidate.created_at)


def missing_in(
    facts: FileFacts, *, addresses: Collection[str], has_resume: bool | None
) -> tuple[Sequence[Missing], int]:
    """What is not known yet, and of how many things; only of what the reader may know. `has_resume` is None
    for who reads no documents.
    """
    profile = facts.profile
    asked: list[tuple[bool, Missing]] = [
        ("phone" in addresses, Missing(_("Phone"), "edit", "id_phone")),
        ("email" in addresses, Missing(_("E-mail"), "edit", "id_email")),
        (bool(profile.job_wish), Missing(_("Kind of work"), "facts", "intention")),
        (bool(profile.cities), Missing(_("Cities"), "facts", "intention")),
        (
            bool(profile.start_on or profile.start_note),
            Missing(_("Earliest day to begin"), "facts", "intention"),
        ),
    ]
    if has_resume is not None:
        asked.insert(2, (has_resume, Missing(_("Résumé"), "documents", "new")))
    for kind, word in ((StatementKind.PAY, _("Pay wish")), (StatementKind.PLAN, _("Career plan"))):
        if kind in facts.said:
            asked.append((bool(facts.said[kind]), Missing(word, "facts", kind)))
    return [one for known, one in asked if not known], len(asked)
