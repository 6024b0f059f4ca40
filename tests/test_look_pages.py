"""Every page that any room lists, in a real browser: nothing scrolls sideways and axe-core finds nothing.

The pages come from the same tables as the access matrix, so that a new one cannot be forgotten; each is
opened by the first of the cast who may. With TESTS_SCREENS every form is drawn, else the two extremes.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from huiyin.accounts.models import User
from huiyin.accounts.tests.factories import sign_in
from huiyin.messaging.shipped import install
from huiyin.portal.tests.conftest import AXE, browser
from tests.authz_matrix import ROWS, is_api, value_of
from tests.matrix import Route
from tests.world import World, build_world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
__all__ = ["browser"]

ASKED_FIRST = ("alice", "hana", "sam", "eve", "ivy", "bob", "nobody", "lin")
EXTREMES = (("zh-hans", "light", 390), ("en", "dark", 1440))
WHOLE = tuple(
    (language, scheme, width)
    for language in ("zh-hans", "en")
    for scheme in ("light", "dark")
    for width in (360, 390, 768, 1440)
)
FORMS = WHOLE if "TESTS_SCREENS" in os.environ else EXTREMES


@dataclass(frozen=True)
class Sight:
    name: str
    path: str
    who: str


@pytest.mark.parametrize("form", FORMS, ids=["-".join(map(str, form)) for form in FORMS])
def test_every_page_is_right(form: tuple[str, str, int], browser, live_server: LiveServer):
    world = furnished(form[0])
    problems = []
    for who, sights in seen_by(world).items():
        context = open_as(browser, live_server.url, world, who, form)
        page = context.new_page()
        for sight in sights:
            page.goto(f"{live_server.url}{sight.path}")
            problems += [f"{sight.name} {sight.path}: {one}" for one in judge(page)]
            keep(page, sight.name, form)
        context.close()

    assert "\n".join(problems) == ""


def furnished(language: str) -> World:
    """The world of the access matrix, with its people reading `language`."""
    install()
    world = build_world()
    User.objects.update(language=language)
    return world


def seen_by(world: World) -> dict[str, list[Sight]]:
    """The pages that somebody is shown, each under whoever opens it; files and parts are left out."""
    found: dict[str, list[Sight]] = {}
    known: set[str] = set()
    for row in ROWS:
        who = next((one for one in ASKED_FIRST if row.expect[one] == 200), "")
        if row.name.startswith("portal:") and row.expect["lin"] == 200:
            who = "lin"
        if row.method != "GET" or is_api(row) or not who:
            continue
        path = path_of(world, row)
        if path not in known and is_page(client_of(world, who), path):
            known.add(path)
            found.setdefault(who, []).append(Sight(row.name, path, who))
    return found


def path_of(world: World, row: Route) -> str:
    kwargs = {key: value_of(world, value) for key, value in row.kwargs.items()}
    return reverse(row.name, kwargs=kwargs, query={key: value_of(world, v) for key, v in row.query.items()})


def client_of(world: World, who: str) -> Client:
    client = Client()
    if who == "lin":
        client.get(f"/c/i/{world.token}", follow=True)
    elif who in world.people:
        sign_in(client, world.people[who])
    return client


def is_page(client: Client, path: str) -> bool:
    """Not a file, a part, or a letter in its sandbox, in which no script could judge it."""
    answer = client.get(path)
    if answer.streaming or "sandbox" in answer.get("Content-Security-Policy", ""):
        return False
    return answer.status_code == 200 and b"<html" in answer.content


def open_as(browser, url: str, world: World, who: str, form: tuple[str, str, int]) -> BrowserContext:
    language, scheme, width = form
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        # Without motion a change of colours is there at once, for axe to measure.
        reduced_motion="reduce",
        locale="zh-CN" if language == "zh-hans" else "en-GB",
    )
    cookies = {name: one.value for name, one in client_of(world, who).cookies.items()}
    cookies[settings.LANGUAGE_COOKIE_NAME] = language
    context.add_cookies([{"name": name, "value": value, "url": url} for name, value in cookies.items()])
    # Not as a script tag: the page's own policy forbids foreign scripts, which is right.
    context.add_init_script(path=AXE)
    return context


def judge(page: Page) -> Iterator[str]:
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if overflow > 0:
        yield f"scrolls sideways by {overflow}"
    found = page.evaluate("options => axe.run(options)", OPTIONS)
    for one in found["violations"]:
        yield from (f"{one['id']}: {node['html'][:160]}" for node in one["nodes"][:2])


OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    # Frames show letters, which are judged elsewhere; no rule of these reads the sheets themselves.
    "iframes": False,
    "preload": False,
}


def keep(page: Page, name: str, form: tuple[str, str, int]) -> None:
    folder = os.environ.get("TESTS_SCREENS")
    if folder:
        word = re.sub(r"\W+", "-", name)
        page.screenshot(path=f"{folder}/{word}-{'-'.join(map(str, form))}.png", full_page=True)
