import pytest

from huiyin.core.fairness import find_unfair
from huiyin.jobs.actions import stages_without_eta
from huiyin.jobs.models import INTERVIEW_STAGES, Pipeline, Reason, Stage
from huiyin.jobs.seeds import seed

pytestmark = pytest.mark.django_db


def test_three_pipelines_are_published_and_none_is_silent():
    seed()

    assert sorted(Pipeline.objects.filter(is_published=True).values_list("key", flat=True)) == [
        "campus",
        "shop",
        "social",
    ]
    assert [stage for line in Pipeline.objects.all() for stage in stages_without_eta(line)] == []


def test_every_stage_speaks_to_the_candidate_in_both_languages():
    seed()

    assert [s for s in Stage.objects.all() if not (s.candidate_label_zh and s.candidate_label_en)] == []


def test_interview_stages_carry_length_materials_with_a_why_and_a_process_that_fills_it():
    seed()

    for stage in Stage.objects.filter(kind__in=INTERVIEW_STAGES):
        assert sum(step["minutes"] for step in stage.process) == stage.minutes
        assert all(
            item[key] for item in stage.materials for key in ("what_zh", "what_en", "why_zh", "why_en")
        )


def test_interview_stages_say_in_both_languages_what_their_interviewers_look_at():
    seed()

    for stage in Stage.objects.filter(kind__in=INTERVIEW_STAGES):
        assert stage.focus_zh
        assert stage.focus_en
        assert find_unfair(f"{stage.focus_zh} {stage.focus_en}") == []


def test_seeding_again_keeps_edits_and_adds_nothing():
    seed()
    counts = (Pipeline.objects.count(), Stage.objects.count(), Reason.objects.count())
    Stage.objects.filter(kind="screening").update(eta_days=9)
    Reason.objects.filter(key="filled").update(name_zh="招满了")

    seed()

    assert (Pipeline.objects.count(), Stage.objects.count(), Reason.objects.count()) == counts
    assert set(Stage.objects.filter(kind="screening").values_list("eta_days", flat=True)) == {9}
    assert set(Reason.objects.filter(key="filled").values_list("name_zh", flat=True)) == {"招满了"}


def test_the_reasons_that_may_pass_are_marked():
    seed()

    assert sorted(set(Reason.objects.filter(liftable=True).values_list("key", flat=True))) == [
        "budget_limit",
        "job_paused",
        "salary_gap",
        "team_change",
        "time_conflict",
    ]
    assert list(Reason.objects.filter(needs_call=True).values_list("key", "allowed_for_template")) == [
        ("background_issue", False)
    ]


def test_what_a_candidate_may_read_is_fair_and_in_both_languages():
    seed()

    for reason in Reason.objects.all():
        assert bool(reason.candidate_text_zh) == bool(reason.candidate_text_en)
        assert find_unfair(reason.candidate_text_zh + reason.candidate_text_en) == []
