"""One letter, end to end, in two real browsers: a recruiter at her desk and a candidate on her phone."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from huiyin.accounts.tests.factories import PASSWORD
from huiyin.interviews.tests.factories import NOW, House, make_applied, make_house
from huiyin.jobs.tests.factories import put_on_team
from huiyin.messaging.carrier import drain
from huiyin.messaging.channels import memory
from huiyin.messaging.shipped import install
from huiyin.portal.tests.conftest import browser, findings, open_browser

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
__all__ = ["browser", "open_browser"]

WECHAT = (
    "Mozilla/5.0 (Linux; Android 9; MI 6) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 "
    "Chrome/86.0.4240.99 Mobile Safari/537.36 MicroMessenger/8.0.2 Language/zh_CN"
)
PHONE = {
    "viewport": {"width": 360, "height": 740},
    "user_agent": WECHAT,
    "is_mobile": True,
    "has_touch": True,
}
DESK = {"viewport": {"width": 1440, "height": 900}, "locale": "zh-CN"}
UNDO_IS_OVER = timedelta(seconds=11)
# An open page asks every four seconds; the rest is for a machine that is busy with other tests.
BY_ITSELF = 12_000

Open = Callable[..., Page]


@pytest.fixture
def moment() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=True) as moment:
        yield moment


@pytest.fixture
def house(moment: time_machine.Traveller) -> House:
    memory.empty()
    install()
    house = make_house()
    put_on_team(house.job, house.owner, "recruiter")
    put_on_team(house.job, house.ivy, "interviewer")
    make_applied(house)
    return house


def test_from_a_job_to_a_yes_on_a_phone_and_back_to_the_desk(
    house: House, moment: time_machine.Traveller, open_browser: Open, live_server: LiveServer
) -> None:
    desk = signed_in(open_browser(**DESK), live_server.url, house)
    arrange(desk, live_server.url)
    moment.shift(UNDO_IS_OVER)
    link = live_server.url + the_link_in_the_letter_to("林若溪")
    desk.goto(f"{live_server.url}/interviews/?day=2026-11-26")
    expect(column(desk, "未回复")).to_contain_text("林若溪")
    expect(column(desk, "能来")).not_to_contain_text("林若溪")

    phone = open_browser(**PHONE)
    phone.goto(link)
    expect(phone.get_by_role("heading", level=1)).to_have_text("林若溪，您好")
    phone.get_by_role("button", name="能来", exact=True).tap()

    expect(phone.get_by_role("heading", level=1)).to_have_text("11月26日 周四见，林若溪")
    expect(column(desk, "能来")).to_contain_text("林若溪", timeout=BY_ITSELF)
    expect(column(desk, "未回复")).not_to_contain_text("林若溪")
    assert findings(phone) == []
    assert findings(desk) == []


def test_a_wish_and_a_question_reach_an_open_desk(
    house: House, moment: time_machine.Traveller, open_browser: Open, live_server: LiveServer
) -> None:
    desk = signed_in(open_browser(**DESK), live_server.url, house)
    arrange(desk, live_server.url)
    moment.shift(UNDO_IS_OVER)
    link = live_server.url + the_link_in_the_letter_to("林若溪")
    desk.goto(live_server.url)
    expect(desk.get_by_role("heading", level=1)).to_have_text("没有人在等你")

    phone = open_browser(**PHONE)
    phone.goto(link)
    phone.get_by_role("button", name="想换个时间").tap()
    phone.locator("textarea").fill("下周二下午都可以")
    phone.get_by_role("button", name="发给 HR").tap()
    expect(phone.locator("main")).to_contain_text("下周二下午都可以")
    phone.get_by_role("link", name="问一问 HR").tap()
    phone.locator("textarea").fill("请问可以停车吗？")
    phone.get_by_role("button", name="发给 HR").tap()

    expect(phone.locator("main")).to_contain_text("收到您的问题了")
    expect(desk.locator("main")).to_contain_text("请问可以停车吗？", timeout=BY_ITSELF)
    expect(desk.get_by_role("heading", level=1)).to_have_text("有 2 件事在等你")
    assert findings(desk) == []


def signed_in(page: Page, url: str, house: House) -> Page:
    page.goto(url)
    page.get_by_label("工作邮箱").fill(house.recruiter.email)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("三步约到第一场面试")
    return page


def arrange(page: Page, url: str) -> None:
    """From the list of jobs to the saved interview, by the links and buttons that she would use."""
    page.goto(f"{url}/jobs/")
    page.get_by_role("link", name="供应链产品经理").first.click()
    page.get_by_role("row", name=re.compile("林若溪")).get_by_role("link", name="安排").click()
    page.get_by_label("其他日期").fill("2026-11-26")
    page.locator("[name=at]").fill("14:00")
    page.get_by_role("button", name="下一步：核对").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("林若溪，11月26日 周四 14:00，对吗？")
    expect(page.locator("main")).to_contain_text("请在")
    page.get_by_role("button", name="安排并通知").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("林若溪，11月26日 周四 14:00")
    expect(page.locator("main")).to_contain_text("还可撤回")


def the_link_in_the_letter_to(name: str) -> str:
    """The carrier's own work, then the only mail that greets her."""
    drain()
    [mail] = [mail for mail in memory.arrived if mail.text.startswith(name)]
    found = re.search(r"http://hr\.example\.test(/c/i/\S+)", mail.text)
    assert found
    return found[1]


def column(page: Page, word: str) -> Locator:
    return page.get_by_role("region", name=re.compile(rf"^{word} "))
