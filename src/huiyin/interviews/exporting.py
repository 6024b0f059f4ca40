"""历史面试 as a file: the same query, the same columns and the same words as its page."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from huiyin.accounts.doors import require
from huiyin.company.queries import the_company
from huiyin.core.actor import Actor
from huiyin.core.templatetags.huiyin import localised, moment
from huiyin.exports.lists import ExportList, Query, Row, Table, register
from huiyin.interviews import history, labels, queries, saying
from huiyin.interviews.access import visible_to
from huiyin.interviews.forms import SIDES
from huiyin.interviews.models import Interview
from huiyin.interviews.ticks import Ticks
from huiyin.jobs.models import ReasonSide


def register_list() -> None:
    register(
        ExportList(
            key="interviews",
            label=gettext_lazy("Past interviews"),
            permission="interviews:see",
            narrows=("state", "side", "job", "first", "last"),
            page=lambda _query: reverse("interviews:history"),
            table=table,
        )
    )


def table(actor: Actor, query: Query) -> Table:
    require(actor, "interviews:see")
    zone = the_company().time_zone

    def read(keys: Sequence[int]) -> list[Row]:
        rows = queries.with_people(visible_to(actor)).in_bulk(keys)
        found = [rows[key] for key in keys if key in rows]
        return [line_of(one, zone) for one in history.lines_of(found)]

    header = (
        _("Name"),
        _("Time"),
        _("Job"),
        _("State"),
        _("Reason"),
        _("Who was told, and how"),
        _("Done by"),
    )
    rows = history.in_order(visible_to(actor), history.read_wanted(query), zone)
    return Table(header, list(rows.values_list("pk", flat=True)), read)


def line_of(line: history.PastLine, zone: str) -> Row:
    row, ticks = line.row, line.ticks
    job = row.application.job
    done_by, at = (ticks.by or _("the system"), moment(ticks.at, zone)) if ticks else (_("the system"), "")
    return (
        row.application.candidate.name,
        moment(row.start, row.time_zone),
        f"{localised(job, 'title')} {saying.round_name(row, get_language() or 'zh-hans')}".strip(),
        str(line.word),
        _reason(row),
        _told(ticks),
        f"{done_by} {at}".strip(),
    )


def _reason(row: Interview) -> str:
    if row.cancel_reason is None:
        return _("none")
    side = SIDES[ReasonSide(row.cancel_reason.side)]
    return f"{localised(row.cancel_reason, 'name')} {side}".strip()


def _told(ticks: Ticks | None) -> str:
    if ticks is None or not ticks.people:
        why = ticks.why_untold if ticks else ""
        return _("Not told: %(why)s") % {"why": why} if why else _("nobody")
    return _(", ").join(
        f"{one.name} {labels.CHANNELS.get(one.channel, one.channel)} {one.word}" for one in ticks.people
    )
