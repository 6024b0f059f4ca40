"""Jobs, their pipelines and stages, and the reason library."""

from django.db import models

from huiyin.core.encryption import EncryptedJSONField


class JobCategory(models.TextChoices):
    TECH = "tech"
    PRODUCT = "product"
    SALES = "sales"
    FUNCTIONS = "functions"
    PRODUCTION = "production"
    SHOP = "shop"
    CARE = "care"
    TEACHER = "teacher"
    CAMPUS = "campus"


class Pipeline(models.Model):
    key = models.CharField(max_length=40, unique=True)
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    is_published = models.BooleanField(default=False)


class StageKind(models.TextChoices):
    APPLIED = "applied"
    SCREENING = "screening"
    MANAGER_REVIEW = "manager_review"
    ASSESSMENT = "assessment"
    AI_INTERVIEW = "ai_interview"
    INTERVIEW_1 = "interview_1"
    INTERVIEW_2 = "interview_2"
    INTERVIEW_FINAL = "interview_final"
    BACKGROUND_CHECK = "background_check"
    OFFER_APPROVAL = "offer_approval"
    OFFER = "offer"
    PRE_ONBOARDING = "pre_onboarding"
    HIRED = "hired"


INTERVIEW_STAGES = (StageKind.INTERVIEW_1, StageKind.INTERVIEW_2, StageKind.INTERVIEW_FINAL)


class Stage(models.Model):
    """One step of a pipeline. `eta_days` are working days until the candidate hears; a waiting stage
    without one cannot be published. Interview stages carry the defaults of their invitations.
    """

    pipeline = models.ForeignKey(Pipeline, models.CASCADE, related_name="stages")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=StageKind.choices)
    name_zh = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60)
    candidate_label_zh = models.CharField(max_length=60)
    candidate_label_en = models.CharField(max_length=80)
    eta_days = models.PositiveSmallIntegerField(null=True)
    minutes = models.PositiveSmallIntegerField(null=True)
    materials = models.JSONField(default=list, help_text='[{"what_zh","what_en","why_zh","why_en"}]')
    process = models.JSONField(default=list, help_text='[{"minutes","what_zh","what_en"}]')
    focus_zh = models.CharField(max_length=200, blank=True, help_text="what its interviewers look at")
    focus_en = models.CharField(max_length=240, blank=True)

    class Meta:
        ordering = ["pipeline", "position"]
        constraints = [
            models.UniqueConstraint(fields=["pipeline", "position"], name="one_stage_per_position")
        ]


class JobState(models.TextChoices):
    DRAFT = "draft"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class Job(models.Model):
    """职位. `pay_band` is {min, max, months}, CNY a month, encrypted: on the public page only
    where the job says so, and never on a candidate's own.
    """

    number = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=80)
    title_en = models.CharField(max_length=120, blank=True)
    category = models.CharField(max_length=12, choices=JobCategory.choices)
    org_unit = models.ForeignKey("company.OrgUnit", models.PROTECT, related_name="jobs")
    pipeline = models.ForeignKey(Pipeline, models.PROTECT)
    place = models.ForeignKey("company.Place", models.PROTECT, null=True)
    state = models.CharField(max_length=8, choices=JobState.choices, default=JobState.DRAFT)
    headcount = models.PositiveSmallIntegerField(default=1)
    pay_band = EncryptedJSONField(null=True)
    publishes_pay = models.BooleanField(default=False, help_text="the band stands on the job's public page")
    highlights = models.TextField(blank=True)
    opened_on = models.DateField(null=True)
    created_at = models.DateTimeField()


class TeamRole(models.TextChoices):
    RECRUITER = "recruiter"
    HIRING_MANAGER = "hiring_manager"
    INTERVIEWER = "interviewer"


class HiringTeam(models.Model):
    """Who works on a job, and as what."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="team")
    employee = models.ForeignKey("people.Employee", models.CASCADE, related_name="teams")
    role = models.CharField(max_length=16, choices=TeamRole.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "employee", "role"], name="one_team_place")]


class ReasonGroup(models.TextChoices):
    REJECT = "reject"
    WITHDRAW = "withdraw"
    CANCEL = "cancel"


class ReasonSide(models.TextChoices):
    COMPANY = "company"
    CANDIDATE = "candidate"
    MISTAKE = "mistake"


class Reason(models.Model):
    """Why something ended. Only `candidate_text` may ever be read by the person concerned."""

    key = models.CharField(max_length=40)
    group = models.CharField(max_length=10, choices=ReasonGroup.choices)
    side = models.CharField(max_length=10, choices=ReasonSide.choices)
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80)
    candidate_text_zh = models.CharField(max_length=120, blank=True)
    candidate_text_en = models.CharField(max_length=160, blank=True)
    liftable = models.BooleanField(default=False)
    needs_call = models.BooleanField(default=False)
    allowed_for_template = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "key"], name="one_reason")]
