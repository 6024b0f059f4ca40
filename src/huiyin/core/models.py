"""The audit trail, number sequences and long pieces of work that a person watches."""

from django.db import models


class AuditEntry(models.Model):
    """Who did what to which row, when. Written only by `core.audit`; never updated except to be sealed.

    `detail` holds ids, codes and figures, never personal data. `seal_no` and `hash` are set by the
    sealer: the order of the chain is the order of sealing, so concurrent writers need no lock.
    """

    at = models.DateTimeField(db_index=True)
    actor = models.CharField(max_length=60)
    actor_label = models.CharField(max_length=120, blank=True)
    verb = models.CharField(max_length=60, db_index=True)
    about = models.CharField(max_length=60, db_index=True)
    detail = models.JSONField(default=dict)
    seal_no = models.BigIntegerField(null=True, unique=True)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=models.Q(seal_no=None), name="audit_unsealed"),
            models.Index(fields=["actor", "id"], name="audit_by_actor"),
        ]


class AuditAnchor(models.Model):
    """The chain's head at one moment, also written outside the database, so a cut tail is noticed."""

    at = models.DateTimeField()
    seal_no = models.BigIntegerField()
    hash = models.CharField(max_length=64)


class Sequence(models.Model):
    """The last number given out under a name such as `candidate:202611`."""

    name = models.CharField(max_length=60, unique=True)
    last = models.PositiveBigIntegerField(default=0)


class OperationState(models.TextChoices):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Operation(models.Model):
    """Long work that a person watches: n of total, failed, and may leave alone.

    `key` makes it idempotent: a second click with the same key finds the first operation.
    """

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=128, unique=True)
    about = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=12, choices=OperationState.choices, default=OperationState.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    detail = models.JSONField(default=dict)
    actor = models.CharField(max_length=60)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class TaskLease(models.Model):
    """A worker's hold on a running background task; see `core.background`."""

    result_id = models.UUIDField(unique=True)
    worker = models.CharField(max_length=80)
    until = models.DateTimeField(db_index=True)
