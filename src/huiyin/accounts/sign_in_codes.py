"""Signing in by a code from a letter. Unknown, disabled and unreachable accounts are answered like any other.

A code works only in the browser that asked for it: whoever asks or guesses in another's name uses up neither
her code nor its tries.
"""

import re
import secrets
import unicodedata
from collections.abc import Sequence
from datetime import timedelta

from django.db.models import F, QuerySet
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from huiyin.accounts import throttle
from huiyin.accounts.models import SignInCode, User
from huiyin.accounts.signin import record_sign_in
from huiyin.core import audit, clock
from huiyin.core.actor import ANONYMOUS
from huiyin.core.encryption import blind_index
from huiyin.core.errors import NotAllowed

DIGITS = 6
LIVES = timedelta(minutes=10)
MOST_TRIES = 5
KEPT_FOR = timedelta(days=1)


def ask_for_code(email: str, *, network: str) -> SignInCode:
    """The wish, counted and kept, whether or not there is such an account. No code exists yet."""
    email = email.strip().lower()
    limits = (
        ("signin.code", email, network),
        ("signin.code.account", email),
        ("signin.code.network", network),
    )
    for limit in limits:
        throttle.require_few(*limit)
    for limit in limits:
        throttle.count(*limit)
    user = User.objects.filter(email=email).first()
    return SignInCode.objects.create(user=user, expires_at=clock.now() + LIVES)


def give_codes(wishes: Sequence[SignInCode]) -> dict[int, str]:
    """A fresh code for each wish, by its id, on the way into its letter. The ten minutes begin here."""
    codes = {wish.pk: f"{secrets.randbelow(10**DIGITS):0{DIGITS}}" for wish in wishes}
    for wish in wishes:
        wish.code_index = _index(wish.pk, codes[wish.pk])
        wish.expires_at = clock.now() + LIVES
    SignInCode.objects.bulk_update(wishes, ["code_index", "expires_at"])
    return codes


def sign_in_with_code(code: str, *, asked: int | None, network: str) -> User:
    """The person whose code it is. `asked` is the wish that this browser made.

    A try is taken before the code is looked at, so that tries at the same moment cannot be more than five.
    """
    throttle.require_few("signin.network", network)
    wish = _take_a_try(asked) if asked else None
    user = wish.user if wish else None
    if user is None or wish is None or not user.is_active or not _is_right(wish, code) or not _use(wish):
        raise _refusal(user, network)
    record_sign_in(user, by_code=True)
    return user


def live() -> QuerySet[SignInCode]:
    return SignInCode.objects.filter(used_at=None, expires_at__gt=clock.now())


def forget_all(user: User) -> None:
    SignInCode.objects.filter(user=user).delete()


def clear_old() -> int:
    """For the clock: drop what nobody can use any more, after a day for who looks into it."""
    return SignInCode.objects.filter(expires_at__lt=clock.now() - KEPT_FOR).delete()[0]


def _take_a_try(asked: int) -> SignInCode | None:
    """The live wish with one try fewer; None when it has none left."""
    taken = live().filter(pk=asked, tries__lt=MOST_TRIES).update(tries=F("tries") + 1)
    return SignInCode.objects.select_related("user").filter(pk=asked).first() if taken else None


def _use(wish: SignInCode) -> bool:
    """True for the one who comes first."""
    return bool(live().filter(pk=wish.pk).update(used_at=clock.now()))


def _is_right(wish: SignInCode, code: str) -> bool:
    return constant_time_compare(wish.code_index, _index(wish.pk, _plain(code)))


def _plain(code: str) -> str:
    """The digits of what was typed or pasted, full-width ones too."""
    return re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", code))


def _index(wish: int, code: str) -> str:
    return blind_index(f"{wish}:{code}", purpose="sign_in_code")


def _refusal(user: User | None, network: str) -> NotAllowed:
    throttle.count("signin.network", network)
    audit.record("user.sign_in_refused", f"user:{user.pk if user else 'unknown'}", by=ANONYMOUS, by_code=True)
    return NotAllowed(
        "wrong_code",
        _("This code is wrong, used or too old."),
        _("Check it, or ask for another one."),
    )
