"""Approvals: flows as data, who is asked in which step, and what each of them said."""

from django.db import models

from huiyin.approvals.states import LIVE, ApprovalState, Choice, StepState
from huiyin.core.encryption import EncryptedTextField


class Flow(models.Model):
    """How one kind of subject is decided. Never edited: a change is a new version, and what runs keeps its
    own.
    """

    noun = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    steps = models.JSONField(default=list, help_text="as `flow_steps` reads them")
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["noun", "version"], name="one_flow_version")]


class Approval(models.Model):
    """One question about one subject (`export:12`). `facts` are figures and codes that its flow's conditions
    read, no personal data. What was shown and what is done are the same while `fingerprint` is.
    """

    subject = models.CharField(max_length=60, db_index=True)
    noun = models.CharField(max_length=40)
    flow = models.ForeignKey(Flow, models.PROTECT, related_name="approvals")
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="approvals_asked")
    org_unit = models.ForeignKey("company.OrgUnit", models.PROTECT, null=True)
    why = EncryptedTextField(blank=True)
    facts = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=ApprovalState.choices, default=ApprovalState.ASKED)
    asked_at = models.DateTimeField()
    granted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=60, blank=True, help_text="a code: why it could not, or is void")
    said = EncryptedTextField(blank=True, help_text="the same as a sentence, or the comment that ended it")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject"], condition=models.Q(state__in=LIVE), name="one_live_approval"
            )
        ]
        indexes = [
            models.Index(fields=["state", "asked_at"]),
            models.Index(fields=["asked_by", "state", "asked_at"]),
        ]


class ApprovalStep(models.Model):
    """One step of a running approval. `escalated` counts how often its time ran out."""

    approval = models.ForeignKey(Approval, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    rule = models.JSONField(help_text="the step of the flow, as it was when the approval began")
    state = models.CharField(max_length=8, choices=StepState.choices, default=StepState.WAITING)
    opened_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    escalated = models.PositiveSmallIntegerField(default=0)
    is_stuck = models.BooleanField(default=False, help_text="nobody could be found to decide it")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["approval", "position"], name="one_step_per_place")]
        indexes = [models.Index(fields=["state", "due_at"])]


class SeatCame(models.TextChoices):
    FLOW = "flow", "named by the flow"
    ABOVE = "above", "the next above, because nobody else could or did"


class Seat(models.Model):
    """Somebody whose word a step asks for. `decided_by` is she herself or who stood in for her."""

    step = models.ForeignKey(ApprovalStep, models.CASCADE, related_name="seats")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="seats")
    came = models.CharField(max_length=5, choices=SeatCame.choices, default=SeatCame.FLOW)
    choice = models.CharField(max_length=7, choices=Choice.choices, blank=True)
    comment = EncryptedTextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="decisions")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["step", "user"], name="one_seat")]
        indexes = [models.Index(fields=["user", "choice"]), models.Index(fields=["decided_by", "decided_at"])]


class Absence(models.Model):
    """For this time somebody does not decide; `stand_in` does in her place, or nobody."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="absences")
    stand_in = models.ForeignKey("accounts.User", models.CASCADE, null=True, related_name="stands_in")
    starts = models.DateTimeField()
    ends = models.DateTimeField(db_index=True)
    ended_early_at = models.DateTimeField(null=True)
