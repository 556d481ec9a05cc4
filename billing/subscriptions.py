"""The operator's hand: a plan without payment. More counts at once, less from the next period on (R046)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import Account
from billing.models import Subscription
from billing.periods import period_at
from billing.plans import PLANS, plan_for
from billing.quota import anchor_of
from billing.stripe_api import LIVE_STATUSES
from cvault.errors import Conflict


@transaction.atomic
def change_plan(account: Account, slug: str, *, now: datetime | None = None) -> Subscription:
    """Put the account on the plan of this slug. A later choice takes the place of one that is still to come.

    Raises KeyError for a plan that does not exist, Conflict where Stripe decides the plan.
    """
    plan, now = PLANS[slug], now or timezone.now()
    Subscription.objects.get_or_create(account=account, defaults={"anchor_at": anchor_of(account)})
    subscription = Subscription.objects.select_for_update(no_key=True).get(account=account)
    if subscription.stripe_id and subscription.status in LIVE_STATUSES:
        raise Conflict("This workspace pays for its plan through Stripe: change it there")
    account.subscription = subscription
    present = plan_for(account, now)
    subscription.plan, subscription.next_plan, subscription.next_plan_at = plan.slug, "", None
    if plan.monthly_parses < present.monthly_parses:
        subscription.plan, subscription.next_plan = present.slug, plan.slug
        _, subscription.next_plan_at = period_at(subscription.anchor_at, now)
    subscription.save(update_fields=["plan", "next_plan", "next_plan_at"])
    return subscription
