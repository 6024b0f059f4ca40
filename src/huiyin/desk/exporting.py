"""The desk's lists as files: letters, to-dos, a job's people; the same queries, columns and words as their
pages.
"""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from huiyin.accounts.doors import require
from huiyin.candidates.access import visible_applications
from huiyin.candidates.pages import stands_of
from huiyin.candidates.queries import stage_name
from huiyin.candidates.templatetags.candidates import (
    is_running,
    short_moment,
    source_word,
    state_word,
    waiting_words,
)
from huiyin.company.queries import the_company
from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.core.errors import NotFound
from huiyin.core.ids import is_id
from huiyin.core.templatetags.huiyin import moment
from huiyin.desk import board, job_page, job_people
from huiyin.desk.letter_filters import narrowed, read_filter
from huiyin.desk.letter_lines import letter_lines
from huiyin.desk.letter_list import in_order, tab_of
from huiyin.desk.templatetags.desk import soon
from huiyin.desk.todo_groups import of_group, ordered
from huiyin.desk.todo_lines import todo_lines
from huiyin.exports.lists import ExportList, Query, Row, Table, register
from huiyin.interviews.labels import state_label
from huiyin.jobs.access import get_job
from huiyin.jobs.models import Job
from huiyin.messaging.access import visible_to as visible_letters
from huiyin.todos.queries import open_todos


def register_lists() -> None:
    register(
        ExportList(
            key="letters",
            label=gettext_lazy("Letters"),
            permission="letters:see",
            narrows=("state", "q", "kind", "job", "day", "operation"),
            page=lambda _query: reverse("desk:letters"),
            table=letters,
        )
    )
    register(
        ExportList(
            key="todos",
            label=gettext_lazy("To do"),
            permission="",
            narrows=("kind",),
            page=lambda _query: reverse("desk:todos"),
            table=todos,
        )
    )
    register(
        ExportList(
            key="job_people",
            label=gettext_lazy("Candidates of a job"),
            permission="candidates:see",
            narrows=("of_job", "stage", "show", "dwell", "source", "owner", "sort"),
            page=lambda query: reverse("jobs:detail", args=[int(query["of_job"])]),
            table=job_candidates,
        )
    )


def letters(actor: Actor, query: Query) -> Table:
    require(actor, "letters:see")
    zone, language = the_company().time_zone, get_language() or "zh-hans"
    rows = narrowed(visible_letters(actor), read_filter(query), actor, zone)
    keys = in_order(rows, tab_of(query.get("state", ""))).values_list("pk", flat=True)

    def read(wanted: Sequence[int]) -> list[Row]:
        found = visible_letters(actor).select_related("contact").defer("values", "address").in_bulk(wanted)
        lines = letter_lines([found[key] for key in wanted if key in found], language=language, zone=zone)
        return [
            (
                one.letter.contact.name,
                f"{one.kind}{_(', ')}{one.channel}",
                str(one.word),
                moment(one.at, zone),
            )
            for one in lines
        ]

    return Table((_("To"), _("Letter"), _("How far it came"), _("When")), list(keys), read)


def todos(actor: Actor, query: Query) -> Table:
    zone, now = the_company().time_zone, clock.now()
    rows = ordered(of_group(open_todos(actor), query.get("kind", "")), now)

    def read(wanted: Sequence[int]) -> list[Row]:
        found = open_todos(actor).in_bulk(wanted)
        lines = todo_lines(actor, [found[key] for key in wanted if key in found], now, zone)
        return [(one.who, str(one.wording.asks), one.due) for one in lines]

    return Table((_("Who"), _("What"), _("By")), list(rows.values_list("pk", flat=True)), read)


def job_candidates(actor: Actor, query: Query) -> Table:
    """The table of a job's page."""
    require(actor, "candidates:see")
    number = query.get("of_job", "")
    if not is_id(number):
        raise NotFound("not_found", _("There is no such job."))
    job, zone = get_job(actor, int(number)), the_company().time_zone
    page = job_page.read_job(actor, job, job_people.asked_of(query), zone=zone)

    def read(wanted: Sequence[int]) -> list[Row]:
        found = page.people().in_bulk(wanted)
        people = [found[key] for key in wanted if key in found]
        stands = stands_of(people, zone=zone, calendar=page.days.calendar)
        return [_job_line(one, zone) for one in board.board_rows(actor, stands, zone=zone)]

    return Table(_job_header(), _job_keys(page, job), read)


def _job_keys(page: job_page.JobPage, job: Job) -> list[int]:
    rows = job_people.people_of(visible_applications(page.actor), job, page.stages, page.asked, page.days)
    return list(rows.values_list("pk", flat=True))


def _job_header() -> Sequence[str]:
    return (
        _("Name"),
        _("Stage"),
        _("In this stage"),
        _("Next interview"),
        _("Last letter"),
        _("Source"),
        _("Looked after by"),
        _("Tags"),
    )


def _job_line(row: board.Row, zone: str) -> Row:
    one, letter = row.stand.application, row.letter
    runs = is_running(one)
    stage = stage_name(one.stage) if runs else state_word(one)
    if getattr(one, "against", False):
        stage = " ".join([stage, _("Hiring manager advises against"), getattr(one, "against_why", "") or ""])
    coming = _("not arranged")
    if row.next:
        at = soon(row.next.start, row.next.time_zone)
        coming = f"{at[:1].upper()}{at[1:]} {state_label(row.next)}"
    said = f"{letter.word}{letter.kind}{_(', ')}{short_moment(letter.at, zone)}" if letter else ""
    tags = (getattr(one, "tag_names", "") or "").splitlines()[:3]
    return (
        one.candidate.name,
        stage.strip(),
        waiting_words(row.stand.waiting) if runs else "",
        coming,
        said,
        source_word(one),
        one.owner.name if one.owner else "",
        " ".join(tags),
    )
