"""Moving from a job's page: the list of stages, the moment in which it can be undone, and who may not."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin.accounts.tests.factories import make_user
from huiyin.candidates.actions import assign_owner, move_to_stage, move_was_wrong
from huiyin.candidates.models import Application
from huiyin.candidates.moving import MOST
from huiyin.candidates.tests.factories import SYSTEM, make_application
from huiyin.candidates.waiting import limits_of, waiting_of
from huiyin.company.working_days import Calendar
from huiyin.core.errors import Clash, DomainError
from huiyin.jobs.tests.factories import make_job, put_on_team, stage_of
from huiyin.people.tests.factories import make_employee

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
ZONE = "Asia/Shanghai"
DAYS = st.dates(date(2026, 1, 5), date(2026, 12, 20))


@pytest.fixture(autouse=True)
def the_moment():
    with time_machine.travel(NOW, tick=False) as moment:
        yield moment


@pytest.fixture
def job():
    return make_job("销售经理")


def move(client, job, rows, kind: str, **more: str):
    chosen = [f"{row.pk}:{row.version}" for row in rows]
    data = {"stage": stage_of(job, kind).pk, "chosen": chosen, **more}
    return client.post(f"/jobs/{job.pk}/move/", data)


def test_the_list_of_stages_is_a_page_without_scripts_that_moves_and_leads_back(browser, job):
    row, client = make_application(job=job), browser()
    back = f"/jobs/{job.pk}/?view=board&sort=name"

    page = client.get(f"/jobs/{job.pk}/move/", {"chosen": f"{row.pk}:1", "back": back}).content.decode()
    answer = move(client, job, [row], "interview_1", back=back)

    assert f'name="stage" value="{stage_of(job, "interview_1").pk}"' in page
    assert f'value="{stage_of(job, "applied").pk}"' not in page
    assert answer["Location"] == back
    row.refresh_from_db()
    assert row.stage.kind == "interview_1"


def test_a_move_is_offered_for_undoing_once_and_gives_the_days_back(browser, job, the_moment):
    row, client = make_application(job=job), browser()
    the_moment.shift(timedelta(days=2))
    client = browser(make_user("recruiter"))
    move(client, job, [row], "interview_1")

    offered = client.get(f"/jobs/{job.pk}/")
    again = client.get(f"/jobs/{job.pk}/")
    last = offered.context["last_move"]
    client.post(f"/jobs/{job.pk}/move/undo/", {"chosen": last.chosen})

    assert (last.number, again.context["last_move"]) == (1, None)
    row.refresh_from_db()
    assert (row.stage.kind, row.stage_since, row.version) == ("applied", NOW, 3)


def test_an_undo_after_somebody_else_has_gone_on_changes_nothing(browser, job):
    row, client = make_application(job=job), browser()
    move(client, job, [row], "interview_1")
    chosen = client.get(f"/jobs/{job.pk}/").context["last_move"].chosen
    row.refresh_from_db()
    assign_owner(row, make_employee(), by=SYSTEM)

    text = client.post(f"/jobs/{job.pk}/move/undo/", {"chosen": chosen}, follow=True).content.decode()

    assert "有同事改了这条投递" in text
    row.refresh_from_db()
    assert (row.stage.kind, row.version) == ("interview_1", 3)


def test_nobody_undoes_the_move_of_another_nor_an_old_one(job, the_moment):
    row = move_to_stage(make_application(job=job), stage_of(job, "screening"), by=SYSTEM)

    with pytest.raises(Clash):
        move_was_wrong(row, by=SYSTEM.system("other"))
    the_moment.shift(timedelta(minutes=11))
    with pytest.raises(DomainError) as refused:
        move_was_wrong(row, by=SYSTEM)
    assert refused.value.code == "too_late"

    row.refresh_from_db()
    assert (row.stage.kind, row.version) == ("screening", 2)


def test_more_than_can_be_moved_at_once_are_refused_in_a_sentence(browser, job):
    row = make_application(job=job)
    chosen = ",".join(["1:1", *(f"{n}:1" for n in range(1000, 1000 + MOST))])

    data = {"stage": stage_of(job, "interview_1").pk, "rest": f"{row.pk}:1,{chosen}"}
    text = browser().post(f"/jobs/{job.pk}/move/", data, follow=True).content.decode()

    assert str(MOST) in text
    row.refresh_from_db()
    assert row.stage.kind == "applied"


def test_all_of_the_other_pages_move_along(browser, job):
    here, there = make_application(job=job), make_application(job=job)

    browser().post(
        f"/jobs/{job.pk}/move/",
        {"stage": stage_of(job, "screening").pk, "chosen": [f"{here.pk}:1"], "rest": f"{there.pk}:1"},
    )

    kinds = Application.objects.order_by("pk").values_list("stage__kind", flat=True)
    assert list(kinds) == ["screening", "screening"]


def test_who_only_looks_neither_moves_nor_undoes(browser, job):
    user = make_user("hiring_manager")
    put_on_team(job, make_employee(user=user), "hiring_manager")
    row, client = make_application(job=job), browser(user)

    moved = move(client, job, [row], "interview_1")
    undone = client.post(f"/jobs/{job.pk}/move/undo/", {"chosen": f"{row.pk}:1"})
    page = client.get(f"/jobs/{job.pk}/move/", {"chosen": f"{row.pk}:1"})

    assert (moved.status_code, undone.status_code, page.status_code) == (403, 403, 403)
    row.refresh_from_db()
    assert (row.stage.kind, row.version) == ("applied", 1)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    eta=st.integers(1, 20),
    hours=st.integers(0, 24 * 60),
    today=DAYS,
)
def test_limits_say_of_a_moment_what_waiting_says_of_an_application(eta, hours, today):
    since = datetime.combine(today, datetime.min.time(), tzinfo=UTC) - timedelta(hours=hours)
    stage = type("Stage", (), {"eta_days": eta})
    application = type("Application", (), {"stage_since": since, "stage": stage})
    calendar = _Shipped()

    shape = waiting_of(application, calendar=calendar, zone=ZONE, today=today).shape
    limits = limits_of(eta, calendar=calendar, zone=ZONE, today=today)

    assert shape == ("late" if since < limits.late else "wait" if since < limits.soon else "")


class _Shipped(Calendar):
    """The shipped days, without the company's own."""

    def __init__(self) -> None:
        self._days: dict[date, bool] = {}
        self._between: dict[tuple[date, date], int] = {}
