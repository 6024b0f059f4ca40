"""What a file says of a person beyond who she is: wishes, words and chats, and how two files became one."""

from django.db import models

from huiyin.core.encryption import EncryptedJSONField, EncryptedTextField


class Profile(models.Model):
    """求职意向: what she looks for and what she does now. Pay is said in `Statement`, with its date."""

    candidate = models.OneToOneField("candidates.Candidate", models.CASCADE, related_name="profile")
    job_wish = models.CharField(max_length=80, blank=True)
    cities = models.CharField(max_length=120, blank=True)
    start_on = models.DateField(null=True)
    start_note = models.CharField(max_length=80, blank=True, help_text="30 days after the offer")
    current = models.CharField(max_length=80, blank=True)
    education = models.CharField(max_length=80, blank=True)
    changed_at = models.DateTimeField()


class StatementKind(models.TextChoices):
    PAY = "pay", "期望薪资"
    PLAN = "plan", "职业规划"
    WORDS = "words", "the candidate's own words"
    LEADER = "leader", "老总评价"


class StatementSource(models.TextChoices):
    CALL = "call"
    CHAT = "chat"
    INTERVIEW = "interview"
    FORM = "form"
    MAIL = "mail"
    OTHER = "other"


class Statement(models.Model):
    """Something that was said about or by a person, with its day and where from. Never edited: a later one
    follows, and a wrong one is taken back. `pay` is {least, most, per}; `for_candidate` a sentence of the
    executive's that she herself may read one day, kept apart from what is said among colleagues.
    """

    candidate = models.ForeignKey("candidates.Candidate", models.CASCADE, related_name="statements")
    kind = models.CharField(max_length=6, choices=StatementKind.choices)
    text = EncryptedTextField(blank=True)
    pay = EncryptedJSONField(null=True)
    for_candidate = EncryptedTextField(blank=True)
    said_on = models.DateField()
    source = models.CharField(max_length=10, choices=StatementSource.choices)
    author = models.ForeignKey("accounts.User", models.SET_NULL, null=True)
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["candidate", "kind", "said_on"])]


class ChatApp(models.TextChoices):
    WECHAT = "wechat"
    QQ = "qq"
    DINGTALK = "dingtalk"
    BOSS = "boss"
    OTHER = "other"


class Paste(models.Model):
    """A chat that a colleague pasted from elsewhere: turn by turn or, without a known shape, whole."""

    candidate = models.ForeignKey("candidates.Candidate", models.CASCADE, related_name="pastes")
    app = models.CharField(max_length=8, choices=ChatApp.choices)
    author = models.ForeignKey("accounts.User", models.SET_NULL, null=True)
    at = models.DateTimeField()


class PastedTurn(models.Model):
    """`digest` keeps a turn once, however often an export that holds it is pasted."""

    candidate = models.ForeignKey("candidates.Candidate", models.CASCADE, related_name="pasted_turns")
    paste = models.ForeignKey(Paste, models.CASCADE, related_name="turns")
    theirs = models.BooleanField()
    speaker = EncryptedTextField(blank=True)
    text = EncryptedTextField()
    at = models.DateTimeField()
    digest = models.CharField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["candidate", "digest"], name="one_pasted_turn")]
        indexes = [models.Index(fields=["candidate", "at"])]


class Merge(models.Model):
    """Two files that became one, with all that is needed to part them again. `moved` maps a kind of row to
    the ids that came from `gone`; `before` and `after` are the survivor's facts, `closed` the younger of two
    running applications for one job with what each was and which one goes on.
    """

    survivor = models.ForeignKey("candidates.Candidate", models.CASCADE, related_name="merges")
    gone = models.ForeignKey("candidates.Candidate", models.CASCADE, related_name="merged_away")
    moved = models.JSONField(default=dict)
    closed = models.JSONField(default=list)
    before = EncryptedJSONField()
    after = EncryptedJSONField()
    at = models.DateTimeField()
    by = models.CharField(max_length=60)
    by_name = models.CharField(max_length=80, blank=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gone"], condition=models.Q(undone_at=None), name="one_merge_at_a_time"
            )
        ]


class NotSame(models.Model):
    """Two files that a colleague compared and found to be two people; nobody is asked again."""

    elder = models.ForeignKey("candidates.Candidate", models.CASCADE, related_name="+")
    younger = models.ForeignKey("candidates.Candidate", models.CASCADE, related_name="+")
    at = models.DateTimeField()
    by = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["elder", "younger"], name="one_not_same")]
