import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.accounts.tests.factories import make_user
from huiyin.candidates.actions import tag_candidate
from huiyin.candidates.models import Tag
from huiyin.candidates.pages import PER_PAGE
from huiyin.candidates.tests.factories import SYSTEM, make_application, make_candidate
from huiyin.company.tests.factories import make_unit
from huiyin.jobs.tests.factories import make_job

pytestmark = pytest.mark.django_db


def names(response):
    return [row.name for row, _stand in response.context["rows"]]


def listed(client, **query):
    return names(client.get("/candidates/", query))


@pytest.fixture
def people():
    job = make_job()
    lin = make_candidate(
        "林若溪", phone="13800002046", email="lin@example.com", id_number="11010519491231002X"
    )
    xu = make_candidate("许知夏", phone="13900002046")
    for person in (lin, xu):
        make_application(candidate=person, job=job)
    return lin, xu, job


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("林", ["林若溪"]),
        ("林若溪", ["林若溪"]),
        ("若溪", ["林若溪"]),
        ("linruoxi", ["林若溪"]),
        ("xzx", ["许知夏"]),
        ("知夏 2046", ["许知夏"]),
        ("lin 1380000 2046", ["林若溪"]),
        ("13800002046", ["林若溪"]),
        ("+86 138-0000-2046", ["林若溪"]),
        ("2046", ["林若溪", "许知夏"]),
        ("LIN@example.com", ["林若溪"]),
        ("11010519491231002x", ["林若溪"]),
        ("%", []),
        ("林_溪", []),
    ],
)
@pytest.mark.both
def test_people_are_found_by_name_phone_tail_mail_and_id(browser, people, text, found):
    assert sorted(listed(browser(make_user("hr_manager")), q=text)) == sorted(found)


def test_a_masked_number_answers_no_guesses(browser, people):
    by_masks = browser(make_user("executive"))

    assert listed(by_masks, q="13800002046") == []
    assert listed(by_masks, q="lin@example.com") == []
    assert listed(browser(), q="11010519491231002x") == []
    assert sorted(listed(by_masks, q="2046")) == ["林若溪", "许知夏"]


def test_a_number_finds_its_file_however_it_is_typed(browser, people):
    lin, _xu, _job = people
    year_month, count = lin.number[2:8], lin.number[-5:]

    for text in (lin.number, lin.number.lower(), f"C{year_month}{count}"):
        assert listed(browser(), q=text) == ["林若溪"]


def test_job_and_tag_filter_and_stay_in_the_address(browser, people):
    lin, _xu, job = people
    tag_candidate(lin, "银牌候选人", by=SYSTEM)
    tag = Tag.objects.get().pk

    response = browser().get("/candidates/", {"job": job.pk, "tag": tag})

    assert names(response) == ["林若溪"]
    assert response.context["first_url"] == f"?job={job.pk}&tag={tag}"
    assert listed(browser(), job=job.pk, tag="abc") == []


@pytest.mark.parametrize("query", [{}, {"q": "候选"}])
@pytest.mark.both
def test_pages_follow_each_other_without_gap_or_repeat(browser, query):
    job = make_job()
    for _ in range(PER_PAGE + 3):
        make_application(candidate=make_candidate(), job=job)
    client = browser()

    first = client.get("/candidates/", query)
    second = client.get(f"/candidates/{first.context['next_url']}")

    assert (len(names(first)), len(names(second))) == (PER_PAGE, 3)
    assert len({*names(first), *names(second)}) == PER_PAGE + 3
    assert second.context["next_url"] == ""


def test_a_list_shows_only_what_is_in_reach(browser):
    here, there = make_unit(), make_unit()
    near = make_application(job=make_job("店员", org_unit=here))
    far = make_application(candidate=near.candidate, job=make_job("秘密职位", org_unit=there))
    make_application(job=far.job)

    response = browser(make_user("recruiter", org_unit=here)).get("/candidates/")

    assert names(response) == [near.candidate.name]
    assert "秘密职位" not in response.content.decode()


def test_a_list_costs_the_same_for_one_and_for_three(browser):
    client = browser()
    job = make_job()
    make_application(job=job)
    with CaptureQueriesContext(connection) as one:
        client.get("/candidates/")
    for _ in range(2):
        tag_candidate(make_application(job=job).candidate, "银牌候选人", by=SYSTEM)

    with CaptureQueriesContext(connection) as three:
        client.get("/candidates/")

    assert len(three) <= len(one) + 1
    assert len(three) <= 12


def test_an_empty_list_says_what_to_do_and_a_filtered_one_offers_to_clear(browser):
    client = browser()

    assert "把聊天" in client.get("/candidates/").content.decode()
    make_application()
    assert "清除筛选" in client.get("/candidates/", {"q": "没有此人"}).content.decode()


@pytest.mark.parametrize("number", ["9" * 30, "9" * 5000, "²", "-1"])
def test_a_number_that_no_row_can_have_is_as_if_not_said(browser, number):
    client = browser()

    assert client.get("/candidates/", {"job": number, "tag": number, "after": number}).status_code == 200


@pytest.mark.parametrize("query", [{"job": "abc"}, {"tag": "zzz"}, {"job": "9" * 30}, {"tag": "-1"}])
def test_a_filter_that_is_not_understood_finds_nobody(browser, people, query):
    assert listed(browser(), **query) == []
