"""Stripe's state, copied to ours. An event only says that something changed: what it is, is fetched.

So events may come in any order, twice or not at all: the last sync leaves what Stripe has. Of syncs of one account that
overlap, the one that began last writes, because it fetched no earlier than the others.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts import audit
from accounts.models import Account
from billing import quota, stripe_api
from billing.models import Invoice, Reversal, StripeEvent, Subscription
from billing.stripe_api import LIVE_STATUSES, RemoteEvent, RemoteSubscription

log = structlog.get_logger("cvault.billing")

ALL_PARTS = frozenset({"subscription", "invoices", "reversals"})
# What an event of which beginning tells us to fetch; all others are stored and need nothing.
_PARTS_OF_EVENT = {
    "checkout.session.": frozenset({"subscription", "invoices"}),
    "customer.subscription.": frozenset({"subscription"}),
    "subscription_schedule.": frozenset({"subscription"}),
    "invoice.": frozenset({"subscription", "invoices"}),
    "charge.": frozenset({"reversals"}),
    "refund.": frozenset({"reversals"}),
}
_RETRIES_PER_RUN = 50


def receive(event: RemoteEvent, *, now: datetime | None = None) -> None:
    """Store an event, once, and handle it. One that cannot be handled now stays for `handle_waiting`."""
    stored, _ = StripeEvent.objects.get_or_create(
        id=event.id,
        defaults={
            "type": event.type,
            "customer_id": event.customer_id,
            "object_id": event.object_id[:255],
            "charge_id": event.charge_id,
            "created_at": event.created_at,
        },
    )
    if stored.handled_at is None:
        _handle(stored, now)


def handle_waiting(*, now: datetime | None = None) -> int:
    """Try again what was stored and not handled; how many are done now."""
    waiting = StripeEvent.objects.filter(handled_at=None).order_by("received_at")[:_RETRIES_PER_RUN]
    return sum(_handle(event, now) for event in waiting)


def sync_account(account: Account, *, parts: Collection[str] = ALL_PARTS, now: datetime | None = None) -> bool:
    """Fetch the parts and write them. False where a later sync of the same account has begun and writes instead.

    Raises PaymentServiceError; then nothing was changed.
    """
    now = now or timezone.now()
    customer_id = Subscription.objects.get(account=account).customer_id
    if not customer_id:
        return True
    if "subscription" in parts and not _sync_subscription(account, customer_id, now):
        return False
    if "invoices" in parts:
        for invoice in stripe_api.invoices_of(customer_id):
            values = {name: getattr(invoice, name) for name in _INVOICE_FIELDS}
            Invoice.objects.update_or_create(stripe_id=invoice.id, defaults={"account": account, **values})
    if "reversals" in parts:
        for reversal in stripe_api.reversals_of(customer_id):
            values = {name: getattr(reversal, name) for name in _REVERSAL_FIELDS}
            _, is_new = Reversal.objects.update_or_create(
                stripe_id=reversal.id, defaults={"account": account, **values}
            )
            if is_new:
                audit.record(account, action=f"billing.{reversal.kind}", target=reversal.id)
    return True


_INVOICE_FIELDS = ("number", "status", "total", "currency", "page_url", "pdf_url", "created_at")
_REVERSAL_FIELDS = ("kind", "status", "amount", "currency", "reason", "created_at")


def _handle(event: StripeEvent, now: datetime | None) -> bool:
    try:
        is_done = _follow(event, now)
        error = ""
    except stripe_api.PaymentServiceError as failure:
        is_done, error = False, str(failure.__cause__ or failure)[:300]
        log.warning(
            "stripe_event_waits", stripe_event=event.id, type=event.type, error=type(failure.__cause__).__name__
        )
    handled_at = timezone.now() if is_done else None
    StripeEvent.objects.filter(pk=event.pk, handled_at=None).update(handled_at=handled_at, error=error)
    return is_done


def _follow(event: StripeEvent, now: datetime | None) -> bool:
    parts = next((parts for start, parts in _PARTS_OF_EVENT.items() if event.type.startswith(start)), None)
    if parts is None:
        return True
    if not event.customer_id and event.charge_id:
        event.customer_id = stripe_api.customer_of_charge(event.charge_id)
        event.save(update_fields=["customer_id"])
    account = Account.objects.filter(subscription__customer_id=event.customer_id or None).first()
    if account is None:  # of another product on the same Stripe account, or of a workspace that was deleted
        return True
    return sync_account(account, parts=parts, now=now)


def _sync_subscription(account: Account, customer_id: str, now: datetime) -> bool:
    with transaction.atomic():  # the update locks the row, so no two syncs hold the same ticket
        Subscription.objects.filter(account=account).update(sync_ticket=F("sync_ticket") + 1)
        ticket = Subscription.objects.values_list("sync_ticket", flat=True).get(account=account)
    remote = stripe_api.subscriptions_of(customer_id)  # no transaction is open while we wait
    with transaction.atomic():
        subscription = Subscription.objects.select_for_update(no_key=True).get(account=account)
        if subscription.sync_ticket != ticket:
            return False
        before = (subscription.plan, subscription.status, subscription.next_plan)
        _copy(subscription, remote, now)
        subscription.synced_at = now
        subscription.save()
        if (subscription.plan, subscription.status, subscription.next_plan) != before:
            audit.record(
                account,
                action="billing.subscription_changed",
                target=subscription.stripe_id,
                data={"plan": subscription.plan, "status": subscription.status, "next_plan": subscription.next_plan},
            )
    return True


def _copy(subscription: Subscription, remote: list[RemoteSubscription], now: datetime) -> None:
    """Make the row say what Stripe says, from Stripe's state alone: the same state gives the same row."""
    live = [row for row in remote if row.status in LIVE_STATUSES and row.plan]
    if len(live) > 1:
        log.error("stripe_customer_has_two_subscriptions", account_id=subscription.account_id)
    if not live:
        if not subscription.stripe_id:
            return  # never paid through Stripe: the plan is the operator's to give
        ended = next((row for row in remote if row.id == subscription.stripe_id), None)
        subscription.status = ended.status if ended else "canceled"
        subscription.plan, subscription.next_plan, subscription.next_plan_at = "basic", "", None
        subscription.trial_ends_at = subscription.grace_ends_at = None
        return
    row = live[0]
    subscription.stripe_id, subscription.status, subscription.plan = row.id, row.status, row.plan
    subscription.next_plan, subscription.next_plan_at = row.next_plan, row.next_plan_at
    subscription.trial_ends_at = row.trial_ends_at if row.status == "trialing" else None
    # Stripe moves on to the period that was not paid for, so its start is when the payment failed.
    grace = timedelta(days=settings.PAYMENT_GRACE_DAYS)
    subscription.grace_ends_at = row.period_start + grace if row.status == "past_due" else None
    subscription.anchor_at = row.anchor_at
    quota.follow_anchor(subscription.account, row.anchor_at, now)
