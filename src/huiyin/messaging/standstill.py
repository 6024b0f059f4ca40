"""Nothing leaves by itself: what a restored backup begins with."""

from django.db import transaction

from huiyin.core import clock
from huiyin.messaging.channels import KEYS
from huiyin.messaging.models import Letter
from huiyin.messaging.moves import move
from huiyin.messaging.pauses import pause_until_mended
from huiyin.messaging.states import UNSENT
from huiyin.messaging.states import LetterState as S

RESTORED = "restored"
_STAYS = ("review", "by_hand")


@transaction.atomic
def stand_still() -> int:
    """Stop every channel until a person lets it go on, and hold each letter that has fallen due: it may have
    been sent after the backup. Returns how many are held. Those that are due later wait for their channel.
    """
    for channel in KEYS:
        pause_until_mended(channel, reason=RESTORED)
    due = Letter.objects.filter(state__in=UNSENT, next_try_at__lte=clock.now()).exclude(reason__in=_STAYS)
    held = due.filter(state=S.HELD).update(reason=RESTORED, state_at=clock.now())
    return held + move(due.exclude(state=S.HELD), S.HELD, reason=RESTORED, claim=None)
