"""Stripe, as CVault uses it: the only package that imports its library. Everything comes and goes as our own types.

Every function raises PaymentServiceError when Stripe, or the way to it, does not do what it was asked.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.conf import settings

from billing.plans import Plan
from billing.stripe_api import records
from billing.stripe_api.catalogue import METER_EVENT, ensure_catalogue, plans_by_price_id, prices_of
from billing.stripe_api.client import PaymentServiceError, client, translated, verified_event
from billing.stripe_api.records import RemoteEvent, RemoteInvoice, RemoteReversal, RemoteSubscription, is_metered

__all__ = [
    "PaymentServiceError", "RemoteEvent", "RemoteInvoice", "RemoteReversal", "RemoteSubscription", "ensure_catalogue",
]  # fmt: skip

LIVE_STATUSES = ("active", "trialing", "past_due")  # a subscription that gives its plan
_MOST_LISTED = 100  # rows of one page; the lists here are of one customer


def is_configured() -> bool:
    """Whether the operator gave us keys. Without them plans are assigned, not bought."""
    return bool(settings.STRIPE_SECRET_KEY)


def create_customer(account_id: str, *, name: str, email: str) -> str:
    """The id of the customer of this account; the same one when asked twice at once."""
    with translated():
        customer = client().v1.customers.create(
            params={"name": name, "email": email, "metadata": {"account_id": account_id}},
            options={"idempotency_key": f"customer-{account_id}"},
        )
        return str(customer.id)


def checkout_url(customer_id: str, plan: Plan, *, account_id: str, success_url: str, cancel_url: str) -> str:
    """The address of Stripe's page where the customer pays for the plan."""
    subscription: dict[str, Any] = {"metadata": {"account_id": account_id}}
    if settings.STRIPE_TRIAL_DAYS:
        subscription["trial_period_days"] = settings.STRIPE_TRIAL_DAYS
    with translated():
        params: Any = {
            "mode": "subscription",
            "customer": customer_id,
            "client_reference_id": account_id,
            "line_items": [_line_item(price) for price in prices_of(plan)],
            "subscription_data": subscription,
            "success_url": success_url,
            "cancel_url": cancel_url,
        }
        if settings.STRIPE_AUTOMATIC_TAX:
            params |= {"automatic_tax": {"enabled": True}, "customer_update": {"address": "auto"}}
        return str(client().v1.checkout.sessions.create(params=params).url)


def expire_checkouts(customer_id: str) -> None:
    """Close the payment pages that the customer left open."""
    with translated():
        sessions = client().v1.checkout.sessions
        for session in sessions.list(params={"customer": customer_id, "status": "open"}).data:
            sessions.expire(session.id)


def portal_url(customer_id: str, *, return_url: str) -> str:
    """The address of Stripe's page for card, invoices and cancelling."""
    with translated():
        session = client().v1.billing_portal.sessions.create(params={"customer": customer_id, "return_url": return_url})
        return str(session.url)


def subscriptions_of(customer_id: str) -> list[RemoteSubscription]:
    """All of the customer, the ended ones too, newest first."""
    with translated():
        found = client().v1.subscriptions.list(
            params={"customer": customer_id, "status": "all", "limit": _MOST_LISTED, "expand": ["data.schedule"]}
        )
        rows = [item.to_dict() for item in found.data]
        # A schedule names the price that follows by its id alone.
        known = plans_by_price_id() if any(row.get("schedule") for row in rows) else {}
    return sorted((records.read_subscription(row, known) for row in rows), key=lambda row: row.created_at, reverse=True)


def upgrade(subscription_id: str, plan: Plan) -> None:
    """The larger plan at once; Stripe bills the difference for the rest of the period now."""
    with translated():
        _release_schedule(subscription_id)
        params: Any = {
            "items": _items_after(subscription_id, plan),
            "cancel_at_period_end": False,
            "proration_behavior": "always_invoice",
            "payment_behavior": "error_if_incomplete",  # a card that declines leaves everything as it was
        }
        client().v1.subscriptions.update(subscription_id, params=params)


def proration(subscription_id: str, plan: Plan) -> Decimal:
    """What `upgrade` would bill now, in the plan's currency."""
    with translated():
        details = {"items": _items_after(subscription_id, plan), "proration_behavior": "always_invoice"}
        params: Any = {"subscription": subscription_id, "subscription_details": details}
        return records.money(client().v1.invoices.create_preview(params=params).amount_due)


