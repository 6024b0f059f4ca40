"""Letters and what carries them: contacts, templates, the outbox, attempts and receipts.

This room knows no domain: `cause`, `about` are references, `kind` is looked up in `kinds`.
"""

from django.db import models

from huiyin.core.encryption import EncryptedJSONField, EncryptedTextField, SealedBinaryField
from huiyin.messaging.states import LetterState


class Contact(models.Model):
    """A person who can be written to. Language, zone, quiet hours and caps belong to the recipient."""

    name = models.CharField(max_length=80)
    language = models.CharField(max_length=10, default="zh-hans")
    time_zone = models.CharField(max_length=40, default="Asia/Shanghai")
    quiet_start = models.TimeField(null=True, help_text="overrides the company's quiet hours")
    quiet_end = models.TimeField(null=True)
    ladder = models.JSONField(default=list, help_text="preferred channels in order; empty means the default")
    letters_per_day = models.PositiveSmallIntegerField(
        null=True, help_text="overrides the company's cap; 0 means none, for colleagues"
    )
    blocked_reason = models.CharField(
        max_length=40, blank=True, help_text="why nothing may be sent, e.g. opted_out"
    )


class AddressState(models.TextChoices):
    USABLE = "usable"
    BOUNCED = "bounced"
    WRONG = "wrong"
    OPTED_OUT = "opted_out"


class Address(models.Model):
    """One way to reach a contact. The value is encrypted; indexes find it whole and by its last four.

    Values are normalised before they are stored: e-mail lower case, phones in E.164.
    """

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="addresses")
    kind = models.CharField(max_length=12, help_text="email, phone")
    value = EncryptedTextField()
    value_index = models.CharField(max_length=32, db_index=True)
    tail_index = models.CharField(max_length=32, blank=True, db_index=True)
    state = models.CharField(max_length=10, choices=AddressState.choices, default=AddressState.USABLE)
    state_at = models.DateTimeField(null=True)
    state_note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contact", "kind", "value_index"], name="one_address_per_contact")
        ]


class Template(models.Model):
    """A letter's text under a code such as `INV-1`; the company's own version overrides the shipped one."""

    code = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=60, db_index=True, help_text="the notice kind it serves")
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)


class Wording(models.Model):
    """The company's own words of a template, for the whole house or a part of it, with the draft of what
    comes next. `part` is the part as text (`parts.Part.key`), so that there is one wording of each; a job is
    named by its number only, for this room knows no jobs. One that is not `is_active` gave way to what holds
    without it; its versions stay.
    """

    template = models.ForeignKey(Template, models.CASCADE, related_name="wordings")
    part = models.CharField(max_length=120, blank=True, help_text="empty: the whole house")
    unit = models.ForeignKey("company.OrgUnit", models.PROTECT, null=True, related_name="+")
    is_active = models.BooleanField(default=True)
    draft = models.JSONField(
        null=True, help_text="as `TemplateVersion.texts`; None: nothing is being changed"
    )
    draft_number = models.PositiveIntegerField(default=0, help_text="raised at every save, for two editors")
    draft_at = models.DateTimeField(null=True)
    draft_by = models.CharField(max_length=60, blank=True)
    draft_by_name = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["template", "part"], name="one_wording_of_a_part")]


class TemplateVersion(models.Model):
    """Immutable. `texts` maps `zh-hans`/`en` to {subject, body, sms, chat}; a change makes a new version.

    Without a `wording` it is a shipped one. Number 0 is a trial that somebody sent to herself; no letter to
    anybody else ever takes it.
    """

    template = models.ForeignKey(Template, models.CASCADE, related_name="versions")
    wording = models.ForeignKey(Wording, models.PROTECT, null=True, related_name="versions")
    number = models.PositiveIntegerField()
    texts = models.JSONField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=60)
    made_by_name = models.CharField(max_length=80, blank=True)
    note = models.CharField(max_length=200, blank=True, help_text="what changed, in the words of who made it")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["template", "number"],
                condition=models.Q(wording=None, number__gt=0),
                name="one_template_version",
            ),
            models.UniqueConstraint(
                fields=["wording", "number"],
                condition=models.Q(number__gt=0),
                name="one_version_of_a_wording",
            ),
        ]


class BlockKind(models.TextChoices):
    COMPANY_INTRO = "company_intro"
    PROCESS = "process"
    CLOSING = "closing"
    MEDIA = "media"


class Picture(models.Model):
    """A picture of ours for blocks, checked and small; served to anybody under its hash."""

    sha256 = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=12, help_text="png, jpeg or webp")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    content = models.BinaryField()
    added_at = models.DateTimeField()


class Block(models.Model):
    """A piece that letters include by name and candidates' pages show: who we are, how it goes, a closing
    word, pictures and voices. One of each kind for each part of the house; `texts` maps a language to
    {title, text, alt}.
    """

    kind = models.CharField(max_length=16, choices=BlockKind.choices)
    part = models.CharField(max_length=120, blank=True)
    unit = models.ForeignKey("company.OrgUnit", models.PROTECT, null=True, related_name="+")
    texts = models.JSONField(default=dict)
    video_link = models.URLField(max_length=300, blank=True)
    poster = models.ForeignKey(Picture, models.PROTECT, null=True)
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by_name = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "part"], name="one_block_of_a_part")]


