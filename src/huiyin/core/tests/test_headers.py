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
