"""What the HR manager does in the settings."""

from benchmarks.scene import Scene, Walk, require
from benchmarks.walker import Budget, Hands

MANAGER = "han.qing"
OLD = 60
"""People of a sheet from another system."""
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


def import_old_data(scene: Scene) -> Hands:
    """A sheet of another system with headers of its own: uploaded, columns guessed, three gates, written."""
    hands = scene.desk_of(MANAGER)
    scene.mark()
    lines = [f"纪{number:03d},138009{number:05d},上海,{number % 9}" for number in range(OLD)]
    sheet = "\n".join(["候选人姓名,手机号码,现居城市,备用", *lines]).encode("utf-8-sig")
    hands.click(hands.page.locator("nav a[href='/imports/']"))
    hands.click(hands.page.locator("main a[href$='/imports/new/']"))
    hands.pick_file(hands.page.locator("main input[type=file]"), "旧系统导出.csv", sheet)
    hands.click(hands.page.get_by_role("button", name="上传"))
    check = hands.page.get_by_role("button", name=f"校验 {OLD} 行")
    hands.see(check)
    hands.click(check)
    write = hands.page.get_by_role("button", name=f"写入 {OLD} 行")
    hands.read(write)
    hands.click(write)
    hands.read(hands.page.get_by_text(f"新增的 {OLD} 行"))
    return hands


WALKS = [
    Walk("manager.change_template", Budget(6, 120), change_template),
    Walk("manager.import_old_data", Budget(8, None), import_old_data),
]
