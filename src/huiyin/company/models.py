"""The company: its branches, brands, places, rooms and working days. One company per installation."""

from datetime import time

from django.db import models


class Company(models.Model):
    """The installation's one company and the house rules that letters and pages follow."""

    name = models.CharField(max_length=80)
    legal_name = models.CharField(max_length=120, blank=True)
    switchboard = models.CharField(max_length=30, blank=True, help_text="landline, 400 or 95 number")
    time_zone = models.CharField(max_length=40, default="Asia/Shanghai")
    language = models.CharField(max_length=10, default="zh-hans")
    office_hours = models.CharField(max_length=40, default="9:00–18:00")
    quiet_start = models.TimeField(default=time(21))
    quiet_end = models.TimeField(default=time(8))
    letters_per_day = models.PositiveSmallIntegerField(default=3, help_text="per person, urgent ones apart")
    question_reply_hours = models.PositiveSmallIntegerField(default=2)
    shows_interviewers = models.BooleanField(
        default=True, help_text="names and titles on the candidate's page"
    )
    self_moves = models.PositiveSmallIntegerField(
        default=2, help_text="how often a candidate may ask for another time"
    )
    self_move_hours = models.PositiveSmallIntegerField(
        default=12, help_text="no such wish later than this before the start; then a person is called"
    )
    no_show_minutes = models.PositiveSmallIntegerField(
        default=30, help_text="after the start, without a word: what counts as not having come"
    )
    digest_at = models.TimeField(default=time(8, 30), help_text="the morning letter to recruiters")
    switched_off = models.JSONField(default=list, help_text="keys of the parts that this house does not use")


class Brand(models.Model):
    """How a branch looks and signs to the outside."""

    name = models.CharField(max_length=80)
    sender_name = models.CharField(max_length=80, blank=True)
    reply_to = models.EmailField(blank=True)
    logo_svg = models.TextField(blank=True, help_text="checked SVG, shown on pages")
    logo_png = models.BinaryField(blank=True, default=b"", help_text="for mail, at most 64 kB")
    colour = models.CharField(max_length=7, default="#0F6E6E")


class OrgUnitKind(models.TextChoices):
    BRANCH = "branch"
    DEPARTMENT = "department"


class OrgUnit(models.Model):
    """A branch or department. `path` is `/1/4/9/`, so a subtree is one prefix search."""

    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    kind = models.CharField(max_length=12, choices=OrgUnitKind.choices, default=OrgUnitKind.DEPARTMENT)
    name = models.CharField(max_length=80)
    path = models.CharField(max_length=200, db_index=True, blank=True)
    brand = models.ForeignKey(Brand, models.PROTECT, null=True)
    time_zone = models.CharField(max_length=40, blank=True)
    is_active = models.BooleanField(default=True)

    @property
    def depth(self) -> int:
        """1 at the top."""
        return self.path.count("/") - 1


class Place(models.Model):
    """Where people come to. Coordinates are kept in both systems: GCJ-02 for Chinese maps, WGS-84 else."""

    org_unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="places")
    name = models.CharField(max_length=80)
    address = models.CharField(max_length=200)
    entrance_note = models.CharField(max_length=200, blank=True)
    nav_note = models.CharField(max_length=300, blank=True)
    time_zone = models.CharField(max_length=40, default="Asia/Shanghai")
    gcj_lon = models.FloatField(null=True)
    gcj_lat = models.FloatField(null=True)
    wgs_lon = models.FloatField(null=True)
    wgs_lat = models.FloatField(null=True)
    is_active = models.BooleanField(default=True)


class Room(models.Model):
    place = models.ForeignKey(Place, models.PROTECT, related_name="rooms")
    name = models.CharField(max_length=60)
    seats = models.PositiveSmallIntegerField(default=4)
    is_active = models.BooleanField(default=True)


class CalendarYear(models.Model):
    """A year of which somebody here said that its holidays stand in our own table. Beside the shipped
    years.
    """

    year = models.PositiveSmallIntegerField(unique=True)
    said_at = models.DateTimeField()


class CalendarDay(models.Model):
    """A day that differs from its weekday: a holiday, or a 调休 working day. Overrides the shipped table."""

    on = models.DateField(unique=True)
    is_working = models.BooleanField()
    name = models.CharField(max_length=40)
