"""The keyboard of the desk and what is kept for her hands, in a real browser."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from huiyin.accounts.models import User
from huiyin.candidates.models import Application, Candidate
from huiyin.core import clock
from huiyin.messaging.models import Contact
from huiyin.portal.tests.conftest import browser
from tests.test_look_pages import furnished, open_as
from tests.world import World

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
__all__ = ["browser"]

DESK = ("zh-hans", "light", 1440)
BY_ITSELF = 12_000
Open = Callable[..., Page]
COMES_TO = """place => new Promise(done => {
    const look = () => Math.abs(scrollY - place) < 4 ? done(true) : setTimeout(look, 50);
    setTimeout(done, 5000, false);
    look();
})"""


@pytest.fixture
def world() -> World:
    return furnished("zh-hans")


@pytest.fixture
def desk(browser, live_server: LiveServer, world: World) -> Iterator[Open]:
    contexts = []

    def start(path: str, who: str = "alice") -> Page:
        context = open_as(browser, live_server.url, world, who, DESK)
        contexts.append(context)
        page = context.new_page()
        page.goto(live_server.url + path)
        return page

    yield start
    for context in contexts:
        context.close()


def test_keys_lead_to_places_rows_and_verbs(desk: Open, world: World):
    page = desk("/")

    page.keyboard.type("gc")
    page.wait_for_url("**/candidates/")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("main [data-count]")).to_have_text("1")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/candidates/{world.candidate.number}/")
    page.keyboard.press("a")
    page.wait_for_url("**/schedule/**")


def test_keys_are_silent_in_fields_with_modifiers_and_while_a_word_is_composed(desk: Open):
    page = desk("/candidates/")
    start = page.url

    page.locator(".hy-toolbar input[type=search]").press_sequentially("gj?")
    assert page.locator(".hy-toolbar input[type=search]").input_value() == "gj?"
    page.locator("main").focus()
    page.keyboard.press("Control+j")
    page.evaluate("""() => {
        const press = (init) => document.body.dispatchEvent(
            new KeyboardEvent('keydown', {key: '?', bubbles: true, ...init}));
        press({isComposing: true});
        press({keyCode: 229});
        document.dispatchEvent(new CompositionEvent('compositionstart', {bubbles: true}));
        press({});
        document.dispatchEvent(new CompositionEvent('compositionend', {bubbles: true}));
    }""")

    expect(page.locator("#keys")).not_to_be_visible()
    assert page.evaluate("document.activeElement.id") == "main"
    assert page.url == start


def test_the_list_of_keys_opens_closes_and_gives_the_focus_back(desk: Open):
    page = desk("/candidates/")
    page.keyboard.press("j")

    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="工作台快捷键")).to_be_visible()
    page.keyboard.type("gj")
    page.keyboard.press("Escape")

    expect(page.locator("#keys")).not_to_be_visible()
    expect(page.locator("tbody a.hy-name").first).to_be_focused()
    assert page.url.endswith("/candidates/")


def test_who_wants_no_keys_has_none(desk: Open, world: World):
    page = desk("/keyboard/")
    page.get_by_role("button", name="关闭快捷键").click()
    expect(page.get_by_role("button", name="开启快捷键")).to_be_visible()

    page.goto(page.url.replace("/keyboard/", "/candidates/"))
    page.keyboard.type("?gj")

    assert not User.objects.get(pk=world.people["alice"].pk).uses_keys
    expect(page.locator("#keys")).to_have_count(0)
    assert page.url.endswith("/candidates/")


def test_what_is_chosen_survives_paging_and_is_bound_to_the_filter(desk: Open, world: World):
    crowd(60, world)
    page = desk("/candidates/")
    boxes = page.locator("tbody input[type=checkbox]")

    boxes.nth(0).click()
    boxes.nth(3).click(modifiers=["Shift"])
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator("main [data-count]")).to_have_text("5")
    page.get_by_role("link", name="下一页").click()
    boxes.nth(1).click()
    expect(page.locator("main [data-count]")).to_have_text("6")
    expect(page.locator("main [data-elsewhere]")).to_have_text("（其中 5 项在其他页）")
    page.goto(page.url.split("?")[0] + "?q=%E4%BC%97")
    expect(page.locator(".hy-bulk")).not_to_be_visible()
    page.go_back()
    expect(page.locator("main [data-count]")).to_have_text("6")
    with page.expect_request("**/batches/**") as asked:
        page.get_by_role("button", name="安排面试").click()

    assert (asked.value.post_data or "").count("chosen=") == 6


def test_back_returns_to_the_same_place_of_the_same_page(desk: Open, world: World):
    crowd(60, world)
    filtered = f"/candidates/?q=&job={world.job.pk}"
    page = desk(filtered)
    page.set_viewport_size({"width": 1440, "height": 500})
    page.get_by_role("link", name="众人 30", exact=True).scroll_into_view_if_needed()
    before = page.evaluate("scrollY")

    page.get_by_role("link", name="众人 30", exact=True).click()
    page.wait_for_url("**/candidates/C-*/")
    page.go_back()

    assert before > 0
    assert page.evaluate(COMES_TO, before)
    assert page.url.endswith(filtered)


def test_without_a_connection_it_is_said_and_nothing_is_sent(desk: Open):
    page = desk("/candidates/add/")
    button = page.locator("main form[method=post] button[type=submit]").first

    page.context.set_offline(True)
    expect(page.locator("#offline")).to_be_visible()
    expect(button).to_have_attribute("aria-disabled", "true")
    button.click(force=True)
    expect(page.locator("#offline")).to_be_focused()
    page.context.set_offline(False)

    expect(page.locator("#offline")).to_be_hidden()
    expect(button).not_to_have_attribute("aria-disabled", "true")


def test_what_was_typed_and_not_sent_is_offered_again(desk: Open):
    page = desk("/candidates/add/")
    box = page.locator("main form[method=post] textarea").first
    box.press_sequentially("很会讲故事")

    page.reload()
    page.get_by_role("button", name="恢复内容").click()

    expect(box).to_have_value("很会讲故事")


def test_two_desks_see_a_change_of_each_other(desk: Open, world: World):
    reader, doer = desk(f"/jobs/{world.job.pk}/"), desk(f"/jobs/{world.job.pk}/")
    row = reader.get_by_role("row").filter(has_text=world.candidate.name)
    expect(row).to_contain_text("初试")

    doer.locator("tbody input[type=checkbox]").first.check()
    doer.get_by_label("移动到", exact=True).select_option(label="复试")
    doer.get_by_role("button", name="移到这个阶段").click()

    expect(row).to_contain_text("复试", timeout=BY_ITSELF)


def crowd(n: int, world: World) -> None:
    for number in range(n):
        name = f"众人 {number}"
        candidate = Candidate.objects.create(
            number=f"C-202002-{number:05}",
            contact=Contact.objects.create(name=name),
            name=name,
            retention_on=clock.today("Asia/Shanghai"),
            created_at=clock.now(),
        )
        Application.objects.create(
            candidate=candidate,
            job=world.job,
            stage=world.stage,
            stage_since=clock.now(),
            applied_at=clock.now(),
        )
