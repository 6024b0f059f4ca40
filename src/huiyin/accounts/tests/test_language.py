import pytest
from django.test import Client

from huiyin.accounts.tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db


def test_anybody_may_choose_the_language_and_goes_back_where_she_was():
    client = Client()

    response = client.post("/language/", {"language": "en", "next": "/sign-in/?next=/jobs/"})

    assert (response.status_code, response.url) == (302, "/sign-in/?next=/jobs/")
    assert "Work e-mail" in client.get("/sign-in/").content.decode()
    client.post("/language/", {"language": "zh-hans", "next": "/"})
    assert "工作邮箱" in client.get("/sign-in/").content.decode()


def test_choosing_never_leads_off_the_site():
    response = Client().post("/language/", {"language": "en", "next": "https://evil.example/"})

    assert response.url == "/"


def test_the_choice_stays_with_the_account_and_comes_back_on_another_device():
    user = make_user(email="alice@example.com")
    here = Client()
    here.post("/sign-in/", {"email": user.email, "password": PASSWORD})
    here.post("/language/", {"language": "en", "next": "/"})

    elsewhere = Client()
    elsewhere.post("/sign-in/", {"email": user.email, "password": PASSWORD})

    user.refresh_from_db()
    assert user.language == "en"
    assert "New password" in elsewhere.get("/password/").content.decode()


def test_an_unknown_language_changes_nothing():
    user = make_user(email="alice@example.com")
    client = Client()
    client.post("/sign-in/", {"email": user.email, "password": PASSWORD})

    client.post("/language/", {"language": "tlh", "next": "/"})

    user.refresh_from_db()
    assert user.language == ""
