"""Our own sheet, from its bytes to candidates, applications and interviews."""

from datetime import UTC, datetime

import pytest

from huiyin.accounts.tests.factories import actor_of, make_user
from huiyin.candidates.models import Application, Candidate, Note, Source
from huiyin.candidates.tests.factories import make_application, make_candidate
from huiyin.company.tests.factories import make_unit
from huiyin.core.errors import DomainError, NotAllowed
from huiyin.core.models import AuditEntry
from huiyin.imports.models import Batch
from huiyin.imports.tests.factories import (
    LIN,
    WANG,
    bring_in,
    csv_of,
    make_office,
    person,
    state_of_the_house,
    xlsx_of,
)
from huiyin.interviews.models import Interview, InterviewState, Mode
from huiyin.messaging.models import Letter
from huiyin.todos.models import Todo

pytestmark = pytest.mark.django_db

START = "2026-12-01 14:00"
INTERVIEW = {
    "面试时间": START,
    "时长": "45",
    "方式": "现场",
    "面试官": "boss@example.com",
    "地点": "上海办公室",
}


def found(report) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.value) for one in report.problems]


@pytest.mark.both
def test_a_row_becomes_a_candidate_with_application_and_interview():
    _unit, job, place, boss = make_office()

    report = bring_in(csv_of(person(LIN, 来源="BOSS直聘", 备注="沟通顺畅", **INTERVIEW)))

    assert report.rows == {"created": 1, "updated": 0, "unchanged": 0, "rejected": 0}
    assert {name: count for name, count in report.made.items() if count} == {
        "candidates": 1,
        "applications": 1,
        "interviews": 1,
    }
    application = Application.objects.get()
    assert (application.candidate.name, application.job, application.source) == (
        "林若溪",
        job,
        Source.JOB_SITE,
    )
    assert application.source_note == "BOSS直聘"
    interview = Interview.objects.get()
    assert (interview.start, interview.mode) == (datetime(2026, 12, 1, 6, tzinfo=UTC), Mode.ONSITE)
    assert (interview.place, [one.employee for one in interview.participants.all()]) == (place, [boss])
    assert (interview.end - interview.start).total_seconds() == 45 * 60
    assert Note.objects.get().text == "沟通顺畅"
    assert interview.note == ""


def test_nobody_is_told_unless_asked_for():
    make_office()

    bring_in(csv_of(person(LIN, **INTERVIEW)))

    assert Letter.objects.count() == 0


def test_invite_writes_letters_that_are_due_at_once():
    make_office()

    bring_in(csv_of(person(LIN, **INTERVIEW), person(WANG)), invite=True)

    now = Letter.objects.filter(kind__in=["interview.scheduled", "interviewer.scheduled"])
    assert sorted(now.values_list("kind", "state")) == [
        ("interview.scheduled", "queued"),
        ("interviewer.scheduled", "queued"),
    ]


@pytest.mark.both
def test_the_same_file_twice_changes_nothing():
    make_office()
    raw = csv_of(person(LIN, **INTERVIEW), person(WANG))
    bring_in(raw, invite=True)
    before = state_of_the_house()

    again = bring_in(raw, invite=True)

    assert again.rows == {"created": 0, "updated": 0, "unchanged": 2, "rejected": 0}
    assert state_of_the_house() == before


def test_a_known_candidate_gains_what_the_sheet_adds():
    make_office()
    known = make_candidate("林若溪", phone="13800138000", email="")

    report = bring_in(csv_of(person(LIN)))

    assert report.rows["updated"] == 1
    assert Candidate.objects.get() == known
    assert sorted(address.kind for address in known.contact.addresses.all()) == ["email", "phone"]


def test_two_different_matches_are_kept_apart_and_asked_about():
    make_office()
    make_candidate("甲", phone="13800138000", email="")
    make_candidate("乙", phone="", email="lin@example.com")

    report = bring_in(csv_of(person(LIN)))

    assert report.rows["created"] == 1
    assert Candidate.objects.count() == 3
    assert Todo.objects.filter(kind="candidate.duplicate").count() == 1


