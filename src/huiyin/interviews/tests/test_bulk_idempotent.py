"""Five hundred invitations, one broken address, ten clicks: nobody twice, nobody blocked, nothing silent."""

from collections import Counter
from datetime import timedelta

import pytest
import time_machine

from huiyin.core.background import run_waiting
from huiyin.core.models import Operation
from huiyin.interviews.batch_progress import progress_of
from huiyin.interviews.batch_sending import send_batch
from huiyin.interviews.models import Interview
from huiyin.interviews.tests.batches import make_batch, rows_of, two_tracks
from huiyin.interviews.tests.factories import NOW, House, make_applied
from huiyin.messaging.carrier import Carrier
from huiyin.messaging.channels.memory import Mail
from huiyin.messaging.contacts import set_address
from huiyin.messaging.models import Address, Letter
from huiyin.todos.models import Todo

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

PEOPLE = 500


def test_ten_clicks_five_hundred_people_and_one_broken_address(house: House, mailbox: list[Mail]) -> None:
    two_tracks(house)
    applications = [make_applied(house) for _ in range(PEOPLE)]
    broken = applications[250].candidate.contact
    Address.objects.filter(contact=broken).delete()
    set_address(broken, "email", "wrong@refused.example")
    batch = make_batch(house, applications)

    sendings = {send_batch(batch, by=house.by, seen=1).pk for _ in range(10)}
    run_waiting()
    with time_machine.travel(NOW + timedelta(seconds=61), tick=False):
        Carrier(connections=0).drain()
        batch.refresh_from_db()
        progress = progress_of(batch)

    assert len(sendings) == 1
    operation = Operation.objects.get()
    assert (operation.done, operation.failed, operation.state) == (PEOPLE, 0, "done")
    assert Interview.objects.count() == PEOPLE
    invitations = Letter.objects.filter(kind="interview.scheduled")
    states = Counter(invitations.filter(previous=None).values_list("state", flat=True))
    assert states == Counter(sent=PEOPLE - 1, failed=1)
    by_hand = invitations.get(previous__isnull=False)
    assert (by_hand.contact, by_hand.channel, by_hand.state) == (broken, "by_hand", "held")
    assert Todo.objects.filter(kind="letter.by_hand", about=f"letter:{by_hand.pk}", state="open").count() == 1
    to_candidates = [
        one.to for one in mailbox if one.letter_id in set(invitations.values_list("pk", flat=True))
    ]
    assert len(set(to_candidates)) == len(to_candidates) == PEOPLE - 1
    assert all(row.interview_id for row in rows_of(batch))
    assert progress is not None
    assert (progress.gone, progress.by_hand, progress.can_undo) == (PEOPLE - 1, 1, False)
