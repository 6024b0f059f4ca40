"""The last morning's exports: one that was approved and may be downloaded, one that waits for the
executive.
"""

from dataclasses import replace

from huiyin.approvals.actions import Word, decide, edit_flow, live_of
from huiyin.approvals.flows import steps_of
from huiyin.approvals.models import Approval
from huiyin.approvals.states import Choice
from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.core.references import ref
from huiyin.demo.company import Cast
from huiyin.exports.asking import Wish, start

SMALL_HOUSE = 100
"""So small a house asks for approval of smaller lists."""


def ask_for_exports(cast: Cast) -> None:
    manager = fresh(cast, "han.qing")
    steps = [replace(one, when={"rows": SMALL_HOUSE}) for one in steps_of("export")[:1]]
    edit_flow("export", steps, seen=0, by=manager)
    approval = asked(fresh(cast, "jiang.yuan"), "candidates", "季度复盘：看各渠道的人走到了哪一步")
    if approval is not None:
        decide(approval, Word(Choice.APPROVE, "可以，用完请删"), by=manager)
    # Nobody approves her own: hers goes to whoever stands above.
    asked(manager, "letters", "给总经理的月报：信都到了没有")


def asked(by: Actor, of: str, why: str) -> Approval | None:
    return live_of(ref(start(Wish(key=f"demo-{of}", of=of, query={}, format="xlsx", why=why), by=by)))


def fresh(cast: Cast, mailbox: str) -> Actor:
    user = cast.employees[mailbox].user
    assert user is not None
    return Actor(
        kind="user",
        key=f"user:{user.pk}",
        label=user.name,
        user_id=user.pk,
        fresh_at=clock.now().timestamp(),
    )
