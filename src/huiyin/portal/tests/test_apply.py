"""Applying: one page, one application, one letter; what is wrong is said beside its field."""

from datetime import timedelta

import pytest
import time_machine

from huiyin.candidates.models import (
    Application,
    Candidate,
    Consent,
    ConsentText,
    Document,
    Submission,
)
from huiyin.candidates.origins import colleague_key, friend_key, way_key
from huiyin.candidates.tests.factories import make_application, make_candidate
from huiyin.company.queries import the_company
from huiyin.core import clock
from huiyin.core.models import AuditEntry
from huiyin.messaging.models import Letter
from huiyin.people.tests.factories import make_employee
from huiyin.portal.applying import wordings
from huiyin.portal.tests.factories import NOW
from huiyin.portal.tests.posting import a_file, address, filled, make_posting, send
from tests.uploads import files

pytestmark = pytest.mark.django_db


def nothing_was_kept() -> bool:
    return not (Candidate.objects.exists() or Letter.objects.exists() or Submission.objects.exists())


def test_a_filled_page_makes_a_candidate_an_application_and_one_letter(client):
    job = make_posting()

    response = send(client, job)

    application = Application.objects.get()
    assert (response.status_code, response["Location"]) == (303, f"{address(job)}sent/")
    assert (application.job, application.stage.kind, application.source) == (job, "applied", "website")
    assert (application.candidate.name, application.candidate.city) == ("江晚", "杭州")
    assert application.owner.name == "江予安"
    assert list(Letter.objects.values_list("kind", "template")) == [("application.received", "APP")]
    assert Submission.objects.get().said["start"] == "month"


def test_the_words_that_she_agreed_to_are_kept(client):
    job = make_posting()
    send(client, job, pool="1")
    application, pool = wordings(the_company(), "zh-hans")

    given = Consent.objects.order_by("pk").values_list("purpose", "given", "text_sha256")
    assert list(given) == [("application", True, application.sha256), ("talent_pool", True, pool.sha256)]
    assert ConsentText.objects.get(sha256=application.sha256).text == application.text
    assert application.text in client.get(f"/join/words/{application.sha256}/").content.decode()


def test_the_pool_is_not_ticked_beforehand_and_stays_free(client):
    job = make_posting()
    html = client.get(address(job)).content.decode()
    send(client, job)

    assert " checked" not in html
    assert list(Consent.objects.values_list("purpose", flat=True)) == ["application"]


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"name": ""}, "name", "请告诉我们怎么称呼您。"),
        ({"phone": "", "email": ""}, "phone", "请留下手机号或邮箱"),
        ({"phone": "12345"}, "phone", "号码"),
        ({"email": "nobody"}, "email", "邮箱"),
        ({"agree": None}, "agree", "没有您的同意"),
        ({"words": "长" * 1001}, "words", "1000"),
        ({"read": "a" * 64}, "agree", "有更新"),
        ({"seconds": 1}, "", "提交得太快了"),
        ({"seconds": 3 * 24 * 3600}, "", "打开太久了"),
        ({"opened": "forged"}, "", "没有加载完整"),
    ],
)
def test_a_problem_is_said_in_words_and_what_was_entered_stays(client, changes, field, words):
    job = make_posting()

    response = send(client, job, **changes)
    html = response.content.decode()

    assert (response.status_code, nothing_was_kept()) == (422, True)
    assert words in html
    assert 'role="alert" tabindex="-1" autofocus' in html
    assert "杭州" in html
    assert not field or f'id="{field}-problem"' in html


@pytest.mark.parametrize("address_of_one", [{"phone": ""}, {"email": ""}])
def test_a_phone_or_an_address_is_enough(client, address_of_one):
    send(client, make_posting(), **address_of_one)

    assert Application.objects.count() == 1


def test_a_resume_comes_onto_the_new_file(client):
    send(client, make_posting(), resume=a_file(files.docx()))

    document = Document.objects.get()
    assert (document.name, document.kind, document.is_quarantined) == ("江晚 简历.docx", "resume", False)
    assert document.application == Application.objects.get()


def test_a_file_that_we_cannot_read_loses_nothing_else(client):
    job = make_posting()

    response = send(client, job, resume=a_file(b"MZ", "简历.exe"))
    html = response.content.decode()

    assert (response.status_code, nothing_was_kept()) == (422, True)
    assert "也可以不带文件先投递" in html
    assert "把退货上架从 2 天缩到 4 小时。" in html


def test_another_problem_asks_to_choose_the_file_again(client):
    html = send(client, make_posting(), name="", resume=a_file(files.docx())).content.decode()

    assert "请再选一次文件" in html


def test_a_job_that_was_closed_meanwhile_says_so(client):
    job = make_posting()
    form = filled()
    job.state = "closed"
    job.save()

    response = client.post(address(job), form)

    assert (response.status_code, nothing_was_kept()) == (409, True)
    assert "已经结束招聘" in response.content.decode()


def test_the_way_by_which_she_came_is_known(client):
    job, colleague = make_posting(), make_employee("顾行之")
    friend = make_application(make_candidate("许知夏"), job)
    keys = [
        way_key("poster", "一楼电梯"),
        colleague_key(colleague),
        friend_key(friend),
        "poster.forged.别信我",
        "nonsense",
    ]

    for number, key in enumerate(keys):
        form = filled(phone=f"1380013100{number}", email="")
        assert client.post(f"{address(job)}?from={key}", form).status_code == 303

    rows = Application.objects.exclude(pk=friend.pk).order_by("pk")
    assert [(one.source, one.source_note, one.referrer, one.passed_on_by) for one in rows] == [
        ("offline", "一楼电梯", None, None),
        ("referral", "", colleague, None),
        ("referral", "", None, friend),
        ("offline", "", None, None),
        ("website", "", None, None),
    ]


def test_who_has_applied_already_is_told_by_letter_once_a_day(client):
    job = make_posting()
    send(client, job)
    send(client, job)
    with time_machine.travel(NOW + timedelta(days=2)):
        send(client, job)
        send(client, job)

    assert Application.objects.count() == 1
    assert list(Letter.objects.order_by("pk").values_list("kind", flat=True)) == [
        "application.received",
        "application.received_again",
    ]


def test_another_job_is_a_second_application_of_the_same_candidate(client):
    first, second = make_posting(), make_posting("仓储主管")
    send(client, first)
    send(client, second)

    assert Candidate.objects.count() == 1
    assert list(Application.objects.order_by("pk").values_list("job", flat=True)) == [first.pk, second.pk]


def test_the_trail_says_that_it_came_and_nothing_about_whom(client):
    send(client, make_posting())

    entry = AuditEntry.objects.get(verb="application.received")
    assert entry.actor == "anonymous"
    assert set(entry.detail) == {"submission", "is_new"}


def test_looking_changes_nothing(client):
    job = make_posting()
    before = AuditEntry.objects.count()
    for path in (address(job), f"{address(job)}sent/", "/join/"):
        client.get(path)
        client.head(path)

    assert (AuditEntry.objects.count(), nothing_was_kept()) == (before, True)
    assert clock.now() >= NOW
