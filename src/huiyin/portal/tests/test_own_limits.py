"""What a candidate may change herself, how often and until when; past that she reads whom to call."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from huiyin.company.models import Company
from huiyin.core.actor import Actor
from huiyin.core.models import AuditEntry
from huiyin.interviews.actions import answer_interview
from huiyin.interviews.own_changes import MOST_ANSWERS
from huiyin.messaging.models import Letter
from huiyin.portal.tests.factories import NOW, START, Invitation, make_invitation, open_page
from huiyin.todos.models import Todo

pytestmark = pytest.mark.django_db
CALL = "我们一起想办法"


@pytest.fixture
def invitation() -> Invitation:
    invitation = make_invitation()
    Company.objects.update(self_moves=2, self_move_hours=12, switchboard="400-000-0137")
    return invitation


def state_of(invitation: Invitation) -> tuple[str, str, int, int]:
    row = invitation.interview
    row.refresh_from_db()
    return row.state, row.answer, row.other_time_asks, Todo.objects.filter(state="open").count()


def test_what_is_left_is_shown(client: Client, invitation: Invitation) -> None:
    page = open_page(client, invitation)

    first = client.get(page).content.decode()
    client.post(page, {"answer": "other_time"})
    client.post(page, {"answer": "yes"})
    second = client.get(page).content.decode()

    assert ("改期 2 次" in first, "改期 1 次" in second) == (True, True)


def test_asked_as_often_as_the_house_allows_she_is_told_whom_to_call(
    client: Client, invitation: Invitation
) -> None:
    page = open_page(client, invitation)
    for value in ("other_time", "yes", "other_time", "yes"):
        client.post(page, {"answer": value})
    before = (state_of(invitation), Letter.objects.count())

    shown = client.get(page).content.decode()
    refused = client.post(page, {"answer": "other_time"}, follow=True).content.decode()

    assert before[0] == ("confirmed", "yes", 2, 0)
    assert (state_of(invitation), Letter.objects.count()) == before
    assert ('value="other_time"' in shown, CALL in shown, CALL in refused) == (False, True, True)
    assert "400-000-0137" in shown
    assert AuditEntry.objects.filter(verb="interview.answer_refused").count() == 1


def test_too_late_she_is_told_whom_to_call_and_may_still_decline(
    client: Client, invitation: Invitation
) -> None:
    with time_machine.travel(START - timedelta(hours=11), tick=False):
        page = open_page(client, invitation)
        before = state_of(invitation)
        refused = client.post(page, {"answer": "other_time"}, follow=True).content.decode()
        after = state_of(invitation)
        client.post(page, {"answer": "no"})

    assert (after, CALL in refused) == (before, True)
    assert state_of(invitation)[:2] == ("declined", "no")


def test_a_tap_more_often_than_anybody_needs_is_refused(client: Client, invitation: Invitation) -> None:
    page = open_page(client, invitation)
    for n in range(MOST_ANSWERS):
        client.post(page, {"answer": "no" if n % 2 == 0 else "yes"})
    before = state_of(invitation)

    for _ in range(3):
        client.post(page, {"answer": "no"})

    assert before[:2] == ("confirmed", "yes")
    assert state_of(invitation) == before
    assert AuditEntry.objects.filter(verb="interview.answered").count() == MOST_ANSWERS
    assert list(
        AuditEntry.objects.filter(verb="interview.answer_refused").values_list("detail__code", flat=True)
    ) == ["answered_too_often"]


def test_a_colleague_on_the_phone_has_no_such_limits(invitation: Invitation) -> None:
    Company.objects.update(self_moves=0)

    with time_machine.travel(NOW, tick=False):
        answer_interview(invitation.interview, answer="other_time", via="phone", by=Actor.system("test"))

    assert state_of(invitation)[:3] == ("reschedule_requested", "other_time", 0)
