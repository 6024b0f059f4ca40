"""The pipelines and reasons that a new installation starts with. Run again, it adds what is missing and
leaves everything that a person edited.
"""

from django.db import transaction

from huiyin.jobs.models import Pipeline, Reason, Stage
from huiyin.jobs.seeds.pipelines import PIPELINES
from huiyin.jobs.seeds.reasons import REASONS


@transaction.atomic
def seed() -> None:
    for line in PIPELINES:
        pipeline, is_new = Pipeline.objects.get_or_create(
            key=line.key, defaults={"name_zh": line.name_zh, "name_en": line.name_en, "is_published": True}
        )
        if is_new:
            Stage.objects.bulk_create(
                stage.row(pipeline, position) for position, stage in enumerate(line.stages, start=1)
            )
    for reason in REASONS:
        Reason.objects.get_or_create(
            group=reason.group,
            key=reason.key,
            defaults={
                "side": reason.side,
                "name_zh": reason.name_zh,
                "name_en": reason.name_en,
                "candidate_text_zh": reason.text_zh,
                "candidate_text_en": reason.text_en,
                "liftable": reason.liftable,
                "needs_call": reason.needs_call,
                "allowed_for_template": reason.allowed_for_template,
            },
        )
