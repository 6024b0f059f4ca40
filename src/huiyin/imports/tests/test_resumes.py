"""Résumés that come by mail: read from a real server, filed once, left to somebody else where not plain."""

from email.message import EmailMessage

import pytest

from huiyin.accounts.tests.factories import actor_of, make_user
from huiyin.candidates.models import Application, Candidate, Document
from huiyin.candidates.tests.factories import make_candidate
from huiyin.candidates.tests.test_reading import pdf_saying
from huiyin.core.background import run_waiting
from huiyin.imports.models import ResumeMail
from huiyin.imports.resume_box import read_box, utf7
from huiyin.imports.resume_mails import read_subject
from huiyin.imports.resumes import drop_resume, file_by_hand
from huiyin.imports.tests.factories import make_office
from huiyin.messaging.channels.email.settings import Server
from huiyin.messaging.channels.email.tests.reports import ImapBox
from huiyin.messaging.models import Letter
from huiyin.todos.models import Todo

pytestmark = pytest.mark.django_db

PDF = pdf_saying("resume")


def mail(subject: str = "林若溪 - 产品经理 - 8年【BOSS直聘】", **headers: str) -> bytes:
    text = headers.pop("text", "电话 13800138000")
    attached = headers.pop("attached", "简历.pdf")
    found = EmailMessage()
    found["Subject"] = subject
    for name, value in (
        {"From": "林若溪 <lin@example.com>", "Message-ID": "<1@example.com>"} | headers
    ).items():
        found[name.replace("_", "-")] = value
    found.set_content(text)
    if attached:
        found.add_attachment(PDF, maintype="application", subtype="pdf", filename=attached)
    return found.as_bytes()


def read(*mails: bytes, times: int = 1) -> None:
    with ImapBox(mails) as box:
        for _time in range(times):
            box.seen.clear()
            read_box(Server("127.0.0.1", box.port, is_tls=False, user="box", password="secret"))
            run_waiting()


def test_a_plain_mail_becomes_an_application_once():
    make_office()

    read(mail(), times=3)

    application = Application.objects.get()
    assert (application.candidate.name, application.source_note) == ("林若溪", "BOSS直聘")
    assert application.candidate.consents.get().basis == "application by mail"
    assert Document.objects.get().candidate == application.candidate
    assert list(Letter.objects.values_list("kind", flat=True)) == ["application.received"]
    assert (ResumeMail.objects.get().state, ResumeMail.objects.get().files) == ("filed", [])


def test_somebody_who_is_known_is_recognised_by_her_phone():
    make_office()
    make_candidate("林若溪", phone="13800138000")

    read(mail())

    assert (Candidate.objects.count(), Application.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (mail("我的简历", From="hr@example.org"), "no_name"),
        (mail("林若溪 - 火箭设计师"), "no_job"),
        (mail(Authentication_Results="mx; spf=fail smtp.mailfrom=example.com"), "forged"),
    ],
)
def test_what_is_not_plain_waits_for_somebody(raw: bytes, why: str):
    make_office()

    read(raw)

    assert (ResumeMail.objects.get().state, ResumeMail.objects.get().why) == ("waiting", why)
    assert (Candidate.objects.count(), Letter.objects.count()) == (0, 0)
    assert Todo.objects.get().kind == "resume.to_file"


@pytest.mark.parametrize(
    "raw", [mail(Auto_Submitted="auto-replied"), mail(attached=""), mail(attached="简历.exe")]
)
def test_what_is_no_application_leaves_nothing_but_its_key(raw: bytes):
    make_office()

    read(raw)

    kept = ResumeMail.objects.get()
    assert (kept.state, kept.sender, kept.subject, kept.files) == ("dropped", "", "", [])
    assert (Candidate.objects.count(), Todo.objects.count()) == (0, 0)


def test_somebody_files_it_with_one_tap():
    _unit, job, _place, _boss = make_office()
    user = make_user("recruiter")
    read(mail("我的简历", From="hr@example.org"))
    waiting = ResumeMail.objects.get()

    filed = file_by_hand(
        waiting, {"name": "林若溪", "phone": "13800138000", "job": job}, by=actor_of(user), version=1
    )

    assert (filed.state, Candidate.objects.get().name, Document.objects.count()) == ("filed", "林若溪", 1)
    assert Todo.objects.get().state == "done"


def test_somebody_says_that_it_is_no_application():
    make_office()
    read(mail("我的简历", From="hr@example.org"))

    drop_resume(ResumeMail.objects.get(), by=actor_of(make_user("recruiter")))

    assert (ResumeMail.objects.get().state, ResumeMail.objects.get().files) == ("dropped", [])
    assert (Candidate.objects.count(), Todo.objects.get().state) == (0, "done")


def test_a_mail_of_many_nested_parts_is_bounded():
    make_office()
    deep = b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" * 500
    read(b"From: a@example.com\nMessage-ID: <2@x>\nSubject: x\n" + deep)

    assert ResumeMail.objects.get().why == "no_file"


@pytest.mark.parametrize(
    ("subject", "found"),
    [
        ("林若溪 - 产品经理 - 8年 - 杭州【BOSS直聘】", ("林若溪", "产品经理")),
        ("(智联招聘)应聘产品经理-林若溪", ("林若溪", "产品经理")),
        ("来自猎聘：产品经理_林若溪_本科", ("林若溪", "产品经理")),
        ("林若溪应聘产品经理", ("林若溪", "产品经理")),
        ("回复: 个人简历", ("", "")),
    ],
)
def test_subjects_of_recruiting_sites_are_read(subject: str, found: tuple[str, str]):
    assert read_subject(subject, ["产品经理", "销售"]) == found


def test_a_folder_in_chinese_is_named_as_imap_wants_it():
    assert (utf7("INBOX"), utf7("简历"), utf7("A&B")) == ("INBOX", "&e4BThg-", "A&-B")
