"""A request that announces more than anybody may send is refused before it is read."""

import pytest
from django.test import RequestFactory

from huiyin.core.bodies import LARGEST, BodySizeMiddleware


def _never(_request):
    raise AssertionError("the request went through")


@pytest.mark.parametrize("length", [str(LARGEST + 1), "-1", "many"])
def test_too_much_is_refused_unread(length):
    request = RequestFactory().post("/sign-in/", CONTENT_LENGTH=length)

    assert BodySizeMiddleware(_never)(request).status_code == 413


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/sign-in/", "/api/v1/imports"])
def test_it_stands_before_everybody(client, address):
    assert client.post(address, CONTENT_LENGTH=str(LARGEST + 1)).status_code == 413
    assert client.get("/sign-in/").status_code == 200
