"""What the desk counts besides to-dos: one query, and one more for who takes people in."""

from datetime import date
from typing import Any

from huiyin.accounts.doors import reach
from huiyin.accounts.models import User
from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.core.counting import count_of
from huiyin.core.operations import own_recent_failures
from huiyin.desk.letter_list import to_look_at
from huiyin.desk.new_applications import new_applications, new_applications_card
from huiyin.desk.now_cards import Beside
from huiyin.desk.operation_cards import LOOKED_AT_FOR
from huiyin.desk.queries import WAITING, coming_on
from huiyin.desk.screening import waiting_for


def beside_of(actor: Actor, granted: frozenset[str], zone: str, *, tomorrow: date) -> Beside:
    failures = own_recent_failures(actor, clock.now() - LOOKED_AT_FOR)
    coming = coming_on(actor, tomorrow, zone)
    columns = {
        "unread": count_of(to_look_at(actor)),
        "broken": count_of(failures),
        "tomorrow": count_of(coming),
        "silent": count_of(coming.filter(state__in=WAITING)),
    }
    if reach(actor, "candidates:see").team:
        columns["resumes"] = count_of(waiting_for(actor))
    found: Any = User.objects.filter(pk=actor.user_id or 0).values(**columns).first() or {}
    return Beside(
        unread=found.get("unread", 0) if "letters:decide" in granted else 0,
        broken_work=found.get("broken", 0),
        resumes=found.get("resumes", 0),
        tomorrow=found.get("tomorrow", 0),
        tomorrow_unanswered=found.get("silent", 0),
        may_remind="interviews:arrange" in granted,
        applied=(
            new_applications_card(new_applications(actor), zone) if "candidates:edit" in granted else None
        ),
    )
