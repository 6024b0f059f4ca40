"""The filters of a job's page: each with its number, under the others, and by what has happened."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from huiyin.accounts.tests.factories import make_user
from huiyin.candidates.actions import advise_against, move_to_stage, tag_candidate
from huiyin.candidates.models import Application
from huiyin.candidates.tests.factories import SYSTEM, make_application
from huiyin.desk.job_page import OF_A_COLUMN
from huiyin.interviews.actions import answer_interview
from huiyin.interviews.models import Interview
from huiyin.interviews.tests.factories import NOW, House, make_applied, make_interview
from huiyin.jobs.models import Reason
from huiyin.jobs.tests.factories import make_job, put_on_team, stage_of
from huiyin.people.tests.factories import make_employee

pytestmark = pytest.mark.django_db


def shown(client: Client, house: House, **query: str) -> list[str]:
    rows = client.get(f"/jobs/{house.job.pk}/", query).context["rows"]
    return [row.stand.application.candidate.name for row in rows]


def numbers(client: Client, house: House, name: str, **query: str) -> dict[str, int]:
    filters = client.get(f"/jobs/{house.job.pk}/", query).context["filters"]
    return {one.value: one.count for one in filters[name]}


@pytest.fixture
def people(house: House) -> dict[str, Application]:
    """One for each word of the articles, and one who has withdrawn."""
    found = {name: make_applied(house) for name in ("applied", "told", "met", "joined", "gone")}
    make_interview(house, found["told"])
    met = make_interview(house, found["met"], start=NOW + timedelta(hours=5))
    Interview.objects.filter(pk=met.pk).update(state="completed")
    Application.objects.filter(pk=found["joined"].pk).update(state="hired")
    Application.objects.filter(pk=found["gone"].pk).update(state="withdrawn")
    return found


@pytest.mark.both
def test_the_words_of_the_articles_are_read_off_what_has_happened(desk: Client, house: House, people):
    assert numbers(desk, house, "shows") == {"applied": 1, "told": 1, "met": 1, "joined": 1}
    for word in ("applied", "told", "met", "joined"):
        assert shown(desk, house, show=word) == [people[word].candidate.name]
    assert len(shown(desk, house)) == 3


def test_a_cancelled_interview_told_nobody(desk: Client, house: House, people):
    Interview.objects.filter(application=people["told"]).update(state="cancelled")

    assert numbers(desk, house, "shows")["told"] == 0


@pytest.mark.both
def test_amber_and_red_are_filters_too_and_agree_with_the_rows(desk: Client, house: House):
    """Three working days are promised: from the third on it is amber, past it red."""
    for day in (18, 19, 23):
        with time_machine.travel(datetime(2026, 11, day, 2, 0, tzinfo=UTC)):
            make_applied(house)
    rows = desk.get(f"/jobs/{house.job.pk}/").context["rows"]

    assert [row.stand.waiting.shape for row in rows] == ["late", "wait", ""]
    assert numbers(desk, house, "dwells") == {"late": 1, "wait": 1, "against": 0}
    assert shown(desk, house, dwell="late") == [rows[0].stand.application.candidate.name]
    assert shown(desk, house, dwell="wait") == [rows[1].stand.application.candidate.name]


def test_every_number_counts_under_the_other_filters(desk: Client, house: House):
    colleague = make_employee("韩青")
    make_application(job=house.job, source="referral", owner=house.owner)
    make_application(job=house.job, source="referral", owner=colleague)
    make_application(job=house.job, source="campus")

    owners = numbers(desk, house, "owners", source="referral")
    sources = numbers(desk, house, "sources", owner="none")

    assert owners == {str(house.owner.pk): 1, str(colleague.pk): 1, "none": 0}
    assert sources == {"referral": 0, "campus": 1}
    assert len(shown(desk, house, source="referral", owner=str(colleague.pk))) == 1


@pytest.mark.parametrize("query", [{"stage": "99999999999999999999"}, {"owner": "x"}, {"source": "nowhere"}])
def test_a_filter_that_finds_nobody_is_not_everybody(desk: Client, house: House, query):
    make_applied(house)

    assert shown(desk, house, **query) == []


@pytest.mark.parametrize("query", [{"show": "all' OR 1=1"}, {"dwell": "x"}, {"sort": "-pk"}, {"view": "x"}])
def test_a_word_that_is_no_filter_narrows_nothing(desk: Client, house: House, query):
    make_applied(house)

    assert len(shown(desk, house, **query)) == 1


@pytest.mark.both
def test_people_are_sorted_by_name_by_application_and_by_the_next_interview(desk: Client, house: House):
    late, soon, none = (make_applied(house) for _ in range(3))
    make_interview(house, late, start=NOW + timedelta(days=3))
    make_interview(house, soon, start=NOW + timedelta(days=2))
    names = [one.candidate.name for one in (late, soon, none)]

    assert shown(desk, house, sort="next") == [names[1], names[0], names[2]]
    assert shown(desk, house, sort="applied") == names[::-1]
    assert shown(desk, house, sort="name") == sorted(names)


def test_who_is_advised_against_says_so_with_the_reason_to_who_may_know_it(
    desk: Client, house: House, browser
):
    manager = make_user("hiring_manager")
    put_on_team(house.job, make_employee(user=manager), "hiring_manager")
    row = move_to_stage(make_applied(house), stage_of(house.job, "screening"), by=SYSTEM)
    reason = Reason.objects.get(group="reject", key="skill_gap")
    advise_against(row, reason=reason, by=house.by, version=row.version)

    text = desk.get(f"/jobs/{house.job.pk}/", headers={"accept-language": "zh-hans"}).content.decode()

    assert "业务建议不通过" in text
    assert "技能匹配不足" in text
    assert numbers(desk, house, "dwells")["against"] == 1
    assert shown(desk, house, dwell="against") == [row.candidate.name]


@pytest.mark.both
def test_a_row_wears_its_tags(desk: Client, house: House):
    row = make_applied(house)
    for name in ("银牌候选人", "薪资匹配"):
        tag_candidate(row.candidate, name, by=house.by)

    (shown_row,) = desk.get(f"/jobs/{house.job.pk}/").context["rows"]

    assert sorted(shown_row.stand.application.tag_names.splitlines()) == ["薪资匹配", "银牌候选人"]
    assert "银牌候选人" in desk.get(f"/jobs/{house.job.pk}/").content.decode()


def test_a_board_has_a_column_for_every_stage_and_says_how_many_more(desk: Client, house: House):
    for _ in range(OF_A_COLUMN + 2):
        make_application(job=house.job)
    moved = move_to_stage(make_application(job=house.job), stage_of(house.job, "screening"), by=SYSTEM)

    response = desk.get(f"/jobs/{house.job.pk}/", {"view": "board"})
    columns = response.context["columns"]

    counted = [(one.stage.kind, one.count, len(one.rows), one.more) for one in columns[:3]]
    assert counted == [
        ("applied", OF_A_COLUMN + 2, OF_A_COLUMN, 2),
        ("screening", 1, 1, 0),
        ("manager_review", 0, 0, 0),
    ]
    assert f"chosen={moved.pk}:{moved.version}" in response.content.decode()


def test_a_funnel_counts_everybody_by_the_furthest_stage(desk: Client, house: House):
    make_applied(house)
    ended = move_to_stage(make_applied(house), stage_of(house.job, "interview_1"), by=SYSTEM)
    Application.objects.filter(pk=ended.pk).update(state="rejected")

    steps = desk.get(f"/jobs/{house.job.pk}/", {"view": "funnel"}).context["steps"]

    found = {one.stage.kind: (one.here, one.reached, one.percent) for one in steps}
    assert found["applied"] == (1, 2, 100)
    assert found["interview_1"] == (0, 1, 50)
    assert found["interview_2"] == (0, 0, 0)


def test_an_open_page_gets_304_until_somebody_changes_something(desk: Client, house: House):
    """Two browsers: what one does, the other's next question answers."""
    row = make_applied(house)
    interview = make_interview(house, row)
    url = f"/jobs/{house.job.pk}/?view=board"
    tag = desk.get(url)["ETag"]

    def asked() -> int:
        headers = {"hx-request": "true", "if-none-match": tag}
        return desk.get(url, headers=headers).status_code

    assert asked() == 304
    answer_interview(interview, answer="yes", via="page", by=SYSTEM)
    assert asked() == 200


