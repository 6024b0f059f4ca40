"""Batches that brought people in, row by row, so that they can be undone."""

from django.db import models


class BatchState(models.TextChoices):
    DONE = "done"
    UNDONE = "undone"


class Batch(models.Model):
    """One committed file. A batch exists only when it was written wholly."""

    preset = models.CharField(max_length=20)
    file_name = models.CharField(max_length=200)
    file_sha256 = models.CharField(max_length=64, db_index=True)
    state = models.CharField(max_length=8, choices=BatchState.choices, default=BatchState.DONE)
    report = models.JSONField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=60)
    user = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)


class BatchRow(models.Model):
    """What one row of the sheet made (references), for undo.

    `key` knows the row of a sheet without addresses again, `digest` whether it still says the same. Both are
    keyed hashes, because a candidate's number is quickly listed through.
    """

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="rows")
    sheet = models.CharField(max_length=60, blank=True)
    row = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10)
    made = models.JSONField(default=list)
    key = models.CharField(max_length=32, blank=True, db_index=True)
    digest = models.CharField(max_length=32, blank=True)
