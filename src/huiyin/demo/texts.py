"""The demo's own words: an invitation in three versions, a draft with remarks, blocks and voices."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial

from django.core.files.uploadedfile import SimpleUploadedFile

from huiyin.accounts.models import User
from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.demo.calendar import at
from huiyin.demo.logo import png
from huiyin.demo.papers import actor_of
from huiyin.desk.wordings.house import our_house
from huiyin.messaging.block_actions import BlockEdit, Voice, add_voice, save_block
from huiyin.messaging.models import Block, BlockKind, Template
from huiyin.messaging.parts import Part
from huiyin.messaging.shipped import Texts, shipped_texts
from huiyin.messaging.wording_actions import clone, publish, save_draft

MANAGER = "han.qing@nanzhi.example"
ASK_ZH, ASK_EN = "有任何问题，都可以在页面里「问一问 HR」。", "Any question? You can ask us on the same page."
INTRO_ZH = "为三百多家门店管理仓储和配送，仓在望湖路和临港两处。新同事第一周跟着师傅走完一整条货线。"
INTRO_EN = (
    "We run storage and delivery for more than 300 shops, from two warehouses. In your first week you follow "
    "one order from the dock to the shop with a colleague."
)


def plan(later: Callable[[datetime, Callable[[], object]], None], days: Sequence[date]) -> None:
    """On the agenda of the story: blocks at first, a version every few days, the draft on the last day."""
    later(at(days[0], time(8, 30)), _write_blocks)
    for number, on in enumerate((days[0], days[3], days[8])):
        later(at(on, time(8, 40)), partial(_publish, number))
    later(at(days[9], time(8, 50)), _give_to_shops)
    later(at(days[-1], time(8, 50)), _begin_draft)


def _publish(number: int) -> None:
    """First thanks for the time, then who we are, then a closing word."""
    changes = (
        ("您的时间很宝贵，先谢谢您。\n", "Thank you for your time.\n", "先说感谢"),
        ("{{block_intro?}}\n", "{{block_intro?}}\n", "让人知道我们是谁"),
        ("{{block_closing?}}\n", "{{block_closing?}}\n", "结尾加一句感谢"),
    )
    zh, en, texts = "", "", _texts("INV-1")
    for more_zh, more_en, _note in changes[: number + 1]:
        zh, en = zh + more_zh, en + more_en
    texts["zh-hans"]["body"] = texts["zh-hans"]["body"].replace(ASK_ZH, f"{zh}{ASK_ZH}")
    texts["en"]["body"] = texts["en"]["body"].replace(ASK_EN, f"{en}{ASK_EN}")
    texts["zh-hans"]["sms"] = "{{name}}，邀您{{start_at}}参加{{job}}面试，请确认或改期：{{link}}"
    texts["en"]["sms"] = "{{name}}, {{job}} {{start_at}}: {{link}}"
    row = save_draft(_template("INV-1"), Part(), typed=texts, by=_manager())
    publish(
        row, house=our_house(), by=_manager(), seen=row.draft_number, note=changes[number][2], agreed=True
    )


def _give_to_shops() -> None:
    clone(_template("REM-1D"), _texts("REM-1D"), [Part(category="shop")], by=_manager())


def _begin_draft() -> None:
    """Somebody was in a hurry: what she wrote summons and promises nothing."""
    texts = _texts("CHASE")
    texts["zh-hans"]["body"] += "\n请务必准时参加，我们会尽快联系您！！"
    save_draft(_template("CHASE"), Part(), typed=texts, by=_manager())


def _write_blocks() -> None:
    by, house = _manager(), our_house()

    def write(
        kind: BlockKind, zh: tuple[str, str], en: tuple[str, str], edit: BlockEdit | None = None
    ) -> None:
        alt = {"alt": "两位同事在货架之间核对清单" if edit else ""}
        alt_en = {"alt": "Two colleagues checking a list between shelves" if edit else ""}
        texts = {
            "zh-hans": {"title": zh[0], "text": zh[1], **alt},
            "en": {"title": en[0], "text": en[1], **alt_en},
        }
        save_block(
            kind,
            Part(),
            to=BlockEdit(texts, edit.video_link if edit else "", picture=edit.picture if edit else None),
            house=house,
            by=by,
        )

    write(BlockKind.COMPANY_INTRO, ("关于我们", INTRO_ZH), ("About us", INTRO_EN))
    write(
        BlockKind.PROCESS,
        ("我们怎么招人", "一般有两到三轮面试，每一轮之后都会告诉您结果。"),
        ("How we hire", "There are usually two or three interviews, and you hear from us after each one."),
    )
    write(
        BlockKind.CLOSING,
        ("", "无论结果如何，都谢谢您抽出时间认识我们。"),
        ("", "Whatever comes of it, thank you for the time you give us."),
    )
    film = BlockEdit(
        {},
        "https://video.nanzhi.example/a-day-in-the-warehouse",
        picture=SimpleUploadedFile("poster.png", poster_png(), "image/png"),
    )
    write(
        BlockKind.MEDIA,
        ("仓里的一天", "三分钟，从收货到出车。"),
        ("A day in the warehouse", "Three minutes."),
        film,
    )
    _add_voices()


def _add_voices() -> None:
    """Two that may be heard, one whose consent has ended."""
    block, today = Block.objects.get(kind=BlockKind.MEDIA, part=""), clock.now().date()
    year = timedelta(days=365)
    for name, title, zh, en, since, until in (
        (
            "周一禾",
            "仓储主管",
            "第一周就有人带着我把每个库位走了一遍，问什么都不嫌烦。",
            "In my first week somebody walked every aisle with me and minded no question.",
            today - timedelta(days=40),
            today + year,
        ),
        (
            "沈知许",
            "配送调度",
            "排班提前两周出来，家里的事能安排。",
            "The roster is out two weeks ahead, so I can plan my evenings.",
            today - timedelta(days=40),
            today + timedelta(days=45),
        ),
        (
            "白礼安",
            "前同事",
            "在这里学会了看账。",
            "I learned to read the books here.",
            today - 2 * year,
            today - timedelta(days=9),
        ),
    ):
        voice = Voice(name, zh, since, until, "签字的同意书，人事档案", title, en)
        add_voice(block, voice, house=our_house(), by=_manager())


def poster_png() -> bytes:
    """Shelves at dusk, drawn in four colours."""
    width, height = 480, 270
    ground, floor, shelf, box = (230, 241, 240), (201, 214, 211), (15, 110, 110), (214, 158, 92)

    def pixel(x: int, y: int) -> tuple[int, int, int]:
        if y > 232:
            return floor
        if x % 120 < 6 or y % 58 < 5:
            return shelf
        return box if (x % 120) in range(18, 100) and y % 58 > 22 and (x // 120 + y // 58) % 3 else ground

    rows = b"".join(b"\0" + b"".join(bytes(pixel(x, y)) for x in range(width)) for y in range(height))
    return png(width, height, rows)


def _texts(code: str) -> Texts:
    return {language: dict(text) for language, text in shipped_texts()[code].texts.items()}


def _template(code: str) -> Template:
    return Template.objects.get(code=code)


def _manager() -> Actor:
    return actor_of(User.objects.get(email=MANAGER))
