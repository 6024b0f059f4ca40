"""What no page could answer is turned away before it is read."""

from urllib.parse import urlencode

import pytest
from django.test import RequestFactory
from django.test.client import BOUNDARY, encode_multipart
from django.test.client import MULTIPART_CONTENT as MULTIPART

from huiyin.core.gate import LARGEST, GateMiddleware

FORM = "application/x-www-form-urlencoded"


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


@pytest.mark.django_db
@pytest.mark.parametrize("data", [{"email": "a\0b"}, {"a\0b": "c"}, {"email": ["a", "b\0"]}])
@pytest.mark.parametrize("content_type", [MULTIPART, FORM])
def test_a_form_with_a_nul_says_nothing(client, data, content_type):
    body = urlencode(data, doseq=True) if content_type == FORM else encode_multipart(BOUNDARY, data)

    answer = client.generic("POST", "/sign-in/", body, content_type=content_type)

    assert answer.status_code == 400


@pytest.mark.django_db
def test_a_form_without_one_passes(client):
    assert client.post("/sign-in/", {"email": "a@example.com", "password": "b"}).status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("content_type", [MULTIPART, FORM, "application/json"])
def test_bodies_of_the_api_are_left_to_the_api(client, content_type):
    answer = client.generic("POST", "/api/v1/candidates", "a\0b", content_type=content_type)

    assert answer.status_code == 401


@pytest.mark.django_db
def test_programs_are_told_as_a_problem(client):
    answers = [
        client.get("/api/v1/letters?about=%00"),
        client.post("/api/v1/imports", CONTENT_LENGTH=str(LARGEST + 1)),
    ]

    assert [(one.status_code, one["Content-Type"], one.json()["code"]) for one in answers] == [
        (400, "application/problem+json", "bad_request"),
        (413, "application/problem+json", "too_big"),
    ]
