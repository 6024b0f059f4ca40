import pytest
from django.test import Client

from huiyin.accounts.tests.factories import make_user, sign_in
from huiyin.desk.letter_filters import LetterFilter, read_filter
from huiyin.desk.tests.letters import letters_in
from huiyin.interviews.tests.factories import House
from huiyin.jobs.tests.factories import make_job
from huiyin.messaging.models import Contact
from huiyin.messaging.states import LetterState as S


def shown(desk: Client, **asked: object) -> int:
    return len(desk.get("/letters/", {"state": "all", **asked}).context["lines"])


def test_letters_are_found_by_person_kind_job_and_day_together(desk: Client, house: House):
    letters = letters_in(house, 4, S.SENT)
    letters_in(house, 1, S.FAILED, kind="interview.moved", version=2)
    Contact.objects.filter(pk=letters[2].contact_id).update(name="欧阳一凡")
    other = make_job("会计", org_unit=house.job.org_unit)

    assert shown(desk, q="欧阳") == 1
    assert shown(desk, kind="interview.moved") == 1
    assert shown(desk, job=house.job.pk) == shown(desk)
    assert shown(desk, job=other.pk) == 0
    assert shown(desk, day="2026-11-24", q="欧阳") == 1
    assert shown(desk, day="2026-11-23") == 0


def test_numbers_agree_with_the_filtered_list(desk: Client, house: House):
    letters_in(house, 3, S.FAILED)
    letters_in(house, 2, S.FAILED, kind="interview.moved", version=2)

    page = desk.get("/letters/?state=todo&kind=interview.moved")

    tabs = {one.key: one.count for one in page.context["tabs"]}
    assert (tabs["todo"], tabs["all"], len(page.context["lines"])) == (2, 2, 2)
    assert "?state=all&amp;kind=interview.moved" in page.content.decode()


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "no.such", "job": "x", "day": "yesterday", "operation": "-1"},
        {"job": "9" * 30, "day": "2026-13-45"},
        {},
    ],
)
def test_what_means_nothing_filters_nothing(asked: dict[str, str]):
    assert read_filter(asked) == LetterFilter()


def test_an_address_says_what_it_filters():
    wanted = read_filter({"q": " 林 ", "day": "2026-11-24", "job": "3"})

    assert wanted.address == "&q=%E6%9E%97&job=3&day=2026-11-24"


def test_a_filter_that_finds_nothing_offers_to_clear_it(desk: Client, house: House):
    page = desk.get("/letters/?q=谁也不是").content.decode()

    assert "没有符合的信" in page


def test_an_open_list_is_drawn_again_only_when_a_letter_moved(desk: Client, house: House):
    [letter] = letters_in(house, 1, S.SENT)
    asking = {"HX-Request": "true", "If-None-Match": desk.get("/letters/").context["tag"]}

    still = desk.get("/letters/", headers=asking)
    letter.__class__.objects.filter(pk=letter.pk).update(state=S.OPENED)
    changed = desk.get("/letters/", headers=asking)

    assert (still.status_code, changed.status_code) == (304, 200)


def test_the_list_costs_at_most_twelve_queries_with_every_filter(
    desk: Client, house: House, django_assert_max_num_queries
):
    letters_in(house, 5, S.SENT)
    asked = f"/letters/?q=候选&kind=interview.scheduled&job={house.job.pk}&day=2026-11-24"

    with django_assert_max_num_queries(12):
        desk.get(asked)
    with django_assert_max_num_queries(10):
        desk.get("/letters/")


@pytest.mark.both
def test_the_list_costs_no_more_for_who_sees_few_rows(
    client: Client, house: House, django_assert_max_num_queries
):
    letters = letters_in(house, 5, S.SENT)
    page = sign_in(client, make_user("recruiter", org_unit=house.job.org_unit))
    lines = page.get("/letters/").context["lines"]
    assert [one.letter for one in lines if one.letter in letters] == letters[::-1]

    with django_assert_max_num_queries(12):
        page.get("/letters/")
