"""Exports: who took which list out of the house, how it was narrowed, and the sealed file until it is
removed.
"""

from django.db import models

from huiyin.core.encryption import EncryptedTextField


class ExportState(models.TextChoices):
    WAITING = "waiting", "for an approval"
    WRITING = "writing"
    READY = "ready"
    FAILED = "failed"
    REFUSED = "refused", "by an approver, withdrawn or run out"
    GONE = "gone", "its file has been removed"


class Format(models.TextChoices):
    CSV = "csv"
    XLSX = "xlsx"


class Export(models.Model):
    """`query` is the address of the list and defines the rows; it may hold a name that somebody searched
    for.
    """

    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="exports")
    key = models.CharField(max_length=64, unique=True, help_text="of the form that asked: ten clicks are one")
    list_key = models.CharField(max_length=40)
    query = EncryptedTextField(blank=True)
    language = models.CharField(max_length=10)
    format = models.CharField(max_length=4, choices=Format.choices)
    columns = models.JSONField(default=list)
    rows_asked = models.PositiveIntegerField()
    rows = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=8, choices=ExportState.choices)
    reason = models.CharField(max_length=40, blank=True)
    said = models.CharField(max_length=300, blank=True, help_text="why it failed, as a sentence")
    path = models.CharField(max_length=80, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    operation = models.ForeignKey("core.Operation", models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        indexes = [models.Index(fields=["asked_by", "created_at"])]
