from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError
from huiyin.core.models import AuditEntry
from huiyin.messaging.carrier import drain
from huiyin.messaging.channels import memory
from huiyin.messaging.models import Address, AddressState, Letter
from huiyin.messaging.outbox import cancel, queue, refuse_repeat, release, supersede, undo, undo_operation
from huiyin.messaging.states import LetterState as S
from huiyin.messaging.tests.factories import KIND, draft, make_cause, make_contact, make_template
from huiyin.todos.models import Todo, TodoState

pytestmark = [pytest.mark.django_db, pytest.mark.both]

NOON = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)
BY = Actor.system("test")


def test_a_letter_goes_by_the_first_usable_rung() -> None:
    reachable, unreachable = make_contact(phone="13800138000"), make_contact(None)

    letters = queue([draft(reachable), draft(unreachable)], cause=make_cause())

    assert [(letter.channel, letter.ladder) for letter in letters] == [
        ("email", ["by_hand"]),
        ("by_hand", []),
    ]


def test_the_same_cause_never_writes_twice() -> None:
    cause, note = make_cause(), draft()

    first = queue([note], cause=cause)
    Address.objects.update(state=AddressState.BOUNCED)
    second = queue([note, note], cause=cause)

    assert [letter.pk for letter in second] == [first[0].pk, first[0].pk]
    assert Letter.objects.count() == 1


def test_a_draft_may_follow_a_cause_of_its_own() -> None:
    one, other = make_cause(), make_cause()

    letters = queue([draft(cause=one), draft()], cause=other)

    assert [letter.cause for letter in letters] == [f"auditentry:{one.pk}", f"auditentry:{other.pk}"]


def test_a_letter_without_a_cause_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="needs the audit entry"):
        queue([draft()])

    assert Letter.objects.count() == 0


