"""Wishes and words on the file: written in place, dated, ruled field by field."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.accounts.models import FieldRule
from huiyin.accounts.tests.factories import make_user
from huiyin.candidates.actions.stating import Said, edit_profile, profile_values, state
from huiyin.candidates.models import Profile, Statement, StatementKind
from huiyin.candidates.tests.factories import SYSTEM, make_application
from huiyin.core.models import AuditEntry
from huiyin.interviews.tests.factories import make_interview
from huiyin.jobs.tests.factories import put_on_team
from huiyin.messaging.models import Letter
from huiyin.people.tests.factories import make_employee

ZH = {"accept-language": "zh-hans"}
INTENTION = {"job_wish": "供应链产品", "cities": "杭州", "start_on": "2026-12-28", "start_note": "",
             "current": "仓配产品经理，5 年", "education": "物流管理，本科"}  # fmt: skip


@pytest.fixture
def candidate(house):
    return make_interview(house).application.candidate


@pytest.fixture
def url(candidate):
    return f"/candidates/{candidate.number}/"


def text_of(client, address):
    return client.get(address, headers=ZH).content.decode()


def test_the_intention_is_written_in_place_and_shows_on_the_file(desk, candidate, url):
    response = desk.post(f"{url}intention/", INTENTION)

    assert response.headers["Location"] == f"{url}facts/#intention"
    profile = Profile.objects.get()
    assert (profile.job_wish, profile.start_on) == ("供应链产品", date(2026, 12, 28))
    assert "仓配产品经理，5 年" in text_of(desk, url)
    entry = AuditEntry.objects.get(verb="candidate.intention_edited")
    assert sorted(entry.detail["changed"]) == ["cities", "current", "education", "job_wish", "start_on"]


def test_the_second_of_two_editors_is_told_what_changed_and_keeps_her_words(desk, candidate, url):
    seen = desk.get(f"{url}facts/").context["profile_form"].initial["seen"]
    edit_profile(candidate, {**profile_values(candidate), "cities": "宁波"}, by=SYSTEM)

    response = desk.post(f"{url}intention/", {**INTENTION, "seen": seen}, headers=ZH)

    assert response.status_code == 409
    text = response.content.decode()
    assert "城市" in text
    assert "供应链产品" in text
    assert Profile.objects.get().cities == "宁波"
    again = response.context["profile_form"].data
    assert desk.post(f"{url}intention/", again).status_code == 302
    assert Profile.objects.get().cities == "杭州"


def test_a_pay_wish_keeps_its_history_with_days(desk, candidate, url):
    for least, day in ((20000, "2025-09-12"), (22000, "2026-11-18")):
        desk.post(f"{url}state/pay/", {"least": least, "most": 25000, "per": "month", "said_on": day,
                                       "source": "call"})  # fmt: skip

    text = text_of(desk, f"{url}facts/")
    assert "20,000 到 25,000 元/月" in text
    assert text.index("22,000") < text.index("20,000")
    assert "22,000 到 25,000 元/月" in text_of(desk, url)
    assert [row.pay["least"] for row in Statement.objects.order_by("said_on")] == [20000, 22000]


def test_pay_is_encrypted_where_it_lies(desk, url):
    desk.post(f"{url}state/pay/", {"least": 22137, "per": "month"})

    with connection.cursor() as cursor:
        cursor.execute("SELECT pay FROM candidates_statement")
        assert "22137" not in str(cursor.fetchone())


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("pay", {"text": "看情况"}),
        ("pay", {"least": 30000, "most": 20000}),
        ("plan", {"text": ""}),
        ("plan", {"text": "未婚，年龄偏大"}),
        ("words", {"text": "好", "said_on": "2027-01-01"}),
    ],
)
def test_what_cannot_be_is_refused_with_what_was_typed(desk, url, kind, data):
    response = desk.post(f"{url}state/{kind}/", data, headers=ZH)

    assert response.status_code == 422
    assert (Statement.objects.count(), Letter.objects.filter(kind="x").count()) == (0, 0)
    for typed in data.values():
        assert str(typed) in response.content.decode()


def test_the_executive_writes_a_note_and_the_recruiter_reads_it_at_the_head(browser, desk, url):
    head = make_user("executive")

    response = browser(head).post(
        f"{url}state/leader/",
        {"text": "问题拆得清楚，愿意去仓里看", "for_candidate": "您对行业趋势的见解很独到"},
    )

    assert response.status_code == 302
    text = text_of(desk, url)
    assert "问题拆得清楚" in text
    assert "您对行业趋势的见解很独到" not in text
    assert desk.post(f"{url}state/leader/", {"text": "x"}).status_code == 403
    assert Statement.objects.get().author == head


def test_what_a_role_may_not_read_is_not_on_its_page_nor_counted(browser, desk, candidate, url):
    state(candidate, Said(StatementKind.PAY, least=22137), by=SYSTEM)
    state(candidate, Said(StatementKind.LEADER, text="问题拆得清楚"), by=SYSTEM)
    asked = desk.get(url).context["whole"].asked
    FieldRule.objects.filter(field__in=["candidate.pay_wish", "candidate.leader_note"]).update(level="hide")

    for page in (url, f"{url}facts/"):
        text = text_of(desk, page)
        assert "22,137" not in text
        assert "问题拆得清楚" not in text
    assert desk.get(url).context["whole"].asked == asked - 1
    assert desk.post(f"{url}state/pay/", {"least": 1}).status_code == 403


def test_a_statement_is_taken_back_only_by_who_may_write_it(browser, desk, candidate, url):
    statement = state(candidate, Said(StatementKind.PLAN, text="想做平台产品"), by=SYSTEM)
    manager = make_user("hiring_manager")
    put_on_team(candidate.applications.get().job, make_employee(user=manager))

    assert browser(manager).post(f"{url}take-back/", {"statement": statement.pk}).status_code == 404
    assert desk.post(f"{url}take-back/", {"statement": statement.pk}).status_code == 302

    assert "想做平台产品" not in text_of(desk, f"{url}facts/")
    assert Statement.objects.get().taken_back_at is not None


def test_the_file_says_what_is_missing_in_words(desk, candidate, url):
    before = desk.get(url).context["whole"]
    state(candidate, Said(StatementKind.PAY, least=22000), by=SYSTEM)

    after = desk.get(url).context["whole"]

    assert (after.known, after.asked) == (before.known + 1, before.asked)
    assert [one.anchor for one in after.missing] == [
        one.anchor for one in before.missing if one.anchor != "pay"
    ]


def test_nothing_of_it_is_reached_through_another_job(browser, url):
    stranger = make_user("hiring_manager")
    put_on_team(make_application().job, make_employee(user=stranger))

    assert browser(stranger).get(f"{url}facts/").status_code == 404


@pytest.mark.parametrize(("page", "most"), [("", 19), ("facts/", 15)])
def test_the_file_costs_few_queries(desk, candidate, url, page, most):
    state(candidate, Said(StatementKind.PAY, least=22000), by=SYSTEM)
    desk.get(f"{url}{page}")

    with CaptureQueriesContext(connection) as cost:
        desk.get(f"{url}{page}")

    assert len(cost) <= most, "\n".join(one["sql"][:150] for one in cost)
