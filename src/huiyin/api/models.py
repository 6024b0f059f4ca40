"""What the API remembers: the answers given under an Idempotency-Key."""

from datetime import timedelta

from django.db import IntegrityError, models, transaction

from huiyin.core import clock
from huiyin.core.encryption import EncryptedTextField

KEPT_FOR = timedelta(days=7)
# Longer than any request may take: what is still unanswered then belongs to a process that died.
GIVEN_UP_AFTER = timedelta(minutes=5)


class Answers(models.Manager["IdempotentAnswer"]):
    def claim(self, *, actor: str, key: str, request_sha256: str) -> tuple["IdempotentAnswer", bool]:
        """The key's row, and whether this request is the one that may run.

        Committed at once, so that a second request in parallel sees that one is in progress.
        """
        now = clock.now()
        try:
            with transaction.atomic():
                row = self.create(actor=actor, key=key, request_sha256=request_sha256, at=now)
        except IntegrityError:
            known = self.filter(actor=actor, key=key).first()
            if known is None:
                # The first request failed just now and took its key back, so it is free again.
                return self.claim(actor=actor, key=key, request_sha256=request_sha256)
            row = known
            died = self.filter(pk=row.pk, status=None, request_sha256=request_sha256)
            return row, bool(died.filter(at__lt=now - GIVEN_UP_AFTER).update(at=now))
        return row, True

    def forget_old(self) -> int:
        return self.filter(at__lt=clock.now() - KEPT_FOR).delete()[0]


class IdempotentAnswer(models.Model):
    """One key of one actor. `status` is NULL while the first request is still running."""

    actor = models.CharField(max_length=60)
    key = models.CharField(max_length=255)
    request_sha256 = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    body = EncryptedTextField(blank=True)
    location = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(db_index=True)

    answers = Answers()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "key"], name="one_idempotent_answer")]
