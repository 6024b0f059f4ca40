"""What a known person's form said differently waits until a colleague decides."""

import pytest
from django.conf import settings
from django.test import Client

from huiyin.accounts.models import FieldRule
from huiyin.accounts.tests.factories import actor_of, make_user
from huiyin.candidates import consent_texts
from huiyin.candidates.actions import NewCandidate, record_consent
from huiyin.candidates.actions.deciding import leave_as_it_is, take_over
from huiyin.candidates.actions.receiving import Sent, receive_application
from huiyin.candidates.models import ConsentPurpose, Profile, Submission
from huiyin.candidates.origins import CameBy
from huiyin.candidates.tests.factories import make_application, make_candidate
from huiyin.core.actor import ANONYMOUS
from huiyin.core.errors import Clash
from huiyin.core.models import AuditEntry
from huiyin.jobs.models import Job
from huiyin.jobs.tests.factories import make_job, put_on_team
from huiyin.messaging.models import Letter
from huiyin.people.tests.factories import make_employee
from huiyin.todos.models import Todo
from tests.uploads import files

pytestmark = pytest.mark.django_db
PHONE = "+8613800130166"


def wording(purpose: ConsentPurpose):
    return consent_texts.wording_of(purpose, company="南枝供应链", language="zh-hans")


def sent(job: Job, *, data: bytes = b"", start: str = "", words: str = "", **person: str) -> Submission:
    values = {"name": "林若溪", "phone": PHONE, "city": "上海", "language": "zh-hans"} | person
    agreed = (wording(ConsentPurpose.APPLICATION), wording(ConsentPurpose.TALENT_POOL))
    file = ("简历.docx", data) if data else None
    what = Sent(NewCandidate(**values), agreed, start=start, words=words, file=file)
    return receive_application(job, what, came_by=CameBy(), by=ANONYMOUS)


def a_house():
    """A job with a recruiter who is signed in, and somebody whom we know."""
    job, user = make_job(), make_user("recruiter")
    put_on_team(job, make_employee("江予安", user=user))
    known = make_candidate("林若溪", phone=PHONE, email="lin@mail.example", city="上海")
    client = Client()
    client.force_login(user)
    return job, user, known, client


def stored() -> int:
    return sum(1 for path in (settings.HUIYIN_HOME / "files").glob("submissions/*/*") if path.is_file())


def test_the_same_again_leaves_nothing_to_decide():
    job, _user, known, _client = a_house()

    submission = sent(job)

    assert (submission.candidate, submission.state) == (known, "kept")
    assert not Todo.objects.exists()


def test_something_new_asks_the_recruiter_of_the_job_once():
    job, user, known, _client = a_house()
    sent(job, email="new@mail.example")
    sent(make_job(), city="北京")

    todo = Todo.objects.get(owner=user)
    assert (todo.kind, todo.about, todo.values) == ("candidate.new_details", f"candidate:{known.pk}", {})


def test_the_page_shows_what_is_new_and_taking_it_over_writes_it_down(django_capture_on_commit_callbacks):
    job, user, known, client = a_house()
    before = stored()
    submission = sent(job, email="new@mail.example", city="北京", start="month", data=files.docx())
    page = f"/candidates/submissions/{known.pk}/"
    html = client.get(page).content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(page, {"submission": submission.pk, "do": "take"})

    known.refresh_from_db()
    assert [words in html for words in ("new@mail.example", "北京", "简历.docx", "一个月内可以到岗")] == [
        True
    ] * 4
    assert (response.status_code, known.city, known.documents.count()) == (302, "北京", 1)
    assert {one.value for one in known.contact.addresses.all()} == {
        PHONE,
        "lin@mail.example",
        "new@mail.example",
    }
    assert list(known.consents.order_by("pk").values_list("purpose", "text_sha256"))[1:] == [
        ("application", wording(ConsentPurpose.APPLICATION).sha256),
        ("talent_pool", wording(ConsentPurpose.TALENT_POOL).sha256),
    ]
    assert (Todo.objects.get().state, stored()) == ("done", before)
    assert AuditEntry.objects.filter(verb="submission.taken", actor=f"user:{user.pk}").count() == 1


