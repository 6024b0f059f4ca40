"""Named reads of candidates and applications, shared by pages, the API and higher rooms."""

from django.utils.translation import gettext as _

from huiyin.candidates.models import Application
from huiyin.company.queries import the_company
from huiyin.core.models import AuditEntry
from huiyin.core.references import ref
from huiyin.core.wording import clock_time


def running_application(candidate_id: int, job_id: int) -> Application | None:
    """The one application of a candidate for a job that has not ended."""
    return Application.objects.filter(
        candidate=candidate_id, job=job_id, state__in=("active", "on_hold")
    ).first()


def changes_since(application: Application, version: int) -> str:
    """What happened to an application after a version, as a sentence for the second of two editors."""
    entries = AuditEntry.objects.filter(about=ref(application)).order_by("-pk")[:20]
    later = [entry for entry in reversed(entries) if entry.detail.get("version", 0) > version]
    return "; ".join(_change(application, entry) for entry in later)


def _change(application: Application, entry: AuditEntry) -> str:
    who = entry.actor_label or entry.actor
    at = clock_time(entry.at, the_company().time_zone)
    if entry.verb == "application.moved":
        stage = application.job.pipeline.stages.get(pk=entry.detail["stage"])
        return _("{who} moved it to {stage} at {at}").format(who=who, stage=stage.name_zh, at=at)
    if entry.verb == "application.assigned":
        return _("{who} gave it to another colleague at {at}").format(who=who, at=at)
    return _("{who} changed it at {at}").format(who=who, at=at)
