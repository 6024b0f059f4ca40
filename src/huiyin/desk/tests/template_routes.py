"""Who opens the pages of templates: who reads letters reads their texts, who changes settings edits them."""

from typing import Any

from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.messaging import shipped, wording_actions
from huiyin.messaging.models import Block, Template, TemplateVersion, Testimonial, Wording
from huiyin.messaging.parts import Part
from huiyin.messaging.shipped import shipped_texts
from tests.matrix import Route, staff

SYSTEM = Actor.system("test")
READS = staff(alice=200, bob=200, sam=200)
EDITS = staff(sam=302)


def code(_world: Any) -> str:
    shipped.install()
    return "INV-1"


def a_wording(world: Any) -> int:
    """With two versions and a draft."""
    template = Template.objects.get(code=code(world))
    row = Wording.objects.filter(template=template, part="").first()
    if row is None:
        for line in ("一。", "二。"):
            texts = {key: dict(text) for key, text in shipped_texts()["INV-1"].texts.items()}
            texts["zh-hans"]["body"] += f"\n{line}"
            row = wording_actions.save_draft(template, Part(), typed=texts, by=SYSTEM)
            TemplateVersion.objects.create(
                template=template,
                wording=row,
                number=row.versions.count() + 1,
                texts=texts,
                sha256="0" * 64,
                made_at=clock.now(),
                made_by="user:1",
            )
    assert row
    return row.pk


def a_version(world: Any) -> int:
    return TemplateVersion.objects.get(wording=a_wording(world), number=1).pk


def a_voice(_world: Any) -> int:
    today = clock.now().date()
    block, _new = Block.objects.get_or_create(kind="media", part="", defaults={"changed_at": clock.now()})
    row, _new = Testimonial.objects.get_or_create(
        block=block,
        name="周一禾",
        defaults={"said_zh": "好。", "agreed_on": today, "agreed_until": today, "agreed_how": "档案"},
    )
    return row.pk


TEMPLATE = {"code": code}
VOICE = {
    "name": "周一禾",
    "said_zh": "有人带。",
    "agreed_on": "2020-01-01",
    "agreed_until": "2021-01-01",
    "agreed_how": "档案",
}

ROUTES = [
    Route("templates:list", READS),
    Route("templates:matrix", READS),
    Route("templates:matrix", staff(alice=200, bob=404, sam=404), query={"job": "@job"}),
    Route("templates:blocks", READS),
    Route("templates:block", READS, {"kind": "media"}),
    Route("templates:block", READS, {"kind": "closing"}),
    Route(
        "templates:block",
        EDITS,
        {"kind": "closing"},
        method="POST",
        data={"seen": "0", "zh-hans.text": "谢谢您。", "en.text": "Thank you.", "is_active": "on"},
    ),
    Route(
        "templates:add_voice",
        staff(sam=302),
        {"kind": lambda world: a_voice(world) and "media"},
        method="POST",
        data=VOICE,
    ),
    Route("templates:withdraw_voice", EDITS, {"voice_id": a_voice}, method="POST"),
    Route("templates:edit", READS, TEMPLATE),
    Route("templates:edit", staff(alice=404, bob=404, sam=404), TEMPLATE, query={"part": "unit=99999"}),
    Route(
        "templates:edit",
        EDITS,
        TEMPLATE,
        method="POST",
        data={"step": "save", "seen": "0", "zh-hans.body": "{{name}}，您好"},
    ),
    Route(
        "templates:side",
        staff(sam=200),
        TEMPLATE,
        method="POST",
        data={"seen": "0", "zh-hans.body": "{{name}}，您好"},
    ),
    Route("templates:mail", READS, TEMPLATE),
    Route("templates:versions", READS, TEMPLATE),
    Route("templates:restore", EDITS, {"version_id": a_version}, method="POST"),
    Route("templates:reset", EDITS, {"wording_id": a_wording}, method="POST"),
    Route("templates:discard", EDITS, {"wording_id": a_wording}, method="POST"),
    Route("templates:clone", staff(sam=200), TEMPLATE),
    Route("templates:clone", EDITS, TEMPLATE, method="POST", data={"to": "category=shop"}),
    Route("templates:as_sent", READS, TEMPLATE),
    Route(
        "templates:as_sent", staff(alice=200, bob=404, sam=404), TEMPLATE, query={"interview": "@interview"}
    ),
    Route(
        "templates:as_sent_mail",
        staff(alice=200, bob=404, sam=404),
        {**TEMPLATE, "interview_id": "@interview"},
    ),
]