def downgrade(subscription_id: str, plan: Plan) -> None:
    """The smaller plan from the end of the period on."""
    with translated():
        resume(subscription_id)
        schedule = client().v1.subscription_schedules.create(params={"from_subscription": subscription_id})
        present = schedule.to_dict()["phases"][0]
        items = [{"price": item["price"], **_quantity(item)} for item in present["items"]]
        params: Any = {
            "end_behavior": "release",
            "phases": [
                {"items": items, "start_date": present["start_date"], "end_date": present["end_date"]},
                {"items": [_line_item(price) for price in prices_of(plan)]},
            ],
        }
        client().v1.subscription_schedules.update(schedule.id, params=params)


def cancel(subscription_id: str) -> None:
    """Ends with the period."""
    with translated():
        _release_schedule(subscription_id)
        client().v1.subscriptions.update(subscription_id, params={"cancel_at_period_end": True})


def resume(subscription_id: str) -> None:
    """Takes back `cancel` and `downgrade`: the plan goes on."""
    with translated():
        _release_schedule(subscription_id)
        client().v1.subscriptions.update(subscription_id, params={"cancel_at_period_end": False})


def invoices_of(customer_id: str) -> list[RemoteInvoice]:
    """The newest invoices of the customer."""
    with translated():
        found = client().v1.invoices.list(params={"customer": customer_id, "limit": _MOST_LISTED})
        return [records.read_invoice(item.to_dict()) for item in found.data]


def reversals_of(customer_id: str) -> list[RemoteReversal]:
    """Refunds and disputes of the customer's newest charges."""
    with translated():
        charges = client().v1.charges.list(params={"customer": customer_id, "limit": _MOST_LISTED}).data
        found: list[RemoteReversal] = []
        for charge in charges:
            if charge.amount_refunded:
                refunds = client().v1.refunds.list(params={"charge": charge.id}).data
                found += [records.read_reversal("refund", row.to_dict()) for row in refunds]
            if charge.disputed:
                disputes = client().v1.disputes.list(params={"charge": charge.id}).data
                found += [records.read_reversal("dispute", row.to_dict()) for row in disputes]
        return found


def customer_of_charge(charge_id: str) -> str:
    """The id of the customer who was charged; "" for none."""
    with translated():
        return str(client().v1.charges.retrieve(charge_id).customer or "")


def report_overage(customer_id: str, *, units: int, identifier: str) -> None:
    """Meter parses beyond the quota. Stripe counts an identifier once, however often it is told."""
    with translated():
        client().v1.billing.meter_events.create(
            params={
                "event_name": METER_EVENT,
                "identifier": identifier,
                "payload": {"stripe_customer_id": customer_id, "value": str(units)},
            }
        )


def read_event(payload: bytes, signature: str) -> RemoteEvent:
    """The event in a request to our webhook. Raises InvalidInput for a signature that is wrong, old or yet to come."""
    return records.read_event(verified_event(payload, signature))


def _line_item(price: Mapping[str, Any]) -> dict[str, Any]:
    return {"price": price["id"], **({} if is_metered(price) else {"quantity": 1})}


def _quantity(item: Mapping[str, Any]) -> dict[str, int]:
    return {"quantity": item["quantity"]} if item.get("quantity") else {}


def _items_after(subscription_id: str, plan: Plan) -> list[dict[str, Any]]:
    """The change of a subscription's items that makes them those of the plan."""
    present = client().v1.subscriptions.retrieve(subscription_id).to_dict()["items"]["data"]
    wanted = {is_metered(price): price["id"] for price in prices_of(plan)}
    changes: list[dict[str, Any]] = []
    for item in present:
        price_id = wanted.pop(is_metered(item["price"]), None)
        changes.append({"id": item["id"], **({"price": price_id} if price_id else {"deleted": True})})
    return changes + [{"price": price_id} for price_id in wanted.values()]


def _release_schedule(subscription_id: str) -> None:
    schedule = client().v1.subscriptions.retrieve(subscription_id).to_dict().get("schedule")
    if schedule:
        client().v1.subscription_schedules.release(schedule if isinstance(schedule, str) else schedule["id"])
