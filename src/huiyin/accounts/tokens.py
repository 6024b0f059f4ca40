"""API tokens as somebody presents them: which actor is it, if any."""

from datetime import timedelta

from django.db.models import Q

from huiyin.accounts.capabilities import hash_token
from huiyin.accounts.models import ApiToken
from huiyin.core import clock
from huiyin.core.actor import Actor

NOTED_EVERY = timedelta(minutes=1)


def token_actor(token: str) -> Actor | None:
    """The token's own actor: its user's reach, cut down to its scopes. None when unknown or ended.

    Read anew at each request, so what is revoked ends at once.
    """
    row = (
        ApiToken.objects.select_related("user")
        .filter(token_hash=hash_token(token), revoked_at=None, user__is_active=True)
        .first()
    )
    if row is None:
        return None
    now = clock.now()
    ApiToken.objects.filter(Q(used_at=None) | Q(used_at__lt=now - NOTED_EVERY), pk=row.pk).update(used_at=now)
    return _actor(row)


def working_for(token_id: int, user_id: int) -> Actor:
    """The actor of a token that began long work, as it stands now: once ended, it may do nothing more."""
    row = (
        ApiToken.objects.select_related("user")
        .filter(pk=token_id, user=user_id, revoked_at=None, user__is_active=True)
        .first()
    )
    return _actor(row) if row else Actor(kind="token", key=f"token:{token_id}", user_id=user_id)


def _actor(row: ApiToken) -> Actor:
    return Actor(
        kind="token",
        key=f"token:{row.pk}",
        label=row.user.name,
        user_id=row.user_id,
        verbs=frozenset(row.scopes),
    )