def test_all_pages_can_be_chosen_and_the_others_are_named(desk: Client, house: House):
    for _ in range(52):
        make_application(job=house.job)

    response = desk.get(f"/jobs/{house.job.pk}/", {"pick": "all"})

    assert len(response.context["rest"].split(",")) == 2
    assert 'name="everyone"' in response.content.decode()


@pytest.mark.both
@pytest.mark.parametrize("view", ["table", "board", "funnel"])
def test_a_view_costs_at_most_twelve_queries(desk: Client, house: House, view, django_assert_max_num_queries):
    row = move_to_stage(make_applied(house), stage_of(house.job, "screening"), by=SYSTEM)
    reason = Reason.objects.get(group="reject", key="skill_gap")
    advise_against(row, reason=reason, by=house.by, version=row.version)
    make_interview(house)

    with django_assert_max_num_queries(12):
        desk.get(f"/jobs/{house.job.pk}/", {"view": view})


def test_another_branch_counts_nobody_of_ours(house: House, client: Client):
    make_applied(house)
    own = make_job("店员", org_unit=make_employee().org_unit)
    client.force_login(make_user("recruiter", org_unit=own.org_unit))

    assert client.get(f"/jobs/{house.job.pk}/").status_code == 404
    assert [row.job.pk for row in client.get("/jobs/").context["rows"]] == [own.pk]
