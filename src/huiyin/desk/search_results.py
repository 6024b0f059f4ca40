"""What a search finds for one reader: people, jobs and interviews, each through its own room's door."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Exists, OuterRef, QuerySet

from huiyin.accounts.doors import may, require
from huiyin.candidates import indexed as people_index
from huiyin.candidates.access import visible_applications
from huiyin.candidates.access import visible_to as visible_candidates
from huiyin.candidates.models import Candidate
from huiyin.candidates.pages import Stand, stands_of
from huiyin.candidates.queries import RUNNING, newest_shown, with_list_columns
from huiyin.company.queries import the_company
from huiyin.core.actor import Actor
from huiyin.desk.search_reasons import Why, explain, why
from huiyin.interviews import indexed as interview_index
from huiyin.interviews.access import visible_to as visible_interviews
from huiyin.interviews.models import Interview
from huiyin.jobs import indexed as job_index
from huiyin.jobs.access import visible_to as visible_jobs
from huiyin.jobs.models import Job
from huiyin.search import asking, finding

SIZE = 20
KINDS = ("people", "jobs", "interviews")
PERMISSIONS = {"people": "candidates:see", "jobs": "jobs:see", "interviews": "interviews:see"}


@dataclass(frozen=True)
class PersonLine:
    candidate: Candidate
    stand: Stand | None
    why: Why


@dataclass(frozen=True)
class JobLine:
    job: Job
    why: Why


@dataclass(frozen=True)
class InterviewLine:
    interview: Interview
    why: Why


@dataclass(frozen=True)
class Group:
    """`after` is where the next page begins; `count` is of all, and `is_more` says that there are more
    yet.
    """

    lines: Sequence[PersonLine | JobLine | InterviewLine] = ()
    after: str = ""
    count: int = 0
    is_more: bool = False


@dataclass(frozen=True)
class Asked:
    """`kind` is one of `KINDS` or empty for all; `state` is running, ended or empty, of people alone."""

    text: str = ""
    kind: str = ""
    state: str = ""
    after: str = ""


@dataclass(frozen=True)
class Results:
    asked: Asked
    kinds: Sequence[str]
    groups: Mapping[str, Group] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return sum(group.count for group in self.groups.values())

    @property
    def is_more(self) -> bool:
        return any(group.is_more for group in self.groups.values())


def read_asked(query: Mapping[str, str], actor: Actor) -> Asked:
    """As an address says it; what is not understood is as if not said."""
    kind, state = query.get("kind", ""), query.get("state", "")
    return Asked(
        text=query.get("q", "").replace("\x00", "").strip()[: asking.MOST_LETTERS],
        kind=kind if kind in kinds_of(actor) else "",
        state=state if state in {"running", "ended"} else "",
        after=query.get("after", "") if kind else "",
    )


def kinds_of(actor: Actor) -> list[str]:
    return [kind for kind in KINDS if may(actor, PERMISSIONS[kind])]


def require_search(actor: Actor) -> None:
    """For who may see something of what is searched."""
    if not kinds_of(actor):
        require(actor, PERMISSIONS["people"])


def search(actor: Actor, asked: Asked, *, sizes: Mapping[str, int] | None = None) -> Results:
    """`sizes` are for a preview, which does not count."""
    wanted = [kind for kind in kinds_of(actor) if asked.kind in {"", kind}]
    if asked.state:
        wanted = [kind for kind in wanted if kind == "people"]
    read = {"people": _people, "jobs": _jobs, "interviews": _interviews}
    groups: dict[str, Group] = {}
    for kind in wanted if asked.text else ():
        size = sizes[kind] if sizes else SIZE
        found = read[kind](actor, asked, size, is_counted=sizes is None)
        if found.lines:
            groups[kind] = found
    return Results(asked, kinds_of(actor), groups)


def _people(actor: Actor, asked: Asked, size: int, *, is_counted: bool) -> Group:
    kind, plan = people_index.KIND, asking.read(people_index.KIND, actor, asked.text)
    applications = visible_applications(actor)
    visible = visible_candidates(actor)
    if asked.state:
        theirs = applications.filter(candidate=OuterRef("pk"), state__in=RUNNING)
        visible = visible.filter(Exists(theirs) if asked.state == "running" else ~Exists(theirs))
    found = finding.page(kind, plan, visible, size=size, after=asked.after)
    if plan is None or not found.ids:
        return Group()
    rows = {row.pk: row for row in with_list_columns(visible, applications).filter(pk__in=found.ids)}
    stands = {
        one.application.candidate_id: one
        for one in stands_of(newest_shown([*rows.values()]), zone=the_company().time_zone)
    }
    titles = {
        one.job_id: one.job.title
        for row in rows.values()
        for one in row.shown_applications  # type: ignore[attr-defined]
    }
    reasons = explain(plan, kind, found.ids, titles)
    lines = [
        PersonLine(rows[pk], stands.get(pk), why(rows[pk].name, reasons.get(pk, ())))
        for pk in found.ids
        if pk in rows
    ]
    counted = _counted(found, lambda: finding.count(kind, plan, visible), asked, is_counted=is_counted)
    return replace(counted, lines=lines)


def _jobs(actor: Actor, asked: Asked, size: int, *, is_counted: bool) -> Group:
    kind, plan = job_index.KIND, asking.read(job_index.KIND, actor, asked.text)
    visible = visible_jobs(actor)
    found = finding.page(kind, plan, visible, size=size, after=asked.after)
    if plan is None or not found.ids:
        return Group()
    rows = {row.pk: row for row in visible.select_related("org_unit", "place").filter(pk__in=found.ids)}
    reasons = explain(plan, kind, found.ids, {})
    lines = [JobLine(rows[pk], why(rows[pk].title, reasons.get(pk, ()))) for pk in found.ids if pk in rows]
    counted = _counted(found, lambda: finding.count(kind, plan, visible), asked, is_counted=is_counted)
    return replace(counted, lines=lines)


def _interviews(actor: Actor, asked: Asked, size: int, *, is_counted: bool) -> Group:
    kind, plan = interview_index.KIND, asking.read(interview_index.KIND, actor, asked.text)
    visible = visible_interviews(actor)
    found = finding.page(kind, plan, visible, size=size, after=asked.after)
    if plan is None or not found.ids:
        return Group()
    rows = {row.pk: row for row in _with_names(visible).filter(pk__in=found.ids)}
    titles = {row.application.job_id: row.application.job.title for row in rows.values()}
    reasons = explain(plan, kind, found.ids, titles)
    lines = [
        InterviewLine(rows[pk], why(rows[pk].application.candidate.name, reasons.get(pk, ())))
        for pk in found.ids
        if pk in rows
    ]
    counted = _counted(found, lambda: finding.count(kind, plan, visible), asked, is_counted=is_counted)
    return replace(counted, lines=lines)


def _with_names(rows: QuerySet[Interview]) -> QuerySet[Interview]:
    return rows.select_related("application__candidate", "application__job", "stage")


def _counted(found: finding.Found, count: Callable[[], int], asked: Asked, *, is_counted: bool) -> Group:
    """Counted only where one page does not hold them all."""
    if not is_counted or (not found.after and not asked.after):
        return Group(after=found.after, count=len(found.ids))
    number = count()
    most = finding.MOST_COUNTED
    return Group(after=found.after, count=min(number, most), is_more=number > most)
