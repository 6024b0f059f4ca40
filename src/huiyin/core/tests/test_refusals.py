"""A refusal that no form showed becomes a page: the right status, what is wrong and what now."""

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.urls("huiyin.core.tests.refusal_urls")]


@pytest.mark.parametrize(
    ("how", "status", "problem", "mend"),
    [
        ("unknown", 404, "There is no such thing.", "Look at the list."),
        ("forbidden", 403, "That is not yours.", "Ask its owner."),
        ("clash", 409, "The room is taken.", "Choose another."),
        ("late", 409, "It is too late.", "Call them."),
    ],
)
def test_a_refusal_becomes_a_page(client, how, status, problem, mend):
    answer = client.get(f"/refuse/{how}/")

    page = answer.content.decode()
    assert (answer.status_code, problem in page, mend in page) == (status, True, True)


def test_a_candidate_never_sees_the_staffs_frame(client):
    page = client.get("/c/refuse/late/").content.decode()

    assert ("It is too late." in page, "candidate.css" in page, "huiyin.css" in page) == (True, True, False)


def test_an_unknown_address_says_what_to_do(client):
    answer = client.get("/nothing-here/", headers={"accept-language": "en"})

    assert answer.status_code == 404
    assert "This page does not exist, or it is not for you." in answer.content.decode()


@pytest.mark.parametrize("address", ["/refuse/busy/", "/c/refuse/busy/"])
def test_a_locked_database_is_no_mistake_of_ours(client, address):
    answer = client.get(address, headers={"accept-language": "en"})

    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "Nothing has been changed. Please try again in a minute." in answer.content.decode()
