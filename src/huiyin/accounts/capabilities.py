"""Capability links: one subject, one set of verbs, whoever holds the link.

Of a token only its SHA-256 is kept, of a code only its blind index; the link itself lives in the letter
that carries it. Neither is ever logged.
"""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from huiyin.accounts.models import Capability
from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.core.digests import sha256_letters
from huiyin.core.encryption import blind_index

TOKEN_BYTES = 16
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No 0 O 1 I L, and no U, which is heard and written as V."""
CODE_LENGTH = 8


@dataclass(frozen=True)
class Wish:
    """What a link shall open. `holder` is whose it is: `candidate:5` or `user:3`."""

    kind: str
    subject: str
    holder: str
    verbs: Sequence[str]
    expires_at: datetime


@dataclass(frozen=True)
class Issued:
    """The only moment at which token and code are known; `link` goes into the letter's frozen values."""

    capability: Capability
    token: str
    code: str

    @property
    def link(self) -> str:
        return link(self.capability.kind, self.token)


def issue(*, kind: str, subject: str, holder: str, verbs: Sequence[str], expires_at: datetime) -> Issued:
    return issue_many([Wish(kind, subject, holder, verbs, expires_at)])[0]


def issue_many(wishes: Sequence[Wish]) -> list[Issued]:
    """One link per wish, in their order, in a few queries for thousands."""
    now = clock.now()
    secrets_of = [(new_token(), _new_code()) for _ in wishes]
    rows = Capability.objects.bulk_create(
        Capability(
            kind=wish.kind,
            subject=wish.subject,
            holder=wish.holder,
            verbs=sorted(wish.verbs),
            token_hash=hash_token(token),
            code_index=_code_index(code),
            created_at=now,
            expires_at=wish.expires_at,
        )
        for wish, (token, code) in zip(wishes, secrets_of, strict=True)
    )
    return [Issued(row, token, code) for row, (token, code) in zip(rows, secrets_of, strict=True)]


def open_capability(kind: str, token: str) -> Capability | None:
    """The live capability behind a link. Unknown, expired, revoked and foreign ones are all None,
    after the same one query.
    """
    found = Capability.objects.filter(token_hash=hash_token(token)).first()
    return found if found and found.kind == kind and is_live(found) else None


def find_by_code(code: str) -> Capability | None:
    """The live capability behind a typed code; case, spaces and hyphens do not matter."""
    plain = re.sub(r"[\s\-]", "", code).upper()
    if len(plain) != CODE_LENGTH:
        return None
    rows = Capability.objects.filter(code_index=_code_index(plain)).order_by("-id")
    return next((row for row in rows if is_live(row)), None)


def find_live(kind: str, capability_id: int) -> Capability | None:
    """The live capability that an exchanged cookie names."""
    found = Capability.objects.filter(pk=capability_id, kind=kind).first()
    return found if found and is_live(found) else None


def is_live(capability: Capability) -> bool:
    return capability.revoked_at is None and capability.expires_at > clock.now()


def revoke(subject: str, *, kind: str = "", holder: str = "") -> int:
    """End every live link to a subject, or only those of one kind or holder; returns how many."""
    rows = Capability.objects.filter(subject=subject, revoked_at=None)
    if kind:
        rows = rows.filter(kind=kind)
    if holder:
        rows = rows.filter(holder=holder)
    return rows.update(revoked_at=clock.now())


def hand_over(holder: str, to: str) -> list[int]:
    """Links of somebody who turned out to be somebody else; they go on opening what they opened."""
    ids = list(Capability.objects.filter(holder=holder).values_list("pk", flat=True))
    take_over(ids, to)
    return ids


def take_over(ids: Sequence[int], holder: str) -> None:
    Capability.objects.filter(pk__in=ids).update(holder=holder)


def live_since(subject: str, *, kind: str) -> list[datetime]:
    """When each live link of a kind to a subject was made, the newest first."""
    rows = Capability.objects.filter(
        subject=subject, kind=kind, revoked_at=None, expires_at__gt=clock.now()
    ).order_by("-created_at")
    return list(rows.values_list("created_at", flat=True))


def link(kind: str, token: str) -> str:
    return f"{settings.HUIYIN_BASE_URL}/c/{kind}/{token}"


def capability_actor(capability: Capability) -> Actor:
    """Who acts through an opened link: nobody but its holder, on nothing but its subject."""
    return Actor(
        kind="capability",
        key=f"capability:{capability.pk}",
        label=capability.holder,
        subject=capability.subject,
        verbs=frozenset(capability.verbs),
    )


def hash_token(token: str) -> str:
    """128 random bits need no salt: nobody can list them."""
    return sha256_letters(token.encode())


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def _new_code() -> str:
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def _code_index(code: str) -> str:
    return blind_index(code, purpose="capability.code")
