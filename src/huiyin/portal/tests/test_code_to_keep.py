"""Who left no e-mail address gets a code on the page after the form; it shows nothing of anybody known."""

import re

import pytest
from django.test import Client

from huiyin.accounts.models import Capability
from huiyin.accounts.tests.factories import actor_of, make_user
from huiyin.candidates.actions import ask, move_to_stage
from huiyin.candidates.actions.deciding import take_over
from huiyin.candidates.models import Application, Message, Submission
from huiyin.candidates.tests.factories import make_application, make_candidate
from huiyin.core.models import AuditEntry
from huiyin.jobs.models import Job
from huiyin.jobs.tests.factories import stage_of
from huiyin.messaging.contacts import PHONE as CONTACT_PHONE
from huiyin.messaging.contacts import set_address
from huiyin.portal.tests.factories import SYSTEM
from huiyin.portal.tests.posting import PHONE, address, make_posting, send

pytestmark = pytest.mark.django_db
CODE = re.compile(r'is-code">([A-Z0-9]{4} [A-Z0-9]{4})<')


def page_after(client: Client, job: Job, **changes: str) -> str:
    return client.get(send(client, job, **changes)["Location"]).content.decode()


def code_of(client: Client, job: Job, **changes: str) -> str:
    found = CODE.search(page_after(client, job, email="", **changes))
    assert found
    return found[1]


def looked_up(code: str, digits: str = PHONE[-4:]) -> tuple[Client, str]:
    """On another phone, with nothing but the code and the digits."""
    other = Client()
    return other, other.post("/i", {"code": code, "digits": digits})["Location"]


def words(html: str) -> str:
    return re.sub(r"\s+", " ", html.partition("<main")[2])


def test_the_code_leads_to_where_it_stands_and_goes_on_with_it(client):
    code = code_of(client, make_posting())
    other, page = looked_up(code)
    before = other.get(page).content.decode()
    application = Application.objects.get()
    move_to_stage(application, stage_of(application.job, "interview_1"), by=SYSTEM)

    assert "我们收到了您的简历" in before
    assert "第一轮面试" in re.search("<h1>(.*?)</h1>", other.get(page).content.decode())[1]
    assert list(Capability.objects.values_list("verbs", flat=True)) == [["view"]]


def test_who_left_an_address_gets_a_letter_and_no_code(client):
    html = page_after(client, make_posting())

    assert (CODE.search(html), Capability.objects.count()) == (None, 0)


def test_the_code_is_shown_on_that_page_in_that_browser_only(client):
    job = make_posting()
    code_of(client, job)

    assert CODE.search(client.get(f"{address(job)}sent/").content.decode())
    assert not CODE.search(Client().get(f"{address(job)}sent/").content.decode())
    page_after(client, job)
    assert not CODE.search(client.get(f"{address(job)}sent/").content.decode())


def test_it_tells_who_types_a_known_persons_number_nothing_of_her(client):
    job = make_posting()
    known = make_application(make_candidate("林若溪", phone=PHONE, email="lin@mail.example"), job)
    move_to_stage(known, stage_of(job, "interview_1"), by=SYSTEM)
    ask(known.candidate, "可以远程面试吗？", by=SYSTEM, application=known)
    stranger = make_posting("叉车司机", org_unit=job.org_unit)
    code, new = code_of(client, job), code_of(client, stranger, phone="13800130155")

    other, page = looked_up(code)
    html = other.get(page).content.decode()
    another, new_page = looked_up(new, "0155")
    as_new = another.get(new_page).content.decode()

    assert words(html) == words(as_new).replace(stranger.title, job.title)
    assert "我们收到了您的简历" in html
    assert [one in html for one in ("林若溪", "第一轮面试</h1>", "可以远程面试吗")] == [False] * 3


@pytest.mark.parametrize("path", ["ask/", "ask/sent/"])
def test_nothing_can_be_asked_with_it(client, path):
    other, page = looked_up(code_of(client, make_posting()))
    before = AuditEntry.objects.count()

    answers = [other.get(f"{page}{path}"), other.post(f"{page}ask/", {"text": "您好"})]

    assert [one.status_code for one in answers] == [404, 404]
    assert (AuditEntry.objects.count(), Message.objects.count()) == (before, 0)


def test_once_a_colleague_says_that_it_is_she_it_shows_how_it_goes_on(client):
    job = make_posting()
    known = make_application(make_candidate("林若溪", phone=PHONE), job)
    move_to_stage(known, stage_of(job, "interview_1"), by=SYSTEM)
    other, page = looked_up(code_of(client, job))
    before = other.get(page).content.decode()

    take_over(Submission.objects.get(), by=actor_of(make_user()))

    assert "<h1>我们收到了您的简历" in before
    assert "<h1>我们收到了您的简历" not in other.get(page).content.decode()


def test_the_wrong_digits_open_nothing(client):
    code = code_of(client, make_posting())

    assert Client().post("/i", {"code": code, "digits": "0000"}).status_code == 422


def test_a_code_does_not_try_out_the_other_numbers_of_a_known_person(client):
    job = make_posting()
    known = make_candidate("林若溪", phone=PHONE, email="lin@mail.example")
    set_address(known.contact, CONTACT_PHONE, "+8613700004321")
    codes = [code_of(client, job), code_of(client, job, phone="13900000001")]

    tried = [Client().post("/i", {"code": code, "digits": "4321"}).status_code for code in codes]
    own = [
        Client().post("/i", {"code": code, "digits": digits}).status_code
        for code, digits in zip(codes, (PHONE[-4:], "0001"), strict=True)
    ]

    assert (tried, own) == ([422, 422], [303, 303])


def test_a_program_gets_no_code(client):
    job = make_posting()

    html = page_after(client, job, email="", homepage="x")

    assert (CODE.search(html), Submission.objects.count()) == (None, 0)
