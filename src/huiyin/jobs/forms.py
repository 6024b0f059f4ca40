"""Forms of the jobs' own pages."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from huiyin.company.models import OrgUnit
from huiyin.company.queries import active_places
from huiyin.jobs.actions import JobDetails, PayBand, TeamPlace
from huiyin.jobs.models import Job, JobCategory, JobState, TeamRole
from huiyin.jobs.queries import published_pipelines
from huiyin.people.models import Employee
from huiyin.people.queries import active_employees

CATEGORIES = [
    (JobCategory.TECH, _("Technology")),
    (JobCategory.PRODUCT, _("Product")),
    (JobCategory.SALES, _("Sales")),
    (JobCategory.FUNCTIONS, _("Office functions")),
    (JobCategory.PRODUCTION, _("Production")),
    (JobCategory.SHOP, _("Shops")),
    (JobCategory.CARE, _("Care")),
    (JobCategory.TEACHER, _("Teaching")),
    (JobCategory.CAMPUS, _("Campus hiring")),
]
JOB_STATES = [
    (JobState.OPEN, _("Open")),
    (JobState.DRAFT, _("Drafts")),
    (JobState.PAUSED, _("Paused")),
    (JobState.CLOSED, _("Closed")),
]
ROLE_NAMES = {
    TeamRole.RECRUITER: _("Recruiter"),
    TeamRole.HIRING_MANAGER: _("Hiring manager"),
    TeamRole.INTERVIEWER: _("Interviewer"),
}


class Named(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Rows chosen by their own name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class PipelineChoice(Named):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name_en if get_language() == "en" else obj.name_zh)


class JobForm(forms.Form):
    title = forms.CharField(label=_("Job title"), max_length=80)
    title_en = forms.CharField(label=_("Job title in English"), max_length=120, required=False)
    category = forms.ChoiceField(label=_("Category"), choices=CATEGORIES)
    org_unit = Named(label=_("Unit"), queryset=OrgUnit.objects.none())
    pipeline = PipelineChoice(label=_("Pipeline"), queryset=published_pipelines())
    place = Named(label=_("Place"), queryset=active_places(), required=False)
    headcount = forms.IntegerField(label=_("How many people"), min_value=1, max_value=999, initial=1)
    recruiter = Named(label=_("Recruiter"), queryset=active_employees(), required=False)
    hiring_manager = Named(label=_("Hiring manager"), queryset=active_employees(), required=False)
    pay_min = forms.IntegerField(label=_("Lowest pay, CNY a month"), min_value=1, required=False)
    pay_max = forms.IntegerField(label=_("Highest pay, CNY a month"), min_value=1, required=False)
    pay_months = forms.IntegerField(label=_("Months a year"), min_value=12, max_value=24, required=False)
    publishes_pay = forms.BooleanField(
        label=_("Show the pay band on the public page"),
        required=False,
        help_text=_(
            "Whoever opens the page of this job reads it, and search engines too. Without the tick it stays "
            "inside the house."
        ),
    )
    highlights = forms.CharField(
        label=_("What is good about this job"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Candidates read this. One point a line."),
    )

    def __init__(self, *args: Any, units: list[OrgUnit], with_pay: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["org_unit"]
        assert isinstance(unit, forms.ModelChoiceField)
        unit.queryset = OrgUnit.objects.filter(pk__in=[one.pk for one in units]).order_by("path")
        if not with_pay:
            for name in ("pay_min", "pay_max", "pay_months", "publishes_pay"):
                del self.fields[name]

    def details(self, job: Job | None = None) -> JobDetails:
        """What was entered; pay and interviewers that this editor does not see stay as they are."""
        said = self.cleaned_data
        return JobDetails(
            **{name: said[name] for name in ("title", "title_en", "category", "org_unit", "pipeline")},
            place=said["place"],
            headcount=said["headcount"],
            highlights=said["highlights"],
            pay_band=self._pay_band(job),
            publishes_pay=said["publishes_pay"]
            if "publishes_pay" in said
            else bool(job and job.publishes_pay),
            team=tuple(self._team(job)),
        )

    def _pay_band(self, job: Job | None) -> PayBand | None:
        if "pay_min" not in self.fields:
            return job.pay_band if job else None
        said = self.cleaned_data
        if not (said["pay_min"] or said["pay_max"]):
            return None
        return {
            "min": said["pay_min"] or said["pay_max"],
            "max": said["pay_max"] or said["pay_min"],
            "months": said["pay_months"] or 12,
        }

    def _team(self, job: Job | None) -> list[TeamPlace]:
        chosen: list[tuple[Employee | None, TeamRole]] = [
            (self.cleaned_data["recruiter"], TeamRole.RECRUITER),
            (self.cleaned_data["hiring_manager"], TeamRole.HIRING_MANAGER),
        ]
        kept = job.team.filter(role=TeamRole.INTERVIEWER).select_related("employee") if job else []
        return [
            *((employee, role) for employee, role in chosen if employee),
            *((row.employee, TeamRole.INTERVIEWER) for row in kept),
        ]


def job_initial(job: Job) -> dict[str, Any]:
    names = ("title", "title_en", "category", "org_unit", "pipeline", "place", "headcount", "highlights")
    team = {row.role: row.employee for row in job.team.select_related("employee")}
    band = job.pay_band or {}
    return {name: getattr(job, name) for name in names} | {
        "recruiter": team.get(TeamRole.RECRUITER),
        "hiring_manager": team.get(TeamRole.HIRING_MANAGER),
        "pay_min": band.get("min"),
        "pay_max": band.get("max"),
        "pay_months": band.get("months"),
        "publishes_pay": job.publishes_pay,
    }
