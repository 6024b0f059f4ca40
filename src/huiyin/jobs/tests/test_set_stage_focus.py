"""What the interviewers of a round look at: one line, about work."""

import pytest
from django.test import Client

from huiyin.accounts.tests.factories import make_user, sign_in
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError
from huiyin.core.models import AuditEntry
from huiyin.jobs.actions import set_stage_focus
from huiyin.jobs.models import Stage
from huiyin.jobs.seeds import seed

pytestmark = pytest.mark.django_db
BY = Actor.system("test")


@pytest.fixture
def stage() -> Stage:
    seed()
    return Stage.objects.filter(kind="interview_1").earliest("pk")


def test_the_focus_of_a_round_is_kept_and_audited(stage: Stage) -> None:
    set_stage_focus(stage, zh=" 手上的活 ", en="the craft", by=BY)
    set_stage_focus(stage, zh="手上的活", en="the craft", by=BY)

    stage.refresh_from_db()
    assert (stage.focus_zh, stage.focus_en) == ("手上的活", "the craft")
    assert AuditEntry.objects.filter(verb="stage.focus_set").count() == 1


def test_what_a_person_is_and_a_stage_without_interview_are_refused(stage: Stage) -> None:
    before = stage.focus_zh
    with pytest.raises(DomainError) as unfair:
        set_stage_focus(stage, zh="仅限男性，已婚已育优先", en="", by=BY)
    with pytest.raises(DomainError) as silent:
        set_stage_focus(Stage.objects.filter(kind="offer").earliest("pk"), zh="一", en="", by=BY)

    stage.refresh_from_db()
    assert (unfair.value.code, silent.value.code) == ("unfair_content", "no_interview")
    assert stage.focus_zh == before


def test_whoever_edits_pipelines_edits_it_on_their_page(stage: Stage) -> None:
    client = sign_in(Client(), make_user("system_admin"))

    answer = client.post(f"/jobs/pipelines/stages/{stage.pk}/focus/", {"focus_zh": "手上的活"}, follow=True)

    assert "手上的活" in answer.content.decode()
