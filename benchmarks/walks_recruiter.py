"""What a recruiter does, from the places that she stands at when she wants it."""

import re
import time

from playwright.sync_api import Locator, Page

from benchmarks.scene import Scene, Walk, number_in, require
from benchmarks.walker import Budget, Hands

WHO = "jiang.yuan"
FREE = "#week input[name=slot]"
PEOPLE_OF_A_LIST = 30
MANY = 50


def know_what_to_do(scene: Scene) -> Hands:
    hands = scene.desk_of(WHO)
    hands.open("/")
    cards = hands.page.locator(".hy-now > li:not(.is-clear)")
    hands.read(cards)
    require(1 <= cards.count() <= 6, f"{cards.count()} cards on the desk")
    return hands


def invite_one(scene: Scene) -> Hands:
    hands, job = scene.desk_of(WHO), scene.cast["jobs"][0]
    hands.page.goto(f"/jobs/{job['id']}/?stage={job['stage']}")
    scene.mark()
    hands.click(hands.page.get_by_role("row").get_by_role("link", name=re.compile("安排")))
    hands.check(hands.page.locator(FREE))
    hands.click(hands.page.get_by_role("button", name="下一步：核对"))
    hands.click(hands.page.get_by_role("button", name="安排并通知"))
    number = number_in(hands.page.url)
    require(scene.interview(number)["state"] == "scheduled", "the interview is not arranged")
    require(scene.letters().get("interview.scheduled") == 1, f"letters: {scene.letters()}")
    return hands


def invite_lists(scene: Scene) -> Hands:
    """Four lists, one after another, as after a job fair; the slowest of them is the one that is shown."""
    walked = []
    for job in scene.cast["jobs"]:
        hands = invite_list(scene, job)
        walked.append(hands)
        scene.lists.append(hands.effort)
    return max(walked, key=lambda one: one.effort.seconds)


def invite_list(scene: Scene, job: dict[str, object]) -> Hands:
    hands = scene.desk_of(WHO)
    page = hands.page
    page.goto("/jobs/")
    scene.mark()
    hands.click(page.locator("main").get_by_role("link", name=str(job["title"]), exact=True))
    hands.click(page.locator(f"main a[href='?stage={job['stage']}']"))
    hands.check(page.locator("[data-check-all]"))
    hands.click(page.get_by_role("button", name="安排面试"))
    settle(hands)
    hands.click(page.get_by_role("link", name=re.compile(r"^核对 \d+ 人$")))
    send = page.get_by_role("button", name=re.compile(r"^发送给 \d+ 人$"))
    number = int(re.sub(r"\D", "", send.inner_text()))
    hands.read(send, times=number)
    hands.click(send)
    await_letters(scene, "interview.scheduled", number)
    require(number >= PEOPLE_OF_A_LIST - 1, f"only {number} of the list were invited")
    return hands


def settle(hands: Hands) -> None:
    """Whoever needs a look is read. More days where the days are full; who has a time already stays out."""
    more_days = hands.page.get_by_role("button", name="再加五个工作日")
    for _ in range(3):
        if more_days.count():
            hands.click(more_days)
    lines = hands.page.locator(".hy-conflicts li")
    if lines.count():
        hands.read(lines, times=lines.count())


def await_letters(scene: Scene, kind: str, number: int, seconds: float = 30) -> None:
    """The worker writes them; nobody needs to wait for that."""
    until = time.monotonic() + seconds
    while (found := scene.letters()).get(kind, 0) < number and time.monotonic() < until:
        time.sleep(0.5)
    require(found.get(kind) == number, f"{number} letters were wanted: {found}")


def who_comes(scene: Scene) -> Hands:
    hands = scene.desk_of(WHO)
    hands.page.goto("/letters/")
    hands.click(rail(hands.page, "面试日程"))
    hands.read(hands.page.locator("main h1"))
    require(hands.page.locator("main .hy-board, main .hy-col, #live").count() > 0, "there is no board")
    return hands


def remind_all(scene: Scene) -> Hands:
    hands = scene.desk_of(WHO)
    hands.page.goto("/interviews/")
    if not reminding(hands.page).count():
        hands.page.get_by_role("link", name="后一天").click()
    scene.mark()
    hands.click(reminding(hands.page))
    button = hands.page.get_by_role("button", name=re.compile(r"^提醒 \d+ 人$"))
    number = int(re.sub(r"\D", "", button.inner_text()))
    hands.click(button)
    written = scene.letters()
    require(sum(written.values()) == number, f"{number} reminders were wanted: {written}")
    return hands


def reminding(page: Page) -> Locator:
    return page.get_by_role("link", name=re.compile(r"^提醒未回复的"))


