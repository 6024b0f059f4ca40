"""Which applications wait for the hiring manager's look at their papers. No HTML and no changes here."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from huiyin.candidates.models import Application, Recommendation
from huiyin.candidates.queries import RUNNING
from huiyin.jobs.models import Stage, StageKind

READ_STAGES = (StageKind.SCREENING, StageKind.MANAGER_REVIEW)
"""In which somebody reads the papers and nobody has been met yet."""


def counting(**more: object) -> QuerySet[Recommendation]:
    """For each application, what was said since it stands where it stands."""
    return Recommendation.objects.filter(
        application=OuterRef("pk"),
        stage=OuterRef("stage"),
        at__gte=OuterRef("stage_since"),
        taken_back_at=None,
        **more,
    )


def advised_against() -> Exists:
    """For each application, whether its hiring manager advises against going on."""
    return Exists(counting(in_favour=False))


def to_read(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Those of the given that wait for a look, the longest waiting first."""
    waiting = applications.filter(state__in=RUNNING, stage__kind__in=READ_STAGES)
    return waiting.filter(~Exists(counting())).order_by("stage_since", "pk")


def behind(application: Application) -> Q:
    """What comes after it in the order of `to_read`."""
    since = application.stage_since
    return Q(stage_since__gt=since) | Q(stage_since=since, pk__gt=application.pk)


def stage_after_reading(stage: Stage, stages: Iterable[Stage]) -> Stage | None:
    """The next one that is about more than papers: who has read them for one stage has read them."""
    later = [one for one in stages if one.position > stage.position and one.kind not in READ_STAGES]
    return min(later, key=lambda one: one.position, default=None)


def still_counts(said: Recommendation, application: Application) -> bool:
    """Whether the application stands where it stood when it was said."""
    stays = said.stage_id == application.stage_id and said.at >= application.stage_since
    return stays and said.taken_back_at is None and application.state in RUNNING
