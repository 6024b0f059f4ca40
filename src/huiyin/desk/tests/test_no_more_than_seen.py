"""Numbers, lists to choose from and what a server said: nothing of them goes beyond what the reader sees."""

import pytest
from django.test import Client

from huiyin.accounts.models import FieldRule
from huiyin.accounts.tests.factories import make_user
from huiyin.candidates.actions import add_note, tag_candidate
from huiyin.candidates.models import Candidate
from huiyin.candidates.tests.factories import SYSTEM, make_application, make_candidate
from huiyin.company.tests.factories import make_unit
from huiyin.core import clock
from huiyin.desk.tests.letters import letters_in
from huiyin.interviews.tests.factories import House
from huiyin.jobs.tests.factories import make_job
from huiyin.messaging.models import Attempt, Letter

ZH = {"accept-language": "zh-hans"}


@pytest.fixture
def two() -> tuple[Candidate, Candidate]:
    """Two files of one person, of whom the near branch sees one application each."""
    one, other = make_candidate("许知夏"), make_candidate("许知夏")
    return one, other


def _compared(client: Client, two: tuple[Candidate, Candidate]) -> list[tuple[int, int]]:
    page = client.get(f"/candidates/compare/{two[1].pk}/?with={two[0].pk}")
    return [(side.notes, side.letters) for side in page.context["two"].sides]


def test_two_files_are_counted_as_far_as_the_reader_sees_them(browser, house: House, two) -> None:
    near, far = make_unit("近"), make_unit("远")
    job = make_job(org_unit=near)
    for one in two:
        make_application(candidate=one, job=job)
    theirs = make_application(candidate=two[0], job=make_job(org_unit=far))
    add_note(two[0], "远处的人写的", by=SYSTEM, application=theirs)
    [letter] = letters_in(house, 1)
    Letter.objects.filter(pk=letter.pk).update(about=f"application:{theirs.pk}", contact=two[0].contact)
    everybody, client = browser(), browser(make_user("recruiter", org_unit=near))

    assert _compared(everybody, two) == [(1, 1), (0, 0)]
    assert _compared(client, two) == [(0, 0), (0, 0)]


@pytest.mark.parametrize(("level", "is_said"), [("see", True), ("mask", True), ("hide", False)])
def test_what_a_role_does_not_see_speaks_neither_for_nor_against(browser, two, level, is_said) -> None:
    client = browser()
    Candidate.objects.filter(pk__in=[one.pk for one in two]).update(id_number_index="a" * 32)
    FieldRule.objects.filter(field="candidate.id_number").update(level=level)

    page = client.get(f"/candidates/compare/{two[1].pk}/?with={two[0].pk}", headers=ZH)

    assert ("同一个身份证号" in page.content.decode()) is is_said


def test_tags_to_choose_from_are_those_of_people_whom_she_sees(browser) -> None:
    near, far = make_unit("近"), make_unit("远")
    mine = make_application(job=make_job(org_unit=near)).candidate
    theirs = make_application(job=make_job(org_unit=far)).candidate
    tag_candidate(mine, "银牌候选人", by=SYSTEM)
    tag_candidate(theirs, "2026年11月取消面试-岗位:秘密项目总监", by=SYSTEM)
    client = browser(make_user("recruiter", org_unit=near))

    listed = client.get("/candidates/")
    file = client.get(f"/candidates/{mine.number}/")

    assert [one.name for one in listed.context["tags"]] == ["银牌候选人"]
    assert [one.name for one in file.context["tags_in_use"]] == ["银牌候选人"]
    assert "秘密项目总监" not in listed.content.decode() + file.content.decode()


@pytest.mark.parametrize(
    ("level", "to"), [("edit", "lin@example.com"), ("mask", "l***@example.com"), ("hide", "")]
)
def test_a_letters_address_is_shown_as_the_role_has_it_and_not_by_the_server(
    browser, house: House, level, to
) -> None:
    candidate = make_application(candidate=make_candidate("林若溪", email="lin@example.com")).candidate
    [letter] = letters_in(house, 1, address="lin@example.com")
    Letter.objects.filter(pk=letter.pk).update(contact=candidate.contact)
    said = "5.1.1 <lin@example.com>: no such user"
    Attempt.objects.create(
        letter=letter, at=clock.now(), phase="rcpt", outcome="failed", code="550", reply=said
    )
    client = browser()
    FieldRule.objects.filter(field="candidate.email").update(level=level)

    page = client.get(f"/letters/{letter.pk}/")

    assert page.context["to"] == to
    assert ("lin@example.com" in page.content.decode()) is (level == "edit")


@pytest.mark.parametrize(
    "page", ["/", "/interviews/", "/jobs/{job}/", "/candidates/", "/letters/", "/search/?q=x"]
)
def test_no_page_with_people_is_left_in_a_browser(desk: Client, house: House, page: str) -> None:
    answer = desk.get(page.format(job=house.job.pk))

    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store, private")
