"""What the fake knows, and what happens in it: objects in Stripe's shapes, a clock, and the events that tell of it."""

import copy
import threading
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

Row = dict[str, Any]

DAY_S = 86_400
RETRY_AFTER_DAYS = (3, 5, 6)  # after each failed payment; then the subscription is cancelled
LIVE = ("active", "trialing", "past_due")


class Declined(Exception):
    """The customer's card does not pay."""


class World:
    """Every method is one request's worth of work and holds the lock; `events` grows and is sent by others."""

    def __init__(self, *, now: int, base_url: str = "") -> None:
        self.now = now
        self.base_url = base_url
        self.rows: dict[str, dict[str, Row]] = {}
        self.events: list[Row] = []
        self.meter_events: dict[str, Row] = {}
        self.answers: dict[str, Row] = {}  # to requests with an Idempotency-Key
        self.lock = threading.RLock()
        self._numbers = 0

    # --- rows

    def add(self, prefix: str, kind: str, **values: Any) -> Row:
        """A new object of a kind ("customer"), with an id that starts with the prefix."""
        self._numbers += 1
        row_id = f"{prefix}_fake{self._numbers:06d}"
        row: Row = {"id": row_id, "object": kind, "created": self.now, "livemode": False, **values}
        self.rows.setdefault(kind, {})[row_id] = row
        return row

    def find(self, kind: str, **values: Any) -> list[Row]:
        """Objects with these values, newest first."""
        rows = reversed(list(self.rows.get(kind, {}).values()))
        return [row for row in rows if all(row.get(name) == value for name, value in values.items())]

    def get(self, kind: str, row_id: str) -> Row:
        return self.rows[kind][row_id]

    def tell(self, event_type: str, row: Row) -> None:
        """Something happened to this object: an event with its state at this moment."""
        event = self.add("evt", "event", type=event_type, api_version="fake", data={"object": copy.deepcopy(row)})
        self.events.append(event)

    # --- what customers do

    def complete_checkout(self, session_id: str, *, card: str) -> Row:
        """Pay on the checkout page; raises Declined, and nothing changed but the card that failed."""
        session = self.get("checkout.session", session_id)
        if session["status"] != "open":
            return session
        customer = self.get("customer", session["customer"])
        customer["card"] = card
        if card == "declined" and not session["trial_days"]:
            raise Declined
        subscription = self.subscribe(session["customer"], session["price_ids"], trial_days=session["trial_days"])
        session |= {"status": "complete", "subscription": subscription["id"], "payment_status": "paid"}
        self.tell("checkout.session.completed", session)
        return session

    def subscribe(self, customer_id: str, price_ids: Iterable[str], *, trial_days: int = 0) -> Row:
        """A subscription that starts now: paid for, or on trial."""
        trial_end = self.now + trial_days * DAY_S if trial_days else None
        row = self.add(
            "sub",
            "subscription",
            customer=customer_id,
            status="trialing" if trial_days else "active",
            trial_end=trial_end,
            billing_cycle_anchor=trial_end or self.now,
            cancel_at_period_end=False,
            cancel_at=None,
            schedule=None,
            failures=0,
            retry_at=None,
            items={"object": "list", "data": []},
        )
        self.set_items(row, price_ids)
        self._set_period(row, self.now, trial_end or _boundary(row["billing_cycle_anchor"], 1))
        self.tell("customer.subscription.created", row)
        if not trial_days:
            self._bill(row, self._base_amount(row))
        return row

    def set_items(self, subscription: Row, price_ids: Iterable[str]) -> None:
        old = subscription["items"]["data"]
        period = {name: old[0][name] for name in ("current_period_start", "current_period_end")} if old else {}
        subscription["items"]["data"] = [
            {
                "id": f"si_{subscription['id']}_{index}",
                "object": "subscription_item",
                "price": copy.deepcopy(self.get("price", price_id)),
                "quantity": None if self.is_metered(price_id) else 1,
                **period,
            }
            for index, price_id in enumerate(price_ids)
        ]

    def change_plan(self, subscription: Row, price_ids: list[str]) -> None:
        """At once; the difference for the rest of the period is billed now. Raises Declined before anything changed."""
        due = self.proration(subscription, price_ids)
        if due > 0 and self.get("customer", subscription["customer"])["card"] == "declined":
            raise Declined
        self.set_items(subscription, price_ids)
        if due:
            self._bill(subscription, due)
        self.tell("customer.subscription.updated", subscription)

    def proration(self, subscription: Row, price_ids: list[str]) -> int:
        """Cents for the rest of the period."""
        start, end = self._period(subscription)
        amounts = [
            self.get("price", price_id)["unit_amount"] for price_id in price_ids if not self.is_metered(price_id)
        ]
        return round((sum(amounts) - self._base_amount(subscription)) * (end - self.now) / (end - start))

    def cancel_now(self, subscription: Row) -> None:
        subscription |= {"status": "canceled", "ended_at": self.now, "schedule": None, "retry_at": None}
        self.tell("customer.subscription.deleted", subscription)

    def update_card(self, customer_id: str, card: str) -> None:
        """A new card pays what is open."""
        self.get("customer", customer_id)["card"] = card
        for subscription in self.find("subscription", customer=customer_id, status="past_due"):
            self._collect(subscription)

    def refund(self, charge_id: str) -> Row:
        charge = self.get("charge", charge_id)
        charge |= {"amount_refunded": charge["amount"], "refunded": True}
        row = self.add(
            "re", "refund", charge=charge_id, amount=charge["amount"], currency=charge["currency"],
            status="succeeded", reason="requested_by_customer",
        )  # fmt: skip
        self.tell("charge.refunded", charge)
        return row

    def dispute(self, charge_id: str) -> Row:
        charge = self.get("charge", charge_id)
        charge["disputed"] = True
        row = self.add(
            "dp", "dispute", charge=charge_id, amount=charge["amount"], currency=charge["currency"],
            status="needs_response", reason="fraudulent",
        )  # fmt: skip
        self.tell("charge.dispute.created", row)
        return row

    # --- what time does

    def advance(self, seconds: int) -> None:
        """Move the clock; everything that falls due happens on the way, in its order."""
        target = self.now + seconds
        while due := min(self._due(target), key=lambda pair: pair[0], default=None):
            self.now = max(self.now, due[0])
            self._come_due(due[1])
        self.now = target

    def _due(self, target: int) -> Iterator[tuple[int, Row]]:
        for row in self.find("subscription"):
            if row["status"] not in LIVE:
                continue
            moments = [self._period(row)[1], *([row["retry_at"]] if row["retry_at"] else [])]
            if min(moments) <= target:
                yield min(moments), row

    def _come_due(self, row: Row) -> None:
        start, end = self._period(row)
        if row["retry_at"] and row["retry_at"] <= min(self.now, end):
            self._collect(row)
        elif row["cancel_at_period_end"]:
            self.cancel_now(row)
        else:
            self._renew(row, start, end)

    def _renew(self, row: Row, start: int, end: int) -> None:
        overage = self._overage_amount(row, start, end)
        schedule = self.rows.get("subscription_schedule", {}).get(row["schedule"] or "")
        if schedule and len(schedule["phases"]) > 1:
            self.set_items(row, [item["price"] for item in schedule["phases"][1]["items"]])
            schedule["status"], row["schedule"] = "released", None
        if row["status"] == "trialing":
            row["status"] = "active"
        self._set_period(row, end, _next_boundary(row["billing_cycle_anchor"], end))
        self._bill(row, self._base_amount(row) + overage)
        self.tell("customer.subscription.updated", row)

    # --- money

    def _bill(self, row: Row, cents: int) -> None:
        invoice = self.add(
            "in", "invoice", customer=row["customer"], subscription=row["id"], status="open", total=cents,
            amount_due=cents, currency="eur",
        )  # fmt: skip
        invoice["number"] = f"FAKE-{len(self.rows['invoice']):04d}"
        invoice["hosted_invoice_url"] = f"{self.base_url}/invoices/{invoice['id']}"
        invoice["invoice_pdf"] = f"{invoice['hosted_invoice_url']}/pdf"
        self._pay(row, invoice)

    def _pay(self, row: Row, invoice: Row) -> bool:
        card_pays = self.get("customer", row["customer"])["card"] != "declined"
        if card_pays:
            invoice["status"] = "paid"
            charge = self.add(
                "ch", "charge", customer=row["customer"], invoice=invoice["id"], amount=invoice["total"],
                currency="eur", status="succeeded", amount_refunded=0, refunded=False, disputed=False,
            )  # fmt: skip
            row |= {"status": "active", "failures": 0, "retry_at": None}
            self.tell("invoice.paid", invoice)
            self.tell("charge.succeeded", charge)
        else:
            row["status"] = "past_due"
            row["failures"] += 1
            self.tell("invoice.payment_failed", invoice)
            if row["failures"] > len(RETRY_AFTER_DAYS):
                invoice["status"] = "uncollectible"
                self.cancel_now(row)
            else:
                row["retry_at"] = self.now + RETRY_AFTER_DAYS[row["failures"] - 1] * DAY_S
        return card_pays

    def _collect(self, row: Row) -> None:
        for invoice in self.find("invoice", subscription=row["id"], status="open"):
            if not self._pay(row, invoice):
                break
        if row["status"] in LIVE:
            self.tell("customer.subscription.updated", row)

    def _base_amount(self, row: Row) -> int:
        prices = [item["price"] for item in row["items"]["data"]]
        return sum(price["unit_amount"] for price in prices if not self.is_metered(price["id"]))

    def _overage_amount(self, row: Row, start: int, end: int) -> int:
        rates = [float(i["price"]["unit_amount_decimal"]) for i in row["items"]["data"] if i["quantity"] is None]
        units = self.metered_units(row["customer"], start, end)
        return round(units * rates[0]) if rates else 0

    def metered_units(self, customer_id: str, start: int, end: int) -> int:
        return sum(
            int(event["payload"]["value"])
            for event in self.meter_events.values()
            if event["payload"]["stripe_customer_id"] == customer_id and start <= event["timestamp"] < end
        )

    def is_metered(self, price_id: str) -> bool:
        return bool(self.get("price", price_id)["recurring"].get("usage_type") == "metered")

    def _period(self, row: Row) -> tuple[int, int]:
        item = row["items"]["data"][0]
        return item["current_period_start"], item["current_period_end"]

    def _set_period(self, row: Row, start: int, end: int) -> None:
        for item in row["items"]["data"]:
            item |= {"current_period_start": start, "current_period_end": end}


def _next_boundary(anchor: int, after: int) -> int:
    months = 1
    while _boundary(anchor, months) <= after:
        months += 1
    return _boundary(anchor, months)


def _boundary(anchor: int, months: int) -> int:
    """So many months after the anchor: on its day, or on the last of a month that has none such."""
    moment = datetime.fromtimestamp(anchor, UTC)
    years, month = divmod(moment.month - 1 + months, 12)
    year, month = moment.year + years, month + 1
    return int(moment.replace(year=year, month=month, day=min(moment.day, monthrange(year, month)[1])).timestamp())
