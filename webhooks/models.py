"""What we tell customers, and how it went: Endpoint ← Delivery ← Attempt; an Event is what a delivery carries."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from accounts.models import Account
from cvault import identifiers


def endpoint_id() -> str:
    return identifiers.new_id("wh")


def event_id() -> str:
    return identifiers.new_id("evt")


def delivery_id() -> str:
    return identifiers.new_id("dlv")


class EventType(models.TextChoices):
    PARSE_COMPLETED = "parse.completed"
    PARSE_FAILED = "parse.failed"
    SCORE_COMPLETED = "score.completed"


TEST_EVENT = "webhook.test"  # sent by hand to one endpoint, never subscribed to


class WebhookQuerySet(models.QuerySet):
    def for_account(self, account: Account) -> "WebhookQuerySet":
        return self.filter(account=account)


class Notice(models.TextChoices):
    """A letter to the owners."""

    FAILING = "failing"
    DISABLED = "disabled"


class Endpoint(models.Model):
    """A customer's URL. Its secret is encrypted, since we must sign with it."""

    id = models.CharField(primary_key=True, max_length=40, default=endpoint_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="webhook_endpoints")
    target_url = models.CharField(max_length=2048)
    event_types = models.JSONField()
    description = models.CharField(max_length=200, blank=True)
    secret = models.TextField(editable=False)  # ciphertext
    previous_secret = models.TextField(blank=True, editable=False)  # ciphertext, while a rotation overlaps
    previous_secret_until = models.DateTimeField(null=True, blank=True)
    include_extract = models.BooleanField(default=False)  # jobs of the extract API too (R380)
    max_per_second = models.PositiveSmallIntegerField(null=True, blank=True)  # None: as fast as it answers
    enabled = models.BooleanField(default=True)
    disabled_reason = models.CharField(max_length=200, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)  # first failure after the last success
    last_failure_at = models.DateTimeField(null=True, blank=True)
    last_failure = models.CharField(max_length=300, blank=True)  # why
    warned_at = models.DateTimeField(null=True, blank=True)  # when the owners were told that it fails
    notice = models.CharField(max_length=8, choices=Notice.choices, blank=True)  # the letter that is to be sent
    created_at = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True, blank=True)  # history is kept until retention (R225)

    objects: ClassVar = WebhookQuerySet.as_manager()

    def __str__(self) -> str:
        return self.id


class Event(models.Model):
    """What happened. `body` is serialised once: the bytes that are signed, sent and shown."""

    id = models.CharField(primary_key=True, max_length=40, default=event_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="webhook_events")
    type = models.CharField(max_length=40)
    body = models.TextField()
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.type} {self.id}"


class DeliveryState(models.TextChoices):
    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"  # given up
    CANCELLED = "cancelled"  # the endpoint was deleted or disabled


class Cause(models.TextChoices):
    EVENT = "event"
    TEST = "test"
    RESEND = "resend"  # asked for, one delivery
    RECOVERY = "recovery"  # asked for, all that had failed


class Delivery(models.Model):
    """One event for one endpoint. The row is the queue: due when pending, past `due_at`, and not leased."""

    id = models.CharField(primary_key=True, max_length=40, default=delivery_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="webhook_deliveries")
    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="deliveries")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="deliveries")
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.PENDING)
    cause = models.CharField(max_length=8, choices=Cause.choices, default=Cause.EVENT)
    attempts_made = models.PositiveSmallIntegerField(default=0)  # counted before the call
    failures = models.PositiveSmallIntegerField(default=0)  # attempts that ended badly: what the schedule counts
    due_at = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects: ClassVar = WebhookQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        indexes: ClassVar = [
            models.Index(fields=["due_at"], name="delivery_waiting", condition=models.Q(state="pending")),
            models.Index(fields=["endpoint", "-created_at"], name="delivery_history"),
        ]

    def __str__(self) -> str:
        return self.id


class Attempt(models.Model):
    """One call of a customer's URL, as it went."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="attempts", db_index=False)
    number = models.PositiveSmallIntegerField()  # from 1
    request_headers = models.JSONField()
    response_status = models.PositiveSmallIntegerField(null=True, blank=True)  # None: no answer
    response_body = models.TextField(blank=True)  # its start
    error = models.CharField(max_length=300, blank=True)  # empty: delivered
    duration_ms = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["delivery", "number"], name="one_row_an_attempt")]

    def __str__(self) -> str:
        return f"{self.delivery_id} #{self.number}"
