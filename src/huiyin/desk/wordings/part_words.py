"""What a part of the house is called on pages, and the parts that may be chosen."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.company.models import OrgUnit
from huiyin.company.queries import active_units
from huiyin.core.actor import Actor
from huiyin.core.errors import NotFound
from huiyin.core.wording import localised
from huiyin.jobs.access import visible_to as visible_jobs
from huiyin.jobs.forms import CATEGORIES
from huiyin.jobs.models import INTERVIEW_STAGES, Job, JobCategory, StageKind
from huiyin.messaging.parts import Part

JOBS = 100
UNITS = 60


@dataclass(frozen=True)
class Choice:
    """One part that somebody may choose."""

    part: Part
    words: str

    @property
    def key(self) -> str:
        return self.part.key


def round_words() -> dict[str, str]:
    words = (_("First interview"), _("Second interview"), _("Final interview"))
    return dict(zip((str(one) for one in INTERVIEW_STAGES), words, strict=True)) | {
        str(StageKind.APPLIED): _("Application")
    }


def words_of(parts: Iterable[Part], actor: Actor) -> dict[str, str]:
    """By the part's key; a job that the reader does not see has a number and no name."""
    wanted = list(parts)
    units = {one.unit for one in wanted if one.unit}
    jobs = {one.job for one in wanted if one.job}
    named = dict(OrgUnit.objects.filter(pk__in=units).values_list("pk", "name")) if units else {}
    seen = visible_jobs(actor).defer("pay_band").in_bulk(jobs) if jobs else {}
    return {part.key: _words(part, named, seen) for part in wanted}


def _words(part: Part, units: dict[int, str], jobs: dict[int, Job]) -> str:
    said = []
    if part.job:
        job = jobs.get(part.job)
        said.append(localised(job, "title", _language()) if job else _("A job of another branch"))
    if part.round:
        said.append(round_words().get(part.round, part.round))
    if part.category:
        names = dict(CATEGORIES)
        said.append(
            str(names[JobCategory(part.category)]) if part.category in JobCategory.values else part.category
        )
    if part.unit:
        said.append(units.get(part.unit, "?"))
    return " · ".join(said) or _("The whole house")


def chooseable(actor: Actor) -> dict[str, list[Choice]]:
    """What a wording may be made for: categories, jobs that she sees, branches, rounds."""
    jobs = visible_jobs(actor).filter(state__in=["open", "paused"]).defer("pay_band").order_by("-created_at")
    return {
        "categories": [Choice(Part(category=str(key)), str(label)) for key, label in CATEGORIES],
        "rounds": [Choice(Part(round=key), words) for key, words in round_words().items()],
        "units": [Choice(Part(unit=unit.pk), unit.name) for unit in active_units().order_by("path")[:UNITS]],
        "jobs": [Choice(Part(job=job.pk), localised(job, "title", _language())) for job in jobs[:JOBS]],
    }


def read_part(key: str, actor: Actor) -> Part:
    """A part from a form, in its own spelling; one that does not exist, or a job that she does not see, is
    not found.
    """
    part = Part.of(key)
    known = part.key == " ".join(key.split()) and (
        (not part.category or part.category in JobCategory.values)
        and (not part.round or part.round in StageKind.values)
        and (part.unit is None or OrgUnit.objects.filter(pk=part.unit).exists())
        and (part.job is None or visible_jobs(actor).filter(pk=part.job).exists())
    )
    if not known:
        raise NotFound("not_found", _("There is no such part of the house."))
    return part


def path_beside(part: Part) -> str:
    """Where a job hangs, for a part that names no unit itself."""
    if part.job is None or part.unit is not None:
        return ""
    return Job.objects.filter(pk=part.job).values_list("org_unit__path", flat=True).first() or "/-/"


def _language() -> str:
    return get_language() or "zh-hans"
