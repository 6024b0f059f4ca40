"""Who opens a résumé: who reaches the candidate by a role that sees documents, and who interviews her now."""

from datetime import timedelta

import pytest

from huiyin.accounts.models import FieldRule
from huiyin.accounts.tests.factories import actor_of, make_user
from huiyin.candidates.models import Document
from huiyin.candidates.tests.factories import make_application
from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.core.errors import NotAllowed, NotFound
from huiyin.interviews.documents import documents_for, get_document
from huiyin.interviews.models import Interview
from huiyin.interviews.tests.factories import House, make_interview
from huiyin.jobs.tests.factories import make_job

pytestmark = pytest.mark.django_db


def make_document(candidate, application=None, **fields) -> Document:
    path = f"documents/aa/{Document.objects.count():030}"
    plain = {"name": "简历.pdf", "media_type": "application/pdf", "size": 1, "sha256": "a" * 64}
    given = plain | {"path": path, "uploaded_by": "system:test", "at": clock.now()} | fields
    return Document.objects.create(candidate=candidate, application=application, **given)


@pytest.fixture
def interview(house: House) -> Interview:
    return make_interview(house)


@pytest.fixture
def interviewer(house: House) -> Actor:
    user = make_user("interviewer")
    house.ivy.user = user
    house.ivy.save()
    return actor_of(user)


def sees(actor: Actor, document: Document) -> bool:
    try:
        return get_document(actor, document.pk) == document
    except NotFound:
        return False


def test_a_participant_opens_it_while_the_interview_is_on_and_never_changes_it(interview, interviewer):
    document = make_document(interview.application.candidate)

    assert sees(interviewer, document)
    with pytest.raises(NotAllowed):
        get_document(interviewer, document.pk, to_change=True)


def test_another_interviewer_does_not_find_it(interview, interviewer):
    assert not sees(actor_of(make_user("interviewer")), make_document(interview.application.candidate))


@pytest.mark.parametrize("state", ["cancelled", "completed", "no_show", "draft"])
def test_an_interview_that_is_over_opens_nothing(interview, interviewer, state):
    document = make_document(interview.application.candidate)
    Interview.objects.filter(pk=interview.pk).update(state=state)

    assert not sees(interviewer, document)


def test_one_that_nobody_ended_opens_nothing_for_ever(interview, interviewer):
    document = make_document(interview.application.candidate)
    start = clock.now() - timedelta(days=4)
    Interview.objects.filter(pk=interview.pk).update(start=start, end=start + timedelta(hours=1))

    assert not sees(interviewer, document)


def test_a_document_of_another_application_stays_shut_for_the_interviewer(interview, interviewer):
    candidate = interview.application.candidate
    other = make_application(candidate, make_job("店员"))

    assert not sees(interviewer, make_document(candidate, other))
    assert sees(interviewer, make_document(candidate, interview.application))


def test_a_role_that_hides_documents_hides_them_from_a_participant_too(interview, interviewer):
    document = make_document(interview.application.candidate)
    FieldRule.objects.filter(role__key="interviewer", field="candidate.document").update(level="hide")

    assert not sees(actor_of(interviewer_user(interview)), document)


def interviewer_user(interview: Interview):
    return interview.participants.order_by("pk").first().employee.user


def test_a_recruiter_changes_it_and_sees_what_is_kept_shut(house, interview):
    candidate = interview.application.candidate
    document, shut = make_document(candidate), make_document(candidate, is_quarantined=True)

    assert get_document(house.by, document.pk, to_change=True) == document
    assert documents_for(house.by, candidate) == [shut, document]
    eve = actor_of(make_user("executive"))
    assert documents_for(eve, candidate) == [document]
    with pytest.raises(NotAllowed):
        get_document(eve, document.pk, to_change=True)


def test_a_link_and_nobody_open_nothing(interview):
    document = make_document(interview.application.candidate)
    subject = f"interview:{interview.pk}"
    link = Actor(kind="capability", key="capability:1", subject=subject, verbs=frozenset({"view"}))

    assert not sees(link, document)
    assert not sees(Actor(kind="anonymous", key="anonymous"), document)
