"""分享职位: addresses and QR codes that know by which way somebody came; and a colleague's own referrals."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from huiyin.candidates import sharing
from huiyin.candidates.access import visible_applications
from huiyin.candidates.forms import SOURCE_NAMES
from huiyin.candidates.origins import NOTE_LENGTH, WAYS, clean_note
from huiyin.company.queries import the_company
from huiyin.core.errors import NotAllowed, NotFound
from huiyin.core.http import Request
from huiyin.jobs.access import get_job, get_unit_of_jobs
from huiyin.people.queries import employee_of

KINDS = {"svg": "image/svg+xml", "png": "image/png"}
MOST = 200


@require_GET
def share(request: Request, job_id: int) -> HttpResponse:
    job = get_job(request.actor, job_id)
    colleague = employee_of(request.actor)
    path = sharing.job_path(job)
    counts = sharing.counts_by_source(visible_applications(request.actor), job)
    context = {
        "job": job,
        "counts": [(SOURCE_NAMES[source], n) for source, n in counts],
        "own": sharing.own_address(path, colleague) if colleague else "",
        **_chosen(request, path),
    }
    return render(request, "candidates/share.html", context)


@require_GET
def share_branch(request: Request, unit_id: int) -> HttpResponse:
    unit = get_unit_of_jobs(request.actor, unit_id)
    context = {"unit": unit, **_chosen(request, sharing.branch_path(unit))}
    return render(request, "candidates/share.html", context)


@require_GET
def job_code(request: Request, job_id: int, kind: str) -> HttpResponse:
    job = get_job(request.actor, job_id)
    return _file(request, sharing.job_path(job), job.number, kind)


@require_GET
def branch_code(request: Request, unit_id: int, kind: str) -> HttpResponse:
    unit = get_unit_of_jobs(request.actor, unit_id)
    return _file(request, sharing.branch_path(unit), f"jobs-{unit.pk}", kind)


@require_GET
def referrals(request: Request) -> HttpResponse:
    """Her own addresses, and how it goes with those who came by them."""
    colleague = employee_of(request.actor) if request.actor.kind == "user" else None
    if colleague is None:
        raise NotAllowed(
            "no_employee",
            _("Referrals belong to a colleague, and this account is nobody's."),
            _("Ask an administrator to connect your account with your own record."),
        )
    context = {
        "came": sharing.referred_by(colleague, MOST),
        "count": sharing.referred_count(colleague),
        "jobs": sharing.jobs_to_pass_on(colleague, MOST),
        "all_jobs": sharing.own_address("/join/", colleague),
        "zone": the_company().time_zone,
    }
    return render(request, "candidates/referrals.html", context)


def _chosen(request: Request, path: str) -> dict[str, object]:
    """The way and note that were asked for, with their address and code."""
    way = request.GET.get("way", "poster")
    way = way if way in WAYS else "poster"
    note = clean_note(request.GET.get("note", ""))
    link = sharing.address(path, way, note)
    return {
        "ways": [(key, SOURCE_NAMES[source]) for key, source in WAYS.items()],
        "way": way,
        "way_word": SOURCE_NAMES[WAYS[way]],
        "note": note,
        "note_length": NOTE_LENGTH,
        "plain": sharing.address(path),
        "path": path,
        "link": link,
        "qr": sharing.qr_inline(link),
        "company": the_company(),
    }


def _file(request: Request, path: str, name: str, kind: str) -> HttpResponse:
    if kind not in KINDS:
        raise NotFound("not_found", _("There is no such picture."))
    way, note = request.GET.get("way", ""), request.GET.get("note", "")
    data = sharing.qr_file(sharing.address(path, way, note), kind)
    response = HttpResponse(data, content_type=KINDS[kind])
    suffix = f"-{way}" if way in WAYS else ""
    response["Content-Disposition"] = f'attachment; filename="{name}{suffix}.{kind}"'
    return response
