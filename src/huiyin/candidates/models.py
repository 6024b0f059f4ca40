"""Candidates and their applications, tags, consents, notes and conversation."""

from django.db import models

from huiyin.candidates.file_models import (
    ChatApp,
    Merge,
    NotSame,
    Paste,
    PastedTurn,
    Profile,
    Statement,
    StatementKind,
    StatementSource,
)
from huiyin.core.encryption import EncryptedJSONField, EncryptedTextField

__all__ = [
    "Application",
    "ApplicationState",
    "Candidate",
    "CandidateTag",
    "ChatApp",
    "Consent",
    "ConsentPurpose",
    "ConsentText",
    "ContactLog",
    "ContactOutcome",
    "ContactWay",
    "Document",
    "DocumentKind",
    "DocumentText",
    "HireType",
    "Merge",
    "Message",
    "NotSame",
    "Note",
    "Paste",
    "PastedTurn",
    "Profile",
    "Recommendation",
    "Source",
    "Statement",
    "StatementKind",
    "StatementSource",
    "Submission",
    "SubmissionState",
    "Tag",
    "TextState",
    "Thread",
    "ThreadState",
]


class Source(models.TextChoices):
    REFERRAL = "referral"
    HEADHUNTER = "headhunter"
    JOB_SITE = "job_site"
    WEBSITE = "website"
    SOCIAL_MEDIA = "social_media"
    OFFLINE = "offline"
    CAMPUS = "campus"
    INTERNAL = "internal"
    OTHER = "other"


class HireType(models.TextChoices):
    SOCIAL = "social"
    CAMPUS = "campus"
    INTERN = "intern"


class Candidate(models.Model):
    """One natural person, recognised by phone, e-mail or ID number. The number is permanent.

    Phone and e-mail are addresses of `contact`. `merged_into` keeps old links alive after a merge.
    """

    number = models.CharField(max_length=16, unique=True, help_text="C-YYYYMM-#####")
    contact = models.OneToOneField("messaging.Contact", models.PROTECT, related_name="candidate")
    name = models.CharField(max_length=80, db_index=True)
    city = models.CharField(max_length=40, blank=True)
    id_number = EncryptedTextField(blank=True)
    id_number_index = models.CharField(max_length=32, blank=True, db_index=True)
    id_number_tail_index = models.CharField(max_length=32, blank=True, db_index=True)
    retention_on = models.DateField(help_text="when the file is due to be forgotten")
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True)
    created_at = models.DateTimeField(db_index=True)


class ApplicationState(models.TextChoices):
    ACTIVE = "active"
    ON_HOLD = "on_hold"
    HIRED = "hired"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class Application(models.Model):
    """投递: one candidate, one job, and where it stands."""

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="applications")
    job = models.ForeignKey("jobs.Job", models.PROTECT, related_name="applications")
    stage = models.ForeignKey("jobs.Stage", models.PROTECT)
    stage_since = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ApplicationState.choices, default=ApplicationState.ACTIVE)
    terminated_by = models.CharField(max_length=10, blank=True)
    reason = models.ForeignKey("jobs.Reason", models.PROTECT, null=True)
    source = models.CharField(max_length=14, choices=Source.choices, default=Source.OTHER)
    source_note = models.CharField(max_length=80, blank=True)
    referrer = models.ForeignKey("people.Employee", models.SET_NULL, null=True, related_name="referrals")
    passed_on_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, related_name="friends", help_text="whose candidate passed it on"
    )
    hire_type = models.CharField(max_length=8, choices=HireType.choices, default=HireType.SOCIAL)
    owner = models.ForeignKey(
        "people.Employee", models.SET_NULL, null=True, related_name="owned_applications"
    )
    applied_at = models.DateTimeField(db_index=True)
    version = models.PositiveIntegerField(default=1, help_text="raised at every change, for two editors")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "job"],
                condition=models.Q(state__in=["active", "on_hold"]),
                name="one_running_application",
            )
        ]
        indexes = [models.Index(fields=["job", "state", "stage", "stage_since"])]


class Recommendation(models.Model):
    """What the hiring manager says after reading somebody's papers in one stage. It decides nothing and tells
    the candidate nothing: a yes moves her on, a no asks the recruiter to decide. It counts as long as the
    application stands where it stood.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="recommendations")
    stage = models.ForeignKey("jobs.Stage", models.PROTECT)
    in_favour = models.BooleanField()
    reason = models.ForeignKey("jobs.Reason", models.PROTECT, null=True)
    by = models.ForeignKey("accounts.User", models.SET_NULL, null=True)
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)


class Tag(models.Model):
    name = models.CharField(max_length=80, unique=True)
    is_automatic = models.BooleanField(default=False)


class CandidateTag(models.Model):
    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="tags")
    tag = models.ForeignKey(Tag, models.CASCADE)
    at = models.DateTimeField()
    expires_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["candidate", "tag"], name="one_tag_per_candidate")]


class ConsentPurpose(models.TextChoices):
    APPLICATION = "application"
    TALENT_POOL = "talent_pool"


class Consent(models.Model):
    """What a person agreed to, in which text, when. A withdrawal is a later row with given=False."""

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=20, choices=ConsentPurpose.choices)
    given = models.BooleanField()
    basis = models.CharField(max_length=40, help_text="consent, contract (PIPL 13(1)(2)), imported")
    text_sha256 = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    until = models.DateField(null=True)


class ConsentText(models.Model):
    """The words that people agreed to, kept for ever, so that a consent's `text_sha256` can be read again."""

    sha256 = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=20, choices=ConsentPurpose.choices)
    language = models.CharField(max_length=10)
    text = models.TextField()
    first_used_at = models.DateTimeField()


