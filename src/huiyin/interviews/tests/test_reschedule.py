"""Moving an interview: answers start anew, unsent letters are replaced, two recruiters do not overwrite."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from huiyin.company.tests.factories import make_place
from huiyin.core.errors import Clash, DomainError
from huiyin.core.models import AuditEntry
from huiyin.interviews.actions import (
    answer_interview,
    cancel_interview,
    change_interviewers,
    complete_interview,
    reschedule_interview,
)
from huiyin.interviews.models import Interview, InterviewVersion, Mode
from huiyin.interviews.plans import Move, Tell, Where
from huiyin.interviews.tests.factories import (
    LATER,
    START,
    SYSTEM,
    TOLD,
    House,
    a_reason,
    letters_of,
    make_applied,
    make_interview,
    pretend_sent,
)
from huiyin.messaging.models import Letter
from huiyin.todos.models import Todo
from huiyin.workforce.models import Booking

pytestmark = pytest.mark.django_db


def test_it_moves_with_its_bookings_and_keeps_number_and_uid(house: House) -> None:
    interview = make_interview(house)
    before = (interview.number, interview.uid)

    reschedule_interview(interview, to=Move(LATER), tell=TOLD, by=house.by)

    interview.refresh_from_db()
    assert (interview.start, interview.end) == (LATER, LATER + timedelta(hours=1))
    assert (interview.version, interview.state) == (2, "scheduled")
    assert (interview.number, interview.uid) == before
    assert set(Booking.objects.values_list("start", "end")) == {(LATER, interview.end)}
    assert list(InterviewVersion.objects.order_by("number").values_list("number", "verb")) == [
        (1, "schedule"),
        (2, "reschedule"),
    ]
    assert AuditEntry.objects.get(verb="interview.rescheduled").detail == {
        "version": 2,
        "told": {"candidate": "now", "interviewers": "now"},
        "reminders_skipped": ["interview.reminder_three_days"],
    }


def test_the_answer_starts_anew(house: House) -> None:
    interview = make_interview(house)
    answer_interview(interview, answer="yes", via="page", by=SYSTEM)

    moved = reschedule_interview(interview, to=Move(LATER), tell=TOLD, by=house.by)

    assert (moved.state, moved.answer, moved.answered_at, moved.answered_via) == ("scheduled", "", None, "")


def test_who_has_heard_is_told_that_it_moved(house: House) -> None:
    interview = make_interview(house)
    pretend_sent(interview)

    reschedule_interview(interview, to=Move(LATER), tell=TOLD, by=house.by)

    assert letters_of(interview) == [
        ("interview.scheduled", "INV-1", 1, "sent"),
        ("interview.reminder_day_before", "REM-1D", 1, "superseded"),
        ("interview.reminder_same_day", "REM-2H", 1, "superseded"),
        ("interview.unanswered_24h", "TSK-2", 1, "superseded"),
        ("interviewer.scheduled", "IVW-1", 1, "sent"),
        ("interview.moved", "MOVED", 2, "held"),
        ("interview.reminder_day_before", "REM-1D", 2, "planned"),
        ("interview.reminder_same_day", "REM-2H", 2, "planned"),
        ("interview.unanswered_24h", "TSK-2", 2, "planned"),
        ("interviewer.moved", "IVW-MOVED", 2, "held"),
    ]


def test_who_has_not_heard_is_invited_as_if_for_the_first_time(house: House) -> None:
    interview = make_interview(house)

    reschedule_interview(interview, to=Move(LATER), tell=TOLD, by=house.by)

    assert [one for one in letters_of(interview) if one[3] != "superseded"] == [
        ("interview.scheduled", "INV-1", 2, "held"),
        ("interview.reminder_day_before", "REM-1D", 2, "planned"),
        ("interview.reminder_same_day", "REM-2H", 2, "planned"),
        ("interview.unanswered_24h", "TSK-2", 2, "planned"),
        ("interviewer.scheduled", "IVW-1", 2, "held"),
    ]


def test_who_asked_for_another_time_is_thanked_and_the_todo_is_closed(house: House) -> None:
    interview = make_interview(house)
    pretend_sent(interview)
    answer_interview(interview, answer="other_time", note="周五下午", via="page", by=SYSTEM)

    reschedule_interview(interview, to=Move(LATER), tell=TOLD, by=house.by)

    assert ("interview.moved", "RSC", 2, "held") in letters_of(interview)
    assert Todo.objects.get(kind="interview.reschedule_requested").state == "done"


def test_moving_it_to_where_it_is_changes_nothing(house: House) -> None:
    interview = make_interview(house)
    reschedule_interview(interview, to=Move(LATER), tell=TOLD, by=house.by)
    letters = letters_of(interview)

    reschedule_interview(interview, to=Move(LATER), tell=TOLD, by=house.by, seen=1)

    interview.refresh_from_db()
    assert interview.version == 2
    assert letters_of(interview) == letters


def test_the_second_recruiter_is_told_what_the_first_one_changed(house: House) -> None:
    interview = make_interview(house)
    reschedule_interview(interview, to=Move(LATER), tell=TOLD, by=house.by, seen=1)
    letters = letters_of(interview)

    with pytest.raises(Clash) as refused:
        reschedule_interview(interview, to=Move(START + timedelta(days=1)), tell=TOLD, by=house.by, seen=1)

    assert refused.value.code == "changed_meanwhile"
    assert [problem.field for problem in refused.value.fields] == ["start", "end"]
    assert "16:00" in refused.value.mend
    interview.refresh_from_db()
    assert (interview.start, interview.version) == (LATER, 2)
    assert letters_of(interview) == letters


def test_where_it_takes_place_may_change_with_it(house: House) -> None:
    interview = make_interview(house)
    video = Where(Mode.VIDEO, video_link="https://meeting.tencent.com/dm/1")

    moved = reschedule_interview(interview, to=Move(START, where=video), tell=TOLD, by=house.by)

    assert (moved.mode, moved.place, moved.room, moved.video_link) == (
        "video",
        None,
        None,
        "https://meeting.tencent.com/dm/1",
    )
    assert not Booking.objects.filter(resource=f"room:{house.room.pk}").exists()


def test_a_naive_time_is_read_on_the_interviews_own_clock(house: House) -> None:
    london = make_place(name="London", time_zone="Europe/London")
    interview = make_interview(house, place=london, room=None)

    moved = reschedule_interview(
        interview, to=Move(datetime.fromisoformat("2026-11-27T10:00")), tell=TOLD, by=house.by
    )

    assert moved.start == datetime(2026, 11, 27, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("code", "to"),
    [
        ("start_past", Move(datetime(2026, 11, 23, 6, 0, tzinfo=UTC))),
        ("no_length", Move(LATER, minutes=0)),
        ("link_missing", Move(LATER, where=Where(Mode.VIDEO))),
        ("weekday_contradicts", Move(LATER, weekday="周一")),
        ("start_twice", Move(datetime.fromisoformat("2027-11-07T01:30"), time_zone="America/New_York")),
    ],
)
def test_an_impossible_move_is_refused_and_changes_nothing(house: House, code: str, to: Move) -> None:
    interview = make_interview(house)
    letters, bookings = letters_of(interview), set(Booking.objects.values_list())

    with pytest.raises(DomainError) as refused:
        reschedule_interview(interview, to=to, tell=TOLD, by=house.by)

    assert refused.value.code == code
    unchanged = Interview.objects.get()
    assert (unchanged.start, unchanged.version) == (START, 1)
    assert letters_of(interview) == letters
    assert set(Booking.objects.values_list()) == bookings


def test_a_busy_time_is_refused_and_changes_nothing(house: House) -> None:
    interview = make_interview(house)
    make_interview(house, make_applied(house), start=LATER)
    letters = letters_of(interview)

    with pytest.raises(Clash) as refused:
        reschedule_interview(interview, to=Move(LATER), tell=TOLD, by=house.by)

    assert refused.value.code == "clash"
    interview.refresh_from_db()
    assert (interview.start, interview.version) == (START, 1)
    assert letters_of(interview) == letters


def test_it_does_not_clash_with_itself(house: House) -> None:
    interview = make_interview(house)
    half_an_hour_later = START + timedelta(minutes=30)

    moved = reschedule_interview(interview, to=Move(half_an_hour_later), tell=TOLD, by=house.by)

    assert moved.start == half_an_hour_later


def test_on_the_day_it_passes_the_quiet_hours(house: House) -> None:
    interview = make_interview(house)
    pretend_sent(interview)

    with time_machine.travel(START - timedelta(hours=3), tick=False):
        reschedule_interview(interview, to=Move(LATER), tell=TOLD, by=house.by)

    moved = Letter.objects.get(kind="interview.moved")
    assert (moved.urgent, moved.state, moved.priority) == (True, "queued", 0)


def test_silence_writes_no_letter_but_stops_the_old_ones(house: House) -> None:
    interview = make_interview(house)
    pretend_sent(interview)
    silent = Tell(candidate="no", interviewers="no", why="当面说好了")

    reschedule_interview(interview, to=Move(LATER), tell=silent, by=house.by)

    assert {one[3] for one in letters_of(interview)} == {"sent", "superseded"}
    assert InterviewVersion.objects.get(number=2).facts["why_untold"] == "当面说好了"


def test_what_is_over_does_not_move(house: House) -> None:
    over = make_interview(house)
    with time_machine.travel(over.end, tick=False):
        complete_interview(over, by=house.by)
        with pytest.raises(DomainError) as refused:
            reschedule_interview(over, to=Move(LATER + timedelta(days=1)), tell=TOLD, by=house.by)
    assert refused.value.code == "wrong_state"
    off = make_interview(house, make_applied(house), start=LATER)
    cancel_interview(off, reason=a_reason(), tell=TOLD, by=house.by)
    with pytest.raises(DomainError) as refused:
        reschedule_interview(off, to=Move(LATER + timedelta(days=1)), tell=TOLD, by=house.by)
    assert refused.value.code == "wrong_state"


def test_a_change_of_interviewers_also_makes_an_old_page_stale(house: House) -> None:
    interview = make_interview(house)
    change_interviewers(interview, interviewers=[house.ian], tell=TOLD, by=house.by)

    with pytest.raises(Clash) as refused:
        reschedule_interview(interview, to=Move(LATER), tell=TOLD, by=house.by, seen=1)

    assert [problem.field for problem in refused.value.fields] == ["interviewers"]
