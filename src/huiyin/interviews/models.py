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
    other_time_asks = models.PositiveSmallIntegerField(
        default=0, help_text="wishes of the candidate's own, ever"
    )
    late_minutes = models.PositiveSmallIntegerField(null=True, help_text="how late the candidate says to be")
    late_said_at = models.DateTimeField(null=True)
    checked_in_at = models.DateTimeField(null=True)
    checked_in_via = models.CharField(max_length=10, blank=True, help_text="page, qr, desk")
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    uid = models.CharField(max_length=80, unique=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="interview_has_length")
        ]
        indexes = [
            models.Index(fields=["state", "start"]),
            # How far each applicant of a job has come is read from this alone, without the rows.
            models.Index(fields=["application", "state"], name="interviews_by_applicant"),
        ]


class Participant(models.Model):
    """An interviewer of one interview."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="participants")
    employee = models.ForeignKey("people.Employee", models.PROTECT, related_name="participations")
    unavailable_at = models.DateTimeField(
        null=True, help_text="when this interviewer said that the time is not possible"
    )
    unavailable_note = models.CharField(max_length=200, blank=True)

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


class RuleMoment(models.TextChoices):
    """What a rule counts its days and hours from."""

    BEFORE_START = "before_start"
    UNREAD = "unread", "since the invitation left and nobody opened it"
    UNANSWERED = "unanswered", "since the invitation left and nobody answered it"
    READ_SILENT = "read_silent", "since it was opened without an answer"
    ARRANGED = "arranged", "at once, when the interview is arranged"


class RulePeople(models.TextChoices):
    """Whose interviews a rule is about."""

    ALL = "all"
    UNCONFIRMED = "unconfirmed"
    CONFIRMED = "confirmed"
    MISSED_BEFORE = "missed_before"


class RuleAct(models.TextChoices):
    LETTER = "letter"
    NEXT_RUNG = "next_rung", "the same letter by the next channel"
    CALL = "call", "a to-do with a call script"
    PREFER_CHANNEL = "prefer_channel", "begin with the channel that was answered last"


class RuleManner(models.TextChoices):
    NOW = "now"
    REVIEW = "review"
    OFF = "off"


class RuleTell(models.TextChoices):
    CANDIDATE = "candidate"
    RECRUITER = "recruiter"
    INTERVIEWERS = "interviewers"


class NotifyRule(models.Model):
    """通知规则: one sentence, such as "one day before the start, remind the candidate, at once".

    `kind` and `template` are for letters; `most` is how often it acts on one version of an interview;
    `gap_hours` is how long the invitation stands alone before a reminder.
    """

    key = models.SlugField(max_length=40, unique=True)
    moment = models.CharField(max_length=12, choices=RuleMoment.choices)
    days = models.PositiveSmallIntegerField(default=0)
    hours = models.PositiveSmallIntegerField(default=0)
    gap_hours = models.PositiveSmallIntegerField(default=0)
    people = models.CharField(max_length=14, choices=RulePeople.choices, default=RulePeople.ALL)
    act = models.CharField(max_length=14, choices=RuleAct.choices, default=RuleAct.LETTER)
    tell = models.CharField(max_length=12, choices=RuleTell.choices, default=RuleTell.CANDIDATE)
    kind = models.CharField(max_length=60, blank=True)
    template = models.CharField(max_length=20, blank=True)
    manner = models.CharField(max_length=6, choices=RuleManner.choices, default=RuleManner.NOW)
    most = models.PositiveSmallIntegerField(default=1)
    position = models.PositiveSmallIntegerField(default=0)


class RuleRun(models.Model):
    """A rule acted on one version of an interview for the nth time: never twice for the same n."""

    rule = models.ForeignKey(NotifyRule, models.CASCADE, related_name="runs")
    interview = models.ForeignKey(Interview, models.CASCADE, related_name="rule_runs")
    version = models.PositiveIntegerField()
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rule", "interview", "version", "number"], name="one_rule_run")
        ]


class DigestLine(models.Model):
    """One interview in a letter that tells a colleague of several. `entry` is that letter's cause; `kind` and
    `version` are those of the letter that she would have got for it alone.
    """

    entry = models.ForeignKey("core.AuditEntry", models.PROTECT, related_name="digest_lines")
    contact = models.ForeignKey("messaging.Contact", models.CASCADE, related_name="digest_lines")
    interview = models.ForeignKey(Interview, models.CASCADE, related_name="digest_lines")
    kind = models.CharField(max_length=60)
    version = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "interview"], name="one_digest_line")]


class BatchState(models.TextChoices):
    DRAFT = "draft"
    SENDING = "sending"
    SENT = "sent"
    DROPPED = "dropped"


class Batch(models.Model):
    """批量安排: many applications of one job on their way to one round, kept while it is prepared.

    `days` are ISO dates; `tracks` are what runs side by side: [{"room": id or null, "interviewers": [ids]}].
    Times of day are wall time of `time_zone`. `version` rises with every saved edit, for two editors.
    """

    job = models.ForeignKey("jobs.Job", models.PROTECT, related_name="batches")
    round_no = models.PositiveSmallIntegerField(default=1)
    mode = models.CharField(max_length=8, choices=Mode.choices, default=Mode.ONSITE)
    place = models.ForeignKey("company.Place", models.PROTECT, null=True)
    video_link = models.URLField(blank=True, max_length=300)
    note = models.CharField(max_length=500, blank=True)
    time_zone = models.CharField(max_length=40)
    minutes = models.PositiveSmallIntegerField(default=60)
    gap_minutes = models.PositiveSmallIntegerField(default=15, help_text="between two interviews of a track")
    days = models.JSONField(default=list)
    opens = models.TimeField()
    closes = models.TimeField()
    lunch_from = models.TimeField(null=True)
    lunch_to = models.TimeField(null=True)
    tracks = models.JSONField(default=list)
    invite_days_before = models.PositiveSmallIntegerField(
        null=True, help_text="None: the invitation leaves at once"
    )
    candidate_told = models.CharField(max_length=6, default="now")
    interviewers_told = models.CharField(max_length=6, default="now")
    why_untold = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=BatchState.choices, default=BatchState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    operation = models.ForeignKey("core.Operation", models.SET_NULL, null=True)
    created_by = models.CharField(max_length=60)
    created_at = models.DateTimeField()
    changed_by = models.CharField(max_length=60, blank=True)
    changed_at = models.DateTimeField()


class BatchRow(models.Model):
    """One person of a batch. `changes` holds what differs from it: `note`, `minutes`, `interviewers`, `room`,
    and `by_hand` when a colleague has agreed to tell somebody who has no address.

    `start` None means that no place was found yet; `problem` is {code, problem, mend} of the last try.
    `operation` is the last sending that took the row along.
    """

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="rows")
    application = models.ForeignKey("candidates.Application", models.PROTECT, related_name="batch_rows")
    position = models.PositiveSmallIntegerField()
    start = models.DateTimeField(null=True)
    track = models.PositiveSmallIntegerField(null=True)
    is_fixed = models.BooleanField(default=False, help_text="placed by a person; arranging again leaves it")
    is_left_out = models.BooleanField(default=False)
    changes = models.JSONField(default=dict)
    problem = models.JSONField(default=dict)
    operation = models.ForeignKey("core.Operation", models.SET_NULL, null=True, related_name="+")
    interview = models.ForeignKey(Interview, models.SET_NULL, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "application"], name="one_row_per_application")
        ]
        ordering = ["batch", "position"]