def reschedule(scene: Scene) -> Hands:
    """Somebody has asked for another time: `candidate.ask_another_time`."""
    hands = scene.desk_of(WHO)
    hands.page.goto("/todos/?kind=time")
    scene.mark()
    hands.click(hands.page.locator("main table").get_by_role("link", name="去安排"))
    number = number_in(hands.page.url)
    before = scene.interview(number)
    if "/reschedule/" not in hands.page.url:
        hands.click(hands.page.locator("main").get_by_role("link", name=re.compile("改期|选新时间")))
    if not hands.page.locator(f"{FREE}:checked").count():
        hands.check(hands.page.locator(FREE))
    hands.click(hands.page.get_by_role("button", name="下一步：核对"))
    hands.click(hands.page.get_by_role("button", name="改期并通知"))
    written = scene.letters()
    require(scene.interview(number)["version"] > before["version"], "the interview did not move")
    require(len(written) >= 2, f"both sides are told: {written}")
    return hands


def cancel_one(scene: Scene) -> Hands:
    """From the list: the one name, why, and the word."""
    hands = scene.desk_of(WHO)
    hands.page.goto("/interviews/select/")
    scene.mark()
    hands.click(hands.page.locator("main tbody a.hy-name"))
    number = number_in(hands.page.url)
    hands.click(hands.page.locator("main").get_by_role("link", name="取消面试"))
    give_reason(hands)
    hands.click(hands.page.get_by_role("button", name="取消这场面试"))
    require(scene.interview(number)["state"] == "cancelled", "it still stands")
    require(scene.letters().get("interview.cancelled") == 1, f"letters: {scene.letters()}")
    return hands


def cancel_many(scene: Scene) -> Hands:
    """Who said that they cannot come, and who was never told of it, get no letter about it."""
    hands = scene.desk_of(WHO)
    page = hands.page
    page.goto("/interviews/select/")
    boxes = page.locator("main tbody input[name=chosen]")
    require(boxes.count() >= MANY, f"only {boxes.count()} interviews are to come")
    scene.mark()
    hands.check(boxes.nth(0))
    hands.click_with_shift(boxes.nth(MANY - 1))
    hands.click(page.get_by_role("button", name="取消面试"))
    give_reason(hands)
    hands.click(page.get_by_role("button", name=f"取消这 {MANY} 场面试"))
    page.get_by_text(f"已取消 {MANY} / {MANY}").wait_for()
    written = scene.letters()
    require(written.get("interview.cancelled", 0) > MANY // 2, f"letters: {written}")
    return hands


def give_reason(hands: Hands) -> None:
    """Why we cannot: one line of a select, or one of the shown ones."""
    shown = hands.page.locator("input[type=radio][name=reason]")
    if shown.count():
        hands.check(shown)
        return
    select = hands.page.locator("select[name=reason]")
    value = select.locator("option:not([value=''])").first.get_attribute("value")
    assert value
    hands.choose(select, value=value)


def why_failed(scene: Scene) -> Hands:
    """A letter that did not arrive, from the letters' health to its cause and the ways out. By the HR
    manager: whoever runs the system sees no letters.
    """
    hands = scene.desk_of("han.qing")
    hands.page.goto("/letters/health/")
    hands.click(hands.page.locator("main a[href*='state=todo']"))
    hands.click(hands.page.locator("main tbody a.hy-name"))
    hands.read(hands.page.get_by_role("heading", name="发生了什么"))
    require(hands.page.locator(".hy-choices button").count() > 0, "nothing can be done about it here")
    return hands


def find_from_months_ago(scene: Scene) -> Hands:
    """⌘K is the one click; then a name and Enter."""
    hands = scene.desk_of(WHO)
    page = hands.page
    page.goto("/candidates/?after=60")
    name = page.locator("main tbody a.hy-name").first.inner_text()
    page.goto("/jobs/")
    page.keyboard.press("Control+k")
    box = page.locator("#finder input[name=q]")
    hands.type(box, name)
    hands.see(page.locator("#finder [role=option]"))
    with hands.waiting():
        hands.effort.clicks += 1
        page.keyboard.press("Enter")
        page.wait_for_url("**/candidates/C-*/", wait_until="commit")
    hands.read(page.get_by_role("heading", level=1))
    require(name in page.locator("main h1").first.inner_text(), "another file is open")
    return hands


def rail(page: Page, name: str) -> Locator:
    return page.locator("nav.hy-rail").get_by_role("link", name=name, exact=True)


MORNING = [Walk("know_what_to_do", Budget(0, 3), know_what_to_do)]
"""Before anybody has done anything."""
WALKS = [
    Walk("who_comes", Budget(1, 2), who_comes),
    Walk("find_from_months_ago", Budget(1, 8), find_from_months_ago),
    Walk("remind_all", Budget(3, 10), remind_all),
    Walk("reschedule", Budget(3, 20), reschedule),
    Walk("invite_one", Budget(5, 40), invite_one),
    Walk("invite_30", Budget(8, 120), invite_lists),
    Walk("cancel_one", Budget(4, 20), cancel_one),
    Walk("why_failed", Budget(2, 20), why_failed),
    Walk("cancel_50", Budget(6, 60), cancel_many),
]
