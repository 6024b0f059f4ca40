"""The list of candidates as a file: the same query, the same columns and the same words as its page."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.accounts.doors import require
from huiyin.candidates.access import visible_applications, visible_to
from huiyin.candidates.finding import listed
from huiyin.candidates.models import Candidate
from huiyin.candidates.pages import Stand, stands_of
from huiyin.candidates.queries import newest_shown, stage_name, with_list_columns
from huiyin.candidates.templatetags.candidates import is_running, state_word, waiting_words
from huiyin.company.queries import the_company
from huiyin.company.working_days import Calendar
from huiyin.core.actor import Actor
from huiyin.core.templatetags.huiyin import localised
from huiyin.exports.lists import ExportList, Query, Row, Table, register

AT_A_TIME = 5000


def register_list() -> None:
    register(
        ExportList(
            key="candidates",
            label=gettext_lazy("Candidates"),
            permission="candidates:see",
            narrows=("q", "job", "tag"),
            page=lambda _query: reverse("candidates:list"),
            table=table,
        )
    )


def table(actor: Actor, query: Query) -> Table:
    require(actor, "candidates:see")
    calendar, zone = Calendar(), the_company().time_zone

    def read(keys: Sequence[int]) -> list[Row]:
        # What a job pays is not said here, and deciphering it for each row is dear.
        applications = visible_applications(actor).defer("job__pay_band")
        rows = with_list_columns(visible_to(actor), applications).in_bulk(keys)
        people = [rows[key] for key in keys if key in rows]
        stands = stands_of(newest_shown(people), zone=zone, calendar=calendar)
        by_person = {one.application.candidate_id: one for one in stands}
        return [line_of(one, by_person.get(one.pk)) for one in people]

    header = (
        _("Name"),
        _("Job"),
        _("Stage"),
        _("In this stage"),
        _("Looked after by"),
        _("Tags"),
        _("Number"),
    )
    return Table(header, keys_of(actor, query), read)


def keys_of(actor: Actor, query: Query) -> list[int]:
    """In the order of the page, read through the page's own pages."""
    people, applications = visible_to(actor).only("pk", "name"), visible_applications(actor)
    keys: list[int] = []
    after: str = ""
    while True:
        found, after = listed(people, applications, {**query, "after": after}, actor=actor, size=AT_A_TIME)
        keys += [one.pk for one in found]
        if not after:
            return keys


def line_of(person: Candidate, stand: Stand | None) -> Row:
    tags = " ".join(worn.tag.name for worn in person.tags.all())
    if stand is None:
        return (person.name, "", "", "", "", tags, person.number)
    one = stand.application
    runs = is_running(one)
    return (
        person.name,
        localised(one.job, "title"),
        stage_name(one.stage) if runs else state_word(one),
        waiting_words(stand.waiting) if runs else "",
        one.owner.name if one.owner else "",
        tags,
        person.number,
    )
