"""What a job's page shows, as table, board or funnel: counted once, drawn three ways."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet, Subquery, Window
from django.db.models.functions import RowNumber
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.accounts.doors import field_level
from huiyin.candidates.access import visible_applications
from huiyin.candidates.forms import SOURCE_NAMES
from huiyin.candidates.models import Application
from huiyin.candidates.pages import PER_PAGE, READABLE, CountedPaginator, stands_of
from huiyin.candidates.queries import tag_names
from huiyin.candidates.screening import advised_against, counting
from huiyin.core.actor import Actor
from huiyin.core.wording import is_chinese
from huiyin.desk.board import Row, board_rows, with_next
from huiyin.desk.job_people import SORTS, Asked, Choice, Crowd, Days, crowd_of, in_order, people_of, reached
from huiyin.interviews.actions.prepare_batch import MOST as MOST_CHOSEN
from huiyin.jobs.models import Job, Stage

VIEWS = ("table", "board", "funnel")
OF_A_COLUMN = 12


@dataclass(frozen=True)
class Column:
    """A stage with the first of its people; `more` are not shown."""

    stage: Stage
    count: int
    rows: Sequence[Row]

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


@dataclass(frozen=True)
class Step:
    """One stage of the funnel: how many stand there, how many came at least as far, and their share."""

    stage: Stage
    here: int
    reached: int
    percent: int


@dataclass(frozen=True)
class JobPage:
    actor: Actor
    job: Job
    stages: Sequence[Stage]
    asked: Asked
    days: Days
    crowd: Crowd

    def table(self, number: str | None) -> tuple[Page[Application], list[Row]]:
        count = self.crowd.ended if self.asked.ended else self.crowd.count(self.asked)
        page = CountedPaginator(self._asked_for().values("pk"), PER_PAGE, count=count).get_page(number)
        return page, self._rows(page.object_list)

    def columns(self) -> list[Column]:
        """In one query for all stages."""
        order = SORTS[self.asked.sort][1]
        place = Window(RowNumber(), partition_by="stage", order_by=list(order))
        people = self._asked_for().annotate(place=place).filter(place__lte=OF_A_COLUMN)
        rows = self._rows(people.values("pk"))
        by_stage: dict[int, list[Row]] = {}
        for row in rows:
            by_stage.setdefault(row.stand.application.stage_id, []).append(row)
        counted = self.crowd.by_stage(self.asked)
        return [Column(stage, count, by_stage.get(stage.pk, [])) for stage, count in counted]

    def funnel(self) -> list[Step]:
        """Everybody who ever applied, by the furthest stage."""
        last = reached(visible_applications(self.actor), self.job)
        first = max(1, sum(last.values()))
        steps = []
        for n, stage in enumerate(self.stages):
            so_far = sum(last.get(one.pk, 0) for one in self.stages[n:])
            here = self.crowd.count(Asked(stage=str(stage.pk)))
            steps.append(Step(stage, here, so_far, round(100 * so_far / first)))
        return steps

    def others(self, shown: Sequence[Row]) -> str:
        """Those of the other pages, for a choice of all; one more than may be arranged at once is enough."""
        here = {row.stand.application.pk for row in shown}
        found = self._asked_for().values_list("pk", "version")[: MOST_CHOSEN + 1]
        return ",".join(f"{pk}:{version}" for pk, version in found if pk not in here)

    def filters(self) -> dict[str, list[Choice]]:
        return {
            "shows": self.crowd.shows(self.asked),
            "dwells": self.crowd.dwells(self.asked),
            "sources": self.crowd.sources(self.asked, SOURCE_NAMES),
            "owners": self.crowd.owners(self.asked, _("nobody yet")),
        }

    def people(self) -> QuerySet[Any]:
        """Whoever is asked for, with all that a line says of her, for who picks some of them by key."""
        return self._with_line(self._asked_for())

    def _asked_for(self) -> QuerySet[Any]:
        return people_of(visible_applications(self.actor), self.job, self.stages, self.asked, self.days)

    def _rows(self, picked: Any) -> list[Row]:
        """What is said of those whom a query picks out, in the query that picks them."""
        people = in_order(visible_applications(self.actor).filter(pk__in=picked), self.asked)
        stands = stands_of(list(self._with_line(people)), zone=self.days.zone, calendar=self.days.calendar)
        return board_rows(self.actor, stands, zone=self.days.zone)

    def _with_line(self, people: QuerySet[Any]) -> QuerySet[Any]:
        """With next interview, tags, and why the hiring manager advises against if that may be known."""
        people = with_next(self.actor, people.select_related("candidate", "stage", "owner"))
        people = people.annotate(tag_names=tag_names(), against=advised_against())
        somebody = any(one.against for one in self.crowd.groups)
        if not somebody or field_level(self.actor, "application.reason") not in READABLE:
            return people
        name = "reason__name_zh" if is_chinese(get_language() or "zh-hans") else "reason__name_en"
        return people.annotate(against_why=Subquery(counting(in_favour=False).values(name)[:1]))


def read_job(actor: Actor, job: Job, asked: Asked, *, zone: str) -> JobPage:
    stages, days = list(job.pipeline.stages.all()), Days.of(zone)
    crowd = crowd_of(visible_applications(actor), job, stages, days)
    return JobPage(actor, job, stages, asked, days, crowd)


def shown_of(rows: Sequence[Row]) -> list[Any]:
    """All that a page says of them, to know whether it has changed."""
    return [
        (
            row.stand.application.pk,
            row.stand.application.version,
            row.stand.application.candidate.name,
            row.stand.waiting,
            row.next and (row.next.pk, row.next.state, row.next.start),
            row.letter and (row.letter.letter.pk, row.letter.word, row.letter.at),
            getattr(row.stand.application, "against", False),
            getattr(row.stand.application, "tag_names", None),
        )
        for row in rows
    ]