class Testimonial(models.Model):
    """What a colleague says about working here, with her consent: who agreed, when, until when. After that
    day, or once it is withdrawn, nobody is shown it any more.
    """

    block = models.ForeignKey(Block, models.CASCADE, related_name="testimonials")
    name = models.CharField(max_length=80)
    title = models.CharField(max_length=80, blank=True)
    said_zh = models.CharField(max_length=300)
    said_en = models.CharField(max_length=400, blank=True)
    agreed_on = models.DateField()
    agreed_until = models.DateField()
    agreed_how = models.CharField(max_length=200, help_text="where the consent is kept")
    recorded_by = models.CharField(max_length=60)
    recorded_by_name = models.CharField(max_length=80, blank=True)
    withdrawn_on = models.DateField(null=True)


class Claim(models.Model):
    """One batch taken by one carrier, with what is needed to judge its letters after a crash.

    `lease_until` is read on the clock of `claims.lease_now`, which nobody sets, not on the wall's.
    """

    carrier = models.CharField(max_length=40)
    boot_id = models.CharField(max_length=40)
    database_started = models.CharField(max_length=40)
    at = models.DateTimeField()
    lease_until = models.DateTimeField(db_index=True)
    closed_at = models.DateTimeField(null=True)


class Letter(models.Model):
    """One recipient, one channel, one rendering. See `states` for its life.

    Unique on (contact, cause, kind, version, channel), so an action committed once is told once.
    `priority` is smaller for what must pass bulk (0 codes and same-day changes, 5 normal, 9 bulk).
    """

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=60)
    cause = models.CharField(max_length=60)
    about = models.CharField(max_length=60, db_index=True)
    version = models.PositiveIntegerField(default=1)
    channel = models.CharField(max_length=20)
    ladder = models.JSONField(default=list, help_text="rungs still to try after this one")
    previous = models.ForeignKey("self", models.SET_NULL, null=True, related_name="next_rungs")
    state = models.CharField(max_length=10, choices=LetterState.choices)
    reason = models.CharField(
        max_length=80, blank=True, help_text="why held, superseded, suppressed or failed"
    )
    priority = models.PositiveSmallIntegerField(default=5)
    due_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    urgent = models.BooleanField(default=False, help_text="passes quiet hours and caps")
    language = models.CharField(max_length=10)
    address = EncryptedTextField(blank=True)
    values = EncryptedJSONField(null=True)
    template = models.CharField(
        max_length=20, default="", help_text="the code; its version is chosen when it freezes"
    )
    template_version = models.ForeignKey(TemplateVersion, models.PROTECT, null=True)
    claim = models.ForeignKey(Claim, models.SET_NULL, null=True)
    operation = models.CharField(max_length=60, blank=True, db_index=True)
    colleague = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, help_text="who is asked when it needs a person"
    )
    message_id = models.CharField(max_length=120, blank=True)
    provider_id = models.CharField(max_length=120, blank=True, db_index=True)
    error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    state_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "cause", "kind", "version", "channel"], name="one_letter_per_cause"
            )
        ]
        indexes = [
            models.Index(
                fields=["priority", "next_try_at", "id"],
                condition=models.Q(state__in=["queued", "retrying"]),
                name="letters_waiting",
            ),
            models.Index(
                fields=["next_try_at"],
                condition=models.Q(state__in=["planned", "held"]),
                name="letters_not_yet_due",
            ),
            models.Index(fields=["state", "state_at"]),
            models.Index(fields=["state_at", "id"], name="letters_by_change"),
        ]


class LetterBytes(models.Model):
    """The exact bytes that were handed over, compressed and encrypted, as evidence."""

    letter = models.OneToOneField(Letter, models.CASCADE, related_name="bytes")
    sealed = SealedBinaryField()
    sha256 = models.CharField(max_length=64)


class Attempt(models.Model):
    """One try to hand a letter over: how far it came and what the other side said."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="attempts")
    at = models.DateTimeField()
    phase = models.CharField(max_length=12)
    outcome = models.CharField(max_length=10)
    code = models.CharField(max_length=20, blank=True)
    reply = models.CharField(max_length=300, blank=True)


class Receipt(models.Model):
    """What a provider, a mailbox or a page told about a letter later. Unique per provider event."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="receipts")
    event = models.CharField(max_length=20)
    event_id = models.CharField(max_length=160, unique=True)
    at = models.DateTimeField()
    raw = EncryptedTextField(blank=True)


class ChannelPause(models.Model):
    """A channel that stopped carrying, why, and until when (None: until a person resumes it)."""

    channel = models.CharField(max_length=20, unique=True)
    reason = models.CharField(max_length=200)
    by = models.CharField(max_length=60, blank=True, help_text="who stopped it, if a person did")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)


class CarrierBeat(models.Model):
    """The last sign of life of each carrier."""

    carrier = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()
