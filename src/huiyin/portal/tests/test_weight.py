"""The page is light: few bytes, few queries, nothing from anybody else."""

import re

import pytest
from django.conf import settings
from django.test import Client

from huiyin.portal.tests.factories import NOW, make_invitation, open_page
from huiyin.portal.tests.test_look import STATES

BUDGET = 60_000
SCRIPT_BUDGET = 2_048
CSS = settings.PACKAGE / "core" / "static" / "huiyin" / "candidate.css"
SCRIPT = settings.PACKAGE / "portal" / "static" / "portal" / "opened.js"


@pytest.mark.django_db
@pytest.mark.parametrize("state", STATES)
def test_page_and_sheet_weigh_little(client: Client, state: str):
    html = client.get(open_page(client, STATES[state]()) + "?lang=en").content

    assert len(html) + CSS.stat().st_size <= BUDGET


def test_the_script_weighs_next_to_nothing():
    assert SCRIPT.stat().st_size <= SCRIPT_BUDGET


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "queries"),
    [
        ("invitation", 6),
        ("moved", 7),
        ("confirmed", 7),
        ("declined", 5),
        ("other-time", 6),
        ("today", 6),
        ("cancelled", 7),
    ],
)
def test_a_page_asks_the_database_little(client: Client, django_assert_num_queries, state: str, queries: int):
    page = open_page(client, STATES[state]())

    with django_assert_num_queries(queries):
        client.get(page)


@pytest.mark.django_db
def test_more_interviewers_cost_no_more(client: Client, django_assert_num_queries):
    invitation = make_invitation()
    page = open_page(client, invitation)
    invitation.interview.participants.first().delete()

    with django_assert_num_queries(6):
        client.get(page)


@pytest.mark.django_db
def test_nothing_is_loaded_from_anybody_else(client: Client):
    html = client.get(open_page(client, make_invitation(answered_at=NOW))).content.decode()

    loaded = re.findall(r'(?:src|srcset|<link[^>]+href)="([^"]+)"', html)
    assert [one for one in loaded if not one.startswith(("/static/", "data:"))] == []
    assert re.findall(r"<style|\bstyle=|\bon\w+=|javascript:", html) == []
