"""Pipelines and reasons: stages with people in them, promises, and words that must not decide."""

import pytest
from django.test import Client

from huiyin.accounts.tests.factories import sign_in
from huiyin.administration.actions.pipelines import remove_stage
from huiyin.administration.tests.conftest import Settings
from huiyin.candidates.tests.factories import make_application
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError
from huiyin.jobs.models import Pipeline, Reason, Stage
from huiyin.jobs.pipelines import shift_stage, stage_values

BY = Actor.system("test")
REASON = {
    "group": "reject",
    "side": "company",
    "name_zh": "计划有变",
    "name_en": "Plans changed",
    "candidate_text_zh": "公司安排有调整",
    "allowed_for_template": "on",
}


def stages(pipeline: Pipeline) -> list[Stage]:
    return list(pipeline.stages.order_by("position"))


def test_a_stage_with_people_in_it_is_removed_only_with_where_they_go(house: Settings) -> None:
    application = make_application()
    first, second, *_others = stages(application.job.pipeline)
    count = len(stages(application.job.pipeline))

    with pytest.raises(DomainError) as refused:
        remove_stage(first, move_to=None, by=BY)
    assert refused.value.code == "stage_in_use"
    assert len(stages(application.job.pipeline)) == count

    assert remove_stage(first, move_to=second, by=BY) == 1
    application.refresh_from_db()
    assert application.stage == second
    left = stages(application.job.pipeline)
    assert [one.position for one in left] == list(range(left[0].position, left[0].position + count - 1))


def test_stages_change_places_without_dragging(house: Settings) -> None:
    first, second, *others = stages(house.pipeline)

    shift_stage(second, earlier=True, by=BY)
    assert stages(house.pipeline) == [second, first, *others]
    shift_stage(second, earlier=True, by=BY)
    assert stages(house.pipeline) == [second, first, *others]


def test_a_published_pipeline_keeps_its_promises(admin: Client, house: Settings) -> None:
    stage = Stage.objects.get(pipeline=house.pipeline, kind="screening")
    data = {name: value or "" for name, value in stage_values(stage).items() if not isinstance(value, list)}

    answer = admin.post(f"/settings/stages/{stage.pk}/", {**data, "eta_days": ""})

    assert answer.status_code == 422
    assert Stage.objects.get(pk=stage.pk).eta_days == stage.eta_days


def test_materials_and_process_are_typed_as_lines(admin: Client, house: Settings) -> None:
    stage = Stage.objects.filter(pipeline=house.pipeline, kind="interview_1").get()
    data = {name: value or "" for name, value in stage_values(stage).items() if not isinstance(value, list)}
    lines = {
        "materials": "作品 | Your work | 一起看 | to look at",
        "process": "20 | 业务面 | talk with the team",
    }

    assert admin.post(f"/settings/stages/{stage.pk}/", {**data, **lines}).status_code == 302

    stage.refresh_from_db()
    assert stage.materials == [
        {"what_zh": "作品", "what_en": "Your work", "why_zh": "一起看", "why_en": "to look at"}
    ]
    assert stage.process == [{"minutes": 20, "what_zh": "业务面", "what_en": "talk with the team"}]
    text = admin.get(f"/settings/stages/{stage.pk}/").content.decode()
    assert "作品 | Your work | 一起看 | to look at" in text


def test_a_pipeline_is_a_draft_with_the_stages_of_another(admin: Client, house: Settings) -> None:
    admin.post("/settings/pipelines/add/", {"name_zh": "门店快招", "like": house.pipeline.pk})

    made = Pipeline.objects.get(name_zh="门店快招")
    assert not made.is_published
    assert [one.kind for one in stages(made)] == [one.kind for one in stages(house.pipeline)]


