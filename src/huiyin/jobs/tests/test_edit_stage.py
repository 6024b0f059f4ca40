"""What the interviewers of a round look at: one line, about work."""

import pytest

from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError
from huiyin.core.models import AuditEntry
from huiyin.jobs.models import Stage
from huiyin.jobs.pipelines import edit_stage, stage_values
from huiyin.jobs.seeds import seed

pytestmark = pytest.mark.django_db
BY = Actor.system("test")


@pytest.fixture
def stage() -> Stage:
    seed()
    return Stage.objects.filter(kind="interview_1").earliest("pk")


def test_the_focus_of_a_round_is_kept_and_audited_once(stage: Stage) -> None:
    said = stage_values(stage) | {"focus_zh": "手上的活", "focus_en": "the craft"}

    edit_stage(stage, said, by=BY)
    edit_stage(stage, said, by=BY)

    stage.refresh_from_db()
    assert (stage.focus_zh, stage.focus_en) == ("手上的活", "the craft")
    assert [one.detail["changed"] for one in AuditEntry.objects.filter(verb="stage.edited")] == [
        ["focus_en", "focus_zh"]
    ]


def test_what_a_person_is_is_refused_as_a_focus(stage: Stage) -> None:
    before = stage_values(stage)

    with pytest.raises(DomainError) as unfair:
        edit_stage(stage, before | {"focus_zh": "仅限男性，已婚已育优先"}, by=BY)

    assert unfair.value.code == "unfair_content"
    assert stage_values(Stage.objects.get(pk=stage.pk)) == before


def test_a_focus_of_a_stage_without_an_interview_is_refused(stage: Stage) -> None:
    offer = Stage.objects.filter(kind="offer").earliest("pk")
    before = stage_values(offer)

    with pytest.raises(DomainError) as silent:
        edit_stage(offer, before | {"focus_zh": "一"}, by=BY)

    assert silent.value.code == "no_interview"
    assert stage_values(Stage.objects.get(pk=offer.pk)) == before


def test_a_stage_that_is_no_interview_any_more_loses_its_focus(stage: Stage) -> None:
    assert stage.focus_zh

    edit_stage(stage, stage_values(stage) | {"kind": "offer"}, by=BY)

    stage.refresh_from_db()
    assert (stage.kind, stage.focus_zh, stage.focus_en) == ("offer", "", "")
