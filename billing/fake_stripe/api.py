"""The routes of the fake: the requests that `billing.stripe_api` makes, answered from the world."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from billing.fake_stripe.world import DAY_S, Declined, Row, World

_KEY_PART = re.compile(r"[^\[\]]+")


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: Row


Handler = Callable[..., Row]
_ROUTES: list[tuple[str, re.Pattern[str], Handler]] = []


def answer(world: World, method: str, path: str, query: str, *, idempotency_key: str = "") -> Answer:
    """The answer to one call of the API; `query` is the query string or the body of a form."""
    with world.lock:
        if idempotency_key and idempotency_key in world.answers:
            return Answer(200, world.answers[idempotency_key])
        given = _answer(world, method, path, read_form(query))
        if idempotency_key and given.status == 200:
            world.answers[idempotency_key] = given.body
        return given


def _answer(world: World, method: str, path: str, params: Row) -> Answer:
    for route_method, pattern, handler in _ROUTES:
        found = pattern.fullmatch(path)
        if found and route_method == method:
            try:
                return Answer(200, handler(world, params, *found.groups()))
            except KeyError as error:
                return _refusal(404, "invalid_request_error", f"No such object: {error}")
            except Declined:
                return _refusal(402, "card_error", "Your card was declined.")
    return _refusal(404, "invalid_request_error", f"The fake does not know {method} {path}")


def read_form(text: str) -> Row:
    """`a[b][0][c]=1` as nested dicts and lists."""
    root: Row = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        *path, last = _KEY_PART.findall(name)
        place = root
        for part in path:
            place = place.setdefault(part, {})
        place[last if not name.endswith("[]") else str(len(place))] = value
    listed: Row = _with_lists(root)
    return listed


def _with_lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if value and all(key.isdigit() for key in value):
        return [_with_lists(value[key]) for key in sorted(value, key=int)]
    return {key: _with_lists(item) for key, item in value.items()}


def _refusal(status: int, kind: str, message: str) -> Answer:
    return Answer(status, {"error": {"type": kind, "message": message, "code": kind}})


def _route(method: str, pattern: str) -> Callable[[Handler], Handler]:
    def register(handler: Handler) -> Handler:
        _ROUTES.append((method, re.compile(pattern), handler))
        return handler

    return register


def _listed(rows: Iterable[Mapping[str, Any]]) -> Row:
    return {"object": "list", "data": list(rows), "has_more": False, "url": "/v1/fake"}


@_route("POST", "/v1/customers")
def _create_customer(world: World, params: Row) -> Row:
    return world.add("cus", "customer", card="ok", **params)


@_route("POST", "/v1/products")
def _create_product(world: World, params: Row) -> Row:
    return world.add("prod", "product", **params)


@_route("GET", "/v1/prices")
def _prices(world: World, params: Row) -> Row:
    keys = params.get("lookup_keys", [])
    return _listed(price for price in world.find("price") if price["lookup_key"] in keys)


@_route("POST", "/v1/prices")
def _create_price(world: World, params: Row) -> Row:
    for price in world.find("price", lookup_key=params["lookup_key"]):
        price["lookup_key"] = None  # transferred
    params.pop("transfer_lookup_key", None)
    cents = float(params["unit_amount_decimal"])
    return world.add("price", "price", **{"metadata": {}, **params}, active=True, unit_amount=round(cents))


@_route("GET", "/v1/billing/meters")
def _meters(world: World, _params: Row) -> Row:
    return _listed(world.find("billing.meter"))


@_route("POST", "/v1/billing/meters")
def _create_meter(world: World, params: Row) -> Row:
    return world.add("mtr", "billing.meter", **params)


@_route("POST", "/v1/billing/meter_events")
def _meter_event(world: World, params: Row) -> Row:
    event = {"object": "billing.meter_event", "created": world.now, "timestamp": world.now, "livemode": False, **params}
    return world.meter_events.setdefault(params["identifier"], event)


@_route("POST", "/v1/checkout/sessions")
def _create_checkout(world: World, params: Row) -> Row:
    world.get("customer", params["customer"])
    trial_days = int(params.get("subscription_data", {}).get("trial_period_days", 0))
    session = world.add(
        "cs",
        "checkout.session",
        customer=params["customer"],
        client_reference_id=params.get("client_reference_id"),
        price_ids=[item["price"] for item in params["line_items"]],
        success_url=params["success_url"],
        cancel_url=params["cancel_url"],
        trial_days=trial_days,
        status="open",
    )
    session["url"] = f"{world.base_url}/checkout/{session['id']}"
    return session


@_route("GET", "/v1/checkout/sessions")
def _checkouts(world: World, params: Row) -> Row:
    return _listed(world.find("checkout.session", customer=params["customer"], status=params["status"]))


@_route("POST", "/v1/checkout/sessions/([^/]+)/expire")
def _expire_checkout(world: World, _params: Row, row_id: str) -> Row:
    session = world.get("checkout.session", row_id)
    session["status"] = "expired"
    return session


@_route("POST", "/v1/billing_portal/sessions")
def _create_portal(world: World, params: Row) -> Row:
    world.get("customer", params["customer"])
    session = world.add("bps", "billing_portal.session", **params)
    session["url"] = f"{world.base_url}/portal/{session['id']}"
    return session


@_route("GET", "/v1/subscriptions")
def _subscriptions(world: World, params: Row) -> Row:
    rows = world.find("subscription", customer=params["customer"])
    schedules = world.rows.get("subscription_schedule", {})
    return _listed({**row, "schedule": schedules.get(row["schedule"] or "")} for row in rows)


@_route("GET", "/v1/subscriptions/([^/]+)")
def _subscription(world: World, _params: Row, row_id: str) -> Row:
    return world.get("subscription", row_id)


@_route("POST", "/v1/subscriptions/([^/]+)")
def _update_subscription(world: World, params: Row, row_id: str) -> Row:
    row = world.get("subscription", row_id)
    if params.get("items"):
        world.change_plan(row, _price_ids_after(row, params["items"]))
    if "cancel_at_period_end" in params:
        cancels = params["cancel_at_period_end"] == "true"
        if cancels != row["cancel_at_period_end"]:
            row["cancel_at_period_end"] = cancels
            world.tell("customer.subscription.updated", row)
    return row


def _price_ids_after(row: Row, changes: list[Row]) -> list[str]:
    prices = {item["id"]: item["price"]["id"] for item in row["items"]["data"]}
    for index, change in enumerate(changes):
        key = change.get("id", f"new{index}")
        if change.get("deleted") == "true":
            prices.pop(key)
        else:
            prices[key] = change["price"]
    return list(prices.values())


@_route("POST", "/v1/subscription_schedules")
def _create_schedule(world: World, params: Row) -> Row:
    row = world.get("subscription", params["from_subscription"])
    data = row["items"]["data"]
    items = [{"price": item["price"]["id"], "quantity": item["quantity"]} for item in data]
    phase = {"items": items, "start_date": data[0]["current_period_start"], "end_date": data[0]["current_period_end"]}
    schedule = world.add("sub_sched", "subscription_schedule", subscription=row["id"], status="active", phases=[phase])
    row["schedule"] = schedule["id"]
    return schedule


@_route("POST", "/v1/subscription_schedules/([^/]+)")
def _update_schedule(world: World, params: Row, row_id: str) -> Row:
    schedule = world.get("subscription_schedule", row_id)
    first, second = params["phases"]
    first |= {"start_date": int(first["start_date"]), "end_date": int(first["end_date"])}
    second["start_date"] = first["end_date"]
    schedule["phases"] = [first, second]
    world.tell("subscription_schedule.updated", {**schedule, "customer": _customer_of(world, schedule)})
    return schedule


@_route("POST", "/v1/subscription_schedules/([^/]+)/release")
def _release_schedule(world: World, _params: Row, row_id: str) -> Row:
    schedule = world.get("subscription_schedule", row_id)
    schedule["status"] = "released"
    world.get("subscription", schedule["subscription"])["schedule"] = None
    world.tell("subscription_schedule.released", {**schedule, "customer": _customer_of(world, schedule)})
    return schedule


def _customer_of(world: World, schedule: Row) -> str:
    return str(world.get("subscription", schedule["subscription"])["customer"])


@_route("POST", "/v1/invoices/create_preview")
def _preview(world: World, params: Row) -> Row:
    row = world.get("subscription", params["subscription"])
    due = world.proration(row, _price_ids_after(row, params["subscription_details"]["items"]))
    return {"id": "upcoming_fake", "object": "invoice", "amount_due": max(0, due), "currency": "eur"}


@_route("GET", "/v1/invoices")
def _invoices(world: World, params: Row) -> Row:
    return _listed(world.find("invoice", customer=params["customer"]))


@_route("GET", "/v1/charges")
def _charges(world: World, params: Row) -> Row:
    return _listed(world.find("charge", customer=params["customer"]))


@_route("GET", "/v1/charges/([^/]+)")
def _charge(world: World, _params: Row, row_id: str) -> Row:
    return world.get("charge", row_id)


@_route("GET", "/v1/refunds")
def _refunds(world: World, params: Row) -> Row:
    return _listed(world.find("refund", charge=params["charge"]))


@_route("GET", "/v1/disputes")
def _disputes(world: World, params: Row) -> Row:
    return _listed(world.find("dispute", charge=params["charge"]))


# What no customer can do: move the clock, give money back, ask for it back.


@_route("POST", "/_fake/clock")
def _move_clock(world: World, params: Row) -> Row:
    world.advance(round(float(params["days"]) * DAY_S))
    return {"now": world.now}


@_route("POST", "/_fake/refund")
def _refund(world: World, params: Row) -> Row:
    return world.refund(params["charge"])


@_route("POST", "/_fake/dispute")
def _dispute(world: World, params: Row) -> Row:
    return world.dispute(params["charge"])