def test_a_reason_is_added_changed_and_retired(admin: Client, house: Settings) -> None:
    assert admin.post("/settings/reasons/add/", {**REASON, "is_active": "on"}).status_code == 302
    made = Reason.objects.get(name_zh="计划有变")

    assert admin.post(f"/settings/reasons/{made.pk}/", {**REASON, "liftable": "on"}).status_code == 302

    made.refresh_from_db()
    assert (made.liftable, made.is_active, made.candidate_text_zh) == (True, False, "公司安排有调整")


@pytest.mark.parametrize(
    "wrong", [{"candidate_text_zh": "只要35岁以下"}, {"candidate_text_en": "men only"}, {"needs_call": "on"}]
)
def test_a_reason_that_decides_by_the_person_is_refused(
    admin: Client, house: Settings, wrong: dict[str, str]
) -> None:
    before = Reason.objects.count()

    assert admin.post("/settings/reasons/add/", {**REASON, **wrong}).status_code == 422
    assert Reason.objects.count() == before


def test_a_recruiter_changes_no_stage(house: Settings) -> None:
    stage = stages(house.pipeline)[0]
    client = sign_in(Client(), house.recruiter)

    assert client.post(f"/settings/stages/{stage.pk}/shift/", {"way": "later"}).status_code == 403
    assert client.post(f"/settings/stages/{stage.pk}/remove/", {}).status_code == 403
    assert stages(house.pipeline)[0] == stage


def test_days_are_set_and_what_interviewers_look_at_and_then_it_is_published(admin: Client) -> None:
    pipeline = Pipeline.objects.create(key="own", name_zh="自定", name_en="Own")
    stage = Stage.objects.create(pipeline=pipeline, position=1, kind="interview_1", name_zh="初试")
    said = {"kind": "interview_1", "name_zh": "初试", "candidate_label_zh": "等面试", "focus_zh": "手上的活"}
    address, publish = f"/settings/stages/{stage.pk}/", f"/settings/pipelines/{pipeline.pk}/publish/"

    admin.post(publish)
    pipeline.refresh_from_db()
    silent = pipeline.is_published
    refused = admin.post(address, {**said, "eta_days": "90"})
    kept = admin.post(address, {**said, "eta_days": "4"}, follow=True)
    admin.post(publish)

    pipeline.refresh_from_db()
    stage.refresh_from_db()
    assert (silent, refused.status_code, pipeline.is_published) == (False, 422, True)
    assert (stage.eta_days, stage.focus_zh) == (4, "手上的活")
    assert "手上的活" in kept.content.decode()


def test_a_session_left_open_changes_no_pipeline(house: Settings) -> None:
    stage = stages(house.pipeline)[0]
    Pipeline.objects.filter(pk=house.pipeline.pk).update(is_published=False)
    was, client = stage_values(stage), Client()
    client.force_login(house.admin)

    answers = [
        client.post(f"/settings/pipelines/{house.pipeline.pk}/publish/"),
        client.post(f"/settings/stages/{stage.pk}/", {"eta_days": "59", "focus_zh": "别的"}),
    ]

    assert [one.headers["Location"].split("?")[0] for one in answers] == ["/sign-in/"] * 2
    assert not Pipeline.objects.get(pk=house.pipeline.pk).is_published
    assert stage_values(Stage.objects.get(pk=stage.pk)) == was


@pytest.mark.parametrize("field", ["process", "materials"])
@pytest.mark.parametrize("line", ["9" * 5000, f"{'9' * 19} | x | y", "² | x | y", "x" * 4001])
def test_lines_that_are_no_lines_are_refused(house: Settings, field: str, line: str) -> None:
    stage = stages(house.pipeline)[1]
    was = stage_values(stage)
    sent = {name: value for name, value in was.items() if isinstance(value, str | int)}

    answer = sign_in(Client(), house.admin).post(f"/settings/stages/{stage.pk}/", {**sent, field: line})

    if field == "process" or len(line) > 4000:
        assert answer.status_code == 422
        assert stage_values(Stage.objects.get(pk=stage.pk)) == was
    else:
        assert answer.status_code == 302
