"""The plans, as on the price list: what each may, and what it costs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from accounts.models import Account

MAX_FILE_BYTES = 10 * 1024 * 1024  # R094: 10 MB is binary, and the limit itself is accepted
MAX_BATCH_FILES = 50  # of any plan: more is a wrong request, not a matter of the plan (R095)


@dataclass(frozen=True, slots=True)
class Plan:
    slug: str  # in the database and in both APIs
    name: str
    monthly_parses: int
    max_batch_files: int
    price_monthly: Decimal  # in `currency`
    overage_rate: Decimal | None  # price of a parse beyond the quota; None where none can be bought
    max_file_bytes: int = MAX_FILE_BYTES
    currency: str = "EUR"


PLANS: Mapping[str, Plan] = {
    plan.slug: plan
    for plan in (
        #    slug     name     parses  files  price          overage
        Plan("basic", "Basic", 5, 1, Decimal("0"), None),
        Plan("pro", "Pro", 100, 1, Decimal("19"), Decimal("0.15")),
        Plan("ultra", "Ultra", 1_000, 25, Decimal("99"), Decimal("0.08")),
        Plan("mega", "Mega", 5_000, 50, Decimal("349"), Decimal("0.05")),
    )
}
DEFAULT_PLAN = PLANS["basic"]


def plan_for(account: "Account", now: datetime | None = None) -> Plan:
    """The plan of an account at `now`; Basic for one that never chose.

    A smaller plan that was chosen counts from the end of its period on, and an unpaid one ends with its grace, whether
    or not anything ran at that moment.
    """
    subscription = getattr(account, "subscription", None)  # RelatedObjectDoesNotExist is an AttributeError
    now = now or timezone.now()
    if subscription is None or (subscription.grace_ends_at is not None and subscription.grace_ends_at <= now):
        return DEFAULT_PLAN
    has_changed = subscription.next_plan_at is not None and subscription.next_plan_at <= now
    return PLANS.get(subscription.next_plan if has_changed else subscription.plan, DEFAULT_PLAN)