class SubmissionState(models.TextChoices):
    """`kept` leaves nothing to decide; `waiting` says more or something else than a known person's file."""

    KEPT = "kept"
    WAITING = "waiting"
    TAKEN = "taken"
    LEFT = "left"


class Submission(models.Model):
    """What somebody sent through a public form, as it was sent. Nobody proved who she is: what differs from a
    known person's file changes nothing until a colleague takes it over. `said` is {name, phone, email, city,
    start, words}; `consents` the [purpose, sha256] that were ticked; a file of a known person waits here too.
    """

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="submissions")
    application = models.ForeignKey(Application, models.SET_NULL, null=True, related_name="submissions")
    said = EncryptedJSONField()
    consents = models.JSONField(default=list)
    differs = models.JSONField(
        default=list, help_text="names of what is new: name, phone, email, city, file, words, start"
    )
    file_path = models.CharField(max_length=120, blank=True)
    file_name = EncryptedTextField(blank=True)
    file_type = models.CharField(max_length=100, blank=True)
    file_reason = models.CharField(max_length=60, blank=True, help_text="why it is kept shut")
    state = models.CharField(max_length=8, choices=SubmissionState.choices, default=SubmissionState.KEPT)
    at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=60, blank=True)
    opened_file = models.BooleanField(default=False, help_text="the person was new; her file began with it")

    class Meta:
        indexes = [models.Index(fields=["candidate", "state"])]

    @property
    def is_hers(self) -> bool:
        """Whether who sent it may know how the application goes on: it is her own, or a colleague said so."""
        return self.opened_file or self.state == SubmissionState.TAKEN


class Note(models.Model):
    """An internal remark; encrypted, never shown to the candidate."""

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="notes")
    application = models.ForeignKey(Application, models.CASCADE, null=True)
    text = EncryptedTextField()
    author = models.ForeignKey("accounts.User", models.SET_NULL, null=True)
    at = models.DateTimeField()
    is_pinned = models.BooleanField(default=False, help_text="stands at the head of the file")


class ThreadState(models.TextChoices):
    WAITING = "waiting", "the candidate waits for us"
    ANSWERED = "answered"
    CLOSED = "closed"


class Thread(models.Model):
    """问一问HR: a conversation about an application, with the reply time that we promised."""

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="threads")
    application = models.ForeignKey(Application, models.CASCADE, null=True, related_name="threads")
    state = models.CharField(max_length=10, choices=ThreadState.choices, default=ThreadState.WAITING)
    reply_by = models.DateTimeField(null=True)
    opened_at = models.DateTimeField()
    last_at = models.DateTimeField()


class Message(models.Model):
    """One turn in a thread."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="messages")
    from_candidate = models.BooleanField()
    text = EncryptedTextField()
    author = models.ForeignKey("accounts.User", models.SET_NULL, null=True)
    at = models.DateTimeField()


class ContactWay(models.TextChoices):
    PHONE = "phone"
    WECHAT = "wechat"
    IN_PERSON = "in_person"
    OTHER = "other"


class ContactOutcome(models.TextChoices):
    """How a contact ended. `missed` is a call of hers that nobody took."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    WRONG_NUMBER = "wrong_number"
    CALL_BACK = "call_back"
    MISSED = "missed"


class ContactLog(models.Model):
    """沟通记录: a call or another word that did not pass through our letters, as a colleague noted it."""

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="contact_logs")
    application = models.ForeignKey(Application, models.SET_NULL, null=True, related_name="contact_logs")
    way = models.CharField(max_length=10, choices=ContactWay.choices, default=ContactWay.PHONE)
    is_incoming = models.BooleanField(default=False)
    outcome = models.CharField(max_length=12, choices=ContactOutcome.choices)
    minutes = models.PositiveSmallIntegerField(null=True)
    text = EncryptedTextField(blank=True)
    author = models.ForeignKey("accounts.User", models.SET_NULL, null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["candidate", "at"])]


class DocumentKind(models.TextChoices):
    RESUME = "resume"
    PORTFOLIO = "portfolio"
    CERTIFICATE = "certificate"
    OTHER = "other"


class Document(models.Model):
    """附件: a file of a candidate's, checked when it came in, encrypted where it lies.

    `path` is relative to the home's `files/`; `name` is what its owner called it. One that `is_quarantined`
    is kept as proof and opened by nobody; `reason` says why.
    """

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="documents")
    application = models.ForeignKey(Application, models.SET_NULL, null=True, related_name="documents")
    kind = models.CharField(max_length=12, choices=DocumentKind.choices, default=DocumentKind.OTHER)
    name = EncryptedTextField()
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=120, unique=True)
    is_quarantined = models.BooleanField(default=False)
    reason = models.CharField(max_length=60, blank=True)
    uploaded_by = models.CharField(max_length=60)
    at = models.DateTimeField()


class TextState(models.TextChoices):
    TEXT = "text"
    NO_TEXT = "no_text", "a picture, or a scan without a text layer"
    UNREADABLE = "unreadable", "it took too long or too much, or could not be read"


class DocumentText(models.Model):
    """The words of a document, for finding people; read once, when it comes in."""

    document = models.OneToOneField(Document, models.CASCADE, related_name="reading")
    state = models.CharField(max_length=10, choices=TextState.choices)
    text = EncryptedTextField(blank=True)
    at = models.DateTimeField()
