"""Addresses to pass on: of a job or a branch, by each way, by a colleague; and the same as a QR code."""

import io
from dataclasses import dataclass
from urllib.parse import urlencode

import segno
from django.conf import settings
from django.db.models import Count, QuerySet
from django.utils.safestring import SafeString

from huiyin.candidates.models import Application, ApplicationState, Source
from huiyin.candidates.origins import WAYS, colleague_key, way_key
from huiyin.company.models import OrgUnit
from huiyin.jobs.models import INTERVIEW_STAGES, Job, StageKind
from huiyin.jobs.posting import open_jobs
from huiyin.people.models import Employee

_ENDED = {ApplicationState.REJECTED, ApplicationState.WITHDRAWN, ApplicationState.CLOSED}
_AFTER = {
    StageKind.BACKGROUND_CHECK,
    StageKind.OFFER_APPROVAL,
    StageKind.OFFER,
    StageKind.PRE_ONBOARDING,
    StageKind.HIRED,
}


def job_path(job: Job) -> str:
    return f"/join/{job.number}/"


def branch_path(unit: OrgUnit) -> str:
    return f"/join/at/{unit.pk}/"


def address(path: str, way: str = "", note: str = "") -> str:
    """The whole address; a way that there is not is left away."""
    query = {"from": way_key(way, note)} if way in WAYS else {}
    return f"{settings.HUIYIN_BASE_URL}{path}{'?' + urlencode(query) if query else ''}"


def own_address(path: str, colleague: Employee) -> str:
    return f"{settings.HUIYIN_BASE_URL}{path}?{urlencode({'from': colleague_key(colleague)})}"


def qr_inline(link: str) -> str:
    svg = segno.make(link, error="m").svg_inline(omitsize=True, border=2, svgclass="hy-qr", lineclass=None)
    return SafeString(svg)


def qr_file(link: str, kind: str) -> bytes:
    """For print: an SVG, or a PNG of well over a thousand points a side."""
    out = io.BytesIO()
    segno.make(link, error="m").save(out, kind=kind, scale=32 if kind == "png" else 8, border=4)
    return out.getvalue()


def counts_by_source(applications: QuerySet[Application], job: Job) -> list[tuple[Source, int]]:
    """How many of these came for a job by which way, the most first."""
    rows = applications.filter(job=job).order_by().values_list("source").annotate(n=Count("pk"))
    return sorted(((Source(source), n) for source, n in rows), key=lambda one: -one[1])


@dataclass(frozen=True)
class Referred:
    """What a colleague may know of somebody who came by her: the job, the day, and roughly how far."""

    application: Application
    step: str


def referred_by(colleague: Employee, most: int) -> list[Referred]:
    rows = Application.objects.filter(referrer=colleague).select_related("job", "stage")
    return [Referred(one, coarse_step(one)) for one in rows.order_by("-applied_at", "-pk")[:most]]


def referred_count(colleague: Employee) -> int:
    return Application.objects.filter(referrer=colleague).count()


def coarse_step(application: Application) -> str:
    """read, talks, agreed, joined or ended: no stage, no reason, no result before its time."""
    if application.state == ApplicationState.HIRED:
        return "joined"
    if application.state in _ENDED:
        return "ended"
    kind = application.stage.kind
    if kind in INTERVIEW_STAGES:
        return "talks"
    return "agreed" if kind in _AFTER else "read"


def jobs_to_pass_on(colleague: Employee, most: int) -> list[tuple[Job, str]]:
    """The open jobs, each with this colleague's own address; what is open is open to everybody."""
    return [(job, own_address(job_path(job), colleague)) for job in open_jobs()[:most]]
