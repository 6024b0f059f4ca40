"""What a page shows and what its export holds are the same, cell by cell, in both languages."""

import csv
import io
import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse

from huiyin.accounts.tests.factories import PASSWORD
from huiyin.exports.lists import LISTS
from huiyin.interviews.models import Interview, InterviewState
from tests.world import build_world

pytestmark = pytest.mark.django_db

# Cells that are for the hand and not for the eye: ticking, and what to do with the row.
_LEFT_OUT = ("is-check", "hy-verbs", "hy-nowrap")
_NOTHING = re.compile(r"^– ?(None|无|没有)$")
PAGES = {
    "candidates": ("candidates:list", {}),
    "jobs": ("jobs:list", {}),
    "interviews": ("interviews:history", {}),
    "letters": ("desk:letters", {"state": "all"}),
    "todos": ("desk:todos", {}),
    "job_people": ("jobs:detail", {}),
}


class Cells(HTMLParser):
    """The texts of the body cells of the page's tables, row by row; group lines are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._cell: list[str] | None = None
        self._is_body, self._is_group, self._skip = False, False, False

    def handle_starttag(self, tag, attrs):
        classes = dict(attrs).get("class") or ""
        if tag == "tbody":
            self._is_body = True
        elif tag == "tr" and self._is_body:
            self._is_group = "hy-group" in classes
            if not self._is_group:
                self.rows.append([])
        elif tag in {"td", "th"} and self._is_body and not self._is_group:
            self._skip = any(one in classes for one in _LEFT_OUT)
            self._cell = []

    def handle_endtag(self, tag):
        if tag == "tbody":
            self._is_body = False
        elif tag in {"td", "th"} and self._cell is not None:
            if not self._skip:
                self.rows[-1].append(plain("".join(self._cell)))
            self._cell = None

    def handle_data(self, data):
        if self._cell is not None:
            self._cell.append(data)


def plain(text: str) -> str:
    said = " ".join(text.split())
    return "" if _NOTHING.match(said) else said


def signed_in(world, language: str) -> Client:
    client = Client()
    client.post(
        reverse("accounts:sign_in"), {"email": world.people["alice"].email, "password": PASSWORD, "next": "/"}
    )
    client.post(reverse("accounts:language"), {"language": language, "next": "/"})
    return client


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("key", sorted(PAGES))
def test_the_file_holds_what_the_page_shows(key, language):
    world = build_world()
    if key == "interviews":
        Interview.objects.filter(pk=world.interview.pk).update(state=InterviewState.COMPLETED)
    client = signed_in(world, language)
    name, query = PAGES[key]
    args = [world.job.pk] if key == "job_people" else []
    more = {"of_job": str(world.job.pk)} if args else {}

    page = Cells()
    page.feed(client.get(reverse(name, args=args), query).content.decode())
    asked = client.post(
        reverse("exports:new"), {"format": "csv", "key": "k"}, query_params={"of": key, **query, **more}
    )
    answer = client.get(f"{asked['Location']}file")
    cells = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))

    assert [[plain(cell) for cell in row] for row in cells[1:-1]] == page.rows
    assert page.rows


def test_every_list_is_compared_with_its_page():
    assert sorted(key for key in LISTS if key != "test") == sorted(PAGES)
