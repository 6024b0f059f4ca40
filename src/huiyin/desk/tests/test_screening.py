"""Résumé cards: one person at a time, one tap, without what must not be seen."""

import pytest
from django.test import Client

from huiyin.accounts.models import User
from huiyin.accounts.tests.factories import make_user
from huiyin.candidates.actions import add_note, move_to_stage
from huiyin.candidates.models import Application, Recommendation
from huiyin.candidates.tests.factories import SYSTEM, make_candidate
from huiyin.interviews.tests.factories import House, make_applied
from huiyin.jobs.tests.factories import make_job, put_on_team, stage_of
from huiyin.messaging.models import Letter
from huiyin.people.tests.factories import make_employee

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(house: House) -> User:
    user = make_user("hiring_manager", name="顾行之")
    put_on_team(house.job, make_employee("顾行之", user=user), "hiring_manager")
    return user


@pytest.fixture
def cards(manager: User, client: Client) -> Client:
    client.force_login(manager)
    return client


def waiting(house: House, name: str = "") -> Application:
    row = make_applied(house, make_candidate(name) if name else None)
    return move_to_stage(row, stage_of(house.job, "screening"), by=SYSTEM)


def say(client: Client, row: Application, **more: object):
    data = {"version": row.version, **more}
    return client.post(f"/jobs/screen/{row.pk}/", data)


def test_a_yes_is_one_click_and_the_next_card_follows(cards: Client, house: House):
    first, second = waiting(house), waiting(house)
    letters = Letter.objects.count()

    page = cards.get(f"/jobs/{house.job.pk}/screen/")
    after = cards.get(say(cards, first, job=house.job.pk)["Location"])

    assert (page.context["card"].stand.application, page.context["card"].left) == (first, 2)
    assert (after.context["card"].stand.application, after.context["card"].left) == (second, 1)
    first.refresh_from_db()
    assert first.stage.kind == "interview_1"
    assert Letter.objects.count() == letters


def test_a_no_is_one_click_on_its_reason(cards: Client, house: House):
    row = waiting(house)

    say(cards, row, against="experience_gap")

    said = Recommendation.objects.get()
    assert (said.application, said.in_favour, said.reason.key) == (row, False, "experience_gap")
    row.refresh_from_db()
    assert (row.state, row.stage.kind) == ("active", "screening")
    assert cards.get("/jobs/screen/").context["card"] is None


def test_an_unknown_reason_changes_nothing(cards: Client, house: House):
    row = waiting(house)

    text = cards.get(say(cards, row, against="too_old")["Location"]).content.decode()

    assert "这不是不合适的原因" in text
    assert Recommendation.objects.count() == 0


def test_what_was_said_is_undone_from_the_next_page(cards: Client, house: House):
    row = waiting(house)
    page = cards.get(say(cards, row)["Location"])
    said = page.context["said"]

    back = cards.post(f"/jobs/screen/undo/{said.pk}/", follow=True)

    row.refresh_from_db()
    assert row.stage.kind == "screening"
    assert (back.context["card"].stand.application, back.context["said"]) == (row, None)


def test_who_is_left_undecided_waits_on_and_the_round_ends(cards: Client, house: House):
    first, second = waiting(house), waiting(house)

    next_one = cards.get("/jobs/screen/", {"after": first.pk})
    end = cards.get("/jobs/screen/", {"after": second.pk})

    card = next_one.context["card"]
    assert (card.stand.application, card.left, card.skipped) == (second, 1, 1)
    assert (end.context["card"], end.context["number"]) == (None, 2)
    assert "还有 2 份先放着" in end.content.decode()


def test_a_card_shows_facts_and_notes_but_no_number_age_or_picture(cards: Client, house: House):
    row = waiting(house, "林若溪")
    add_note(row.candidate, "做过两年仓储计划。", by=house.by, application=row)

    page = cards.get(f"/jobs/{house.job.pk}/screen/")
    text = page.content.decode()
    main = text[text.index("<main") : text.index("</main>")]

    assert "做过两年仓储计划" in main
    assert "林若溪" in main
    assert "<img" not in main
    for hidden in ("年龄", "性别", "138"):
        assert hidden not in main


def test_only_the_jobs_own_hiring_manager_says_anything(house: House, desk: Client, browser):
    row = waiting(house)
    other = make_user("hiring_manager")
    put_on_team(make_job("店员"), make_employee(user=other), "hiring_manager")

    recruiter = say(desk, row)
    stranger = say(browser(other), row)

    assert (recruiter.status_code, stranger.status_code) == (403, 404)
    assert browser(other).get(f"/jobs/{house.job.pk}/screen/").status_code == 404
    assert desk.get(f"/jobs/{house.job.pk}/screen/").status_code == 403
    assert Recommendation.objects.count() == 0


def test_nobody_takes_back_the_word_of_another(cards: Client, house: House, browser):
    row = waiting(house)
    say(cards, row)
    other = make_user("hiring_manager")
    put_on_team(house.job, make_employee(user=other), "hiring_manager")

    answer = browser(other).post(f"/jobs/screen/undo/{Recommendation.objects.get().pk}/")

    assert answer.status_code == 404
    assert Recommendation.objects.get().taken_back_at is None


def test_her_desk_leads_to_the_cards_and_to_the_funnels_of_her_jobs(cards: Client, house: House):
    waiting(house)

    text = cards.get("/").content.decode()

    assert 'href="/jobs/screen/"' in text
    assert f'href="/jobs/{house.job.pk}/?view=funnel"' in text


@pytest.mark.both
def test_a_card_costs_the_same_for_one_and_for_many(
    cards: Client, house: House, django_assert_max_num_queries
):
    for _ in range(4):
        waiting(house)

    with django_assert_max_num_queries(16):
        cards.get(f"/jobs/{house.job.pk}/screen/")
