"""Named reads of candidates and applications, shared by pages, the API and higher rooms."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Aggregate, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, TextField, Value
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.accounts.doors import reach
from huiyin.candidates.access import visible_to
from huiyin.candidates.models import (
    Application,
    ApplicationState,
    Candidate,
    CandidateTag,
    Document,
    DocumentText,
    Tag,
    Thread,
)
from huiyin.company.queries import the_company
from huiyin.core.actor import Actor
from huiyin.core.models import AuditEntry
from huiyin.core.references import ref
from huiyin.core.wording import clock_time, localised
from huiyin.jobs.models import Stage

RUNNING = (ApplicationState.ACTIVE, ApplicationState.ON_HOLD)


def with_list_columns(
    candidates: QuerySet[Candidate], applications: QuerySet[Application]
) -> QuerySet[Candidate]:
    """What a list of candidates shows, in three queries however long: the newest application that the
    actor may see comes first in `shown_applications`.
    """
    theirs = applications.select_related("job", "stage", "owner").order_by("-applied_at", "-pk")
    return candidates.select_related("contact").prefetch_related(
        Prefetch("applications", queryset=theirs, to_attr="shown_applications"),
        Prefetch("tags", queryset=CandidateTag.objects.select_related("tag").order_by("at")),
    )


def newest_shown(candidates: Sequence[Candidate]) -> list[Application]:
    """Of each candidate read by `with_list_columns`, the newest application; those without are left out."""
    shown: list[list[Application]] = [one.shown_applications for one in candidates]  # type: ignore[attr-defined]
    return [applications[0] for applications in shown if applications]


class Joined(Aggregate):
    """Texts of several rows as lines of one, so that a list reads them along with its rows."""

    function = "GROUP_CONCAT"

    def __init__(self, expression: str) -> None:
        super().__init__(expression, Value("\n"), output_field=TextField())

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, function="STRING_AGG")


def tag_names() -> Subquery:
    """For each application, the names of its candidate's tags as lines, None without any."""
    worn = CandidateTag.objects.filter(candidate=OuterRef("candidate")).order_by().values("candidate")
    return Subquery(worn.annotate(names=Joined("tag__name")).values("names"))


def tags_in_use(actor: Actor) -> QuerySet[Tag]:
    """Those that somebody wears whom the actor sees: an automatic one names a job."""
    if reach(actor, "candidates:see").everything:
        return Tag.objects.filter(pk__in=CandidateTag.objects.values("tag")).order_by("name")
    seen = Exists(visible_to(actor).filter(pk=OuterRef("candidate")))
    return Tag.objects.filter(Exists(CandidateTag.objects.filter(seen, tag=OuterRef("pk")))).order_by("name")


def waiting_thread(candidate: Candidate, applications: Sequence[Application]) -> Thread | None:
    """The conversation in which this candidate waits for an answer longest."""
    if not getattr(candidate, "has_waiting", True):
        return None
    rows = candidate.threads.filter(of(applications), state="waiting")
    return rows.order_by("reply_by", "pk").first()


def changes_since(application: Application, version: int) -> str:
    """What happened to an application after a version, as a sentence for the second of two editors."""
    entries = AuditEntry.objects.filter(about=ref(application)).order_by("-pk")[:20]
    later = [entry for entry in reversed(entries) if entry.detail.get("version", 0) > version]
    stages = {stage.pk: stage for stage in application.job.pipeline.stages.all()}
    zone = the_company().time_zone
    return "; ".join(
        _("{change}, {who}, {at}").format(
            change=change_title(entry, stages),
            who=entry.actor_label or entry.actor,
            at=clock_time(entry.at, zone),
        )
        for entry in later
    )


def text_of(document: Document) -> str:
    """What has been read in it so far; nothing of a picture."""
    reading = DocumentText.objects.filter(document=document).first()
    return reading.text if reading else ""


def change_title(entry: AuditEntry, stages: dict[int, Stage]) -> str:
    """An audit entry of this room as a person would say it."""
    if entry.verb == "application.screened":
        in_favour = entry.detail.get("in_favour")
        return _("Hiring manager: go on") if in_favour else _("Hiring manager: advises against")
    if entry.verb == "application.moved" and entry.detail.get("stage") in stages:
        return _("Moved to {stage}").format(stage=stage_name(stages[entry.detail["stage"]]))
    said = {
        "candidate.added": _("File opened"),
        "candidate.edited": _("Details corrected"),
        "candidate.intention_edited": _("Intention written"),
        "candidate.merged": _("Joined with another file"),
        "candidate.merged_away": _("Became part of another file"),
        "candidate.parted": _("Files parted again"),
        "candidate.not_same": _("Found to be another person than the one of a similar file"),
        "application.closed_by_merge": _("Closed: another application for this job goes on"),
        "application.reopened": _("Runs again"),
        "candidate.tagged": _("Tag added"),
        "candidate.untagged": _("Tag removed"),
        "candidate.retention_set": _("Retention date changed"),
        "consent.recorded": _("Consent recorded"),
        "application.added": _("Applied"),
        "application.moved": _("Moved to another stage"),
        "application.assigned": _("Given to another colleague"),
        "application.recommendation_taken_back": _("Hiring manager: taken back"),
    }
    return said.get(entry.verb, _("Changed"))


def stage_name(stage: Stage) -> str:
    return localised(stage, "name", get_language() or "zh-hans")


def of(applications: Sequence[Application], path: str = "application") -> Q:
    """What belongs to one of these applications, or to the person as such."""
    return Q(**{path: None}) | Q(**{f"{path}__in": [one.pk for one in applications]})
