"""Whose account one may open here: one's own, signed in by oneself."""

from django.utils.translation import gettext as _

from huiyin.accounts.models import User
from huiyin.core.actor import Actor
from huiyin.core.errors import NotAllowed


def find_own_account(actor: Actor) -> User | None:
    if actor.kind != "user" or actor.user_id is None:
        return None
    return User.objects.get(pk=actor.user_id)


def get_own_account(actor: Actor) -> User:
    """A link or a token acts for a person, but does not change her account."""
    account = find_own_account(actor)
    if account is None:
        raise NotAllowed("sign_in_first", _("Please sign in with your password first."))
    return account
