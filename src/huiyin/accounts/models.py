"""Users, roles as data, field rules, remembered devices, API tokens and capability links."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, *, name: str = "") -> "User":
        user = self.model(email=self.normalize_email(email).lower(), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Someone who signs in. What she may do comes from her role grants alone: there is no superuser."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=80)
    language = models.CharField(max_length=10, blank=True)
    is_active = models.BooleanField(default=True)
    uses_keys = models.BooleanField(default=True, help_text="single keys on staff pages; WCAG 2.1.4")
    session_epoch = models.PositiveIntegerField(default=0, help_text="raised to end every session and device")
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    objects = UserManager()


class RowScope(models.TextChoices):
    """Which rows a role reaches with its permissions."""

    ALL = "all"
    UNIT = "unit", "the granted org unit and below"
    TEAM = "team", "jobs on whose hiring team she is"
    OWN = "own", "interviews she takes part in"


class Role(models.Model):
    """A named set of permissions with a row scope. Shipped roles are data and may be edited."""

    key = models.CharField(max_length=40, unique=True)
    name_zh = models.CharField(max_length=40)
    name_en = models.CharField(max_length=40)
    scope = models.CharField(max_length=8, choices=RowScope.choices)
    permissions = models.JSONField(default=list)


class RoleGrant(models.Model):
    user = models.ForeignKey(User, models.CASCADE, related_name="grants")
    role = models.ForeignKey(Role, models.PROTECT)
    org_unit = models.ForeignKey("company.OrgUnit", models.PROTECT, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "org_unit"], name="one_grant"),
            models.UniqueConstraint(
                fields=["user", "role"], condition=models.Q(org_unit=None), name="one_grant_everywhere"
            ),
        ]


class FieldLevel(models.TextChoices):
    """Ordered from least to most."""

    HIDE = "hide"
    MASK = "mask"
    SEE = "see"
    EDIT = "edit"


class FieldRule(models.Model):
    """What a role may see of one sensitive field (`candidate.phone`). No rule means hide."""

    role = models.ForeignKey(Role, models.CASCADE, related_name="field_rules")
    field = models.CharField(max_length=40)
    level = models.CharField(max_length=4, choices=FieldLevel.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["role", "field"], name="one_field_rule")]


class Device(models.Model):
    """A browser remembered for 30 days. `token_hash` is SHA-256 of a 128-bit cookie."""

    user = models.ForeignKey(User, models.CASCADE, related_name="devices")
    token_hash = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=120, blank=True)
    seen_at = models.DateTimeField()
    expires_at = models.DateTimeField()


class SignInCode(models.Model):
    """One wish to sign in by a code from a letter, bound to the browser that made it.

    An unknown account gets a row too, without a user, so that it is answered by the same steps. The code is
    made when its letter is filled in and lies in clear nowhere else; `code_index` is its keyed hash.
    """

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sign_in_codes")
    code_index = models.CharField(max_length=32, blank=True)
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)


class ApiToken(models.Model):
    user = models.ForeignKey(User, models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=80, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)


class Capability(models.Model):
    """A narrow right held by whoever has the link: one subject, one set of verbs.

    The token is 128 random bits and only its SHA-256 is kept. `kind` is the letter in its address
    (`/c/i/…`). `code_index` finds the 8-character code that may be typed at /i.
    """

    kind = models.CharField(max_length=2)
    subject = models.CharField(max_length=60, db_index=True)
    holder = models.CharField(max_length=60, db_index=True)
    verbs = models.JSONField(default=list)
    token_hash = models.CharField(max_length=64, unique=True)
    code_index = models.CharField(max_length=32, blank=True, db_index=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)


class Visit(models.Model):
    """One look through a capability link. `is_person` turns true at the first trusted touch or POST."""

    capability = models.ForeignKey(Capability, models.CASCADE, related_name="visits")
    at = models.DateTimeField()
    agent = models.CharField(max_length=200, blank=True)
    is_person = models.BooleanField(default=False)


class FailedTry(models.Model):
    """A wrong password, code or token under a throttle key such as `signin:<index>:<device or net>`."""

    key = models.CharField(max_length=120, db_index=True)
    at = models.DateTimeField(db_index=True)
