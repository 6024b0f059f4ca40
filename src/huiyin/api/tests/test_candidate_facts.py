"""What is on a file, by the API: as far as the role reads it, and two editors are told of each other."""

import pytest

from huiyin.accounts.models import FieldRule
from huiyin.api.tests.factories import ask_as, make_asking_house
from huiyin.candidates.models import ContactLog, Note, Profile, Statement
from huiyin.core.models import AuditEntry
from huiyin.interviews.tests.factories import make_applied
from huiyin.todos.models import Todo

pytestmark = pytest.mark.django_db


@pytest.fixture
def lin():
    house, asker = make_asking_house()
    application = make_applied(house)
    return house, asker, application, f"/candidates/{application.candidate_id}"


def test_an_intention_is_written_and_what_is_left_out_stays(lin):
    _house, asker, _application, path = lin
    asker.post(f"{path}/intention", {"job_wish": "产品经理", "cities": "上海"})

    answer = asker.post(f"{path}/intention", {"start_on": "2026-12-15"})

    body = answer.json()
    assert (answer.status_code, body["job_wish"], body["cities"], body["start_on"]) == (
        200,
        "产品经理",
        "上海",
        "2026-12-15",
    )
    assert asker.get(f"{path}/intention").json() == body


def test_who_saw_an_older_intention_is_told_and_nothing_is_written(lin):
    _house, asker, _application, path = lin
    seen = asker.get(f"{path}/intention").json()["seen"]
    asker.post(f"{path}/intention", {"cities": "上海", "seen": seen})

    answer = asker.post(f"{path}/intention", {"cities": "杭州", "seen": seen})

    assert answer.status_code == 409
    assert Profile.objects.get().cities == "上海"


def test_a_pay_wish_is_added_read_and_taken_back(lin):
    _house, asker, _application, path = lin
    wish = {"kind": "pay", "least": 20000, "most": 25000, "source": "call", "said_on": "2026-11-20"}

    made = asker.post(f"{path}/statements", wish)

    assert made.status_code == 201
    [shown] = asker.get(f"{path}/statements").json()["items"]
    assert (shown["id"], shown["pay"]["least"], shown["said_on"]) == (made.json()["id"], 20000, "2026-11-20")
    gone = asker.post(f"{path}/statements/{shown['id']}/take-back")
    assert (gone.status_code, asker.get(f"{path}/statements").json()["items"]) == (204, [])


def test_a_pay_wish_is_not_shown_to_a_role_that_does_not_read_it(lin):
    house, asker, _application, path = lin
    asker.post(f"{path}/statements", {"kind": "pay", "least": 20000, "source": "call"})
    other = ask_as("recruiter", house=house)
    FieldRule.objects.filter(field="candidate.pay_wish").update(level="hide")

    assert other.get(f"{path}/statements").json()["items"] == []
    refused = other.post(f"{path}/statements", {"kind": "pay", "least": 1, "source": "call"})
    assert (refused.status_code, Statement.objects.count()) == (403, 1)


def test_a_note_is_written_read_and_pinned(lin):
    _house, asker, application, path = lin
    made = asker.post(f"{path}/notes", {"text": "可以约面试。", "application": str(application.pk)})

    pinned = asker.post(f"{path}/notes/{made.json()['id']}/pin", {"pinned": True})

    assert (made.status_code, pinned.json()["is_pinned"]) == (201, True)
    assert [one["text"] for one in asker.get(f"{path}/notes").json()["items"]] == ["可以约面试。"]


def test_a_note_about_somebody_elses_application_is_refused(lin):
    house, asker, _application, path = lin
    other = make_applied(house)

    answer = asker.post(f"{path}/notes", {"text": "好。", "application": str(other.pk)})

    assert (answer.status_code, Note.objects.count()) == (404, 0)


def test_a_call_is_logged_and_a_wish_to_be_called_back_is_a_to_do(lin):
    _house, asker, _application, path = lin
    call = {"outcome": "call_back", "minutes": 3, "call_back_at": "2026-11-25T10:00:00+08:00"}

    answer = asker.post(f"{path}/contacts", call)

    assert answer.status_code == 201, answer.json()
    assert [one["outcome"] for one in asker.get(f"{path}/contacts").json()["items"]] == ["call_back"]
    assert Todo.objects.filter(about=f"candidate:{path.rpartition('/')[2]}", state="open").count() == 1


def test_what_one_may_not_write_changes_nothing(lin):
    house, _asker, _application, path = lin
    reader = ask_as("executive", house=house)
    before = AuditEntry.objects.count()

    answers = [
        reader.post(f"{path}/intention", {"cities": "上海"}),
        reader.post(f"{path}/statements", {"kind": "words", "text": "好。"}),
    ]

    assert [one.status_code for one in answers] == [403, 403]
    assert (AuditEntry.objects.count(), ContactLog.objects.count(), Note.objects.count()) == (before, 0, 0)


def test_a_token_of_less_scope_does_less_than_its_user(lin):
    house, _asker, _application, path = lin
    narrow = ask_as("recruiter", house=house, scopes=["candidates:see"])

    assert narrow.get(f"{path}/intention").status_code == 200
    assert narrow.post(f"{path}/intention", {"cities": "上海"}).status_code == 403
    assert not Profile.objects.exclude(cities="").exists()


def test_the_lists_of_a_file_take_few_queries(lin, django_assert_max_num_queries):
    _house, asker, _application, path = lin
    for number in range(5):
        asker.post(f"{path}/notes", {"text": f"第 {number} 条"})
        asker.post(f"{path}/contacts", {"outcome": "reached"})

    for name in ("intention", "statements", "notes", "contacts"):
        with django_assert_max_num_queries(12):
            assert asker.get(f"{path}/{name}").status_code == 200
