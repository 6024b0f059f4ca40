"""The staff pages without JavaScript: look, check, save; refusals beside their fields; the live day."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from huiyin.accounts.tests.factories import make_user
from huiyin.core.models import AuditEntry
from huiyin.interviews.actions import answer_interview, reschedule_interview
from huiyin.interviews.models import Interview
from huiyin.interviews.plans import Move
from huiyin.interviews.tests.factories import (
    LATER,
    START,
    SYSTEM,
    TOLD,
    House,
    a_reason,
    make_applied,
    make_interview,
)
from huiyin.jobs.models import Reason
from huiyin.jobs.tests.factories import put_on_team
from huiyin.messaging.models import Letter
from huiyin.workforce.models import Booking

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(house: House) -> Client:
    client = Client()
    client.force_login(house.recruiter)
    return client


def wanted(house: House, **changes: object) -> dict[str, object]:
    return {
        "round_no": "1",
        "mode": "onsite",
        "minutes": "60",
        "where": f"room:{house.room.pk}",
        "interviewers": [str(house.ivy.pk)],
        "candidate": "now",
        "interviewers_told": "now",
        "slot": START.isoformat(),
        **changes,
    }


@pytest.fixture
def team(house: House) -> None:
    put_on_team(house.job, house.ivy, "interviewer")  # type: ignore[arg-type]


@pytest.mark.usefixtures("team")
def test_the_week_shows_who_is_free(house: House, client: Client) -> None:
    make_interview(house, make_applied(house), room=None)
    application = make_applied(house)

    page = client.get(f"/interviews/schedule/{application.pk}/").content.decode()

    assert "都有空" in page
    assert "顾行之忙" in page
    assert "林若溪" in page


@pytest.mark.usefixtures("team", "mailbox")
def test_the_check_shows_the_letters_and_writes_nothing(house: House, client: Client) -> None:
    application = make_applied(house)

    page = client.post(f"/interviews/schedule/{application.pk}/", wanted(house, step="check"))

    text = page.content.decode()
    assert page.status_code == 200
    assert "11月26日 周四 14:00" in text
    assert "邀请您参加「供应链产品经理」初试" in text
    assert "提前 1 天提醒" in text
    assert "顾行之</span>，5 号会议室" in text
    assert "/c/i/" not in text
    assert not Interview.objects.exists()
    assert not Booking.objects.exists()
    assert not Letter.objects.filter(about__startswith="interview:").exists()
    assert not AuditEntry.objects.filter(verb="interview.scheduled").exists()


@pytest.mark.usefixtures("team")
def test_saving_arranges_it_and_shows_it(house: House, client: Client) -> None:
    application = make_applied(house)

    answer = client.post(f"/interviews/schedule/{application.pk}/", wanted(house, step="save"), follow=True)

    interview = Interview.objects.get()
    assert answer.redirect_chain == [(f"/interviews/{interview.pk}/", 302)]
    assert (interview.start, interview.room) == (START, house.room)
    text = answer.content.decode()
    assert "面试邀请" in text
    assert interview.number in text


@pytest.mark.usefixtures("team")
def test_a_day_and_a_time_win_over_the_table(house: House, client: Client) -> None:
    application = make_applied(house)

    client.post(
        f"/interviews/schedule/{application.pk}/", wanted(house, step="save", on="2026-11-27", at="10:20")
    )

    assert Interview.objects.get().start.isoformat() == "2026-11-27T02:20:00+00:00"


@pytest.mark.usefixtures("team")
def test_a_colleague_outside_the_team_is_found_by_name(house: House, client: Client) -> None:
    application = make_applied(house)

    client.post(
        f"/interviews/schedule/{application.pk}/",
        wanted(house, step="save", also=f"韩青，{house.owner.number}"),
    )

    assert [one.employee for one in Interview.objects.get().participants.order_by("pk")] == [
        house.owner,
        house.ivy,
        house.ian,
    ]


@pytest.mark.usefixtures("team")
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"slot": ""}, "在表里选一个时间"),
        ({"slot": "nonsense"}, "这个开始时间不能选"),
        ({"mode": "video"}, "视频面试需要会议链接"),
        ({"where": ""}, "现场面试需要地点"),
        ({"also": "查无此人"}, "没有找到唯一的同事：查无此人"),
        ({"candidate": "no"}, "不通知需要写明原因"),
        ({"on": "2026-11-23", "at": "10:00"}, "这个时间已经过去"),
    ],
)
def test_a_refusal_stands_in_the_form_and_changes_nothing(
    house: House, client: Client, changes: dict[str, object], words: str
) -> None:
    house.job.place = None
    house.job.save()
    application = make_applied(house)

    page = client.post(f"/interviews/schedule/{application.pk}/", wanted(house, step="save", **changes))

    assert page.status_code == 422
    assert words in page.content.decode()
    assert not Interview.objects.exists()


@pytest.mark.usefixtures("team")
def test_a_clash_names_who_and_when_and_the_nearest_times(house: House, client: Client) -> None:
    make_interview(house, make_applied(house))
    application = make_applied(house)

    page = client.post(f"/interviews/schedule/{application.pk}/", wanted(house, step="check"))

    text = page.content.decode()
    assert page.status_code == 422
    assert "顾行之 14:00–15:00 有安排" in text
    assert "11月26日 周四 13:00" in text


def test_reschedule_checks_then_moves(house: House, client: Client) -> None:
    interview = make_interview(house)
    address = f"/interviews/{interview.pk}/reschedule/"
    move = wanted(house, slot=LATER.isoformat(), version="1")

    shown = client.get(address).content.decode()
    checked = client.post(address, {**move, "step": "check"})
    interview.refresh_from_db()
    assert (checked.status_code, interview.start) == (200, START)
    client.post(address, {**move, "step": "save"})

    interview.refresh_from_db()
    assert (interview.start, interview.version) == (LATER, 2)
    assert "现在是 11月26日 周四 14:00" in shown


def test_an_old_page_is_told_what_changed(house: House, client: Client) -> None:
    interview = make_interview(house)
    reschedule_interview(interview, to=Move(LATER), tell=TOLD, by=house.by)
    next_day = (START + timedelta(days=1)).isoformat()

    page = client.post(
        f"/interviews/{interview.pk}/reschedule/", wanted(house, slot=next_day, version="1", step="save")
    )

    assert page.status_code == 422
    assert "刚刚有人改了这场面试" in page.content.decode()
    interview.refresh_from_db()
    assert interview.start == LATER


def test_interviewers_are_changed(house: House, client: Client) -> None:
    interview = make_interview(house)
    form = {
        "interviewers": [],
        "also": "韩青",
        "candidate": "now",
        "interviewers_told": "now",
        "version": "1",
    }

    shown = client.get(f"/interviews/{interview.pk}/change-interviewers/")
    answer = client.post(f"/interviews/{interview.pk}/change-interviewers/", form)

    assert "顾行之" in shown.content.decode()
    assert answer.status_code == 302
    assert [one.employee for one in interview.participants.all()] == [house.ian]


def test_cancelling_needs_a_reason(house: House, client: Client) -> None:
    interview = make_interview(house)
    address = f"/interviews/{interview.pk}/cancel/"
    form = {"candidate": "now", "interviewers_told": "now", "version": "1"}

    assert "面试官时间冲突" in client.get(address).content.decode()
    assert client.post(address, form).status_code == 422
    interview.refresh_from_db()
    assert interview.state == "scheduled"
    client.post(address, {**form, "reason": a_reason().pk})

    interview.refresh_from_db()
    assert interview.state == "cancelled"


def test_each_reason_for_cancelling_is_one_tap(house: House, client: Client) -> None:
    interview, reason = make_interview(house), a_reason()
    address = f"/interviews/{interview.pk}/cancel/"

    page = client.get(address).content.decode()
    refused = client.post(address, {"candidate": "no", "interviewers_told": "now", "reason": reason.pk})

    assert page.count('type="radio" name="reason"') == Reason.objects.filter(group="cancel").count()
    assert f'value="{reason.pk}" required checked' in refused.content.decode()


def test_an_answer_by_phone_and_the_day_itself(house: House, client: Client) -> None:
    interview = make_interview(house)
    client.post(f"/interviews/{interview.pk}/answer/", {"answer": "yes", "version": "1"})
    interview.refresh_from_db()
    assert (interview.state, interview.answered_via) == ("confirmed", "phone")

    with time_machine.travel(START, tick=False):
        client.post(f"/interviews/{interview.pk}/check-in/", {"next": "/interviews/?day=2026-11-26"})
        client.post(f"/interviews/{interview.pk}/complete/")

    interview.refresh_from_db()
    assert interview.state == "completed"


def test_a_refusal_of_a_button_is_said_on_the_page(house: House, client: Client) -> None:
    interview = make_interview(house)

    page = client.post(f"/interviews/{interview.pk}/no-show/", {"next": "https://evil.example/"}, follow=True)

    assert page.redirect_chain == [(f"/interviews/{interview.pk}/", 302)]
    assert "这场面试还没有开始" in page.content.decode()


def test_the_day_stands_by_answer_and_by_time(house: House, client: Client) -> None:
    waiting = make_interview(house, start=START)
    coming = make_interview(house, make_applied(house), start=LATER)
    answer_interview(coming, answer="yes", via="page", by=SYSTEM)

    board = client.get("/interviews/?day=2026-11-26").content.decode()
    by_time = client.get("/interviews/?day=2026-11-26&view=time").content.decode()

    assert "11月26日 周四 2 场面试，1 人还没有回复" in board
    for page in (board, by_time):
        assert f'href="/interviews/{waiting.pk}/"' in page
        assert f'href="/interviews/{coming.pk}/"' in page
    assert "没有人来" in client.get("/interviews/?day=2026-11-30").content.decode()
    assert client.get("/interviews/?day=nonsense").status_code == 200


def test_the_open_day_hears_of_an_answer_and_nothing_else(house: House, client: Client) -> None:
    interview = make_interview(house)
    first = client.get("/interviews/?day=2026-11-26")
    asking = {"HTTP_HX_REQUEST": "true", "HTTP_IF_NONE_MATCH": first["ETag"]}

    unchanged = client.get("/interviews/?day=2026-11-26", **asking)
    answer_interview(interview, answer="yes", via="page", by=SYSTEM)
    changed = client.get("/interviews/?day=2026-11-26", **asking)

    assert unchanged.status_code == 304
    assert (changed.status_code, changed["ETag"] == first["ETag"]) == (200, False)
    assert changed.content.decode().startswith('\n<div id="live"')
    assert "没有人" not in changed.content.decode()


def test_an_interviewer_reads_no_private_words(house: House) -> None:
    user = make_user("interviewer")
    house.ivy.user = user
    house.ivy.save()
    interview = make_interview(house)
    answer_interview(interview, answer="other_time", note="CANARY-WISH", via="page", by=SYSTEM)
    client = Client()
    client.force_login(user)

    pages = [client.get(f"/interviews/{interview.pk}/"), client.get("/interviews/?day=2026-11-26")]

    assert [page.status_code for page in pages] == [200, 200]
    assert not any("CANARY" in page.content.decode() for page in pages)
    assert client.get(f"/interviews/{interview.pk}/reschedule/").status_code == 403


@pytest.mark.parametrize("count", [1, 6])
def test_the_day_costs_the_same_for_one_and_for_six(
    house: House, client: Client, count: int, django_assert_max_num_queries: object
) -> None:
    for hour in range(count):
        make_interview(house, make_applied(house), start=START + timedelta(hours=hour - 5), room=None)

    with django_assert_max_num_queries(24):  # type: ignore[operator]
        assert client.get("/interviews/?day=2026-11-26").status_code == 200


def test_the_page_speaks_english_too(house: House, client: Client) -> None:
    interview = make_interview(house)
    client.post("/language/", {"language": "en"})

    page = client.get(f"/interviews/{interview.pk}/").content.decode()

    assert "What is arranged" in page
    assert "Invitation" in page
