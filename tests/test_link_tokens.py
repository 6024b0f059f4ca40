"""A link's token is in the letter and nowhere else: not in the database, not in a log."""

import io
import logging
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from huiyin.accounts.capabilities import Wish, issue_many
from huiyin.core import clock
from huiyin.core.logs import RedactingFormatter
from huiyin.messaging.models import Letter
from tests.world import build_world


@pytest.fixture
def log():
    """Everything that is logged, as the product writes it."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(RedactingFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    yield out
    root.removeHandler(handler)


def dump() -> str:
    """Every row of every table as text."""
    rows = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows.extend(f"{table} {row}" for row in cursor.fetchall())
    return "\n".join(rows)


@pytest.mark.both
@pytest.mark.django_db
def test_a_thousand_link_tokens_and_codes_are_in_no_table_and_no_log(log):
    world = build_world()
    wishes = [
        Wish(
            "i",
            f"interview:{world.interview.pk}",
            f"candidate:{number}",
            ["view", "answer"],
            clock.now() + timedelta(days=9 if number % 2 else -1),
        )
        for number in range(1000)
    ]
    issued = issue_many(wishes)
    Letter.objects.update(values={"link": issued[0].link, "code": issued[0].code})
    for number, one in enumerate(issued):
        Client().get(f"/c/i/{one.token}", follow=number < 20, REMOTE_ADDR=f"203.0.{number % 250}.7")

    kept, logged = dump(), log.getvalue()

    secrets = [one.token for one in issued] + [one.code for one in issued]
    assert len(kept) > 200_000
    assert "django.request Not Found: /c/i/***" in logged
    assert [secret for secret in secrets if secret in kept] == []
    assert [secret for secret in secrets if secret in logged] == []
