"""E-mail and password, and what protects them from guessing. An unknown account answers like a wrong
password, in the same time.
"""

from django.contrib.auth import authenticate
from django.utils.translation import gettext as _

from huiyin.accounts import throttle
from huiyin.accounts.models import Device, User
from huiyin.core import audit
from huiyin.core.actor import ANONYMOUS, Actor
from huiyin.core.errors import NotAllowed


def check_sign_in(email: str, password: str, *, device: Device | None, network: str) -> User:
    """The person, or a refusal that does not say which of the two was wrong.

    A remembered browser of this person has tries of its own, so guesses made elsewhere never shut her out.
    """
    email = email.strip().lower()
    own = device if device and device.user.email == email else None
    limits = _limits(email, own, network)
    for limit in limits:
        throttle.require_few(*limit)
    user = authenticate(None, username=email, password=password)
    if not isinstance(user, User):
        raise _refusal(email, limits)
    throttle.forget(*limits[0])
    record_sign_in(user, remembered=own is not None)
    return user


def record_sign_in(user: User, **how: bool) -> None:
    actor = Actor(kind="user", key=f"user:{user.pk}", label=user.name, user_id=user.pk)
    audit.record("user.signed_in", user, by=actor, **how)


def record_sign_out(actor: Actor) -> None:
    audit.record("user.signed_out", f"user:{actor.user_id}", by=actor)


def _limits(email: str, own: Device | None, network: str) -> list[tuple[str, ...]]:
    if own:
        return [("signin", email, f"device:{own.pk}")]
    return [("signin", email, network), ("signin.account", email), ("signin.network", network)]


def _refusal(email: str, limits: list[tuple[str, ...]]) -> NotAllowed:
    for limit in limits:
        throttle.count(*limit)
    known = User.objects.filter(email=email).values_list("pk", flat=True).first()
    audit.record("user.sign_in_refused", f"user:{known or 'unknown'}", by=ANONYMOUS)
    return NotAllowed(
        "wrong_sign_in",
        _("E-mail address or password is wrong."),
        _("Check both, or ask an administrator for a new password."),
    )
