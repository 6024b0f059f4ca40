"""Named reads for the pages of settings."""

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Count, F, Q, QuerySet

from huiyin.accounts.models import Role, RoleGrant, User
from huiyin.candidates.models import Application
from huiyin.company.models import Brand, OrgUnit, Place
from huiyin.core import clock
from huiyin.core.models import AuditEntry
from huiyin.interviews.models import Interview
from huiyin.interviews.states import OPEN
from huiyin.jobs.models import Job, JobState, Pipeline, Reason, Stage
from huiyin.people.models import Employee


def unit_tree() -> QuerySet[OrgUnit]:
    """All units in tree order with how many colleagues and running jobs each has itself."""
    people = Count("employees", filter=Q(employees__is_active=True), distinct=True)
    jobs = Count("jobs", filter=Q(jobs__state=JobState.OPEN), distinct=True)
    rows = OrgUnit.objects.select_related("brand").annotate(people=people, open_jobs=jobs)
    return rows.order_by("path")


def all_places() -> QuerySet[Place]:
    rows = Place.objects.select_related("org_unit").prefetch_related("rooms")
    return rows.order_by("-is_active", "org_unit__path", "name")


def all_brands() -> QuerySet[Brand]:
    return Brand.objects.annotate(units=Count("orgunit")).order_by("name", "pk")


def interviews_to_come(**where: object) -> QuerySet[Interview]:
    """Those that are on, from now: what closing a place or a room would hit."""
    return Interview.objects.filter(start__gt=clock.now(), state__in=OPEN, **where).order_by("start")


def pipelines() -> QuerySet[Pipeline]:
    """With how many jobs run on each, and its stages."""
    running = Count("job", filter=~Q(job__state=JobState.CLOSED), distinct=True)
    return Pipeline.objects.annotate(jobs=running).prefetch_related("stages").order_by("pk")


def jobs_on(pipeline: Pipeline) -> QuerySet[Job]:
    return Job.objects.filter(pipeline=pipeline).exclude(state=JobState.CLOSED).order_by("title", "number")


def people_in(stages: Sequence[Stage]) -> dict[int, int]:
    """How many people stand in each stage, by its id; those whose application has ended stand in none."""
    rows = Application.objects.filter(stage__in=stages, state__in=("active", "on_hold"))
    found = rows.values_list("stage").annotate(n=Count("pk")).order_by()
    return dict(found)


def reasons() -> QuerySet[Reason]:
    return Reason.objects.order_by("group", "side", "-is_active", "pk")


def uses_of_reasons() -> dict[int, int]:
    """How often each has been given so far, by its id."""
    used: dict[int, int] = {}
    for model in (Interview, Application):
        names = [one.name for one in model._meta.fields if one.related_model is Reason]
        for name in names:
            rows = model._default_manager.filter(**{f"{name}__isnull": False}).values_list(name)
            for pk, count in rows.annotate(n=Count("pk")).order_by():
                used[pk] = used.get(pk, 0) + count
    return used


def roles_with_holders() -> QuerySet[Role]:
    holders = Count("rolegrant__user", filter=Q(rolegrant__user__is_active=True), distinct=True)
    return Role.objects.annotate(holders=holders).prefetch_related("field_rules").order_by("pk")


def colleagues(query: str = "", state: str = "active") -> QuerySet[Employee]:
    """By name, title or number; those who left only when they are asked for."""
    rows = Employee.objects.select_related("org_unit", "manager", "user").prefetch_related(
        "user__grants__role"
    )
    if state in {"active", "left"}:
        rows = rows.filter(is_active=state == "active")
    for word in query.split():
        rows = rows.filter(Q(name__icontains=word) | Q(title__icontains=word) | Q(number__iexact=word))
    return rows.order_by("name", "pk")


def accounts(query: str = "", state: str = "active") -> QuerySet[User]:
    rows = User.objects.select_related("employee").prefetch_related("grants__role", "grants__org_unit")
    if state in {"active", "disabled"}:
        rows = rows.filter(is_active=state == "active")
    for word in query.split():
        rows = rows.filter(Q(name__icontains=word) | Q(email__icontains=word))
    return rows.annotate(devices_known=Count("devices")).order_by(F("name"), "pk")


def refused_sign_ins(user: User) -> QuerySet[AuditEntry]:
    """Wrong passwords of the last thirty days, the newest first."""
    since = clock.now() - timedelta(days=30)
    rows = AuditEntry.objects.filter(about=f"user:{user.pk}", verb="user.sign_in_refused", at__gt=since)
    return rows.order_by("-pk")


def holders_of(role: Role) -> QuerySet[RoleGrant]:
    rows = RoleGrant.objects.filter(role=role).select_related("user", "org_unit")
    return rows.order_by("user__name", "pk")
