"""What the administrator does in the settings, and how somebody finds out why a letter did not arrive."""

from benchmarks.scene import Scene, Walk, require
from benchmarks.walker import Budget, Hands

ADMINISTRATOR, MANAGER = "meng.xinghe", "han.qing"
NAME = "门店带教"


def add_role(scene: Scene) -> Hands:
    """Begins at the settings: a role like the interviewers', looked at through its own eyes."""
    hands = scene.desk_of(ADMINISTRATOR)
    hands.page.goto("/settings/")
    hands.click(hands.page.locator("main a[href='/settings/roles/']"))
    hands.click(hands.page.get_by_role("link", name="照面试官新建角色"))
    hands.type(hands.page.locator("[name='name_zh']"), NAME)
    hands.click(hands.page.get_by_role("button", name="新建这个角色"))
    hands.click(hands.page.get_by_role("button", name="以这个角色看"))
    hands.read(hands.page.locator("#preview"))
    require(NAME in hands.page.locator("#preview").inner_text(), "the preview does not say whose it is")
    hands.page.get_by_role("button", name="结束预览").click()
    return hands


def find_failure(scene: Scene) -> Hands:
    """Begins at the health of letters; done when the cause is read and something can be done about it."""
    hands = scene.desk_of(MANAGER)
    hands.page.goto("/letters/health/")
    hands.click(hands.page.locator("main a[href='/letters/?state=todo']").first)
    hands.click(hands.page.locator("main tbody a[href^='/letters/']").first)
    hands.read(hands.page.get_by_role("heading", name="发生了什么"))
    require(hands.page.locator("main form button").count() > 0, "nothing can be done about it")
    return hands


WALKS = [
    Walk("administrator.add_role", Budget(5, 60), add_role),
    Walk("administrator.find_failure", Budget(2, 20), find_failure),
]
