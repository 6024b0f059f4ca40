"""The code that may be typed instead of tapping a link: eight signs and the last four digits of the phone.

A wrong code and wrong digits are the same to whoever tries, and both count.
"""

import unicodedata

from django.utils.translation import gettext as _

from huiyin.accounts import throttle
from huiyin.accounts.capabilities import find_by_code
from huiyin.accounts.models import Capability
from huiyin.candidates.submitted import was_sent_with
from huiyin.core.errors import DomainError
from huiyin.core.references import ref_id
from huiyin.messaging.contacts import PHONE, find_by_tail


def open_by_code(code: str, digits: str, *, network: str) -> Capability:
    code, digits = _half_width(code), _half_width(digits)
    throttle.require_few("code.network", network)
    throttle.require_few("code", code)
    capability = find_by_code(code)
    if capability is None or not _is_holder(capability, digits):
        throttle.count("code.network", network)
        throttle.count("code", code)
        raise DomainError(
            "wrong_code",
            _("This code and these digits do not belong together."),
            _("Please compare them with our message. You have a few more tries."),
        )
    throttle.forget("code", code)
    return capability


def _is_holder(capability: Capability, digits: str) -> bool:
    """Whether the candidate that the link belongs to has a phone number with this ending. Who got a code
    after a form has proved nothing, so that form's own number counts, and she learns of no other.
    """
    form = ref_id(capability.subject, "submission")
    if form is not None:
        return was_sent_with(form, digits)
    candidate = ref_id(capability.holder, "candidate")
    return candidate is not None and find_by_tail(PHONE, digits).filter(candidate=candidate).exists()


def _half_width(text: str) -> str:
    """Pasted or typed: without spaces and hyphens, in the signs of a keyboard."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in plain if sign.isalnum()).upper()
