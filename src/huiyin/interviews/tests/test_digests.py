"""One letter instead of many: for whom, with which file, and what a later change of one of them says."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
import vobject
from icalendar import Calendar

from huiyin.accounts.models import Capability
from huiyin.accounts.tests.factories import make_user
from huiyin.interviews import digests
from huiyin.interviews.actions import (
    cancel_interview,
    change_interviewers,
    reschedule_interview,
    schedule_interviews,
)
from huiyin.interviews.actions.tell_of_tomorrow import tell_of_tomorrow
from huiyin.interviews.models import DigestLine, Interview, Participant
from huiyin.interviews.plans import Move
from huiyin.interviews.tests.factories import (
    NOW,
    START,
    TOLD,
    House,
    a_plan,
    a_reason,
    make_applied,
    make_interview,
)
from huiyin.messaging import outbox
from huiyin.messaging.carrier import drain
from huiyin.messaging.channels.memory import Mail
from huiyin.messaging.freeze import freeze
from huiyin.messaging.models import Letter

pytestmark = pytest.mark.django_db
BULK = "operation:1"


def arrange(house: House, count: int = 4, *, operation: str = BULK, first: int = 0) -> list[Interview]:
    """So many for one interviewer, an hour after another, four a day."""
    hours = range(first, first + count)
    pairs = [
        (
            make_applied(house),
            a_plan(house, start=START + timedelta(days=hour // 4, hours=hour % 4 - 4), room=None),
        )
        for hour in hours
    ]
    return schedule_interviews(pairs, tell=TOLD, by=house.by, operation=operation).arranged


def to_ivy(house: House) -> list[tuple[str, str]]:
    rows = Letter.objects.filter(contact=house.ivy.contact).exclude(state="superseded").order_by("pk")
    return list(rows.values_list("kind", "state"))


def carry(mailbox: list[Mail], *, after: timedelta = timedelta(minutes=2)) -> list[Mail]:
    """What arrives for the interviewer."""
    mailbox.clear()
    with time_machine.travel(datetime.now(UTC) + after, tick=False):
        drain()
    return [one for one in mailbox if one.to == "ivy@example.com"]


@pytest.mark.both
def test_many_at_once_are_one_letter_and_few_are_told_singly(house: House) -> None:
    arrange(house, 2, operation="operation:few")
    assert to_ivy(house) == [("interviewer.scheduled", "held")] * 2

    made = arrange(house, 3, first=4)

    assert to_ivy(house)[2:] == [("interviewer.digest", "held")]
    assert set(DigestLine.objects.values_list("interview", "version")) == {(one.pk, 1) for one in made}


def test_a_later_portion_goes_into_the_letter_that_waits(house: House) -> None:
    arrange(house, 4)
    arrange(house, 1, first=4)
    arrange(house, 4, first=8, operation="operation:2")

    assert to_ivy(house) == [("interviewer.digest", "held")] * 2
    entries = sorted(DigestLine.objects.values_list("entry", flat=True))
    assert sorted(entries.count(entry) for entry in set(entries)) == [4, 5]


def test_the_letter_lists_them_by_day_and_carries_one_file(house: House, mailbox: list[Mail]) -> None:
    made = arrange(house, 5)

    [mail] = carry(mailbox)

    assert mail.subject == "你有 5 场新的面试"
    assert "11月26日 周四\n10:00 林若溪｜供应链产品经理 初试｜南枝大厦" in mail.text
    assert "11月27日 周五\n10:00" in mail.text
    assert mail.values["ics_method"] == "PUBLISH"
    events = Calendar.from_ical(mail.values["ics"]).walk("VEVENT")
    assert {str(one["UID"]) for one in events} == {one.uid for one in made}
    assert [one.decoded("DTSTART") for one in events] == [one.start for one in made]
    assert not any("ATTENDEE" in one for one in events)
    parsed = vobject.readOne(mail.values["ics"])
    assert [event.uid.value for event in parsed.vevent_list] == [one.uid for one in made]
    assert [event.sequence.value for event in parsed.vevent_list] == ["0"] * 5


def test_with_an_account_its_link_opens_all_of_her_own_and_no_more(house: House, mailbox: list[Mail]) -> None:
    user = make_user("interviewer")
    house.ivy.user = user
    house.ivy.save()
    arrange(house)

    [mail] = carry(mailbox)

    link = Capability.objects.get(kind="w", holder=f"user:{user.pk}")
    assert link.subject == f"user:{user.pk}"
    assert mail.values["link"].startswith("http://hr.example.test/s/w/")
    assert mail.values["link"].endswith("?next=%2Finterviews%2Fmine%2F")


def test_moving_one_later_says_so_singly_and_names_the_old_time(house: House, mailbox: list[Mail]) -> None:
    made = arrange(house)
    carry(mailbox)

    reschedule_interview(made[0], to=Move(START + timedelta(days=5)), tell=TOLD, by=house.by)
    [mail] = carry(mailbox)

    assert mail.subject.startswith("面试改期：林若溪")
    event = Calendar.from_ical(mail.values["ics"]).walk("VEVENT")[0]
    assert (event["UID"], event["SEQUENCE"]) == (made[0].uid, 1)


def test_cancelling_one_later_says_so_singly(house: House, mailbox: list[Mail]) -> None:
    made = arrange(house)
    carry(mailbox)

    cancel_interview(made[0], reason=a_reason(), tell=TOLD, by=house.by)
    [mail] = carry(mailbox)

    assert mail.subject.startswith("面试取消：林若溪")


@pytest.mark.parametrize("looked_at", [False, True])
def test_one_moved_before_it_left_is_told_alone_as_if_for_the_first_time(
    house: House,
    mailbox: list[Mail],
    looked_at: bool,
) -> None:
    made = arrange(house)
    if looked_at:
        freeze(list(Letter.objects.filter(kind="interviewer.digest").select_related("contact")))

    reschedule_interview(made[0], to=Move(START + timedelta(days=5)), tell=TOLD, by=house.by)
    mails = {one.subject: one for one in carry(mailbox)}

    assert sorted(mails) == ["你有 3 场新的面试", "面试安排：林若溪｜供应链产品经理 初试｜12月1日 周二 14:00"]
    assert made[0].uid not in mails["你有 3 场新的面试"].values["ics"]


def test_one_cancelled_before_it_left_is_not_told_at_all(house: House, mailbox: list[Mail]) -> None:
    made = arrange(house)

    cancel_interview(made[0], reason=a_reason(), tell=TOLD, by=house.by)

    assert [one.subject for one in carry(mailbox)] == ["你有 3 场新的面试"]


def test_who_is_exchanged_before_it_left_is_not_told_that_she_need_not_come(house: House) -> None:
    made = arrange(house)

    change_interviewers(made[0], interviewers=[house.ian], tell=TOLD, by=house.by)

    assert not Letter.objects.filter(kind="interviewer.removed").exists()


def test_when_all_of_them_are_off_the_letter_is_not_sent(house: House, mailbox: list[Mail]) -> None:
    for one in arrange(house, 3):
        cancel_interview(one, reason=a_reason(), tell=TOLD, by=house.by)

    assert carry(mailbox) == []
    assert to_ivy(house) == [("interviewer.digest", "suppressed")] or to_ivy(house) == []


def test_undoing_the_operation_takes_it_back(house: House) -> None:
    arrange(house)

    outbox.undo_operation(BULK, by=house.by)

    assert to_ivy(house) == [("interviewer.digest", "cancelled")]


def test_many_changes_fold_into_one_letter(house: House, mailbox: list[Mail]) -> None:
    made = arrange(house)
    carry(mailbox)
    for one in made[:2]:
        reschedule_interview(one, to=Move(one.start + timedelta(days=7)), tell=TOLD, by=house.by)
    for one in made[2:]:
        cancel_interview(one, reason=a_reason(), tell=TOLD, by=house.by)

    assert digests.fold([one.pk for one in made], operation="operation:9") == 4

    [mail] = carry(mailbox)
    assert mail.subject == "你有 4 场面试有变动"
    assert "12:00 取消：林若溪" in mail.text
    assert "（原 11月26日 周四 10:00）" in mail.text
    events = {str(one["UID"]): one for one in Calendar.from_ical(mail.values["ics"]).walk("VEVENT")}
    assert [str(events[one.uid]["STATUS"]) for one in made] == ["CONFIRMED"] * 2 + ["CANCELLED"] * 2
    assert {int(one["SEQUENCE"]) for one in events.values()} == {1}


def test_few_changes_stay_single(house: House, mailbox: list[Mail]) -> None:
    made = arrange(house)
    carry(mailbox)
    for one in made[:2]:
        cancel_interview(one, reason=a_reason(), tell=TOLD, by=house.by)

    assert digests.fold([one.pk for one in made], operation="operation:9") == 0
    assert len(carry(mailbox)) == 2


EVENING = datetime(2026, 11, 25, 10, 2, tzinfo=UTC)
"""Wednesday 18:02 in Shanghai."""


def evening(at: datetime = EVENING) -> int:
    with time_machine.travel(at, tick=False):
        return tell_of_tomorrow()


@pytest.mark.both
def test_on_the_evening_before_she_hears_once_of_tomorrow(house: House, mailbox: list[Mail]) -> None:
    arrange(house, 6)
    carry(mailbox)

    assert [evening(), evening()] == [1, 0]

    [mail] = carry(mailbox, after=EVENING - NOW + timedelta(minutes=3))
    assert mail.subject == "11月26日 周四，你有 4 场面试"
    assert "11月27日" not in mail.text
    assert "ics" not in mail.values


def test_on_a_friday_evening_it_tells_of_monday(house: House) -> None:
    make_interview(house, start=datetime(2026, 11, 30, 2, 0, tzinfo=UTC))

    assert evening(datetime(2026, 11, 26, 10, 0, tzinfo=UTC)) == 0
    assert evening(datetime(2026, 11, 27, 10, 0, tzinfo=UTC)) == 1
    assert evening(datetime(2026, 11, 28, 10, 0, tzinfo=UTC)) == 0


@pytest.mark.parametrize("hour", [9, 13])
def test_not_before_six_and_not_in_the_night(house: House, hour: int) -> None:
    make_interview(house)

    assert evening(datetime(2026, 11, 25, hour, 59, tzinfo=UTC)) == 0


def test_who_cannot_come_and_what_is_off_is_not_told(house: House) -> None:
    away, off = (
        make_interview(house),
        make_interview(house, make_applied(house), start=START + timedelta(hours=2)),
    )
    Participant.objects.filter(interview=away).update(unavailable_at=NOW)
    cancel_interview(off, reason=a_reason(), tell=TOLD, by=house.by)

    assert evening() == 0
    assert not Letter.objects.filter(kind="interviewer.tomorrow").exists()
