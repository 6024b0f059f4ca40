"""Asking for a code to sign in with.

Whether there is such an account, and whether it can be written to, is found out in the background: the
asker gets the same answer by the same steps in every case.
"""

from django.db import transaction

from huiyin.accounts import sign_in_codes
from huiyin.accounts.models import SignInCode
from huiyin.core import audit
from huiyin.core.actor import ANONYMOUS
from huiyin.core.background import enqueue
from huiyin.people.tasks import write_code


@transaction.atomic
def send_sign_in_code(email: str, *, network: str) -> SignInCode:
    """The wish that the asking browser keeps; its letter follows if there is anybody to write to."""
    wish = sign_in_codes.ask_for_code(email, network=network)
    cause = audit.record("sign_in_code.asked", f"user:{wish.user_id or 'unknown'}", by=ANONYMOUS)
    enqueue(write_code, wish.pk, cause.pk)
    return wish
