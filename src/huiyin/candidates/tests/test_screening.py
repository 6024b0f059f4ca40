"""A hiring manager's word about papers: a yes moves on, a no asks the recruiter, both can be taken back."""

from datetime import UTC, datetime

import pytest
import time_machine

from huiyin.accounts.tests.factories import actor_of, make_user
from huiyin.candidates.actions import advise_against, move_to_stage, recommend, take_back
from huiyin.candidates.models import Application, Recommendation
from huiyin.candidates.screening import to_read
from huiyin.candidates.tests.factories import SYSTEM, make_application
from huiyin.core.errors import Clash, DomainError
from huiyin.core.models import AuditEntry
from huiyin.jobs.models import Reason
from huiyin.jobs.tests.factories import put_on_team, stage_of
from huiyin.messaging.models import Letter
from huiyin.people.tests.factories import make_employee
from huiyin.todos.models import Todo

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def the_moment():
    with time_machine.travel(NOW, tick=False) as moment:
        yield moment


@pytest.fixture
def manager():
    user = make_user("hiring_manager", name="顾行之")
    return actor_of(user)


def waiting(kind: str = "screening", **origin: object) -> Application:
    application = make_application(**origin)
    return move_to_stage(application, stage_of(application.job, kind), by=SYSTEM)


def a_reason(key: str = "skill_gap") -> Reason:
    return Reason.objects.get(group="reject", key=key)


def waits() -> list[int]:
    return list(to_read(Application.objects.all()).values_list("pk", flat=True))


@pytest.mark.both
@pytest.mark.parametrize("kind", ["screening", "manager_review"])
def test_a_yes_moves_on_to_the_first_stage_that_is_about_more_than_papers(manager, kind):
    application = waiting(kind)
    assert waits() == [application.pk]

    said = recommend(application, by=manager, version=application.version)

    assert (said.application.stage.kind, waits()) == ("interview_1", [])
    assert Todo.objects.count() == Letter.objects.count() == 0


@pytest.mark.both
def test_a_no_moves_nobody_and_asks_the_recruiter(manager):
    recruiter = make_user("recruiter")
    application = waiting(owner=make_employee(user=recruiter))
    letters = Letter.objects.count()

    advise_against(application, reason=a_reason(), by=manager, version=application.version)

    application.refresh_from_db()
    assert (application.state, application.stage.kind, waits()) == ("active", "screening", [])
    todo = Todo.objects.get()
    assert (todo.kind, todo.about, todo.owner) == (
        "application.not_recommended",
        f"application:{application.pk}",
        recruiter,
    )
    assert Letter.objects.count() == letters


def test_without_an_owner_a_recruiter_of_the_job_is_asked(manager):
    application, recruiter = waiting(), make_user("recruiter")
    put_on_team(application.job, make_employee(user=recruiter))

    advise_against(application, reason=a_reason(), by=manager, version=application.version)

    assert Todo.objects.get().owner == recruiter


def test_a_yes_taken_back_stands_where_it_stood_with_its_days(manager, the_moment):
    application = waiting()
    since, stage = application.stage_since, application.stage
    the_moment.shift(7200)
    said = recommend(application, by=manager, version=application.version)

    take_back(said.recommendation, by=manager)

    application.refresh_from_db()
    assert (application.stage, application.stage_since) == (stage, since)
    assert waits() == [application.pk]


def test_a_no_taken_back_closes_what_it_asked(manager):
    application = waiting()
    said = advise_against(application, reason=a_reason(), by=manager, version=application.version)

    take_back(said.recommendation, by=manager)
    take_back(said.recommendation, by=manager)

    assert waits() == [application.pk]
    assert Todo.objects.get().state == "done"
    assert AuditEntry.objects.filter(verb="application.recommendation_taken_back").count() == 1


def test_what_somebody_has_gone_on_with_is_not_taken_back(manager):
    application = waiting()
    yes = recommend(application, by=manager, version=application.version)
    move_to_stage(yes.application, stage_of(application.job, "interview_2"), by=SYSTEM)

    with pytest.raises(Clash):
        take_back(yes.recommendation, by=manager)

    application.refresh_from_db()
    assert application.stage.kind == "interview_2"
    assert Recommendation.objects.get().taken_back_at is None


def test_who_is_moved_by_the_recruiter_leaves_the_word_and_its_to_do_behind(manager, the_moment):
    application = waiting()
    said = advise_against(application, reason=a_reason(), by=manager, version=application.version)
    the_moment.shift(60)

    moved = move_to_stage(said.application, stage_of(application.job, "manager_review"), by=SYSTEM)

    assert Todo.objects.get().state == "done"
    assert waits() == [moved.pk]


def test_a_second_word_replaces_the_first(manager):
    application = waiting()
    said = advise_against(application, reason=a_reason(), by=manager, version=application.version)

    recommend(said.application, by=manager, version=application.version)

    assert list(Recommendation.objects.order_by("pk").values_list("in_favour", "taken_back_at")) == [
        (False, NOW),
        (True, None),
    ]
    assert Todo.objects.get().state == "done"


def test_of_two_who_say_something_at_once_the_second_is_told_what_changed(manager):
    application = waiting()
    seen = application.version
    recommend(application, by=manager, version=seen)

    with pytest.raises(Clash):
        advise_against(application, reason=a_reason(), by=manager, version=seen)

    assert Recommendation.objects.get().in_favour is True


@pytest.mark.parametrize("state", ["rejected", "withdrawn"])
def test_nobody_says_anything_about_what_has_ended(manager, state):
    application = waiting()
    Application.objects.filter(pk=application.pk).update(state=state)

    with pytest.raises(DomainError):
        recommend(application, by=manager, version=application.version)

    assert Recommendation.objects.count() == 0


def test_a_reason_of_another_kind_is_no_reason_against_somebody(manager):
    application = waiting()

    cancel = Reason.objects.get(group="cancel", key="headcount_cut")
    with pytest.raises(DomainError):
        advise_against(application, reason=cancel, by=manager, version=application.version)

    assert (Recommendation.objects.count(), Todo.objects.count()) == (0, 0)


def test_the_trail_of_a_word_holds_codes_alone(manager):
    application = waiting()

    advise_against(application, reason=a_reason(), by=manager, version=application.version)

    entry = AuditEntry.objects.get(verb="application.screened")
    assert entry.detail == {"in_favour": False, "stage": application.stage_id, "reason": "skill_gap"}
