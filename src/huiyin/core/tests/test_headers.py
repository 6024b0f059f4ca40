"""Security headers stand on every answer, errors and redirects included."""

import pytest

from huiyin.core.headers import CONTENT_SECURITY_POLICY

EXPECTED = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/healthz", "/nothing-here/", "/sign-in/", "/"])
def test_every_answer_carries_the_headers(client, address):
    answer = client.get(address)

    assert {name: answer.headers.get(name) for name in EXPECTED} == EXPECTED


def test_the_policy_allows_nothing_inline():
    assert "unsafe" not in CONTENT_SECURITY_POLICY


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/healthz", "/nothing-here/", "/", "/candidates/", "/api/v1/candidates"])
def test_what_says_nothing_else_is_kept_by_no_browser_and_no_proxy(client, address):
    """Whoever sits down at the same computer after a sign-out reads no candidate by the button Back."""
    assert client.get(address).headers["Cache-Control"] == "no-store, private"
