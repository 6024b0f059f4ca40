"""From the names in a sheet to jobs, places and colleagues; made on demand when the person said so.

A name that fits two is a problem, never the first of them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from django.utils.translation import gettext as _

from huiyin.accounts.doors import may, reach
from huiyin.company.actions import PlaceDetails, add_place
from huiyin.company.models import OrgUnit, Place
from huiyin.company.queries import active_places, active_units, the_company
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError
from huiyin.core.references import ref
from huiyin.imports.problems import Unreadable
from huiyin.jobs.access import covers, units_to_hire_in
from huiyin.jobs.access import visible_to as visible_jobs
from huiyin.jobs.actions import JobDetails, close_job, create_job, open_job
from huiyin.jobs.models import Job, JobCategory, JobState, TeamRole
from huiyin.jobs.queries import published_pipelines
from huiyin.messaging.contacts import EMAIL, address_index
from huiyin.messaging.models import Address
from huiyin.people.actions import NewEmployee, add_employee
from huiyin.people.models import Employee

T = TypeVar("T", Job, Place, Employee)


@dataclass
class Names:
    """Looks everything up once. `made` lists the references of what had to be made, in order."""

    by: Actor
    may_create: bool
    zone: str
    jobs: dict[str, list[Job]] = field(default_factory=dict)
    places: dict[str, list[Place]] = field(default_factory=dict)
    colleagues: dict[str, Employee] = field(default_factory=dict)
    owners: dict[int, Employee | None] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)

    @classmethod
    def load(cls, *, by: Actor, may_create: bool, zone: str) -> "Names":
        names = cls(by, may_create, zone or the_company().time_zone)
        jobs: dict[str, list[Job]] = defaultdict(list)
        for job in visible_jobs(by).select_related("org_unit", "place", "pipeline").order_by("pk"):
            for name in {same_name(job.title), same_name(job.title_en), same_name(job.number)} - {""}:
                jobs[name].append(job)
        places: dict[str, list[Place]] = defaultdict(list)
        for place in active_places():
            places[same_name(place.name)].append(place)
        names.jobs, names.places = dict(jobs), dict(places)
        return names

    def job(self, name: str, *, is_history: bool = False) -> Job:
        """An open job of that title, English title or number; for history, any state will do."""
        states = {JobState.OPEN, JobState.PAUSED}
        known = self.jobs.get(same_name(name), [])
        found = [job for job in known if is_history or job.state in states]
        if len(found) > 1:
            numbers = ", ".join(job.number for job in found)
            raise Unreadable(
                _("More than one job has this title: %(numbers)s.") % {"numbers": numbers},
                _("the job's number, such as %(number)s") % {"number": found[0].number},
            )
        if found:
            return self._reached(found[0])
        if known:
            raise Unreadable(_("This job is not open."), _("an open job; open it first"))
        if not self.may_create or not may(self.by, "jobs:edit"):
            raise Unreadable(_("There is no such job."), _("a job that exists, or --create-missing"))
        return self._make_job(name, is_history=is_history)

    def place(self, name: str) -> Place:
        found = self.places.get(same_name(name), [])
        if len(found) > 1:
            raise Unreadable(_("More than one place has this name."), _("a name that only one place has"))
        if found:
            return found[0]
        if not self.may_create:
            raise Unreadable(_("There is no such place."), _("a place that exists, or --create-missing"))
        place = self._make(
            lambda: add_place(_home(), PlaceDetails(name, name, time_zone=self.zone), by=self.by)
        )
        self.places[same_name(name)] = [place]
        return place

    def load_colleagues(self, emails: Iterable[str]) -> None:
        """Find all the interviewers of a sheet with two queries."""
        wanted = {address_index(EMAIL, email): email for email in emails}
        rows = Address.objects.filter(kind=EMAIL, value_index__in=wanted, contact__employee__is_active=True)
        pairs = dict(rows.values_list("contact__employee", "value_index"))
        for employee in Employee.objects.select_related("contact", "user").filter(pk__in=pairs):
            self.colleagues[wanted[pairs[employee.pk]]] = employee

    def interviewer(self, email: str) -> Employee:
        if email not in self.colleagues:
            if not self.may_create:
                raise Unreadable(
                    _("No colleague has the address %(email)s.") % {"email": email},
                    _("the e-mail address of a colleague, or --create-missing"),
                )
            person = NewEmployee(name=email.partition("@")[0], org_unit=_home(), email=email)
            self.colleagues[email] = self._make(lambda: add_employee(person, by=self.by))
        return self.colleagues[email]

    def owner(self, job: Job) -> Employee | None:
        """Who looks after applications for a job: the first recruiter of its team."""
        if job.pk not in self.owners:
            first = job.team.filter(role=TeamRole.RECRUITER).select_related("employee").order_by("pk").first()
            self.owners[job.pk] = first.employee if first else None
        return self.owners[job.pk]

    def _reached(self, job: Job) -> Job:
        """Whoever sees a job may not therefore bring people to it."""
        if not covers(reach(self.by, "candidates:edit"), job):
            raise Unreadable(_("You may not add people to this job."), _("a job for which you recruit"))
        return job

    def _make_job(self, name: str, *, is_history: bool) -> Job:
        pipeline = published_pipelines().first()
        if pipeline is None:
            raise Unreadable(
                _("There is no published pipeline for a new job."), _("publish a pipeline first")
            )
        unit = self._unit_of_jobs()
        details = JobDetails(title=name, category=JobCategory.FUNCTIONS, org_unit=unit, pipeline=pipeline)

        def make() -> Job:
            job = create_job(details, by=self.by)
            return close_job(job, by=self.by) if is_history else open_job(job, by=self.by)

        job = self._make(make)
        self.jobs[same_name(name)] = [job]
        return job

    def _unit_of_jobs(self) -> OrgUnit:
        """The top of the company, or of what of it is hers."""
        home, hers = _home(), units_to_hire_in(self.by)
        return home if home in hers or not hers else hers[0]

    def _make(self, make: Callable[[], T]) -> T:
        """Make it, or say as a problem of the cell why it cannot be made."""
        try:
            row = make()
        except DomainError as refused:
            raise Unreadable(refused.problem, refused.mend) from None
        self.made.append(ref(row))
        return row


def same_name(name: str) -> str:
    return " ".join(name.split()).casefold()


def _home() -> OrgUnit:
    """The top of the company: what a sheet makes belongs there until somebody moves it."""
    unit = active_units().first()
    if unit is None:
        raise Unreadable(_("The company has no org unit yet."), _("run huiyin init first"))
    return unit
