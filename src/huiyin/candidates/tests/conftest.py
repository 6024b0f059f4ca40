"""A browser for each role, and a house with two branches."""

from collections.abc import Callable

import pytest
from django.test import Client

from huiyin.accounts.models import User
from huiyin.accounts.tests.factories import PASSWORD, make_user
from huiyin.company.tests.factories import make_company


@pytest.fixture
def house():
    return make_company()


@pytest.fixture
def browser(house) -> Callable[..., Client]:
    """Signs a user in; without one, a recruiter of the whole house."""

    def open_browser(user: User | None = None) -> Client:
        client = Client()
        user = user or make_user("recruiter")
        client.post("/sign-in/", {"email": user.email, "password": PASSWORD})
        return client

    return open_browser
