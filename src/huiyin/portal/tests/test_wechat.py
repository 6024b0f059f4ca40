"""Inside WeChat on a narrow phone: it reads, it answers, it says how to keep the date."""

import pytest
from playwright.sync_api import Page

from huiyin.portal.tests.conftest import keep_screen
from huiyin.portal.tests.factories import make_invitation

WECHAT = (
    "Mozilla/5.0 (Linux; Android 14; MI 9) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0 "
    "Mobile Safari/537.36 XWEB/1160 MMWEBSDK/20240501 MicroMessenger/8.0.49.2600 NetType/WIFI Language/zh_CN"
)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scripts", [True, False])
def test_one_tap_on_a_small_phone_in_wechat(open_browser, live_server, scripts: bool):
    invitation = make_invitation()
    page: Page = open_browser(
        viewport={"width": 360, "height": 640}, user_agent=WECHAT, java_script_enabled=scripts, has_touch=True
    )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(f"{live_server.url}{invitation.link}")
    bar = page.locator(".answer").bounding_box()
    hint = page.get_by_text("在浏览器打开").count()
    keep_screen(page, f"c-wechat-{'scripts' if scripts else 'plain'}-360")
    page.get_by_role("button", name="能来", exact=True).tap()
    page.get_by_role("heading", name="11月26日 周四见，林若溪").wait_for()

    invitation.interview.refresh_from_db()
    assert (invitation.interview.answer, hint) == ("yes", 1)
    assert bar is not None
    assert bar["y"] + bar["height"] <= 640
    assert [url for url in asked if not url.startswith((live_server.url, "data:"))] == []


@pytest.mark.django_db(transaction=True)
def test_larger_text_and_twice_the_zoom_still_fit(open_browser, live_server):
    invitation = make_invitation()
    page: Page = open_browser(viewport={"width": 360, "height": 740})

    page.goto(f"{live_server.url}{invitation.link}?text=large")
    size = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    keep_screen(page, "c-invitation-large-360")

    assert (size, overflow) == (21.25, 0)
