"""What hiring managers and executives do: look at a funnel, read résumés, see how hiring goes."""

from benchmarks.scene import Scene, Walk, require
from benchmarks.walker import Budget, Hands

MANAGER = "gu.xingzhi"
EXECUTIVE = "fu.mingyuan"


def see_my_funnel(scene: Scene) -> Hands:
    """From her first page."""
    hands = scene.desk_of(MANAGER)
    hands.page.goto("/")
    hands.click(hands.page.locator("main a[href*='view=funnel']"))
    hands.read(hands.page.locator("main .hy-bars"))
    require(hands.page.locator("main .hy-bars tbody tr").count() > 3, "the funnel has no stages")
    return hands


def pick_from_resumes(scene: Scene) -> Hands:
    """One card: its facts and the résumé's words are read, and one tap says yes."""
    hands = scene.phone_of(MANAGER)
    hands.page.goto("/jobs/screen/")
    hands.read(hands.page.locator("#who"))
    hands.read(hands.page.locator(".hy-facts, .hy-excerpt").last)
    name = hands.page.locator("#who").inner_text()
    hands.click(hands.page.locator("[data-yes]"))
    said = hands.page.locator(".hy-toast").inner_text()
    require(name in said, f"nobody has taken the word about {name}: {said}")
    return hands


def advise_against(scene: Scene) -> Hands:
    """One card again: a reason is the one tap."""
    hands = scene.phone_of(MANAGER)
    hands.page.goto("/jobs/screen/")
    hands.read(hands.page.locator("#who"))
    hands.read(hands.page.locator(".hy-facts, .hy-excerpt").last)
    name = hands.page.locator("#who").inner_text()
    hands.click(hands.page.locator(".hy-chips button").first)
    said = hands.page.locator(".hy-toast").inner_text()
    require(name in said, f"nobody has taken the word about {name}: {said}")
    return hands


def see_hiring_health(scene: Scene) -> Hands:
    """The first page is the aim: four numbers and a sentence are read."""
    hands = scene.phone_of(EXECUTIVE)
    hands.open("/")
    hands.read(hands.page.locator("main h1"))
    hands.read(hands.page.locator("main .hy-big"))
    require(hands.page.locator("main .hy-stat").count() == 4, "there are not four numbers")
    return hands


def approve(scene: Scene) -> Hands:
    """The tap on the letter is the first click, the yes the second; the facts between are read."""
    hands = scene.phone_of(EXECUTIVE)
    hands.page.goto("/approvals/")
    asked = hands.page.locator("main tbody a.hy-name").first.get_attribute("href") or ""
    hands.follow(asked)
    hands.read(hands.page.locator("main .hy-facts"))
    hands.click(hands.page.locator(".hy-decide .btn-primary"))
    said = hands.page.locator("main .hy-list").inner_text()
    require("已同意" in said, f"nobody has taken the yes: {said}")
    return hands


WALKS = [
    Walk("executive.approve", Budget(2, 10), approve),
    Walk("hiring_manager.funnel", Budget(1, 5), see_my_funnel),
    Walk("hiring_manager.resume_yes", Budget(1, 8), pick_from_resumes),
    Walk("hiring_manager.resume_no", Budget(1, 8), advise_against),
    Walk("executive.health", Budget(0, 5), see_hiring_health),
]
