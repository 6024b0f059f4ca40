"""The public pages of jobs in a real browser: narrow and wide, both languages, light and dark."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from huiyin.candidates.models import Application
from huiyin.jobs.tests.factories import make_job
from huiyin.portal.tests.conftest import keep_screen
from huiyin.portal.tests.posting import address, make_posting
from huiyin.portal.tests.test_look import FORMS, judge, look

pytestmark = pytest.mark.django_db(transaction=True)
LONG = "高级供应链数字化与跨区域仓配协同产品经理（国内仓与海外仓，常驻杭州或深圳，可混合办公）以及更多"


def open_() -> str:
    return address(make_posting(pay_band={"min": 18000, "max": 26000, "months": 13}, publishes_pay=True))


def coloured() -> str:
    return address(make_posting(LONG, title_en=LONG, colour="#7A1F4E", highlights=f"{POINT}\n" * 12))


def ended(state: str) -> str:
    job = make_posting(state=state)
    for number in range(3):
        make_job(f"职位 {number}", org_unit=job.org_unit, place=job.place)
    return address(job)


def branch(jobs: int) -> str:
    job = make_posting(state="open" if jobs else "closed")
    for number in range(jobs):
        make_job(LONG if number == 1 else f"仓储主管 {number}", org_unit=job.org_unit, place=job.place)
    return f"/join/at/{job.org_unit_id}/"


POINT = "把国内 4 座仓的收货、上架和退货流程做成产品，每周去一次仓里"
STATES: dict[str, Callable[[], str]] = {
    "apply": open_,
    "apply-coloured": coloured,
    "apply-sent": lambda: f"{open_()}sent/",
    "apply-closed": lambda: ended("closed"),
    "apply-paused": lambda: ended("paused"),
    "apply-unknown": lambda: "/join/J-unknown/",
    "branch": lambda: branch(12),
    "branch-empty": lambda: branch(0),
}


@pytest.mark.parametrize("language", FORMS)
@pytest.mark.parametrize("state", STATES)
def test_a_page_is_right_in_every_state(state: str, language: str, open_browser, live_server):
    assert look(open_browser, f"{live_server.url}{STATES[state]()}", state, language) == []


@pytest.mark.parametrize("language", FORMS)
def test_a_form_with_problems_is_right_and_has_the_focus_on_them(language: str, open_browser, live_server):
    path = open_()
    problems = []
    for width, scheme in FORMS[language]:
        page: Page = open_browser(
            viewport={"width": width, "height": 844}, color_scheme=scheme, reduced_motion="reduce"
        )
        page.goto(f"{live_server.url}{path}?lang={language}")
        page.locator("#city").fill("杭州")
        page.locator("form button").click()
        problems += judge(page, f"{width} {scheme}")
        keep_screen(page, f"c-apply-problems-{language}-{width}-{scheme}")
        assert page.evaluate("document.activeElement.id") == "problems"
        assert page.locator("#city").input_value() == "杭州"

    assert problems == []


def test_it_can_be_sent_by_keyboard_alone_without_scripts(open_browser, live_server):
    page: Page = open_browser(java_script_enabled=False)
    page.goto(f"{live_server.url}{open_()}")
    page.wait_for_timeout(3_100)

    page.locator("#name").focus()
    for words in ("江晚", "13800130166"):
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    page.locator("#agree").focus()
    page.keyboard.press("Space")
    page.locator("form button").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/sent/")

    assert Application.objects.get().candidate.name == "江晚"
