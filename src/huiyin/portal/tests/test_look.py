"""Every state of the pages in a real browser: narrow and wide, both languages, light and dark."""

import os
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page

from huiyin.interviews import posters
from huiyin.interviews.versions import keep_version
from huiyin.jobs.models import Reason
from huiyin.portal.tests.conftest import findings, keep_screen
from huiyin.portal.tests.factories import NOW, START, SYSTEM, Invitation, make_invitation, make_letter

pytestmark = pytest.mark.django_db(transaction=True)


def moved(**fields: object) -> Invitation:
    invitation = make_invitation(start=START - timedelta(hours=28), end=START - timedelta(hours=27), **fields)
    row = invitation.interview
    row.start, row.end, row.version = START, START + timedelta(minutes=70), 2
    row.save()
    people = [one.employee_id for one in row.participants.all()]
    keep_version(row, "reschedule", people, by=SYSTEM)
    make_letter(row, version=1)
    return invitation


def cancelled() -> Invitation:
    invitation = make_invitation(state="cancelled", cancelled_at=NOW)
    invitation.interview.cancel_reason = Reason.objects.get(group="cancel", key="job_paused")
    invitation.interview.save()
    return invitation


def answered(answer: str, state: str, **fields: object) -> Invitation:
    return make_invitation(answer=answer, state=state, answered_at=NOW, **fields)


def today(answer: str, state: str, **fields: object) -> Invitation:
    """Eight minutes before the start, unless said otherwise."""
    start = fields.pop("start", NOW + timedelta(minutes=8))
    return answered(answer, state, start=start, end=start + timedelta(minutes=55), **fields)


STATES: dict[str, Callable[[], Invitation]] = {
    "invitation": make_invitation,
    "moved": moved,
    "confirmed": lambda: answered("yes", "confirmed"),
    "declined": lambda: answered("no", "declined"),
    "other-time": lambda: answered("other_time", "reschedule_requested"),
    "other-time-noted": lambda: answered("other_time", "reschedule_requested", answer_note="周五下午都可以"),
    "cancelled": cancelled,
    "today": lambda: today("yes", "confirmed"),
    "today-late": lambda: today("yes", "confirmed", late_minutes=20, late_said_at=NOW),
    "today-early": lambda: today("yes", "confirmed", start=NOW + timedelta(minutes=90)),
    "today-video": lambda: today(
        "yes", "confirmed", mode="video", place=None, room=None, video_link="https://meeting.example/j/1"
    ),
    "here": lambda: make_invitation(state="checked_in", answer="yes"),
    "started": lambda: make_invitation(start=NOW - timedelta(minutes=5), end=NOW + timedelta(minutes=55)),
    "over": lambda: make_invitation(start=NOW - timedelta(hours=3), end=NOW - timedelta(hours=2)),
    "video": lambda: make_invitation(
        mode="video", place=None, room=None, video_link="https://meeting.example/j/1"
    ),
    "phone": lambda: make_invitation(mode="phone", place=None, room=None),
}


# Each language meets a narrow and a wide page, a light and a dark one.
FORMS = {"zh": ((360, "light"), (1440, "dark")), "en": ((390, "dark"), (1440, "light"))}
ALL_FORMS = ((360, "light"), (390, "light"), (390, "dark"), (1440, "light"))
PAGES: dict[str, str] = {"code": "/i", "genuine": "/genuine/", "privacy": "/privacy/", "gone": "/c/i/unknown"}


@pytest.mark.parametrize("language", FORMS)
@pytest.mark.parametrize("state", STATES)
def test_a_page_is_right_in_every_state(state: str, language: str, open_browser, live_server):
    invitation = STATES[state]()

    problems = look(open_browser, f"{live_server.url}{invitation.link}", state, language)

    assert problems == []


@pytest.mark.parametrize("language", FORMS)
@pytest.mark.parametrize("name", PAGES)
def test_the_pages_around_it_are_right(name: str, language: str, open_browser, live_server):
    make_invitation()

    problems = look(open_browser, f"{live_server.url}{PAGES[name]}", name, language)

    assert problems == []


def test_the_page_on_which_she_asks_is_right(open_browser, live_server):
    invitation = make_invitation()
    problems = []

    for language, forms in FORMS.items():
        for width, scheme in forms:
            page = open_browser(viewport={"width": width, "height": 844}, color_scheme=scheme)
            page.goto(f"{live_server.url}{invitation.link}?lang={language}")
            page.get_by_role("link", name="Ask HR" if language == "en" else "问一问 HR").click()
            page.locator("textarea").fill("请问园区可以停车吗？")
            page.locator("form button").click()
            problems += judge(page, f"{width} {scheme}")
            keep_screen(page, f"c-ask-{language}-{width}-{scheme}")

    assert problems == []


@pytest.mark.parametrize("language", FORMS)
def test_the_page_behind_the_sign_is_right(language: str, open_browser, live_server):
    place = make_invitation().interview.place
    sign = posters.make_poster(place, by=SYSTEM).split("/", 3)[3]

    problems = look(open_browser, f"{live_server.url}/{sign}", "door", language)

    assert problems == []


def look(open_browser: Callable[..., Page], address: str, name: str, language: str) -> list[str]:
    """One page, reshaped: its problems in every form."""
    problems = []
    # Without motion a change of colours is there at once, for axe to measure.
    page = open_browser(reduced_motion="reduce")
    page.goto(f"{address}?lang={language}")
    for width, scheme in ALL_FORMS if "TESTS_SCREENS" in os.environ else FORMS[language]:
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme)
        problems += judge(page, f"{width} {scheme}")
        keep_screen(page, f"c-{name}-{language}-{width}-{scheme}")
    return problems


def judge(page: Page, form: str) -> list[str]:
    """Nothing scrolls sideways and axe-core finds nothing."""
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    sideways = [f"scrolls sideways by {overflow}"] if overflow > 0 else []
    return [f"{form} {one}" for one in (*sideways, *findings(page))]
