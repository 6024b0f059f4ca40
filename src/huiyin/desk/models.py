"""What the desk itself keeps: which mornings a colleague has had her letter."""

from django.db import models


class MorningLetter(models.Model):
    """A colleague's morning was looked at, whether or not there was anything to say. One per day, so that
    the clock may look twice, or on two machines.
    """

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="morning_letters")
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "on"], name="one_morning_letter")]
