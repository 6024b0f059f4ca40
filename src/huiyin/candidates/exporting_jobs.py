"""The list of jobs as a file: the same jobs, columns and words as its page."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from huiyin.accounts.doors import may, require
from huiyin.candidates.access import visible_applications
from huiyin.candidates.job_lines import Line, asked_of, job_lines, narrowed
from huiyin.candidates.templatetags.candidates import hiring_manager
from huiyin.company.queries import the_company
from huiyin.core.actor import Actor
from huiyin.core.templatetags.huiyin import day, localised
from huiyin.exports.lists import ExportList, Query, Row, Table, register
from huiyin.jobs.access import visible_to
from huiyin.jobs.queries import with_list_columns


def register_list() -> None:
    register(
        ExportList(
            key="jobs",
            label=gettext_lazy("Jobs"),
            permission="jobs:see",
            narrows=("state", "q", "category", "mine"),
            page=lambda _query: reverse("jobs:list"),
            table=table,
        )
    )


def table(actor: Actor, query: Query) -> Table:
    require(actor, "jobs:see")
    asked, zone, sees_people = asked_of(query), the_company().time_zone, may(actor, "candidates:see")
    jobs = narrowed(visible_to(actor), asked, actor).filter(state=asked.state)

    def read(keys: Sequence[int]) -> list[Row]:
        found = with_list_columns(visible_to(actor).filter(pk__in=keys)).in_bulk()
        shown = [found[key] for key in keys if key in found]
        return [
            _line(one, sees_people=sees_people)
            for one in job_lines(visible_applications(actor), shown, zone=zone)
        ]

    header = (
        _("Job"),
        _("Waits for"),
        _("Candidates"),
        _("To hire"),
        _("Unit"),
        _("Place"),
        _("Hiring manager"),
        _("Open since"),
        _("Number"),
    )
    return Table(header, list(with_list_columns(jobs).values_list("pk", flat=True)), read)


def _line(one: Line, *, sees_people: bool) -> Row:
    job, head = one.job, hiring_manager(one.job)
    return (
        localised(job, "title"),
        _waits_for(one, head.name if head else "") if sees_people else "",
        str(one.running),
        str(job.headcount),
        job.org_unit.name,
        job.place.name if job.place else "",
        head.name if head else "",
        day(job.opened_on),
        job.number,
    )


def _waits_for(one: Line, head: str) -> str:
    """With whom something waits, in the words of `parts/waits_for.html`."""
    resumes = (
        ngettext("%(name)s: %(n)s résumé", "%(name)s: %(n)s résumés", one.to_read)
        if head
        else ngettext("%(n)s résumé to read", "%(n)s résumés to read", one.to_read)
    )
    said = (
        (one.late, ngettext("%(n)s past the promised day", "%(n)s past the promised day", one.late)),
        (one.to_read, resumes),
        (
            one.against,
            ngettext("Recruiter: decide about %(n)s", "Recruiter: decide about %(n)s", one.against),
        ),
        (one.fresh, ngettext("Recruiter: %(n)s new", "Recruiter: %(n)s new", one.fresh)),
    )
    words = [word % {"n": count, "name": head} for count, word in said if count]
    return " ".join(words) or _("nobody")
