"""The plan table as products and prices of Stripe's, found by lookup keys: `cvault_<plan>`, `cvault_<plan>_overage`."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from billing.plans import PLANS, Plan
from billing.stripe_api.client import PaymentServiceError, client, translated

METER_EVENT = "cvault_overage"


def ensure_catalogue() -> list[str]:
    """Make the meter, products and prices of the plan table where Stripe lacks them; what was made."""
    with translated():
        made: list[str] = []
        meters = [meter for meter in client().v1.billing.meters.list().data if meter.event_name == METER_EVENT]
        if not meters:
            meters = [
                client().v1.billing.meters.create(
                    params={
                        "display_name": "Parses beyond the quota",
                        "event_name": METER_EVENT,
                        "default_aggregation": {"formula": "sum"},
                    }
                )
            ]
            made.append(METER_EVENT)
        for plan in PLANS.values():
            if plan.price_monthly:
                made += _ensure_prices(plan, meters[0].id)
    return made


def _ensure_prices(plan: Plan, meter_id: str) -> list[str]:
    made: list[str] = []
    product = ""
    for price in _wanted_prices(plan, meter_id):
        found = client().v1.prices.list(params={"lookup_keys": [price["lookup_key"]], "limit": 1}).data
        if found and Decimal(str(found[0].to_dict()["unit_amount_decimal"])) == Decimal(price["unit_amount_decimal"]):
            continue
        product = product or str(client().v1.products.create(params={"name": f"CVault {plan.name}"}).id)
        params: Any = {**price, "product": product, "transfer_lookup_key": True}
        client().v1.prices.create(params=params)
        made.append(price["lookup_key"])
    return made


def _wanted_prices(plan: Plan, meter_id: str) -> Iterator[dict[str, Any]]:
    common = {"currency": plan.currency.lower()}
    yield common | {
        "lookup_key": f"cvault_{plan.slug}",
        "metadata": {"cvault_plan": plan.slug},  # stays when a later price takes the key over
        "unit_amount_decimal": str(plan.price_monthly * 100),
        "recurring": {"interval": "month"},
    }
    if plan.overage_rate is not None:
        yield common | {
            "lookup_key": f"cvault_{plan.slug}_overage",
            "unit_amount_decimal": str(plan.overage_rate * 100),
            "recurring": {"interval": "month", "usage_type": "metered", "meter": meter_id},
        }


def prices_of(plan: Plan) -> list[dict[str, Any]]:
    """The price of the plan and, where it has one, of a parse beyond its quota."""
    keys = [f"cvault_{plan.slug}"] + ([f"cvault_{plan.slug}_overage"] if plan.overage_rate is not None else [])
    found = client().v1.prices.list(params={"lookup_keys": keys, "active": True}).data
    by_key = {price.lookup_key: price.to_dict() for price in found}
    missing = [key for key in keys if key not in by_key]
    if missing:
        raise PaymentServiceError(f"Stripe has no price {missing[0]}: the operator runs `manage.py stripe_setup`")
    return [by_key[key] for key in keys]


def plans_by_price_id() -> dict[str, str]:
    """Price id -> slug of our plan."""
    slugs = {f"cvault_{plan.slug}": plan.slug for plan in PLANS.values() if plan.price_monthly}
    found = client().v1.prices.list(params={"lookup_keys": list(slugs), "active": True}).data
    return {price.id: slugs[str(price.lookup_key)] for price in found}
