"""The pages of the rules, in front of somebody who may change settings, and the page of a call."""

from datetime import timedelta

import pytest
from django.test import Client

from huiyin.accounts.tests.factories import make_user, sign_in
from huiyin.interviews.models import NotifyRule
from huiyin.interviews.tests.factories import House, make_interview
from huiyin.interviews.tests.test_chase import FAR, arrive, only, sweep
from huiyin.messaging.contacts import set_address
from huiyin.messaging.models import Letter
from huiyin.todos.models import Todo

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(house: House, client: Client) -> Client:
    return sign_in(client, make_user("hr_manager"))


def test_a_session_left_open_changes_no_rule(house: House, client: Client) -> None:
    client.force_login(make_user("hr_manager"))
    rule = NotifyRule.objects.order_by("pk").first()
    assert rule
    was = NotifyRule.objects.filter(pk=rule.pk).values().get()

    answer = client.post(f"/settings/rules/{rule.pk}/", {"is_on": ""})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in/?next=%2F")
    assert NotifyRule.objects.filter(pk=rule.pk).values().get() == was


def test_the_rules_are_read_as_sentences_with_how_they_are_done(manager: Client) -> None:
    text = manager.get("/settings/rules/").content.decode()

    for words in (
        "<b>面试前 1 天，提醒候选人</b>",
        "<b>邀请 24 小时没人打开，换下一个渠道再发一次</b>",
        "<b>邀请 24 小时没有答复，再问候选人一次，最多 2 次</b>",
        "通知规则",
    ):
        assert words in text
    # How it is done is said once, beside the sentence.
    assert text.count("马上发") == NotifyRule.objects.filter(act__in=["letter", "next_rung"]).count()


def form_of(key: str, **changes: object) -> tuple[str, dict[str, object]]:
    rule = NotifyRule.objects.get(key=key)
    data = {"days": rule.days, "hours": rule.hours, "people": rule.people, "manner": rule.manner}
    seen = f"{rule.days}.{rule.hours}.{rule.people}.{rule.manner}.{rule.most}"
    return f"/settings/rules/{rule.pk}/", {**data, "most": rule.most, "seen": seen, **changes}


def test_saving_changes_the_rule_and_says_so(manager: Client) -> None:
    url, data = form_of("day_before", days=2, step="save")

    response = manager.post(url, data, follow=True)

    assert "<b>面试前 2 天，提醒候选人</b>" in response.content.decode()
    assert "规则已保存" in response.content.decode()


def test_trying_shows_what_it_would_have_done_and_saves_nothing(manager: Client, house: House) -> None:
    make_interview(house)
    url, data = form_of("day_before", hours=5, step="try")

    text = manager.post(url, data).content.decode()

    assert "面试前 1 天 5 小时，提醒候选人，马上发" in text
    assert "过去 30 天" in text
    assert NotifyRule.objects.get(key="day_before").hours == 0


def test_what_was_typed_stays_when_it_is_refused(manager: Client) -> None:
    url, data = form_of("day_before", days=0, hours=0, step="save")

    response = manager.post(url, data)

    assert response.status_code == 422
    assert "请填 1 小时到 30 天" in response.content.decode()


def test_the_second_editor_reads_what_the_first_one_changed(manager: Client) -> None:
    url, data = form_of("day_before", days=3, step="save")
    NotifyRule.objects.filter(key="day_before").update(hours=4)

    response = manager.post(url, data)

    assert response.status_code == 422
    assert "有人同时改了这条规则：小时" in response.content.decode()
    assert 'value="3"' in response.content.decode()
    # Having read it, she may save what she typed.
    assert 'value="1.4.all.now.1"' in response.content.decode()
    assert manager.post(url, data | {"seen": "1.4.all.now.1"}).status_code == 302


def test_the_last_thirty_days_of_every_rule_on_one_page(manager: Client, house: House) -> None:
    make_interview(house)

    assert manager.get("/settings/rules/past/").status_code == 200


@pytest.mark.parametrize("path", ["/settings/rules/", "/settings/rules/past/"])
def test_a_recruiter_does_not_reach_them(house: House, client: Client, path: str) -> None:
    client.force_login(house.recruiter)

    assert client.get(path).status_code == 403


def test_the_call_page_says_whom_when_where_and_takes_the_answer(house: House, client: Client) -> None:
    only("unread_call")
    interview = make_interview(house, start=FAR)
    set_address(interview.application.candidate.contact, "phone", "13800138000")
    arrive(interview)
    assert sweep(timedelta(hours=48)) == 1
    client.force_login(house.recruiter)

    todos = client.get("/todos/").content.decode()
    assert f'href="/interviews/{interview.pk}/call/"' in todos
    text = client.get(f"/interviews/{interview.pk}/call/").content.decode()
    for words in ("您好，请问是 林若溪 吗？", "南枝大厦", "能来吗", "+8613800138000", "邀请还没有人打开"):
        assert words in text
    client.post(f"/interviews/{interview.pk}/answer/", {"answer": "yes", "version": 1})
    assert list(Todo.objects.filter(kind="interview.call").values_list("state", flat=True)) == ["done"]
    assert not Letter.objects.filter(kind="interview.chase").exists()


def test_a_call_is_noted_on_its_page_and_done_when_she_was_reached(house: House, client: Client) -> None:
    only("unread_call")
    interview = make_interview(house, start=FAR)
    arrive(interview)
    sweep(timedelta(hours=48))
    client.force_login(house.recruiter)
    page = f"/interviews/{interview.pk}/call/"
    number = interview.application.candidate.number
    assert f'action="/candidates/{number}/log-contact/"' in client.get(page).content.decode()

    ends = {}
    for outcome in ("no_answer", "reached"):
        noted = {"outcome": outcome, "back": page, "application": interview.application_id, "way": "phone"}
        response = client.post(f"/candidates/{number}/log-contact/", noted)
        assert (response.status_code, response["location"]) == (302, page)
        ends[outcome] = list(Todo.objects.filter(kind="interview.call").values_list("state", flat=True))

    assert ends == {"no_answer": ["open"], "reached": ["done"]}