@pytest.mark.parametrize("number", [1, 30])
def test_queueing_costs_the_same_for_many(
    django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    drafts, cause = [draft() for _ in range(number)], make_cause()

    with django_assert_num_queries(9):
        queue(drafts, cause=cause)


@pytest.mark.parametrize(
    ("fields", "operation", "state", "reason", "seconds"),
    [
        ({"hold": None}, "", S.HELD, "undo", 10),
        ({"hold": None}, "operation:1", S.HELD, "undo", 60),
        ({"hold": 90}, "", S.HELD, "undo", 90),
        ({"hold": None, "urgent": True}, "operation:1", S.QUEUED, "", 0),
        ({"hold": 0}, "", S.QUEUED, "", 0),
        ({"review": True}, "", S.HELD, "review", 0),
        ({"due_at": NOON + timedelta(hours=2)}, "", S.PLANNED, "", 7200),
        ({"due_at": NOON - timedelta(hours=2)}, "", S.QUEUED, "", 0),
    ],
)
def test_how_a_letter_begins(
    fields: dict[str, object], operation: str, state: str, reason: str, seconds: int
) -> None:
    with time_machine.travel(NOON, tick=False):
        letter = queue([draft(**fields)], cause=make_cause(), operation=operation)[0]

    assert (letter.state, letter.reason) == (state, reason)
    assert letter.next_try_at == NOON + timedelta(seconds=seconds)


def test_the_house_may_do_without_undo(settings: Any) -> None:
    settings.HUIYIN_HOLD_SECONDS = 0

    assert queue([draft(hold=None)], cause=make_cause())[0].state == S.QUEUED


@pytest.mark.parametrize(
    ("urgent", "leaves_at"),
    [(False, datetime(2026, 11, 25, 12, 30, tzinfo=UTC)), (True, datetime(2026, 11, 25, 23, 0, tzinfo=UTC))],
)
def test_a_reminder_that_falls_into_the_night_leaves_the_evening_before(
    urgent: bool, leaves_at: datetime
) -> None:
    contact = make_contact(quiet_start=time(21), quiet_end=time(8))
    seven = datetime(2026, 11, 25, 23, 0, tzinfo=UTC)

    with time_machine.travel(NOON, tick=False):
        letter = queue([draft(contact, due_at=seven, urgent=urgent)], cause=make_cause())[0]

    assert (letter.due_at, letter.next_try_at) == (seven, leaves_at)


def test_superseding_stops_what_is_unsent_and_only_that() -> None:
    note = draft(due_at=None)
    planned = draft(note.contact, about=note.about, due_at=NOON + timedelta(days=365), version=2)
    queue([note, planned], cause=make_cause())
    other = queue([draft()], cause=make_cause())[0]
    sent = queue([draft(about=note.about)], cause=make_cause())[0]
    Letter.objects.filter(pk=sent.pk).update(state=S.SENT)

    assert supersede(note.about, reason="moved") == 2

    assert sorted(Letter.objects.filter(about=note.about).values_list("state", "reason")) == [
        (S.SENT, ""),
        (S.SUPERSEDED, "moved"),
        (S.SUPERSEDED, "moved"),
    ]
    other.refresh_from_db()
    assert other.state == S.QUEUED


def test_superseding_may_be_narrowed_to_kinds_and_a_person() -> None:
    note = draft()
    queue([note, draft(about=note.about)], cause=make_cause())

    assert supersede(note.about, reason="moved", kinds=["another.kind"]) == 0
    assert supersede(note.about, reason="moved", kinds=[KIND], contact=note.contact) == 1


def test_superseding_takes_the_card_out_of_a_colleague_s_hand() -> None:
    make_template()
    note = draft(make_contact(None))
    letter = queue([note], cause=make_cause())[0]
    drain()
    assert Todo.objects.get().state == TodoState.OPEN

    supersede(note.about, reason="moved")

    letter.refresh_from_db()
    assert letter.state == S.SUPERSEDED
    assert Todo.objects.get().state == TodoState.DISMISSED


def test_undo_takes_everything_back_while_it_is_held() -> None:
    queue([draft(hold=None) for _ in range(3)], cause=make_cause(), operation="operation:7")

    assert undo_operation("operation:7", by=BY) == 3

    assert set(Letter.objects.values_list("state", "reason")) == {(S.CANCELLED, "undone")}
    assert AuditEntry.objects.get(verb="letters.undone").detail == {"count": 3}


def test_undo_after_the_hold_is_refused_and_changes_nothing() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        held, gone = queue([draft(hold=60), draft(hold=5)], cause=make_cause())
        clock.shift(10)

        with pytest.raises(DomainError) as refused:
            undo([held, gone], by=BY)

    assert refused.value.code == "too_late_to_undo"
    assert set(Letter.objects.values_list("state", flat=True)) == {S.HELD}
    assert not AuditEntry.objects.filter(verb="letters.undone").exists()


def test_a_held_letter_leaves_by_itself_when_its_hold_is_over() -> None:
    make_template()
    with time_machine.travel(NOON, tick=False) as clock:
        queue([draft(hold=60)], cause=make_cause())
        assert drain()["sent"] == 0
        clock.shift(61)
        assert drain()["sent"] == 1


def test_a_letter_under_review_waits_for_a_person() -> None:
    make_template()
    with time_machine.travel(NOON, tick=False) as clock:
        letter = queue([draft(review=True)], cause=make_cause())[0]
        clock.shift(timedelta(days=3))
        assert drain()["sent"] == 0

        assert release([letter], by=BY) == 1
        assert drain()["sent"] == 1
    assert len(memory.arrived) == 1


def test_a_person_may_cancel_what_has_not_gone_out() -> None:
    waiting, gone = queue([draft(), draft()], cause=make_cause())
    Letter.objects.filter(pk=gone.pk).update(state=S.SENT)

    assert cancel([waiting, gone], reason="mistake", by=BY) == 1

    waiting.refresh_from_db()
    assert (waiting.state, waiting.reason) == (S.CANCELLED, "mistake")


def test_a_second_reminder_names_the_hour_of_the_first() -> None:
    note = draft()
    with time_machine.travel(datetime(2026, 11, 25, 2, 2, tzinfo=UTC), tick=False) as clock:
        refuse_repeat(KIND, note.about, note.contact, within=timedelta(hours=4))
        queue([note], cause=make_cause())
        clock.shift(timedelta(hours=1))

        with pytest.raises(DomainError) as refused:
            refuse_repeat(KIND, note.about, note.contact, within=timedelta(hours=4))
        clock.shift(timedelta(hours=4))
        refuse_repeat(KIND, note.about, note.contact, within=timedelta(hours=4))

    assert refused.value.code == "already_reminded"
    assert "10:02" in refused.value.problem
