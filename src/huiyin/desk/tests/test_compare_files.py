"""The page on which somebody decides whether two files are one person."""

from datetime import timedelta

import pytest

from huiyin.accounts.models import FieldRule
from huiyin.accounts.tests.factories import make_user
from huiyin.candidates.actions import NewCandidate, add_candidate, add_note
from huiyin.candidates.models import Candidate, Merge, NotSame
from huiyin.candidates.tests.factories import SYSTEM, make_application, make_candidate
from huiyin.core.actor import Actor
from huiyin.interviews.tests.factories import make_interview
from huiyin.jobs.tests.factories import make_job, put_on_team
from huiyin.messaging.models import Letter
from huiyin.people.tests.factories import make_employee
from huiyin.todos.models import Todo

ZH = {"accept-language": "zh-hans"}


@pytest.fixture
def pair(house):
    elder = make_candidate("许知夏", phone="13800002046", email="xu@example.com", city="杭州")
    return elder, make_candidate("许知夏", phone="13900003333", email="xu@work.example", city="宁波")


def address(pair, verb: str = "") -> str:
    elder, younger = pair
    return f"/candidates/compare/{younger.pk}/" + (f"{elder.pk}/{verb}/" if verb else f"?with={elder.pk}")


def test_the_to_do_leads_to_the_two_files_side_by_side(desk, house, pair):
    by = Actor(kind="user", key=f"user:{house.recruiter.pk}", label="江", user_id=house.recruiter.pk)
    added = add_candidate(NewCandidate("许知夏", phone="13800002046", email="xu@work.example"), by=by)

    assert f"/candidates/compare/{added.candidate.pk}/" in desk.get("/todos/", headers=ZH).content.decode()
    page = desk.get(f"/candidates/compare/{added.candidate.pk}/", headers=ZH)

    two = page.context["two"]
    assert {two.survivor.candidate.name, two.gone.candidate.name} == {"许知夏"}
    assert "同一个手机号" in page.content.decode()
    assert Todo.objects.filter(kind="candidate.duplicate", state="open").count() == 1


def test_differences_are_marked_and_masked_for_the_reader(desk, pair):
    page = desk.get(address(pair), headers=ZH)

    marked = [row.field for row in page.context["two"].rows if row.to_choose]
    assert marked == ["city", "phone", "email"]
    FieldRule.objects.filter(field="candidate.phone").update(level="mask")
    text = desk.get(address(pair), headers=ZH).content.decode()
    assert "13800002046" not in text
    assert "138****2046" in text


def test_joining_takes_the_chosen_values_and_old_numbers_lead_on(desk, pair):
    elder, younger = pair
    seen = desk.get(address(pair)).context["two"].seen

    response = desk.post(address(pair, "merge"), {"city": "gone", "phone": "survivor", "seen": seen})

    assert response.headers["Location"] == f"/candidates/{elder.number}/"
    elder.refresh_from_db()
    assert elder.city == "宁波"
    old = desk.get(f"/candidates/{younger.number}/")
    assert old.headers["Location"] == f"/candidates/{elder.number}/"
    make_application(candidate=Candidate.objects.get(pk=elder.pk))
    listed = [row.number for row, _stand in desk.get("/candidates/").context["rows"]]
    assert listed == [elder.number]


def test_undoing_says_what_stays(desk, pair, the_moment):
    elder, younger = pair
    desk.post(address(pair, "merge"))
    the_moment.shift(timedelta(hours=1))
    add_note(Candidate.objects.get(pk=elder.pk), "电话里很客气", by=SYSTEM)
    page = desk.get(f"/candidates/{elder.number}/", headers=ZH).content.decode()
    assert younger.number in page

    response = desk.post(f"/candidates/merges/{Merge.objects.get().pk}/undo/", follow=True, headers=ZH)

    assert "1 条备注" in response.content.decode()
    assert desk.get(f"/candidates/{younger.number}/").status_code == 200


def test_two_people_are_kept_apart_for_good(desk, pair):
    desk.post(address(pair, "not-same"))

    assert NotSame.objects.count() == 1
    assert Candidate.objects.filter(merged_into=None).count() == 2
    assert "没有" in desk.get(f"/candidates/compare/{pair[1].pk}/", headers=ZH).content.decode()


def test_an_interview_of_the_closed_application_goes_on_under_the_elder(desk, house, pair, the_moment):
    elder, younger = pair
    first = make_application(candidate=elder, job=house.job)
    the_moment.shift(timedelta(minutes=5))
    second = make_application(candidate=younger, job=house.job)
    interview = make_interview(house, second)
    letters = list(Letter.objects.filter(contact=younger.contact).order_by("pk").values_list("pk", flat=True))
    assert "较早" in desk.get(address(pair), headers=ZH).content.decode()

    desk.post(address(pair, "merge"))

    interview.refresh_from_db()
    second.refresh_from_db()
    assert (interview.application_id, second.state) == (first.pk, "closed")
    moved = Letter.objects.filter(contact=elder.contact, pk__in=letters).order_by("pk")
    assert list(moved.values_list("pk", flat=True)) == letters
    desk.post(f"/candidates/merges/{Merge.objects.get().pk}/undo/")
    interview.refresh_from_db()
    second.refresh_from_db()
    assert (interview.application_id, second.state) == (second.pk, "active")


def test_who_does_not_see_both_joins_nothing(browser, house, pair):
    elder, younger = pair
    make_application(candidate=elder)
    manager = make_user("hiring_manager")
    put_on_team(make_application(candidate=younger, job=make_job()).job, make_employee(user=manager))
    client = browser(manager)

    for verb in ("merge", "not-same"):
        assert client.post(address(pair, verb)).status_code in {403, 404}
    assert client.get(address(pair)).status_code in {403, 404}
    assert (Merge.objects.count(), NotSame.objects.count()) == (0, 0)


def test_a_file_that_changed_meanwhile_is_shown_again(desk, pair):
    seen = desk.get(address(pair)).context["two"].seen
    Candidate.objects.filter(pk=pair[0].pk).update(city="苏州")

    response = desk.post(address(pair, "merge"), {"city": "gone", "seen": seen})

    assert response.status_code == 409
    assert {row.field: row.chosen for row in response.context["two"].rows}["city"] == "gone"
    assert Merge.objects.count() == 0


@pytest.mark.parametrize("other", ["0", "999999999999999999", "x", ""])
def test_odd_addresses_are_answered(desk, pair, other):
    assert desk.get(f"/candidates/compare/{pair[0].pk}/?with={other}").status_code in {200, 404}
