"""Sheets on their way in, the batches that brought people in row by row, and résumés that came by mail."""

from django.db import models

from huiyin.core.encryption import EncryptedJSONField, EncryptedTextField


class BatchState(models.TextChoices):
    """`writing` is a batch whose worker goes on, or takes all of it back; `undoing` one that goes portion by
    portion; `partly` one of which something stayed, because somebody had begun to use it.
    """

    WRITING = "writing"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"
    PARTLY = "partly"


class Batch(models.Model):
    """One committed file. It is done when it was written wholly."""

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
    """What one row of the sheet made (references), for undo; what was taken back is no longer in it.

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
    trail = models.BigIntegerField(
        default=0, help_text="the last audit entry when it was written; 0: as the batch"
    )
    at = models.DateTimeField(null=True, help_text="when it was written; null: as the batch")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "sheet", "row"], name="one_row_of_a_batch"),
        ]


class UploadState(models.TextChoices):
    """Where a sheet stands on its way in."""

    READING = "reading"
    MAPPING = "mapping", "somebody says which column is what"
    CHECKING = "checking"
    CHECKED = "checked", "somebody decides whether it is written"
    WRITING = "writing"
    DONE = "done"
    FAILED = "failed"
    DROPPED = "dropped"


class Gate(models.TextChoices):
    """The three checks; what a page shows while one runs."""

    RAW = "checking_raw", "原始校验"
    FORMAT = "checking_format", "转换校验"
    LOAD = "checking_load", "对接校验"


class Upload(models.Model):
    """A sheet that somebody has uploaded, until it is written or dropped. Only she sees it.

    `path` is the sheet itself, `looked` what was seen in it (columns with samples) and `found` every problem
    with its value: all three lie sealed in the home and go when nobody needs them any more. `report` masks.
    """

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    key = models.CharField(
        max_length=64, unique=True, help_text="the form that it came with: ten clicks, one"
    )
    file_name = models.CharField(max_length=200)
    file_sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    encoding = models.CharField(max_length=12, blank=True, help_text="empty: found out")
    language = models.CharField(max_length=10, default="zh-hans", help_text="of the sentences in the report")
    path = models.CharField(max_length=120, blank=True)
    looked = models.CharField(max_length=120, blank=True)
    found = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=UploadState.choices, default=UploadState.READING)
    gate = models.CharField(max_length=16, choices=Gate.choices, blank=True)
    rows = models.PositiveIntegerField(default=0)
    preset = models.CharField(max_length=20, blank=True)
    sheet = models.CharField(max_length=60, blank=True, help_text="which of a workbook's sheets")
    columns = models.JSONField(default=dict, help_text="place in the header → field")
    options = models.JSONField(default=dict)
    mends = EncryptedJSONField(default=dict, help_text="cells that were mended on the page")
    report = models.JSONField(default=dict)
    problem = models.JSONField(default=dict, help_text="{code, problem, mend} of a refusal")
    stop_asked = models.BooleanField(default=False)
    operation = models.ForeignKey("core.Operation", models.SET_NULL, null=True, related_name="+")
    batch = models.ForeignKey(Batch, models.SET_NULL, null=True, related_name="uploads")
    at = models.DateTimeField()
    moved_at = models.DateTimeField(db_index=True)
    version = models.PositiveIntegerField(default=1)


class ColumnMemory(models.Model):
    """Which column was what in a sheet with that header, so that nobody says it twice."""

    fingerprint = models.CharField(max_length=64, unique=True)
    preset = models.CharField(max_length=20)
    columns = models.JSONField()
    at = models.DateTimeField()


class ResumeState(models.TextChoices):
    """`taken` is one whose filing goes on by itself; `waiting` one that somebody must file."""

    TAKEN = "taken"
    FILED = "filed"
    WAITING = "waiting"
    DROPPED = "dropped"


class ResumeMail(models.Model):
    """A mail of the résumé folder, known by its Message-ID. `files` are its attachments, sealed, until they
    lie in the candidate's file.
    """

    key = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=8, choices=ResumeState.choices)
    why = models.CharField(max_length=40, blank=True, help_text="why it waits, or was dropped: a code")
    sender = EncryptedTextField(blank=True)
    subject = EncryptedTextField(blank=True)
    read = EncryptedJSONField(default=dict, help_text="what was read out of it: name, job, phone, email…")
    files = EncryptedJSONField(default=list)
    is_doubtful = models.BooleanField(default=False, help_text="its sender could not be proven")
    candidate = models.ForeignKey("candidates.Candidate", models.SET_NULL, null=True, related_name="+")
    application = models.ForeignKey("candidates.Application", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["state", "at"])]
