"""Who may ask: a token that lives, of a user who may, for what the token was made for."""

import pytest
from django.test import Client

from huiyin.accounts.models import ApiToken, User
from huiyin.accounts.tests.factories import make_unit, make_user
from huiyin.api.tests.factories import V1, Asker, ask_as, make_asking_house
from huiyin.interviews.tests.factories import make_applied

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer nonsense", "Basic dXNlcjpwYXNz"])
def test_without_a_token_nothing_is_told(header: str):
    headers = {"Authorization": header} if header else {}

    answer = Client().get(f"{V1}/jobs", headers=headers)

    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "token_needed"


def test_a_browsers_session_opens_nothing():
    house, _asker = make_asking_house()
    client = Client()
    client.force_login(house.recruiter)

    assert client.get(f"{V1}/jobs").status_code == 401


def test_a_token_opens_what_its_user_reaches():
    _house, asker = make_asking_house()

    assert asker.get("/jobs").status_code == 200


def test_a_revoked_token_ends_with_the_next_call():
    _house, asker = make_asking_house()
    asker.revoke()

    assert asker.get("/jobs").status_code == 401


def test_a_disabled_users_token_ends_with_the_next_call():
    house, asker = make_asking_house()
    User.objects.filter(pk=house.recruiter.pk).update(is_active=False)

    assert asker.get("/jobs").status_code == 401


def test_a_scope_that_the_token_lacks_is_refused_though_the_user_has_it():
    house, _asker = make_asking_house()
    narrow = Asker(house.recruiter, scopes=["jobs:see"])

    assert narrow.get("/jobs").status_code == 200
    assert [
        narrow.get(path).status_code for path in ("/candidates", "/interviews", "/letters", "/imports")
    ] == [403] * 4


def test_a_scope_gives_nothing_that_the_user_lacks():
    asker = ask_as("interviewer")

    assert asker.get("/jobs").status_code == 403
    assert asker.get("/imports").status_code == 403


def test_rows_outside_the_reach_do_not_exist():
    house, _asker = make_asking_house()
    application = make_applied(house)
    foreigner = Asker(make_user("recruiter", org_unit=make_unit("别处")))

    paths = [
        f"/jobs/{house.job.pk}",
        f"/applications/{application.pk}",
        f"/candidates/{application.candidate_id}",
    ]
    assert [foreigner.get(path).status_code for path in paths] == [404] * 3
    assert [foreigner.get(path).json()["items"] for path in ("/jobs", "/applications", "/candidates")] == [
        []
    ] * 3


def test_the_tokens_last_use_is_noted():
    _house, asker = make_asking_house()
    asker.get("/jobs")

    assert ApiToken.objects.get().used_at is not None
