"""Words of letters by the API: a draft, a version, and two editors."""

import pytest

from huiyin.api.tests.factories import ask_as
from huiyin.company.tests.factories import make_company
from huiyin.messaging.models import TemplateVersion, Wording
from huiyin.messaging.shipped import install

pytestmark = pytest.mark.django_db


@pytest.fixture
def asker():
    make_company()
    install()
    return ask_as("system_admin")


def words(asker, **texts: str):
    return {"texts": {"zh-hans": texts}, "seen": asker.get("/templates/INV-1").json()["seen"]}


def test_all_are_listed_in_few_queries(asker, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        items = asker.get("/templates").json()["items"]

    assert "INV-1" in [one["code"] for one in items]


def test_a_draft_is_kept_published_and_among_the_versions(asker):
    before = asker.get("/templates/INV-1").json()
    subject = before["texts"]["zh-hans"]["subject"]

    draft = asker.post("/templates/INV-1/draft", words(asker, subject=f"{subject}（请看）")).json()
    done = asker.post("/templates/INV-1/publish", {"seen": draft["seen"], "note": "更清楚"})

    assert (before["has_draft"], draft["has_draft"]) == (False, True)
    assert draft["texts"]["zh-hans"]["body"] == before["texts"]["zh-hans"]["body"]
    assert done.status_code == 200, done.json()
    own, shipped = asker.get("/templates/INV-1/versions").json()["items"]
    assert (own["number"], own["is_shipped"], own["note"]) == (1, False, "更清楚")
    assert (shipped["is_shipped"], shipped["texts"]["zh-hans"]["subject"]) == (True, subject)


def test_who_saw_an_older_draft_is_told(asker):
    old = words(asker, subject="面试邀请 一")
    asker.post("/templates/INV-1/draft", old)

    answer = asker.post("/templates/INV-1/draft", old | words(asker, subject="二") | {"seen": old["seen"]})

    assert (answer.status_code, answer.json()["code"]) == (409, "changed_meanwhile")
    assert Wording.objects.get().draft["zh-hans"]["subject"] == "面试邀请 一"


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        ({"fr": {"subject": "Invitation"}}, "unknown_text"),
        ({"en": {"action": "https://evil.example"}}, "unknown_text"),
        ({"en": {"sms": "x" * 501}}, "bad_text"),
        ({"en": {"sms": "a\0b"}}, "bad_text"),
    ],
)
def test_what_is_no_text_of_a_letter_is_refused(asker, texts, code):
    answer = asker.post("/templates/INV-1/draft", {"texts": texts})

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert not Wording.objects.exclude(draft=None).exists()


def test_what_the_linter_blocks_is_not_published(asker):
    draft = asker.post("/templates/INV-1/draft", words(asker, body="请来面试。")).json()
    before = TemplateVersion.objects.count()

    answer = asker.post("/templates/INV-1/publish", {"seen": draft["seen"], "note": "x"})

    assert (answer.status_code, answer.json()["code"]) == (422, "wording_blocked")
    assert TemplateVersion.objects.count() == before


def test_who_reads_letters_reads_words_and_changes_none(asker):
    reader = ask_as("recruiter")

    answer = reader.post("/templates/INV-1/draft", words(asker, subject="面试"))

    assert reader.get("/templates/INV-1").status_code == 200
    assert (answer.status_code, Wording.objects.exclude(draft=None).count()) == (403, 0)


def test_nothing_begun_is_nothing_to_publish_or_put_down(asker):
    for verb in ("publish", "discard"):
        answer = asker.post(f"/templates/INV-1/{verb}", {"seen": 0} if verb == "publish" else {})
        assert (answer.status_code, answer.json()["code"]) == (409, "no_draft")