def test_leaving_it_changes_nothing_and_forgets_the_file(django_capture_on_commit_callbacks):
    job, _user, known, client = a_house()
    before = stored()
    submission = sent(job, name="坏人", data=files.docx())

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/candidates/submissions/{known.pk}/", {"submission": submission.pk, "do": "leave"})

    known.refresh_from_db()
    submission.refresh_from_db()
    assert (known.name, known.documents.count(), submission.state, stored()) == ("林若溪", 0, "left", before)


def test_the_second_who_decides_is_told(django_capture_on_commit_callbacks):
    job, user, known, client = a_house()
    submission = sent(job, city="北京")
    by = actor_of(user)
    leave_as_it_is(submission, by=by)

    with pytest.raises(Clash):
        take_over(submission, by=by)
    known.refresh_from_db()
    assert known.city == "上海"
    response = client.post(
        f"/candidates/submissions/{known.pk}/", {"submission": submission.pk, "do": "take"}
    )
    assert response.status_code == 409


def test_a_waiting_file_is_opened_as_a_file_and_noted():
    job, _user, known, client = a_house()
    submission = sent(job, data=files.docx())

    response = client.get(f"/candidates/submissions/{known.pk}/file/{submission.pk}/")

    assert (response.status_code, response["Content-Security-Policy"]) == (200, "sandbox; default-src 'none'")
    assert response["Content-Disposition"].startswith("attachment;")
    assert AuditEntry.objects.filter(verb="submission.opened").count() == 1


def test_a_waiting_file_that_acts_is_opened_by_nobody():
    job, _user, known, client = a_house()
    submission = sent(job, data=files.docx({"word/media/x.txt": files.EICAR}))

    response = client.get(f"/candidates/submissions/{known.pk}/file/{submission.pk}/")

    assert (response.status_code, submission.file_reason) == (409, "virus")


def test_a_colleague_of_another_branch_sees_nothing_of_it():
    job, _user, known, _client = a_house()
    make_application(known, job)
    sent(job, city="北京")
    other = Client()
    other.force_login(make_user("recruiter", org_unit=make_job().org_unit))

    assert other.get(f"/candidates/submissions/{known.pk}/").status_code == 404


def test_who_took_her_consent_back_is_not_written_to_because_of_a_form():
    job, user, known, _client = a_house()
    record_consent(known, ConsentPurpose.APPLICATION, given=False, by=actor_of(user))

    sent(job)

    known.contact.refresh_from_db()
    assert known.contact.blocked_reason == "consent_withdrawn"
    assert Letter.objects.filter(contact=known.contact).exclude(state="suppressed").count() <= 1


def start_of(candidate) -> str:
    return Profile.objects.filter(candidate=candidate).values_list("start_note", flat=True).first() or ""


def test_when_somebody_new_could_begin_stands_on_her_file():
    job, _user, _known, _client = a_house()

    submission = sent(job, name="江晚", phone="+8613800130177", start="month")

    assert start_of(submission.candidate).startswith("一个月内可以到岗（")
    assert AuditEntry.objects.filter(verb="candidate.intention_edited").count() == 1


def test_when_a_known_person_could_begin_waits_for_a_colleague():
    job, user, known, client = a_house()

    submission = sent(job, start="month")
    before = start_of(known)
    page = client.get(f"/candidates/submissions/{known.pk}/").content.decode()
    take_over(submission, by=actor_of(user))

    assert (submission.differs, submission.state, before) == (["start"], "waiting", "")
    assert "一个月内可以到岗" in page
    assert start_of(known).startswith("一个月内可以到岗（")


@pytest.mark.parametrize(
    ("level", "is_read"), [("edit", True), ("see", True), ("mask", False), ("hide", False)]
)
def test_own_words_are_read_under_the_rule_of_notes(level: str, is_read: bool):
    job, _user, known, client = a_house()
    agreed = (wording(ConsentPurpose.APPLICATION),)
    what = Sent(NewCandidate("林若溪", phone=PHONE, city="北京"), agreed, words="我想离家近一点")
    receive_application(job, what, came_by=CameBy(), by=ANONYMOUS)
    FieldRule.objects.filter(field="candidate.note").update(level=level)

    html = client.get(f"/candidates/submissions/{known.pk}/").content.decode()

    assert ("我想离家近一点" in html) is is_read
    assert "北京" in html
