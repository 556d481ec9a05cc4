"""What an account may: its plan, the counter of each period, and the ledger that the counter must always equal."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.utils import timezone

from accounts.models import Account


class Subscription(models.Model):
    """Which plan an account is on and where its billing periods start. One row an account."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="subscription")
    plan = models.SlugField(default="basic")  # a slug of billing.plans.PLANS
    anchor_at = models.DateTimeField(default=timezone.now)  # periods repeat monthly from here, UTC
    next_plan = models.SlugField(blank=True)  # the smaller plan that follows, from `next_plan_at` on
    next_plan_at = models.DateTimeField(null=True, blank=True)  # the end of the period in which it was chosen
    created_at = models.DateTimeField(default=timezone.now)
    # What Stripe says of it, copied by billing.syncing and by nothing else; empty where the operator assigns plans.
    customer_id = models.CharField(max_length=64, null=True, blank=True, unique=True)
    stripe_id = models.CharField(max_length=64, blank=True)  # of the subscription that is, or was last, in force
    status = models.CharField(max_length=20, blank=True)  # Stripe's word: "trialing", "active", "past_due", "canceled"
    trial_ends_at = models.DateTimeField(null=True, blank=True)
    grace_ends_at = models.DateTimeField(null=True, blank=True)  # an unpaid plan counts until here
    sync_ticket = models.PositiveBigIntegerField(default=0)  # of syncs that overlap, the last one begun writes
    synced_at = models.DateTimeField(null=True, blank=True)
    # Parses beyond the quota: off unless the owner allows them, and never for more than this sum in a period.
    overage_enabled = models.BooleanField(default=False)
    overage_cap = models.DecimalField(max_digits=8, decimal_places=2, default=Decimal(0))  # in the plan's currency

    def __str__(self) -> str:
        return f"{self.account} on {self.plan}"


class QuotaPeriod(models.Model):
    """The counter of one billing period. Changed only by conditional UPDATEs in billing.quota."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="quota_periods")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used = models.PositiveIntegerField(default=0)  # reserved and settled; == the ledger's sum, always
    limit = models.PositiveIntegerField(default=0)  # parses the plan included when the last one was reserved

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["account", "starts_at"], name="one_period")]

    def __str__(self) -> str:
        return f"{self.account} from {self.starts_at:%Y-%m-%d}: {self.used}"


class ChargeState(models.TextChoices):
    RESERVED = "reserved"
    SETTLED = "settled"
    RELEASED = "released"


class Charge(models.Model):
    """A row of the ledger: one parse of one file. `key` makes a second charge for the same file impossible."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="charges")
    period = models.ForeignKey(QuotaPeriod, on_delete=models.CASCADE, related_name="charges")
    key = models.CharField(max_length=120)  # "file_…" of the job file that is charged
    state = models.CharField(max_length=8, choices=ChargeState.choices, default=ChargeState.RESERVED)
    source = models.CharField(max_length=12)  # "portal" | "extract" | "dashboard"
    reason = models.CharField(max_length=120, blank=True)  # why it was released
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["account", "key"], name="one_charge")]

    def __str__(self) -> str:
        return f"{self.key}: {self.state}"


class OverageReport(models.Model):
    """Units from `first_unit` to `last_unit` beyond a period's quota, told to Stripe once.

    The row is there before Stripe is told and names the message, so that a message sent twice is counted once.
    """

    period = models.ForeignKey(QuotaPeriod, on_delete=models.CASCADE, related_name="overage_reports")
    first_unit = models.PositiveIntegerField()
    last_unit = models.PositiveIntegerField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["period", "first_unit"], name="one_report")]

    def __str__(self) -> str:
        return f"{self.period_id}: {self.first_unit}-{self.last_unit}"


class StripeEvent(models.Model):
    """An event as it arrived, stored before it is handled; the same id is stored once."""

    id = models.CharField(primary_key=True, max_length=64)
    type = models.CharField(max_length=80)
    customer_id = models.CharField(max_length=64, blank=True)
    object_id = models.CharField(max_length=255, blank=True)
    charge_id = models.CharField(max_length=64, blank=True)  # of a dispute or refund, which names no customer
    created_at = models.DateTimeField()  # Stripe's clock
    received_at = models.DateTimeField(default=timezone.now)
    handled_at = models.DateTimeField(null=True, blank=True, db_index=True)
    error = models.CharField(max_length=300, blank=True)  # of the last try

    def __str__(self) -> str:
        return f"{self.type} {self.id}"


class Invoice(models.Model):
    """What an account sees of an invoice of Stripe's; the document itself stays there."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="invoices")
    stripe_id = models.CharField(max_length=64, unique=True)
    number = models.CharField(max_length=64, blank=True)
    status = models.CharField(max_length=20)  # "draft", "open", "paid", "uncollectible", "void"
    total = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)
    page_url = models.URLField(max_length=500, blank=True)
    pdf_url = models.URLField(max_length=500, blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.number or self.stripe_id


class Reversal(models.Model):
    """Money that went back, or is asked back: a refund or a dispute. Recorded; the plan follows the subscription."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="reversals")
    stripe_id = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=8, choices=[("refund", "refund"), ("dispute", "dispute")])
    status = models.CharField(max_length=40)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)
    reason = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.stripe_id}"


class SentNotice(models.Model):
    """A letter about usage or payment that went out; each is sent once."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="billing_notices")
    kind = models.CharField(max_length=20)  # "usage_80", "payment_failed"
    reference = models.CharField(max_length=64)  # the period or payment that it is about
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["account", "kind", "reference"], name="one_notice")]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"
