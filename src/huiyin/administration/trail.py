"""The audit trail as a person reads it: who did what to which row, when, and whether the chain is sound.

Pages are cut by the last id that was shown, so that the millionth entry is as near as the first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from huiyin.accounts.models import User
from huiyin.administration.trail_words import noun_word, verb_word
from huiyin.core import clock
from huiyin.core.ids import is_id
from huiyin.core.models import AuditAnchor, AuditEntry

PAGE = 50
MOST_PEOPLE = 50
VERIFIED = "audit.verified"


@dataclass(frozen=True)
class Asked:
    """What the address says: a person's name, a row such as `role:3`, a noun, and the id to go on from."""

    who: str = ""
    about: str = ""
    noun: str = ""
    before: int | None = None

    @property
    def is_narrow(self) -> bool:
        return bool(self.who or self.about or self.noun)


@dataclass(frozen=True)
class EntryLine:
    id: int
    at: datetime
    who: str
    does: str
    about: str
    detail: str
    is_sealed: bool


@dataclass(frozen=True)
class Chain:
    """`is_sound` None: nobody has walked it yet."""

    sealed: int
    waiting: int
    anchored_at: datetime | None
    verified_at: datetime | None
    is_sound: bool | None


def read_asked(query: Mapping[str, str]) -> Asked:
    before = query.get("before", "")
    return Asked(
        who=query.get("who", "").strip()[:80],
        about=query.get("about", "").strip().lower()[:60],
        noun=query.get("noun", "").strip()[:40],
        before=int(before) if is_id(before) else None,
    )


def entries(asked: Asked) -> tuple[list[EntryLine], int | None]:
    """A page of lines, newest first, and the id to go on from; None at the end."""
    rows = _filtered(asked)
    if asked.before is not None:
        rows = rows.filter(pk__lt=asked.before)
    found = list(rows.order_by("-pk")[: PAGE + 1])
    onward = found[PAGE - 1].pk if len(found) > PAGE else None
    return [_line(one) for one in found[:PAGE]], onward


def chain() -> Chain:
    head = (
        AuditEntry.objects.filter(seal_no__isnull=False)
        .order_by("-seal_no")
        .values_list("seal_no", flat=True)
    )
    waiting = AuditEntry.objects.filter(seal_no=None).aggregate(n=Count("pk"))["n"]
    anchor = AuditAnchor.objects.order_by("-at").first()
    last = AuditEntry.objects.filter(verb=VERIFIED).order_by("-pk").first()
    return Chain(
        sealed=head.first() or 0,
        waiting=waiting,
        anchored_at=anchor.at if anchor else None,
        verified_at=last.at if last else None,
        is_sound=bool(last.detail.get("ok")) if last else None,
    )


def nouns() -> list[tuple[str, str]]:
    """What has been acted on so far: (noun, word), by its word."""
    found = {verb.partition(".")[0] for verb in _verbs(_minute())}
    return sorted(((one, noun_word(one)) for one in found), key=lambda pair: pair[1])


def _filtered(asked: Asked) -> QuerySet[AuditEntry]:
    rows = AuditEntry.objects.all()
    if asked.about:
        rows = rows.filter(about=asked.about)
    if asked.noun:
        rows = rows.filter(
            verb__in=[verb for verb in _verbs(_minute()) if verb.partition(".")[0] == asked.noun]
        )
    if asked.who:
        rows = rows.filter(actor__in=_actors(asked.who))
    return rows


def _actors(name: str) -> list[str]:
    """The keys under which she acts: hers as a user, or `system:clock` when that is typed."""
    if ":" in name:
        return [name]
    people = User.objects.filter(Q(name__icontains=name) | Q(email=name.lower())).order_by("pk")
    return [f"user:{pk}" for pk in people.values_list("pk", flat=True)[:MOST_PEOPLE]]


@lru_cache(maxsize=2)
def _verbs(_at: int) -> tuple[str, ...]:
    """Every verb in the trail; read once a minute, because it takes a walk along the whole index."""
    return tuple(AuditEntry.objects.order_by("verb").values_list("verb", flat=True).distinct())


def _minute() -> int:
    return int(clock.now().timestamp() // 60)


def _line(entry: AuditEntry) -> EntryLine:
    return EntryLine(
        id=entry.pk,
        at=entry.at,
        who=entry.actor_label or entry.actor,
        does=verb_word(entry.verb),
        about=entry.about,
        detail=_detail(entry.detail),
        is_sealed=entry.seal_no is not None,
    )


def _detail(detail: Mapping[str, Any]) -> str:
    said = [f"{name}: {_value(value)}" for name, value in detail.items() if value not in ("", None, [], {})]
    return _(", ").join(said)[:300]


def _value(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "[" + ", ".join(str(one) for one in value) + "]"
    return str(value)
