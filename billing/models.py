"""What an account may: its plan, the counter of each period, and the ledger that the counter must always equal."""

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

    def __str__(self) -> str:
        return f"{self.account} on {self.plan}"


class QuotaPeriod(models.Model):
    """The counter of one billing period. Changed only by conditional UPDATEs in billing.quota."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="quota_periods")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used = models.PositiveIntegerField(default=0)  # reserved and settled; == the ledger's sum, always

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
