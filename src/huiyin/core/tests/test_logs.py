"""What must not be in a log line is not in it."""

import logging

import pytest

from huiyin.core.logs import RedactingFormatter, redact


@pytest.mark.parametrize(
    ("written", "logged"),
    [
        ("Not Found: /c/i/k3Jd8sQ0aZ", "Not Found: /c/i/***"),
        ("GET /c/i/k3Jd8sQ0aZ/answer?x=1", "GET /c/i/***/answer?x=1"),
        ("smtp://hr:hunter2@mail.example.com:587", "smtp://hr:***@mail.example.com:587"),
        ("Authorization: Bearer abc.def", "Authorization: Bearer ***"),
        ('{"password": "hunter2", "name": "x"}', '{"password": "***", "name": "x"}'),
        ("Not Found: /candidates/12/", "Not Found: /candidates/12/"),
    ],
)
def test_secrets_are_masked(written, logged):
    assert redact(written) == logged


def test_tracebacks_are_masked_too():
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, "broken: %s", ("/c/i/k3Jd8sQ0aZ",), None)
    record.exc_text = "ValueError: smtp://hr:hunter2@host"

    line = RedactingFormatter().format(record)

    assert "k3Jd8sQ0aZ" not in line
    assert "hunter2" not in line
