"""What the HR manager does in the settings."""

from benchmarks.scene import Scene, Walk, require
from benchmarks.walker import Budget, Hands

MANAGER = "han.qing"
SENTENCE = "期待见到您。"


def change_template(scene: Scene) -> Hands:
    """Begins at the list of letters; a preview while typing, a test to herself, then a version in use."""
    hands = scene.desk_of(MANAGER)
    hands.page.goto("/settings/templates/")
    scene.mark()
    hands.click(hands.page.locator("main a[href$='/templates/REM-1D/']"))
    text = hands.page.locator("[name='zh-hans.body']")
    hands.type(text, f"{text.input_value()}\n{SENTENCE}")
    # The sentence is typed; the rest stood there.
    hands.effort.keys = 3 * len(SENTENCE) + 1
    hands.read(hands.page.locator("#side [role=status]"))
    hands.click(hands.page.get_by_role("button", name="发给自己看看"))
    hands.see(hands.page.locator("main [role=status]"))
    hands.click(hands.page.get_by_role("button", name="发布第"))
    hands.click(hands.page.locator("main").get_by_role("link", name="版本"))
    hands.read(hands.page.locator("main h2").first)
    require(SENTENCE in hands.page.locator("main").inner_text(), "the version does not show the change")
    require(scene.letters().get("template.trial") == 1, f"no test was sent: {scene.letters()}")
    return hands


WALKS = [Walk("manager.change_template", Budget(6, 120), change_template)]
