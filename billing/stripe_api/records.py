"""What Stripe knows, as our own types; nothing here speaks to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from billing.plans import PLANS


@dataclass(frozen=True, slots=True)
class RemoteSubscription:
    """A subscription as Stripe has it. `plan` and `next_plan` are our slugs."""

    id: str
    status: str
    plan: str
    created_at: datetime
    anchor_at: datetime
    period_start: datetime
    period_end: datetime
    trial_ends_at: datetime | None
    next_plan: str  # what follows at `next_plan_at`: a smaller plan, "basic" when it was cancelled, "" when it goes on
    next_plan_at: datetime | None


@dataclass(frozen=True, slots=True)
class RemoteInvoice:
    id: str
    number: str
    status: str
    total: Decimal
    currency: str
    page_url: str
    pdf_url: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class RemoteReversal:
    id: str
    kind: str  # "refund" | "dispute"
    status: str
    amount: Decimal
    currency: str
    reason: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class RemoteEvent:
    id: str
    type: str
    created_at: datetime
    customer_id: str  # "" where the object of the event does not name one
    object_id: str
    charge_id: str  # of a dispute, which names no customer


def read_subscription(row: Mapping[str, Any], plan_of_price_id: Mapping[str, str]) -> RemoteSubscription:
    """`plan_of_price_id` names the plans of prices that are given by their ids alone."""
    items = row["items"]["data"]
    base = next(item for item in items if not is_metered(item["price"]))
    period_end = _moment(base["current_period_end"])
    next_plan, next_plan_at = "", None
    if row.get("cancel_at_period_end"):
        next_plan, next_plan_at = "basic", period_end
    elif row.get("cancel_at"):
        next_plan, next_plan_at = "basic", _moment(row["cancel_at"])
    elif isinstance(row.get("schedule"), Mapping):
        next_plan, next_plan_at = _scheduled(row["schedule"], period_end, plan_of_price_id)
    return RemoteSubscription(
        id=row["id"],
        status=row["status"],
        plan=_plan_of_price(base["price"]),
        created_at=_moment(row["created"]),
        anchor_at=_moment(row["billing_cycle_anchor"]),
        period_start=_moment(base["current_period_start"]),
        period_end=period_end,
        trial_ends_at=_moment(row["trial_end"]) if row.get("trial_end") else None,
        next_plan=next_plan,
        next_plan_at=next_plan_at,
    )


def _scheduled(
    schedule: Mapping[str, Any], period_end: datetime, plan_of_price_id: Mapping[str, str]
) -> tuple[str, datetime | None]:
    coming = [phase for phase in schedule["phases"] if _moment(phase["start_date"]) >= period_end]
    if schedule["status"] not in ("active", "not_started") or not coming:
        return "", None
    for item in coming[0]["items"]:
        if item["price"] in plan_of_price_id:
            return plan_of_price_id[item["price"]], _moment(coming[0]["start_date"])
    return "", None


def is_metered(price: Mapping[str, Any]) -> bool:
    return bool((price.get("recurring") or {}).get("usage_type") == "metered")


def _plan_of_price(price: Mapping[str, Any]) -> str:
    """Our slug; "" for a price that is none of ours, which gives no plan."""
    slug = str(price.get("lookup_key") or "").removeprefix("cvault_")
    slug = slug if slug in PLANS else str((price.get("metadata") or {}).get("cvault_plan", ""))
    return slug if slug in PLANS else ""


def read_invoice(row: Mapping[str, Any]) -> RemoteInvoice:
    return RemoteInvoice(
        id=row["id"],
        number=row.get("number") or "",
        status=row.get("status") or "draft",
        total=money(row["total"]),
        currency=row["currency"].upper(),
        page_url=row.get("hosted_invoice_url") or "",
        pdf_url=row.get("invoice_pdf") or "",
        created_at=_moment(row["created"]),
    )


def read_reversal(kind: str, row: Mapping[str, Any]) -> RemoteReversal:
    return RemoteReversal(
        id=row["id"],
        kind=kind,
        status=row.get("status") or "",
        amount=money(row["amount"]),
        currency=row["currency"].upper(),
        reason=row.get("reason") or "",
        created_at=_moment(row["created"]),
    )


def read_event(row: Mapping[str, Any]) -> RemoteEvent:
    subject = row["data"]["object"]
    kind, customer = subject.get("object"), subject.get("customer") or ""
    return RemoteEvent(
        id=row["id"],
        type=row["type"],
        created_at=_moment(row["created"]),
        customer_id=subject["id"] if kind == "customer" else customer,
        object_id=subject.get("id") or "",
        charge_id=(subject.get("charge") or "") if kind in ("dispute", "refund") else "",
    )


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def money(minor_units: int) -> Decimal:
    return Decimal(minor_units) / 100  # every currency of our plan table has cents
