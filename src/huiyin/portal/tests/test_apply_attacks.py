"""Whoever sends the form proves nothing: what she may not do by it."""

import re

import pytest

from huiyin.accounts.throttle import LIMITS
from huiyin.candidates.actions import receiving
from huiyin.candidates.models import Application, Candidate, Document, Submission
from huiyin.candidates.tests.factories import make_application, make_candidate
from huiyin.core.models import AuditEntry
from huiyin.messaging.models import Letter
from huiyin.portal.tests.posting import EMAIL, PHONE, a_file, address, filled, make_posting, send
from huiyin.todos.models import Todo
from tests.uploads import files

pytestmark = pytest.mark.django_db
XSS = "<script>alert(1)</script>"


def test_what_a_program_fills_in_vanishes_without_a_word(client):
    job = make_posting()

    response = send(client, job, homepage="https://spam.example")

    assert (response.status_code, response["Location"]) == (303, f"{address(job)}sent/")
    assert not Candidate.objects.exists()


def test_another_site_cannot_send_the_form(client):
    job = make_posting()

    response = client.post(address(job), filled(), headers={"sec-fetch-site": "cross-site"})

    assert (response.status_code, Candidate.objects.exists()) == (403, False)


@pytest.mark.parametrize(
    "name", ["加微信 www.spam.example", "https://x.example", "点击spam.com领取", "me@x.example"]
)
def test_a_name_is_no_place_for_an_advertisement(client, name):
    response = send(client, make_posting(), name=name)

    assert (response.status_code, Letter.objects.exists()) == (422, False)


def test_markup_comes_back_as_words(client):
    html = send(client, make_posting(), name=XSS, words=XSS, city=XSS, phone=XSS).content.decode()

    assert XSS not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


@pytest.mark.parametrize("name", ["江晚\r\nBcc: all", "江晚\nSubject: hello", "江\u202e晚"])
def test_a_name_cannot_become_a_header(client, name):
    send(client, make_posting(), name=name, email=EMAIL)

    assert "\n" not in Candidate.objects.get().name
    assert "\u202e" not in Candidate.objects.get().name


@pytest.mark.parametrize("field", ["name", "phone", "email", "city", "start", "words", "opened", "read"])
def test_a_huge_field_is_refused_and_not_sent_back_whole(client, field):
    response = send(client, make_posting(), **{field: "长" * 200_000})

    assert (response.status_code, Candidate.objects.exists()) == (422, False)
    assert len(response.content) < 60_000


def test_a_file_above_the_limit_is_refused(client, settings):
    settings.HUIYIN_UPLOAD_BYTES = 1000
    response = send(client, make_posting(), resume=a_file(files.docx() + b"0" * 1000))

    assert (response.status_code, Document.objects.exists()) == (422, False)


def test_a_file_that_acts_is_kept_shut(client):
    send(client, make_posting(), resume=a_file(files.pdf() + files.EICAR, "简历.pdf"))

    assert list(Document.objects.values_list("is_quarantined", "reason")) == [(True, "virus")]


@pytest.mark.parametrize("verb", ["get", "head"])
def test_an_address_with_strange_signs_opens_nothing(client, verb):
    for path in ("/join/..%2f..%2fetc/", "/join/J-1;drop/", "/join/" + "J" * 300 + "/", "/join/words/xyz/"):
        assert getattr(client, verb)(path).status_code == 404


def test_one_network_can_send_only_so_many(client):
    job = make_posting()
    most = LIMITS["apply.network"].tries
    statuses = [
        client.post(address(job), filled(phone=f"139{number:08d}", email="")).status_code
        for number in range(most + 2)
    ]

    assert statuses == [303] * most + [429] * 2
    assert Application.objects.count() == most


def test_past_the_limit_what_was_entered_stays(client):
    job = make_posting()
    for _ in range(LIMITS["apply.address"].tries):
        send(client, job)
    response = send(client, job, words="把退货上架缩到 4 小时")

    assert response.status_code == 429
    assert "把退货上架缩到 4 小时" in response.content.decode()


def test_the_limit_is_the_same_for_known_and_unknown(client):
    job = make_posting()
    make_candidate("林若溪", phone=PHONE, email="")
    most = LIMITS["apply.address"].tries
    known = [send(client, job, email="").status_code for _ in range(most + 1)]
    unknown = [send(client, job, phone="13900000001", email="").status_code for _ in range(most + 1)]

    assert known == unknown == [303] * most + [429]


def test_known_and_unknown_see_the_same_page(client):
    job = make_posting()
    make_application(make_candidate("林若溪", phone=PHONE, email="lin@mail.example"), job)
    pages = []
    for phone in (PHONE, "13900000001"):
        response = send(client, job, phone=phone, email="")
        html = client.get(response["Location"]).content.decode()
        code = re.compile(r"[A-Z0-9]{4} [A-Z0-9]{4}(?=<)")
        pages.append((response.status_code, response["Location"], code.subn("", html)))

    assert pages[0] == pages[1]
    assert pages[0][2][1] == 1


def test_an_attacker_changes_nothing_of_a_known_person_and_the_letter_goes_to_her(client):
    job = make_posting()
    known = make_candidate("林若溪", phone=PHONE, email="lin@mail.example", city="上海")
    before = AuditEntry.objects.count()

    send(client, job, name="坏人", email="evil@x.example", city="北京", resume=a_file(files.docx()), pool="1")

    known.refresh_from_db()
    addresses = sorted(one.value for one in known.contact.addresses.all())
    assert (known.name, known.city, known.contact.name) == ("林若溪", "上海", "林若溪")
    assert addresses == ["+8613800130166", "lin@mail.example"]
    assert (known.documents.count(), known.consents.count(), known.notes.count()) == (0, 1, 0)
    submission = Submission.objects.get()
    assert (submission.candidate, submission.state) == (known, "waiting")
    assert submission.differs == ["name", "city", "email", "file", "words", "start"]
    assert AuditEntry.objects.count() == before + 2
    assert [letter.contact for letter in Letter.objects.all()] == [known.contact]


def test_addresses_of_two_people_make_a_file_of_its_own_and_a_question(client):
    job = make_posting()
    make_candidate("林若溪", phone=PHONE, email="")
    make_candidate("许知夏", phone="13900000002", email=EMAIL)

    send(client, job)

    todo = Todo.objects.get(kind="candidate.duplicate")
    assert Candidate.objects.count() == 3
    assert todo.owner == job.team.get().employee.user


def test_a_flood_of_files_for_one_person_is_bounded(client):
    known = make_candidate("林若溪", phone=PHONE, email="")
    for number in range(receiving.MOST_WAITING + 3):
        job = make_posting(f"职位{number}")
        form = filled(phone=f"+86 {PHONE}", email="", city="", name="林若溪") | {
            "resume": a_file(files.docx({"word/x.xml": str(number)}))
        }
        client.post(address(job), form, headers={"x-forwarded-for": "10.0.0.1"})

    assert known.submissions.exclude(file_path="").count() <= receiving.MOST_WAITING
