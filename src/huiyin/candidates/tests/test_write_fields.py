"""Fields that a role sees masked or not at all: nobody writes over what she may not read."""

import pytest

from huiyin.accounts.models import FieldRule
from huiyin.accounts.tests.factories import actor_of, make_user
from huiyin.candidates.actions import NewCandidate, edit_candidate
from huiyin.candidates.actions.people import seen_in_form
from huiyin.candidates.models import Candidate
from huiyin.candidates.tests.factories import make_application, make_candidate
from huiyin.core.errors import DomainError, NotAllowed
from huiyin.core.models import AuditEntry
from huiyin.jobs.tests.factories import make_job
from huiyin.messaging.models import Letter

pytestmark = pytest.mark.django_db
OTHER = {"phone": "13900002046", "email": "new@example.com", "id_number": "110101199003071233"}


def _file_and_recruiter():
    job = make_job()
    candidate = make_candidate("林若溪", phone="13800002046", email="lin@example.com")
    make_application(candidate=candidate, job=job)
    return candidate, make_user("recruiter", org_unit=job.org_unit)


def _set_level(user, field: str, level: str) -> None:
    FieldRule.objects.filter(role=user.grants.get().role, field=field).update(level=level)


@pytest.mark.parametrize("level", ["hide", "mask", "see"])
@pytest.mark.parametrize("field", ["phone", "email", "id_number"])
def test_who_may_not_write_a_field_does_not(field: str, level: str):
    candidate, user = _file_and_recruiter()
    _set_level(user, f"candidate.{field}", level)
    was, entries = seen_in_form(candidate), AuditEntry.objects.count()
    letters = Letter.objects.count()

    with pytest.raises(NotAllowed) as refused:
        edit_candidate(candidate, NewCandidate("林若溪", **{field: OTHER[field]}), by=actor_of(user))

    assert refused.value.code == "field_not_yours"
    assert seen_in_form(Candidate.objects.get(pk=candidate.pk)) == was
    assert (AuditEntry.objects.count(), Letter.objects.count()) == (entries, letters)


def test_the_form_does_not_ask_for_what_she_may_not_write(browser):
    candidate, user = _file_and_recruiter()
    page = browser(user).get(f"/candidates/{candidate.number}/edit/")

    assert set(page.context["form"].fields) == {"name", "phone", "email", "city", "language"}


def test_what_is_sent_along_all_the_same_is_not_written(browser):
    candidate, user = _file_and_recruiter()
    data = {"name": "林若曦", "language": "zh-hans", "id_number": "110101199003071233"}

    answer = browser(user).post(f"/candidates/{candidate.number}/edit/", data)

    candidate.refresh_from_db()
    assert (answer.status_code, candidate.name, candidate.id_number) == (302, "林若曦", "")


def test_an_address_of_somebody_whom_she_does_not_see_is_refused_without_the_file():
    candidate, user = _file_and_recruiter()
    far = make_application(candidate=make_candidate("周远", phone="13700002046")).candidate

    with pytest.raises(DomainError) as refused:
        edit_candidate(candidate, NewCandidate("林若溪", phone="13700002046"), by=actor_of(user))

    assert refused.value.code == "belongs_to_another"
    assert far.number not in str(refused.value)
