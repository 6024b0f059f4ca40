"""Back and forth: one line of time from candidates, interviews and letters, and who may read which of it."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huiyin.accounts.tests.factories import make_user
from huiyin.candidates.actions import add_note, ask
from huiyin.candidates.models import Candidate
from huiyin.candidates.notices import announce_received
from huiyin.candidates.tests.factories import SYSTEM, make_application
from huiyin.company.tests.factories import make_unit
from huiyin.core import audit
from huiyin.interviews.actions import (
    answer_interview,
    answer_question,
    ask_question,
    cancel_interview,
    reschedule_interview,
)
from huiyin.interviews.models import Interview
from huiyin.interviews.plans import Move
from huiyin.interviews.tests.factories import (
    LATER,
    TOLD,
    House,
    a_reason,
    make_interview,
    pretend_sent,
)
from huiyin.jobs.tests.factories import make_job, put_on_team
from huiyin.messaging.models import Letter
from huiyin.people.tests.factories import make_employee

PAGE = SYSTEM


def at(hour: int, minute: int = 0, day: int = 24) -> time_machine.travel:
    return time_machine.travel(datetime(2026, 11, day, hour - 8, minute, tzinfo=UTC), tick=False)


def url_of(candidate: Candidate, part: str = "") -> str:
    return f"/candidates/{candidate.number}/?part={part}"


def file_of(client: Client, interview: Interview, part: str = ""):
    url = url_of(interview.application.candidate, part)
    return client.get(url, headers={"accept-language": "zh-hans"}).context["whole"]


def titles(client: Client, interview: Interview, part: str = "") -> list[str]:
    return [entry.title for entry in file_of(client, interview, part).timeline.entries]


def test_everything_stands_in_one_line_of_time_the_newest_first(desk: Client, house: House):
    interview = make_interview(house)
    with at(11):
        pretend_sent(interview)
        Letter.objects.filter(state="sent").update(sent_at=datetime(2026, 11, 24, 3, 0, tzinfo=UTC))
    with at(12):
        answer_interview(interview, answer="other_time", note="下周一可以", via="page", by=SYSTEM)
    with at(13):
        reschedule_interview(interview, to=Move(start=LATER), tell=TOLD, by=house.by)
    with at(14):
        cancel_interview(interview, reason=a_reason(), tell=TOLD, by=house.by)

    assert titles(desk, interview, "interviews") == [
        "初试取消",
        "初试改到11月26日 周四 16:00",
        "答复：想换时间",
        "初试安排在11月26日 周四 14:00",
    ]
    said = [entry.title for entry in file_of(desk, interview).timeline.entries]
    assert said.index("答复：想换时间") < said.index("面试邀请")
    assert "下周一可以" not in str(file_of(desk, interview).timeline.entries)


def test_the_words_of_the_answer_that_stands_are_told_to_who_arranges_and_to_nobody_else(
    desk: Client, house: House, client: Client
):
    interview = make_interview(house)
    answer_interview(interview, answer="other_time", note="孩子下午放学", via="page", by=SYSTEM)
    manager = make_user("hiring_manager")
    put_on_team(house.job, make_employee(user=manager), "hiring_manager")
    client = Client()
    client.force_login(manager)
    url = url_of(interview.application.candidate)

    assert "孩子下午放学" in desk.get(url).content.decode()
    assert file_of(desk, interview).may_move is True
    seen = client.get(url)
    assert seen.status_code == 200
    assert "孩子下午放学" not in seen.content.decode()
    assert (seen.context["whole"].may_move, seen.context["whole"].may_arrange) == (False, False)


def test_a_letter_shows_its_echo_and_leads_to_its_page(desk: Client, house: House):
    interview = make_interview(house)
    letter = Letter.objects.get(kind="interview.scheduled", contact=interview.application.candidate.contact)
    Letter.objects.filter(pk=letter.pk).update(state="opened")

    text = desk.get(url_of(interview.application.candidate)).content.decode()

    assert f'href="/letters/{letter.pk}/"' in text
    assert 'class="hy-echo" data-n="3"' in text


def test_letters_to_the_interviewers_and_replaced_ones_are_not_the_candidates(desk: Client, house: House):
    interview = make_interview(house)
    Letter.objects.filter(kind="interview.reminder", contact=interview.application.candidate.contact).update(
        state="superseded"
    )

    entries = file_of(desk, interview, "messages").timeline.entries

    theirs = interview.application.candidate.contact_id
    assert {entry.letter.letter.contact_id for entry in entries} == {theirs}
    assert {entry.letter.letter.state for entry in entries} & {"superseded"} == set()


def test_an_answer_to_a_question_is_one_line_with_its_letter(desk: Client, house: House):
    interview = make_interview(house)
    message = ask_question(interview, "可以停车吗？", by=PAGE)
    answer_question(message.thread, "可以，请走北门。", by=house.by)
    reply = Letter.objects.get(kind="question.answered")

    entries = file_of(desk, interview).timeline.entries

    assert [one.text for one in entries if one.letter and one.letter.letter.pk == reply.pk] == [
        "可以，请走北门。"
    ]


def test_the_next_interview_stands_with_its_answer_and_the_way_to_move_it(desk: Client, house: House):
    interview = make_interview(house)

    page = desk.get(url_of(interview.application.candidate), headers={"accept-language": "zh-hans"})
    text = page.content.decode()

    assert page.context["whole"].next.pk == interview.pk
    assert f'href="/interviews/{interview.pk}/reschedule/"' in text
    assert f'href="/interviews/schedule/{interview.application_id}/"' in text
    assert "11月26日 周四 14:00</b>" in text


@pytest.mark.both
def test_a_file_costs_the_same_for_one_entry_of_each_kind_and_for_three(desk: Client, house: House):
    interview = make_interview(house)
    candidate = interview.application.candidate
    ask_question(interview, "可以停车吗？", by=PAGE)
    add_note(candidate, "愿意去仓里看", by=house.by)
    desk.get(url_of(candidate))
    with CaptureQueriesContext(connection) as one:
        desk.get(url_of(candidate))
    for number in (2, 3):
        start = datetime(2026, 11, 26 + number, 6, 0, tzinfo=UTC)
        more = make_interview(house, interview.application, start=start, round_no=number, weekday="")
        answer_interview(more, answer="yes", via="page", by=SYSTEM)
        ask_question(interview, f"问题 {number}", by=PAGE)
        add_note(candidate, f"备注 {number}", by=house.by)

    with CaptureQueriesContext(connection) as three:
        response = desk.get(url_of(candidate))

    assert len(response.context["whole"].interviews) == 3
    assert len(three) == len(one)
    assert len(three) <= 24


def test_who_applied_in_two_branches_shows_each_only_its_own(house: House, client: Client):
    """Neither lines, nor counts, nor words of the other branch's interview, letters, questions and notes."""
    west = make_unit("华西")
    interview = make_interview(house)
    candidate = interview.application.candidate
    ask_question(interview, "东区的问题", by=PAGE)
    answer_interview(interview, answer="other_time", note="东区的话", via="page", by=SYSTEM)
    add_note(candidate, "东区的备注", by=house.by, application=interview.application)
    own = make_application(candidate, make_job("店员", org_unit=west))
    announce_received(own, cause=audit.record("application.added", own, by=SYSTEM))
    ask(candidate, "西区的问题", by=SYSTEM, application=own)
    add_note(candidate, "西区的备注", by=SYSTEM, application=own)
    client.force_login(make_user("recruiter", org_unit=west))

    page = client.get(url_of(candidate), headers={"accept-language": "zh-hans"})
    whole, text = page.context["whole"], page.content.decode()

    assert (whole.next, list(whole.interviews), whole.may_move) == (None, [], False)
    assert [entry.letter.letter.about for entry in whole.timeline.entries if entry.kind == "letter"] == [
        f"application:{own.pk}"
    ]
    assert sorted(entry.text for entry in whole.timeline.entries if entry.kind in {"message", "note"}) == [
        "西区的备注",
        "西区的问题",
    ]
    assert [stand.application for stand in whole.file.stands] == [own]
    for said in ("东区", interview.number, "供应链产品经理", "/interviews/"):
        assert said not in text.replace("/interviews/schedule/", "").replace('href="/interviews/"', "")


def test_another_branch_does_not_find_the_file(house: House, client: Client):
    interview = make_interview(house)
    client.force_login(make_user("recruiter", org_unit=make_unit("华西")))

    assert client.get(url_of(interview.application.candidate)).status_code == 404


def test_an_english_file_names_the_job_in_english(desk: Client, house: House):
    interview = make_interview(house)

    text = desk.get(url_of(interview.application.candidate), headers={"accept-language": "en"})

    assert "Supply Chain Product Manager" in text.content.decode()
    assert "供应链产品经理" not in text.content.decode()
