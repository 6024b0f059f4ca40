"""Arranging one interview: what is written, who is told, and what is refused."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from huiyin.accounts.tests.factories import actor_of, make_user
from huiyin.company.models import CalendarDay
from huiyin.company.tests.factories import make_place, make_room
from huiyin.core.errors import Clash, DomainError, NotAllowed
from huiyin.core.models import AuditEntry
from huiyin.interviews.actions import cancel_interview, schedule_interview
from huiyin.interviews.models import Interview, InterviewState, InterviewVersion, Mode
from huiyin.interviews.plans import Tell
from huiyin.interviews.tests.factories import (
    LATER,
    START,
    TOLD,
    House,
    a_plan,
    a_reason,
    letters_of,
    make_applied,
    make_interview,
)
from huiyin.messaging.models import Letter
from huiyin.people.tests.factories import make_employee
from huiyin.workforce.models import Booking

pytestmark = pytest.mark.django_db


def test_it_stands_with_number_version_and_bookings(house: House) -> None:
    application = make_applied(house)

    interview = schedule_interview(
        application, plan=a_plan(house, interviewers=[house.ivy, house.ian]), tell=TOLD, by=house.by
    )

    interview.refresh_from_db()
    assert interview.number == "MS-20261126-0001"
    assert (interview.state, interview.version) == ("scheduled", 1)
    assert (interview.round_name, interview.time_zone) == ("初试", "Asia/Shanghai")
    assert interview.end == START + timedelta(minutes=60)
    assert [one.employee for one in interview.participants.order_by("pk")] == [house.ivy, house.ian]
    assert sorted(Booking.objects.values_list("resource", "about", "start", "end")) == sorted(
        (resource, f"interview:{interview.pk}", START, interview.end)
        for resource in (
            f"candidate:{application.candidate_id}",
            f"employee:{house.ivy.pk}",
            f"employee:{house.ian.pk}",
            f"room:{house.room.pk}",
        )
    )
    version = InterviewVersion.objects.get()
    assert (version.number, version.verb, version.actor) == (1, "schedule", house.by.key)
    assert version.facts["interviewers"] == sorted([house.ivy.pk, house.ian.pk])


def test_candidate_and_interviewers_are_told_and_reminders_are_planned(house: House) -> None:
    interview = make_interview(house, start=START + timedelta(days=4))

    assert letters_of(interview) == [
        ("interview.scheduled", "INV-1", 1, "held"),
        ("interview.reminder_three_days", "REM-3D", 1, "planned"),
        ("interview.reminder_day_before", "REM-1D", 1, "planned"),
        ("interview.reminder_same_day", "REM-2H", 1, "planned"),
        ("interview.unanswered_24h", "TSK-2", 1, "planned"),
        ("interviewer.scheduled", "IVW-1", 1, "held"),
    ]
    due = dict(Letter.objects.filter(state="planned").values_list("kind", "due_at"))
    assert due["interview.reminder_day_before"] == interview.start - timedelta(days=1)
    assert due["interview.reminder_same_day"] == interview.start - timedelta(hours=2)


def test_a_reminder_whose_time_is_past_is_skipped_and_reported(house: House) -> None:
    interview = make_interview(house, start=datetime(2026, 11, 25, 1, 0, tzinfo=UTC))

    assert [kind for kind, *_rest in letters_of(interview)] == [
        "interview.scheduled",
        "interview.reminder_same_day",
        "interviewer.scheduled",
    ]
    entry = AuditEntry.objects.get(verb="interview.scheduled")
    assert entry.detail["reminders_skipped"] == [
        "interview.reminder_three_days",
        "interview.reminder_day_before",
        "interview.unanswered_24h",
    ]


def test_ten_clicks_make_one_interview(house: House) -> None:
    application = make_applied(house)

    made = {make_interview(house, application).pk for _click in range(10)}

    assert len(made) == 1
    assert Interview.objects.count() == 1
    assert AuditEntry.objects.filter(verb="interview.scheduled").count() == 1
    assert Letter.objects.filter(kind="interview.scheduled").count() == 1


def test_numbers_run_by_the_local_day(house: House) -> None:
    # 23:30 UTC on the 25th is the morning of the 26th in Shanghai.
    early = datetime(2026, 11, 25, 23, 30, tzinfo=UTC)
    first = make_interview(house, start=early)
    second = make_interview(house, start=LATER)
    other_day = make_interview(house, start=LATER + timedelta(days=1))

    assert [one.number for one in (first, second, other_day)] == [
        "MS-20261126-0001",
        "MS-20261126-0002",
        "MS-20261127-0001",
    ]


@pytest.mark.parametrize(
    ("mode", "round_no", "template"),
    [
        (Mode.ONSITE, 1, "INV-1"),
        (Mode.ONSITE, 2, "INV-2"),
        (Mode.ONSITE, 3, "INV-3"),
        (Mode.VIDEO, 1, "INV-V"),
        (Mode.PHONE, 2, "INV-V"),
    ],
)
def test_the_invitation_follows_mode_and_round(house: House, mode: str, round_no: int, template: str) -> None:
    link = "https://meeting.tencent.com/dm/1" if mode == Mode.VIDEO else ""

    interview = make_interview(house, mode=mode, round_no=round_no, video_link=link, room=None)

    assert letters_of(interview)[0][:2] == ("interview.scheduled", template)


def test_a_second_one_of_the_same_round_is_refused_while_the_first_stands(house: House) -> None:
    application = make_applied(house)
    first = make_interview(house, application)

    with pytest.raises(DomainError) as refused:
        make_interview(house, application, start=LATER)

    assert refused.value.code == "already_arranged"
    assert list(Interview.objects.all()) == [first]
    cancel_interview(first, reason=a_reason(), tell=TOLD, by=house.by)
    assert make_interview(house, application, start=LATER).start == LATER


def refusals() -> list[Any]:
    return [
        ("start_past", {"start": datetime(2026, 11, 24, 2, 20, tzinfo=UTC)}),
        ("holiday", {"start": datetime(2026, 12, 31, 16, 30, tzinfo=UTC)}),
        ("weekday_contradicts", {"weekday": "周五"}),
        ("weekday_contradicts", {"weekday": "Friday"}),
        ("weekday_contradicts", {"note": "11月26日（周五）14:00 前台见"}),
        ("weekday_contradicts", {"note": "See you on Friday 26 November"}),
        ("no_length", {"minutes": 0}),
        ("no_length", {"minutes": -30}),
        ("over_midnight", {"start": datetime(2026, 11, 26, 15, 30, tzinfo=UTC), "minutes": 60}),
        ("link_missing", {"mode": Mode.VIDEO, "room": None}),
        ("bad_mode", {"mode": "pigeon"}),
        ("bad_zone", {"time_zone": "Asia/Nowhere"}),
        (
            "start_skipped",
            {"start": datetime.fromisoformat("2027-03-14T02:30"), "time_zone": "America/New_York"},
        ),
        (
            "start_twice",
            {"start": datetime.fromisoformat("2027-11-07T01:30"), "time_zone": "America/New_York"},
        ),
    ]


@pytest.mark.parametrize(("code", "changes"), refusals())
def test_an_impossible_plan_is_refused_with_its_mend_and_nothing_is_written(
    house: House, code: str, changes: dict[str, Any]
) -> None:
    application = make_applied(house)

    with pytest.raises(DomainError) as refused:
        make_interview(house, application, **changes)

    assert refused.value.code == code
    assert refused.value.problem
    assert refused.value.mend
    assert refused.value.fields
    nothing_is_written()


def nothing_is_written() -> None:
    assert not Interview.objects.exists()
    assert not Booking.objects.exists()
    assert not AuditEntry.objects.filter(verb__startswith="interview.").exists()
    assert not Letter.objects.filter(about__startswith="interview:").exists()


def test_an_on_site_interview_without_any_place_is_refused(house: House) -> None:
    house.job.place = None
    house.job.save()

    with pytest.raises(DomainError) as refused:
        make_interview(house, place=None, room=None)

    assert refused.value.code == "place_missing"
    nothing_is_written()


def test_a_room_of_another_place_is_refused(house: House) -> None:
    with pytest.raises(DomainError) as refused:
        make_interview(house, room=make_room(make_place(name="别处")))

    assert refused.value.code == "room_elsewhere"
    nothing_is_written()


def test_an_interviewer_who_has_left_is_refused(house: House) -> None:
    with pytest.raises(DomainError) as refused:
        make_interview(house, interviewers=[house.ivy, make_employee("离职", is_active=False)])

    assert refused.value.code == "interviewer_inactive"
    nothing_is_written()


@pytest.mark.parametrize("state", ["on_hold", "hired", "rejected", "withdrawn", "closed"])
def test_an_application_that_is_not_in_progress_is_refused(house: House, state: str) -> None:
    application = make_applied(house)
    application.state = state
    application.save()

    with pytest.raises(DomainError) as refused:
        make_interview(house, application)

    assert refused.value.code == "application_not_active"
    nothing_is_written()


def test_a_day_that_the_company_works_is_no_holiday(house: House) -> None:
    start = datetime(2027, 1, 1, 6, 0, tzinfo=UTC)
    CalendarDay.objects.create(on="2027-01-01", is_working=True, name="调休")

    assert make_interview(house, start=start).start == start


def test_a_saturday_is_allowed(house: House) -> None:
    start = datetime(2026, 11, 28, 6, 0, tzinfo=UTC)

    assert make_interview(house, start=start, weekday="周六").start == start


def test_wall_time_is_read_on_the_clock_of_the_place(house: House) -> None:
    london = make_place(name="London", time_zone="Europe/London")

    interview = make_interview(
        house, start=datetime.fromisoformat("2026-11-26T14:00"), place=london, room=None
    )

    assert interview.start == datetime(2026, 11, 26, 14, 0, tzinfo=UTC)
    assert interview.time_zone == "Europe/London"


def test_a_busy_interviewer_is_a_clash_with_the_nearest_free_times(house: House) -> None:
    first = make_interview(house)
    other = make_applied(house)

    with pytest.raises(Clash) as refused:
        make_interview(house, other, start=START + timedelta(minutes=30), room=None)

    assert refused.value.code == "clash"
    assert "顾行之" in refused.value.problem
    assert refused.value.nearest == [
        "2026-11-26T15:00:00+08:00",
        "2026-11-26T15:15:00+08:00",
        "2026-11-26T15:30:00+08:00",
    ]
    assert list(Interview.objects.all()) == [first]
    assert (
        not Letter.objects.exclude(about=f"interview:{first.pk}").filter(about__startswith="inter").exists()
    )


def test_one_may_begin_when_another_ends(house: House) -> None:
    make_interview(house)

    assert make_interview(house, start=START + timedelta(minutes=60)).state == InterviewState.SCHEDULED


def test_silence_needs_a_reason_and_the_right_to_it(house: House) -> None:
    with pytest.raises(DomainError) as without_reason:
        make_interview(house, tell=Tell(candidate="no"))
    assert without_reason.value.code == "why_missing"
    nobody = actor_of(make_user("interviewer"))
    with pytest.raises(NotAllowed):
        schedule_interview(
            make_applied(house), plan=a_plan(house), tell=Tell(candidate="no", why="已电话告知"), by=nobody
        )
    nothing_is_written()

    interview = make_interview(house, tell=Tell(candidate="no", why="已电话告知"))

    assert letters_of(interview) == [("interviewer.scheduled", "IVW-1", 1, "held")]
    assert AuditEntry.objects.get(verb="interview.scheduled").detail["told"] == {
        "candidate": "no",
        "interviewers": "now",
    }
    assert interview.versions.get().facts["why_untold"] == "已电话告知"
    assert "电话" not in str(AuditEntry.objects.get(verb="interview.scheduled").detail)


def test_review_holds_the_letter_until_a_colleague_has_looked(house: House) -> None:
    interview = make_interview(house, tell=Tell(candidate="review"))

    invitation = Letter.objects.get(kind="interview.scheduled", about=f"interview:{interview.pk}")
    assert (invitation.state, invitation.reason) == ("held", "review")


def test_one_on_the_same_day_is_urgent_and_not_held(house: House) -> None:
    interview = make_interview(house, start=datetime(2026, 11, 24, 8, 0, tzinfo=UTC))

    invitation = Letter.objects.get(kind="interview.scheduled", about=f"interview:{interview.pk}")
    assert (invitation.state, invitation.urgent, invitation.priority) == ("queued", True, 0)
