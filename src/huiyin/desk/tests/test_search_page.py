"""⌘K as a page and as a preview: what each reader finds, why, and nothing that she may not know."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.accounts.tests.factories import make_user
from huiyin.candidates.actions import tag_candidate
from huiyin.candidates.tests.factories import SYSTEM, make_candidate
from huiyin.company.tests.factories import make_unit
from huiyin.interviews.tests.factories import make_applied, make_interview
from huiyin.people.models import Employee

pytestmark = pytest.mark.django_db
MOST_QUERIES = 45
"""Three kinds of things through three doors; a list of one kind has twelve."""


@pytest.fixture
def interview(house):
    one = make_candidate("单小溪", phone="13800002046", city="西安")
    tag_candidate(one, "银牌候选人", by=SYSTEM)
    return make_interview(house, make_applied(house, one))


def found(client, **query):
    groups = client.get("/search/", query).context["results"].groups
    return {kind: len(group.lines) for kind, group in groups.items()}


def text_of(client, **query):
    return " ".join(client.get("/search/", query).content.decode().split())


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("单小溪", {"people": 1, "interviews": 1}),
        ("shanxiaoxi", {"people": 1, "interviews": 1}),
        ("dxx", {"people": 1, "interviews": 1}),
        ("2046", {"people": 1, "interviews": 1}),
        ("138 0000 2046", {"people": 1, "interviews": 1}),
        ("西安 银牌", {"people": 1}),
        ("单 初试", {"interviews": 1}),
        ("单小溪 上海", {}),
        ("没有此人", {}),
    ],
)
def test_people_and_interviews_are_found_together(browser, interview, query, kinds):
    assert found(browser(), q=query) == kinds


def test_an_interviews_number_finds_it_alone(browser, interview):
    assert found(browser(), q=interview.number) == {"interviews": 1}
    assert found(browser(), q=interview.number.lower().replace("-", "")) == {"interviews": 1}


def test_a_jobs_title_finds_the_job_and_who_stands_in_it(browser, interview, house):
    assert found(browser(), q=house.job.title) == {"people": 1, "jobs": 1, "interviews": 1}
    assert found(browser(), q=house.job.number) == {"people": 1, "jobs": 1, "interviews": 1}


def test_each_find_says_why(browser, interview):
    client = browser()

    assert "<mark>小溪</mark>" in text_of(client, q="小溪")
    assert "<mark>西安</mark>" in text_of(client, q="西安")
    assert "手机号后四位一致" in text_of(client, q="2046")
    assert "13800002046" not in text_of(client, q="2046")


def test_words_and_kinds_narrow_what_is_shown(browser, interview):
    client = browser()

    assert found(client, q="单小溪", kind="interviews") == {"interviews": 1}
    assert found(client, q="单小溪", state="running") == {"people": 1}
    assert found(client, q="单小溪", state="ended") == {}
    assert found(client, q="单小溪", kind="nonsense", state="x", after="9:9:9") == {
        "people": 1,
        "interviews": 1,
    }


def test_an_interviewer_finds_her_own_interviews_and_no_file(browser, interview, house):
    ivy = make_user("interviewer")
    Employee.objects.filter(pk=house.ivy.pk).update(user=ivy)

    assert found(browser(ivy), q="单小溪") == {"interviews": 1}
    assert found(browser(make_user("interviewer")), q="单小溪") == {}


def test_another_branch_finds_nothing(browser, interview):
    far = browser(make_user("recruiter", org_unit=make_unit("远方")))

    for query in ("小溪", "2046", interview.number[3:], "银牌"):
        assert found(far, q=query) == {}
        assert "单小溪" not in text_of(far, q=query)


def test_who_sees_none_of_it_is_refused(browser, interview):
    client = browser(make_user("system_admin"))

    assert client.get("/search/", {"q": "单"}).status_code == 403
    assert client.get("/search/preview/", {"q": "单"}).status_code == 403


def test_people_go_on_over_pages_without_gap_or_repeat(browser, house):
    for number in range(45):
        make_candidate(f"王{'甲乙丙丁'[number % 4]}")
    client, seen, after = browser(), [], ""
    for _ in range(3):
        group = (
            client.get("/search/", {"q": "王", "kind": "people", "after": after})
            .context["results"]
            .groups["people"]
        )
        seen += [line.candidate.pk for line in group.lines]
        after = group.after
        assert group.count == 45

    assert (len(seen), len(set(seen)), after) == (45, 45, "")


def test_nothing_found_says_what_to_try(browser, house):
    said = text_of(browser(), q="王小明")

    assert "没有找到“王小明”" in said
    assert "试试手机号后四位，或查看已归档。" in said


@pytest.mark.parametrize(
    "query", ["", " ", '"', "*", "%", "NEAR(", "-", "🎉", "\u202eabc", "x" * 3000, "王 " * 500]
)
def test_no_word_is_an_error(browser, interview, query):
    client = browser()

    assert client.get("/search/", {"q": query}).status_code == 200
    assert client.get("/search/preview/", {"q": query}).status_code == 200


def test_a_preview_has_no_page_around_it_and_is_kept_nowhere(browser, interview):
    answer = browser().get("/search/preview/", {"q": "单小溪"})

    assert "<html" not in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert answer.content.decode().count('role="option"') == 3


def test_a_search_costs_the_same_for_one_find_and_for_many(browser, house):
    client = browser()
    make_interview(house, make_applied(house, make_candidate("王小明")))
    with CaptureQueriesContext(connection) as one:
        client.get("/search/", {"q": "王小明"})
    for _ in range(5):
        make_applied(house, make_candidate("王小明"))

    with CaptureQueriesContext(connection) as many:
        client.get("/search/", {"q": "王小明"})

    assert len(many) <= len(one) + 1
    assert len(many) <= MOST_QUERIES
