"""Interviews: one slot of one round, who takes part, how it was answered, and every version of it."""

from django.db import models

from huiyin.core.encryption import EncryptedTextField


class Mode(models.TextChoices):
    ONSITE = "onsite"
    PHONE = "phone"
    VIDEO = "video"


class InterviewState(models.TextChoices):
    DRAFT = "draft"
    SCHEDULED = "scheduled"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    RESCHEDULE_REQUESTED = "reschedule_requested"
    CHECKED_IN = "checked_in"
    COMPLETED = "completed"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class Answer(models.TextChoices):
    YES = "yes"
    NO = "no"
    OTHER_TIME = "other_time"


class Interview(models.Model):
    """`start`/`end` are UTC moments; `time_zone` is the wall clock that people are told.

    `version` rises with every change that anybody must hear of; `uid` never changes and the calendar's
    SEQUENCE is `version - 1`. `materials` and `process` are copied from the stage so that a template
    change does not rewrite an invitation.
    """

    number = models.CharField(max_length=20, unique=True, help_text="MS-YYYYMMDD-####")
    application = models.ForeignKey("candidates.Application", models.PROTECT, related_name="interviews")
    stage = models.ForeignKey("jobs.Stage", models.PROTECT, null=True)
    round_no = models.PositiveSmallIntegerField()
    round_name = models.CharField(max_length=40)
    mode = models.CharField(max_length=8, choices=Mode.choices)
    start = models.DateTimeField(db_index=True)
    end = models.DateTimeField()
    time_zone = models.CharField(max_length=40)
    place = models.ForeignKey("company.Place", models.PROTECT, null=True)
    room = models.ForeignKey("company.Room", models.PROTECT, null=True)
    video_link = models.URLField(blank=True, max_length=300)
    materials = models.JSONField(default=list)
    process = models.JSONField(default=list)
    note = models.CharField(max_length=500, blank=True, help_text="one line the candidate reads")
    reply_by = models.DateTimeField(null=True)
    state = models.CharField(max_length=22, choices=InterviewState.choices, default=InterviewState.SCHEDULED)
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_via = models.CharField(max_length=20, blank=True)
    answer_note = EncryptedTextField(blank=True)
    cancel_reason = models.ForeignKey("jobs.Reason", models.PROTECT, null=True)
    cancelled_at = models.DateTimeField(null=True)
    checked_in_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    uid = models.CharField(max_length=80, unique=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="interview_has_length")
        ]
        indexes = [models.Index(fields=["state", "start"])]


class Participant(models.Model):
    """An interviewer of one interview."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="participants")
    employee = models.ForeignKey("people.Employee", models.PROTECT, related_name="participations")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["interview", "employee"], name="one_participation")]


class InterviewVersion(models.Model):
    """The facts as they stood at one version, kept at every change."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    verb = models.CharField(max_length=30)
    facts = models.JSONField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["interview", "number"], name="one_interview_version")]
