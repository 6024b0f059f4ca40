"""People without an e-mail address are told by a colleague that they applied: one to-do for all of them."""

import pytest
from django.test import Client

from huiyin.accounts.models import User
from huiyin.accounts.tests.factories import actor_of, make_user
from huiyin.candidates import consent_texts
from huiyin.candidates.actions import NewCandidate
from huiyin.candidates.actions.receiving import Sent, receive_application
from huiyin.candidates.models import Application, ConsentPurpose
from huiyin.candidates.origins import CameBy
from huiyin.core import clock
from huiyin.core.actor import ANONYMOUS
from huiyin.jobs.models import Job
from huiyin.jobs.tests.factories import make_job, put_on_team
from huiyin.messaging import actions, outbox
from huiyin.messaging.carrier import drain
from huiyin.messaging.models import Letter
from huiyin.messaging.shipped import install
from huiyin.messaging.states import LetterState as S
from huiyin.people.tests.factories import make_employee
from huiyin.todos.models import Todo

pytestmark = pytest.mark.django_db
KIND = "letter.by_hand_together"


def apply_by_phone(job: Job, numbers: range) -> None:
    wording = consent_texts.wording_of(ConsentPurpose.APPLICATION, company="南枝", language="zh-hans")
    for number in numbers:
        person = NewCandidate("江晚", phone=f"138001302{number:02d}", language="zh-hans")
        receive_application(job, Sent(person, (wording,)), came_by=CameBy(), by=ANONYMOUS)
    Letter.objects.filter(reason="undo").update(next_try_at=clock.now())
    drain()


@pytest.fixture
def recruiter() -> User:
    install()
    return make_user("recruiter", name="江予安")


@pytest.fixture
def job(recruiter: User) -> Job:
    job = make_job()
    put_on_team(job, make_employee("江予安", user=recruiter))
    return job


def open_ones() -> list[tuple[str, str, int | None]]:
    return list(Todo.objects.filter(state="open").values_list("kind", "about", "owner"))


def test_fifty_people_are_one_to_do(job: Job, recruiter: User):
    apply_by_phone(job, range(50))

    assert Letter.objects.filter(channel="by_hand", state=S.HELD).count() == 50
    assert open_ones() == [(KIND, "notice:application.received", recruiter.pk)]


def test_it_is_done_with_the_last_of_them_and_begins_anew(job: Job, recruiter: User):
    apply_by_phone(job, range(3))
    by = actor_of(recruiter)

    first, second, third = Letter.objects.order_by("pk")
    actions.done_by_hand(first, how="phone", by=by)
    actions.could_not_be_told(second, reason="no_answer", by=by)
    before = len(open_ones())
    outbox.cancel([third], reason="ended", by=by)
    after = open_ones()
    apply_by_phone(job, range(3, 4))

    assert (before, after, len(open_ones())) == (1, [], 1)


def test_those_of_a_job_without_a_recruiter_are_asked_of_everybody(recruiter: User):
    apply_by_phone(make_job(), range(2))
    asked = open_ones()
    for letter in Letter.objects.all():
        actions.done_by_hand(letter, how="phone", by=actor_of(recruiter))

    assert (asked, open_ones()) == ([(KIND, "notice:application.received", None)], [])


def test_nobody_is_called_to_hear_it_a_second_time(job: Job):
    apply_by_phone(job, range(1))
    Letter.objects.update(created_at="2026-01-01T00:00:00Z")
    apply_by_phone(job, range(1))

    again = Letter.objects.get(kind="application.received_again")
    assert (again.channel, again.state, again.reason) == ("by_hand", S.SUPERSEDED, "not_by_hand")
    assert (Application.objects.count(), len(open_ones())) == (1, 1)


def test_the_to_do_leads_to_them_and_they_are_marked_together(job: Job, recruiter: User):
    apply_by_phone(job, range(3))
    client = Client()
    client.force_login(recruiter)

    [line] = client.get("/todos/").context["lines"]
    page = client.get(line.url)
    letters = [one.letter.pk for one in page.context["lines"]]
    asked = client.post("/letters/decide/", {"verb": "done_by_hand", "letter": letters})
    client.post("/letters/decide/", {name: asked.context[name] for name in ("verb", "ids", "key")})

    assert line.url == "/letters/?state=todo&kind=application.received"
    assert (len(letters), asked.context["words"].button) == (3, "这 3 位我已告知")
    assert set(Letter.objects.values_list("state", flat=True)) == {S.SENT}
    assert open_ones() == []
