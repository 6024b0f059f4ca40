"""How many letters a provider takes for one number within a day: a wall, not a wish, for urgent ones too."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q

from huiyin.messaging.channels import is_there
from huiyin.messaging.contacts import PHONE, address_index, current_address
from huiyin.messaging.models import Letter
from huiyin.messaging.states import LetterState as S

CHANNEL = "webhook"
DAY = timedelta(days=1)


class NumberCaps:
    """One batch's view of what each number has had; two people may share one."""

    def __init__(self, letters: Sequence[Letter], now: datetime) -> None:
        capped = [letter for letter in letters if letter.channel == CHANNEL and is_there(CHANNEL)]
        chosen = settings.HUIYIN_WEBHOOK
        self._cap = chosen.per_day if capped and chosen else 0
        self._now = now
        self._number = {letter.pk: _number(letter) for letter in capped}
        self._had: dict[str, list[datetime]] = defaultdict(list)
        if capped:
            self._read({number for number in self._number.values() if number})

    def full_until(self, letter: Letter) -> datetime | None:
        """When the number may have one more; None when it may now."""
        had = self._had[self._number.get(letter.pk, "")]
        return None if len(had) < self._cap or not self._cap else sorted(had)[-self._cap] + DAY

    def count(self, letter: Letter) -> None:
        if number := self._number.get(letter.pk):
            self._had[number].append(self._now)

    def _read(self, numbers: set[str]) -> None:
        """What went out, or perhaps did."""
        since = self._now - DAY
        rows = Letter.objects.filter(
            Q(sent_at__gt=since) | Q(state=S.UNKNOWN, state_at__gt=since),
            channel=CHANNEL,
            contact__addresses__kind=PHONE,
            contact__addresses__value_index__in=numbers,
        )
        for number, sent_at, state_at in rows.values_list(
            "contact__addresses__value_index", "sent_at", "state_at"
        ):
            self._had[number].append(sent_at or state_at)


def _number(letter: Letter) -> str:
    if letter.address:
        return address_index(PHONE, letter.address)
    address = current_address(letter.contact, PHONE)
    return address.value_index if address else ""
