"""Batches that are not over, for the lists in which they are found again."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from huiyin.interviews.models import Batch, BatchRow, BatchState


def unfinished(batches: QuerySet[Batch]) -> QuerySet[Batch]:
    """Drafts, what is being sent, and what was sent but for some; the latest first, counted."""
    waiting = BatchRow.objects.filter(batch=OuterRef("pk"), interview=None, is_left_out=False)
    rows = batches.exclude(state=BatchState.DROPPED).filter(Exists(waiting) | Q(state=BatchState.SENDING))
    return (
        rows.select_related("job")
        .annotate(
            people=Count("rows", filter=Q(rows__is_left_out=False)),
            invited=Count("rows", filter=Q(rows__interview__isnull=False)),
        )
        .order_by("-changed_at")
    )
