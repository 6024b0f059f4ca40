"""What the API remembers: the answers given under an Idempotency-Key."""

from django.db import models

from huiyin.core.encryption import EncryptedTextField


class IdempotentAnswer(models.Model):
    """One key of one actor. `status` is NULL while the first request is still running."""

    actor = models.CharField(max_length=60)
    key = models.CharField(max_length=255)
    request_sha256 = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    body = EncryptedTextField(blank=True)
    location = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "key"], name="one_idempotent_answer")]
