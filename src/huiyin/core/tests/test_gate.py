"""What no page could answer is turned away before it is read."""

import pytest
from django.test import RequestFactory

from huiyin.core.gate import LARGEST, GateMiddleware


def _never(_request):
    raise AssertionError("the request went through")


@pytest.mark.parametrize("length", [str(LARGEST + 1), "-1", "many"])
def test_too_much_is_refused_unread(length):
    request = RequestFactory().post("/sign-in/", CONTENT_LENGTH=length)

    assert GateMiddleware(_never)(request).status_code == 413


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/sign-in/", "/api/v1/imports"])
def test_it_stands_before_everybody(client, address):
    assert client.post(address, CONTENT_LENGTH=str(LARGEST + 1)).status_code == 413
    assert client.get("/sign-in/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/sign-in/?next=%00", "/candidates/%00/", "/c/i/%00", "/api/v1/letters?about=%00"]
)
def test_an_address_with_a_nul_names_nothing(client, address):
    assert client.get(address).status_code == 400


def test_a_length_that_is_no_number_is_refused():
    request = RequestFactory().post("/sign-in/", CONTENT_LENGTH="9" * 5000)

    assert GateMiddleware(_never)(request).status_code == 413
