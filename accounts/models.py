"""Who is calling: people, workspaces ("accounts"), their API keys, and what was done by whom."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.utils import timezone

from cvault import identifiers


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """A person who signs in with an e-mail address."""

    username = None  # type: ignore[assignment]  # the e-mail address is the name
    email = models.EmailField(unique=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]  # no user names here

    def __str__(self) -> str:
        return self.email


class Account(models.Model):
    """A workspace: what keys, quota, jobs and candidates belong to."""

    id = models.CharField(primary_key=True, max_length=40, default=identifiers.account_id, editable=False)
    name = models.CharField(max_length=120)
    members = models.ManyToManyField(User, through="Membership", related_name="accounts")
    created_at = models.DateTimeField(default=timezone.now)
    suspended_at = models.DateTimeField(null=True, blank=True)
    deletion_due_at = models.DateTimeField(null=True, blank=True)  # its owner deleted it; until then it can be kept
    retention_days = models.PositiveIntegerField(null=True, blank=True)  # of results; 0 for ever, None as installed

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    OWNER = "owner"
    ADMIN = "admin"
    RECRUITER = "recruiter"
    DEVELOPER = "developer"
    VIEWER = "viewer"


class Membership(models.Model):
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.OWNER)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["account", "user"], name="one_membership")]

    def __str__(self) -> str:
        return f"{self.user} in {self.account} as {self.role}"


class Invitation(models.Model):
    """Somebody is asked by e-mail to join. The link's token is stored as a hash and works once."""

    id = models.CharField(primary_key=True, max_length=40, default=identifiers.invitation_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=12, choices=Role.choices)
    digest = models.CharField(max_length=64, unique=True, editable=False)  # hex SHA-256 of the token
    invited_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["account", "email"], name="one_invitation")]

    def __str__(self) -> str:
        return f"{self.email} to {self.account}"


class KeyKind(models.TextChoices):
    """The kind chooses prefix and mode, nothing else (requirements, section R)."""

    CV_LIVE = "cv_live"
    CV_TEST = "cv_test"
    EXCV_LIVE = "excv_live"
    EXCV_TEST = "excv_test"


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    def for_account(self, account: Account) -> "ApiKeyQuerySet":
        return self.filter(account=account)

    def active(self) -> "ApiKeyQuerySet":
        now = timezone.now()
        return self.filter(revoked_at=None).filter(models.Q(expires_at=None) | models.Q(expires_at__gt=now))


class ApiKey(models.Model):
    """A key is stored as a keyed hash; the text is shown once, when it is made."""

    id = models.CharField(primary_key=True, max_length=40, default=identifiers.key_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="api_keys")
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=KeyKind.choices, default=KeyKind.CV_LIVE)
    digest = models.CharField(max_length=64, unique=True, editable=False)  # hex HMAC-SHA256 with the pepper
    display_start = models.CharField(max_length=20)  # "cv_live_aB3d", for people to recognise it
    last_four = models.CharField(max_length=4)
    created_at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(null=True, blank=True)  # written at most once a minute, like the next two
    last_used_from = models.CharField(max_length=45, blank=True, default="")  # network address
    last_used_for = models.CharField(max_length=100, blank=True, default="")  # "GET api/portal/usage"
    scopes = models.JSONField(default=list, blank=True)  # of accounts.key_rules; [] for all
    networks = models.JSONField(default=list, blank=True)  # it may be used from; [] for all
    expires_at = models.DateTimeField(null=True, blank=True)
    rotated_at = models.DateTimeField(null=True, blank=True)  # another has taken its place; it lives until expires_at
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = ApiKeyQuerySet.as_manager()

    class Meta:
        verbose_name = "API key"

    def __str__(self) -> str:
        return f"{self.name} ({self.display_start}…{self.last_four})"

    @property
    def livemode(self) -> bool:
        return self.kind in (KeyKind.CV_LIVE, KeyKind.EXCV_LIVE)

    def allows(self, scope: str) -> bool:
        """Whether the key may be used for this."""
        return not self.scopes or scope in self.scopes

    @property
    def is_active(self) -> bool:
        """Neither revoked nor expired: what `ApiKeyQuerySet.active` selects."""
        return self.revoked_at is None and (self.expires_at is None or self.expires_at > timezone.now())


class ApiRequest(models.Model):
    """A call of an API with a key: how it went, and nothing of what was sent or answered (accounts.request_log)."""

    key = models.ForeignKey(ApiKey, on_delete=models.CASCADE, related_name="requests", db_index=False)
    created_at = models.DateTimeField()  # when it arrived
    method = models.CharField(max_length=10)
    route = models.CharField(max_length=120)  # the pattern: "/api/portal/job_status/{job_id}"
    status = models.PositiveSmallIntegerField()
    duration_ms = models.FloatField()
    ip = models.GenericIPAddressField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["key", "-created_at"], name="requests_of_key")]

    def __str__(self) -> str:
        return f"{self.method} {self.route} {self.status}"


class ApiRequestCount(models.Model):
    """How often a key was used for something on a day (UTC): what the log would take long to count."""

    key = models.ForeignKey(ApiKey, on_delete=models.CASCADE, related_name="request_counts", db_index=False)
    day = models.DateField()
    method = models.CharField(max_length=10)
    route = models.CharField(max_length=120)
    requests = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)  # of them, answered with 400 or more

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "day", "method", "route"], name="one_request_count")
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.route} on {self.day}: {self.requests}"


class AppendOnly(Exception):
    """Somebody tried to change or remove an entry of the audit log."""


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def update(self, **_values: Any) -> int:
        raise AppendOnly("Entries of the audit log are never changed")

    def bulk_update(self, *_arguments: Any, **_options: Any) -> int:
        raise AppendOnly("Entries of the audit log are never changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnly("Entries of the audit log go with their retention alone (accounts.audit.forget)")


class AuditEvent(models.Model):
    """What was done, by whom. Append-only; `data` holds ids and names of things, never CV content or secrets.

    On PostgreSQL a trigger refuses what this class refuses, whoever asks (migration 0004).
    """

    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="audit_events")
    actor = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    actor_name = models.CharField(max_length=254, blank=True)  # as it was then: the person may leave, the entry stays
    api_key_id = models.CharField(max_length=40, blank=True)
    action = models.CharField(max_length=60)  # "api_key.created"
    target = models.CharField(max_length=80, blank=True)  # id of the thing
    data = models.JSONField(default=dict)
    ip = models.GenericIPAddressField(null=True)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects: ClassVar = AuditEventQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["account", "-created_at"], name="audit_of_account")]

    def __str__(self) -> str:
        return f"{self.action} {self.target}"

    def save(self, *arguments: Any, **options: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("Entries of the audit log are never changed")
        super().save(*arguments, **options)

    def delete(self, *_arguments: Any, **_options: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnly("Entries of the audit log go with their retention alone (accounts.audit.forget)")
