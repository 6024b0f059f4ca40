"""Permanent numbers such as C-202611-00042, given out once each."""

from django.db import transaction
from django.db.models import F

from huiyin.core.models import Sequence


def take_numbers(name: str, count: int = 1) -> range:
    """The next `count` numbers of a sequence, starting at 1; call inside the transaction that uses them.

    The row is locked by the update until that transaction ends, so numbers have no gaps.
    """
    with transaction.atomic():
        if not Sequence.objects.filter(name=name).update(last=F("last") + count):
            Sequence.objects.get_or_create(name=name)
            Sequence.objects.filter(name=name).update(last=F("last") + count)
        last = Sequence.objects.get(name=name).last
    return range(last - count + 1, last + 1)