def test_a_workbook_is_read_like_a_csv_file():
    make_office()
    row = person(LIN, **INTERVIEW)
    row[1] = 13800138000
    row[7] = datetime.fromisoformat(START)

    report = bring_in(xlsx_of(row))

    assert report.rows["created"] == 1
    assert Interview.objects.get().start == datetime(2026, 12, 1, 6, tzinfo=UTC)


def test_unknown_names_are_problems_by_row_and_column():
    make_office()
    row = person((*LIN[:3], "宇航员"), 面试时间=START, 面试官="who@example.com", 地点="月球")

    report = bring_in(csv_of(row))

    assert found(report) == [(2, "职位", "宇航员"), (2, "地点", "月球"), (2, "面试官", "who@example.com")]
    assert (report.refused, report.batch, Candidate.objects.count()) == (True, None, 0)


@pytest.mark.both
def test_create_missing_makes_them():
    make_office()
    row = person((*LIN[:3], "宇航员"), 面试时间=START, 面试官="who@example.com", 地点="月球")

    report = bring_in(csv_of(row), create_missing=True)

    assert report.made == {
        "candidates": 1,
        "jobs": 1,
        "applications": 1,
        "interviews": 1,
        "places": 1,
        "interviewers": 1,
    }
    interview = Interview.objects.get()
    assert (interview.application.job.title, interview.application.job.state) == ("宇航员", "open")
    assert (interview.place.name, interview.participants.get().employee.name) == ("月球", "who")


def test_a_dry_run_counts_everything_and_writes_nothing():
    make_office()
    before = state_of_the_house()

    report = bring_in(csv_of(person(LIN, **INTERVIEW)), commit=False)

    assert (report.rows["created"], report.made["interviews"], report.batch) == (1, 1, None)
    assert state_of_the_house() == before
    assert (Batch.objects.count(), AuditEntry.objects.filter(verb="candidate.added").count()) == (0, 0)


@pytest.mark.both
def test_one_bad_row_stops_them_all_unless_it_may_be_skipped():
    make_office()
    raw = csv_of(person(LIN), person(("王芳", "12345")), person(("赵", "", "")))
    before = state_of_the_house()

    stopped = bring_in(raw)

    assert found(stopped) == [(3, "手机", "12345"), (4, "手机", "")]
    assert stopped.rows == {"created": 1, "updated": 0, "unchanged": 0, "rejected": 2}
    assert (stopped.refused, stopped.batch) == (True, None)
    assert state_of_the_house() == before

    kept = bring_in(raw, skip_bad=True)

    assert (kept.refused, kept.rows["created"], Candidate.objects.get().name) == (False, 1, "林若溪")


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"面试时间": "2026-12-01"}, "面试时间"),
        ({"面试时间": "2026-12-01 2:00"}, "面试时间"),
        ({"面试时间": "01/12/2026 14:00"}, "面试时间"),
        ({"面试时间": "2026-12-01 周三 14:00"}, "面试时间"),
        ({"面试时间": "2026-11-20 14:00"}, "面试时间"),
        ({"面试时间": "2036-12-01 14:00"}, "面试时间"),
        ({"方式": "视频"}, "地点"),
        ({"时长": "1小时"}, "时长"),
        ({"职位": ""}, "职位"),
    ],
)
def test_an_interview_that_cannot_be_is_refused_with_its_column(cells: dict[str, str], column: str):
    make_office()

    report = bring_in(csv_of(person(LIN, **(INTERVIEW | cells))))

    assert [one.column for one in report.problems] == [column]
    assert Candidate.objects.count() == 0


def test_a_clash_of_two_rows_is_reported_with_free_times():
    make_office()

    report = bring_in(csv_of(person(LIN, **INTERVIEW), person(WANG, **INTERVIEW)), skip_bad=True)

    assert [(one.row, one.column) for one in report.problems] == [(3, "面试时间")]
    assert Interview.objects.count() == 1
    assert [one.candidate.name for one in Application.objects.select_related("candidate")] == ["林若溪"]


