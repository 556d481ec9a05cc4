"""Buying: what happens when an owner chooses a plan, opens Stripe's pages, or allows parses beyond the quota."""

from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts import audit
from accounts.models import Account, User
from billing import stripe_api
from billing.models import Subscription
from billing.plans import PLANS, Plan, plan_for
from billing.quota import anchor_of
from billing.stripe_api import LIVE_STATUSES
from billing.syncing import sync_account
from cvault.errors import Conflict, InvalidInput

MAX_OVERAGE_CAP = Decimal(10_000)


@dataclass(frozen=True, slots=True)
class Choice:
    """What choosing a plan would do now."""

    plan: Plan
    kind: str  # "checkout", "upgrade", "downgrade", "cancel", "keep" (the present plan), "resume" (a change taken back)
    due_now: Decimal | None = None  # of an upgrade


def subscription_of(account: Account) -> Subscription:
    """The row, made where there is none."""
    subscription, _ = Subscription.objects.get_or_create(account=account, defaults={"anchor_at": anchor_of(account)})
    account.subscription = subscription
    return subscription


def pays_through_stripe(subscription: Subscription) -> bool:
    """Whether there is a subscription at Stripe that gives the plan."""
    return bool(subscription.stripe_id) and subscription.status in LIVE_STATUSES


def look_at(account: Account, slug: str, *, with_price: bool = False) -> Choice:
    """What choosing this plan means. Raises InvalidInput for no plan of ours, Conflict where nothing can be bought."""
    plan = PLANS.get(slug)
    if plan is None:
        raise InvalidInput(f"There is no plan called {slug[:40]!r}", details={"plan": "unknown"})
    if not stripe_api.is_configured():
        raise Conflict("Plans are assigned by the operator of this installation: ask there for another one")
    subscription, present = subscription_of(account), plan_for(account)
    if not pays_through_stripe(subscription):
        if present.price_monthly and plan.monthly_parses <= present.monthly_parses:
            raise Conflict("This workspace has its plan from the operator: ask there for a smaller one")
        return Choice(plan, "checkout" if plan.price_monthly else "keep")
    if plan == present:
        return Choice(plan, "resume" if subscription.next_plan else "keep")
    if plan.monthly_parses > present.monthly_parses:
        due = stripe_api.proration(subscription.stripe_id, plan) if with_price else None
        return Choice(plan, "upgrade", due)
    return Choice(plan, "downgrade" if plan.price_monthly else "cancel")


def choose(account: Account, slug: str, *, by: User) -> str:
    """Do it. The address where the customer pays, "" where all is done.

    Raises InvalidInput, Conflict, PaymentServiceError; a card that declines leaves the plan as it was.
    """
    if subscription_of(account).customer_id:
        sync_account(account)  # a payment that we have not heard of yet must not be asked for again
    choice, subscription = look_at(account, slug), subscription_of(account)
    if choice.kind == "keep":
        return ""
    audit.record(account, action=f"billing.{choice.kind}", actor=by, target=slug)
    if choice.kind == "checkout":
        back, customer_id = settings.BASE_URL + reverse("billing"), customer_of(account, by)
        stripe_api.expire_checkouts(customer_id)  # of two pages left open only the last can be paid
        return stripe_api.checkout_url(
            customer_id,
            choice.plan,
            account_id=account.pk,
            success_url=settings.BASE_URL + reverse("billing_paid"),
            cancel_url=back,
        )
    if choice.kind == "upgrade":
        stripe_api.upgrade(subscription.stripe_id, choice.plan)
    elif choice.kind == "downgrade":
        stripe_api.downgrade(subscription.stripe_id, choice.plan)
    elif choice.kind == "cancel":
        stripe_api.cancel(subscription.stripe_id)
    else:
        stripe_api.resume(subscription.stripe_id)
    sync_account(account)
    return ""


def portal(account: Account, *, by: User) -> str:
    """The address of Stripe's page for card, invoices and cancelling."""
    return stripe_api.portal_url(customer_of(account, by), return_url=settings.BASE_URL + reverse("billing"))


def customer_of(account: Account, by: User) -> str:
    """The customer at Stripe, made where there is none; two requests at once get the same one."""
    subscription = subscription_of(account)
    if not subscription.customer_id:
        customer_id = stripe_api.create_customer(account.pk, name=account.name, email=by.email)
        Subscription.objects.filter(account=account, customer_id=None).update(customer_id=customer_id)
        subscription.refresh_from_db()
    return str(subscription.customer_id)


@transaction.atomic
def allow_overage(account: Account, *, enabled: bool, cap: Decimal, by: User) -> None:
    """Allow parses beyond the quota up to `cap` a period, or stop them. Raises InvalidInput, Conflict."""
    subscription, plan = subscription_of(account), plan_for(account)
    if enabled:
        if not pays_through_stripe(subscription) or plan.overage_rate is None:
            raise Conflict("Parses beyond the quota need a paid plan")
        if not plan.overage_rate <= cap <= MAX_OVERAGE_CAP:
            raise InvalidInput(
                f"The cap must lie between {plan.overage_rate} and {MAX_OVERAGE_CAP} {plan.currency}",
                details={"overage_cap": "out of range"},
            )
    Subscription.objects.filter(account=account).update(overage_enabled=enabled, overage_cap=cap)
    audit.record(account, action="billing.overage", actor=by, data={"enabled": enabled, "cap": str(cap)})
