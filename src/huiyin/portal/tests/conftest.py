"""A fixed morning for every test of this room, and a real browser for those that ask for one."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from playwright.sync_api import Browser, Page, sync_playwright

from huiyin.portal.tests.factories import NOW

QUIET_CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
CHROMIUM = Path("/usr/bin/chromium")
AXE = settings.PACKAGE.parents[1] / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(autouse=True)
def _tuesday_morning() -> Iterator[None]:
    """Two days before the interview; the clock goes on from there."""
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's sync API keeps a loop in this thread; Django would take our queries for async ones.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        where = {"executable_path": str(CHROMIUM)} if CHROMIUM.exists() else {}
        chromium = playwright.chromium.launch(args=QUIET_CHROMIUM, **where)
        yield chromium
        chromium.close()


@pytest.fixture
def open_browser(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A fresh browser with one empty page; options as for `new_context`."""
    contexts = []

    def start(**options: object) -> Page:
        context = browser.new_context(**{"viewport": {"width": 390, "height": 844}, **options})
        contexts.append(context)
        return context.new_page()

    yield start
    for context in contexts:
        context.close()


def findings(page: Page) -> list[str]:
    """What axe-core finds: rule and first place of each."""
    # Not as a script tag: the page's own policy forbids foreign scripts, which is right.
    page.evaluate(f"{AXE.read_text(encoding='utf-8')};0")
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found["violations"]]


def keep_screen(page: Page, name: str) -> None:
    """Keep a picture of the whole page when TESTS_SCREENS names a folder for it."""
    folder = os.environ.get("TESTS_SCREENS")
    if folder:
        width = page.evaluate("innerWidth")
        page.set_viewport_size({"width": width, "height": page.evaluate("document.body.scrollHeight")})
        page.screenshot(path=f"{folder}/{name}.png")