def test_an_interview_that_stands_elsewhere_is_not_moved_by_a_sheet():
    make_office()
    bring_in(csv_of(person(LIN, **INTERVIEW)))

    report = bring_in(csv_of(person(LIN, **(INTERVIEW | {"面试时间": "2026-12-02 10:00"}))))

    assert [(one.row, one.column) for one in report.problems] == [(2, "面试时间")]
    assert Interview.objects.get().start == datetime(2026, 12, 1, 6, tzinfo=UTC)


def test_a_past_interview_of_the_sheet_stays_unchanged():
    make_office()
    raw = csv_of(person(LIN, **INTERVIEW))
    bring_in(raw)
    Interview.objects.update(state=InterviewState.COMPLETED)

    assert bring_in(raw).rows["unchanged"] == 1


def test_an_application_that_ended_is_not_begun_again():
    make_office()
    bring_in(csv_of(person(LIN)))
    Application.objects.update(state="rejected")

    assert bring_in(csv_of(person(LIN))).rows["unchanged"] == 1
    assert Application.objects.count() == 1


def test_protected_columns_are_left_out_and_said_to_be():
    make_office()
    header = ("姓名", "手机", "性别", "婚姻状况", "爱好")

    report = bring_in(csv_of(("林若溪", "13800138000", "女", "已婚", "围棋"), header=header))

    assert report.shown()["columns_left_out"] == ["性别", "婚姻状况", "爱好"]
    assert not {"女", "已婚", "围棋"} & {
        str(value) for rows in state_of_the_house().values() for row in rows for value in row
    }


def test_a_sheet_without_its_needed_column_is_refused_as_a_whole():
    make_office()

    report = bring_in(csv_of(("13800138000",), header=("手机",)), skip_bad=True)

    assert found(report) == [(1, "姓名", "")]
    assert (report.refused, report.rows["rejected"]) == (True, 1)


def test_what_is_kept_of_the_report_holds_no_personal_value():
    make_office()

    report = bring_in(csv_of(person(LIN), person(("王芳", "12345", "wang@"))), skip_bad=True)

    assert found(report) == [(3, "手机", "12345"), (3, "邮箱", "wang@")]
    assert [one["value"] for one in Batch.objects.get().report["problems"]] == ["***", "***"]
    assert "12345" not in str(AuditEntry.objects.values_list("detail", flat=True))


def test_who_may_not_import_is_refused():
    make_office()
    before = state_of_the_house()
    user = make_user("interviewer")

    with pytest.raises(NotAllowed):
        bring_in(csv_of(person(LIN)), by=actor_of(user))

    assert Candidate.objects.count() == 0
    assert state_of_the_house()["messaging.Contact"] == before["messaging.Contact"]


def test_a_recruiter_brings_people_into_her_own_jobs_only():
    make_office()
    elsewhere = make_user("recruiter", org_unit=make_unit("别处"))

    report = bring_in(csv_of(person(LIN)), by=actor_of(elsewhere))

    assert [one.column for one in report.problems] == ["职位"]


def test_an_unknown_preset_and_zone_are_refused():
    make_office()

    with pytest.raises(DomainError, match="nonsense"):
        bring_in(csv_of(person(LIN)), preset="nonsense")
    with pytest.raises(DomainError, match="Mars"):
        bring_in(csv_of(person(LIN)), zone="Mars/North")


def test_a_running_application_of_hers_is_used():
    _unit, job, _place, _boss = make_office()
    candidate = make_candidate("林若溪", phone="13800138000", email="lin@example.com")
    running = make_application(candidate, job)

    report = bring_in(csv_of(person(LIN, **INTERVIEW)))

    assert report.rows["updated"] == 1
    assert Interview.objects.get().application == running
