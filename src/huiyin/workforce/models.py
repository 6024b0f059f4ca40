"""Busy times. One table for people and rooms; the database itself refuses overlaps."""

from django.db import models


class Booking(models.Model):
    """`resource` (`employee:12`, `room:3`, `candidate:7`) is taken from `start` to `end` by `about`.

    Half-open: one may end when the next begins. An exclusion constraint (PostgreSQL) or triggers
    (SQLite) refuse an overlap whatever the code does; cancelling deletes the rows.
    """

    resource = models.CharField(max_length=40)
    start = models.DateTimeField()
    end = models.DateTimeField()
    about = models.CharField(max_length=60, db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="booking_has_length"),
            models.UniqueConstraint(fields=["resource", "about"], name="one_booking_per_resource"),
        ]
        indexes = [models.Index(fields=["resource", "start", "end"])]
