"""Paying through Stripe: the real library against a fake of ours, events through the real webhook."""

import itertools
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command

from accounts.models import Account
from billing import purchasing, quota, stripe_api, syncing, upkeep
from billing.fake_stripe.server import FakeStripe
from billing.models import Invoice, Reversal, StripeEvent, Subscription
from billing.plans import PLANS, plan_for
from cvault.errors import CVaultError

pytestmark = pytest.mark.django_db(transaction=True)

Deliver = Callable[..., int]
Subscribe = Callable[..., str]


def plan_of(account: Account, now: datetime | None = None) -> str:
    return plan_for(Account.objects.get(pk=account.pk), now).slug


def deliver_all(fake: FakeStripe, deliver: Deliver) -> None:
    for event in fake.events():
        assert deliver(event) == 200


@pytest.mark.covers("R387")
def test_a_paid_checkout_raises_the_limit_and_lists_the_invoice(
    free_account: Account, fake: FakeStripe, deliver: Deliver, subscribe: Subscribe
) -> None:
    quota.reserve_parses(free_account, ["a", "b"], source="portal")

    subscribe(free_account, "ultra")
    deliver_all(fake, deliver)

    usage = quota.usage(Account.objects.get(pk=free_account.pk))
    remote = stripe_api.subscriptions_of(Subscription.objects.get().customer_id or "")[0]
    assert (usage.plan.slug, usage.used, usage.limit) == ("ultra", 2, 1000)
    assert usage.period_end == remote.period_end
    assert [(row.status, row.total, row.currency) for row in Invoice.objects.all()] == [("paid", Decimal(99), "EUR")]


def test_more_is_billed_at_once_and_counts_at_once(
    free_account: Account, fake: FakeStripe, subscribe: Subscribe
) -> None:
    owner = free_account.members.get()
    subscribe(free_account, "pro")
    syncing.sync_account(free_account)
    fake.world.now += 15 * 86_400

    choice = purchasing.look_at(free_account, "ultra", with_price=True)
    assert choice.kind == "upgrade"
    assert choice.due_now is not None
    assert 35 < choice.due_now < 45  # half a month of the difference of 80

    assert purchasing.choose(free_account, "ultra", by=owner) == ""
    assert plan_of(free_account) == "ultra"
    assert Invoice.objects.filter(total=choice.due_now, status="paid").count() == 1


def test_less_counts_from_the_periods_end_on(free_account: Account, fake: FakeStripe, subscribe: Subscribe) -> None:
    owner = free_account.members.get()
    subscribe(free_account, "ultra")
    syncing.sync_account(free_account)

    purchasing.choose(free_account, "pro", by=owner)

    row = Subscription.objects.get()
    assert (row.plan, row.next_plan) == ("ultra", "pro")
    assert row.next_plan_at is not None
    assert plan_of(free_account, row.next_plan_at) == "pro"

    fake.world.advance(32 * 86_400)
    syncing.sync_account(free_account)
    assert (plan_of(free_account), Subscription.objects.get().next_plan) == ("pro", "")


def test_a_change_that_was_chosen_can_be_taken_back(
    free_account: Account, fake: FakeStripe, subscribe: Subscribe
) -> None:
    owner = free_account.members.get()
    subscribe(free_account, "ultra")
    syncing.sync_account(free_account)
    for slug in ("pro", "ultra", "basic", "ultra"):
        purchasing.choose(free_account, slug, by=owner)

    fake.world.advance(32 * 86_400)
    syncing.sync_account(free_account)

    assert (plan_of(free_account), Subscription.objects.get().next_plan) == ("ultra", "")


def test_a_card_that_declines_changes_nothing(free_account: Account, fake: FakeStripe, subscribe: Subscribe) -> None:
    subscribe(free_account, "pro")
    syncing.sync_account(free_account)
    customer_id = Subscription.objects.get().customer_id
    fake.world.update_card(str(customer_id), "declined")

    with pytest.raises(stripe_api.PaymentServiceError, match="declined"):
        purchasing.choose(free_account, "mega", by=free_account.members.get())

    assert plan_of(free_account) == "pro"


def test_cancelled_is_basic_from_the_periods_end_on(
    free_account: Account, fake: FakeStripe, deliver: Deliver, subscribe: Subscribe
) -> None:
    subscribe(free_account, "ultra")
    deliver_all(fake, deliver)
    purchasing.choose(free_account, "basic", by=free_account.members.get())
    assert plan_of(free_account) == "ultra"

    fake.world.advance(32 * 86_400)
    deliver_all(fake, deliver)

    assert (plan_of(free_account), Subscription.objects.get().status) == ("basic", "canceled")


def test_a_trial_gives_the_plan_and_becomes_a_paid_one(
    free_account: Account, fake: FakeStripe, deliver: Deliver, subscribe: Subscribe
) -> None:
    subscribe(free_account, "pro", trial_days=14)
    deliver_all(fake, deliver)
    row = Subscription.objects.get()
    assert (row.status, plan_of(free_account)) == ("trialing", "pro")
    assert quota.usage(Account.objects.get(pk=free_account.pk)).period_end == row.trial_ends_at

    fake.world.advance(15 * 86_400)
    deliver_all(fake, deliver)

    assert (Subscription.objects.get().status, Invoice.objects.get().status) == ("active", "paid")


def test_refunds_and_disputes_are_recorded(
    free_account: Account, fake: FakeStripe, deliver: Deliver, subscribe: Subscribe
) -> None:
    subscribe(free_account, "pro")
    charge = fake.world.find("charge")[0]
    fake.world.refund(charge["id"])
    fake.world.dispute(charge["id"])
    deliver_all(fake, deliver)

    assert {(row.kind, row.amount) for row in Reversal.objects.filter(account=free_account)} == {
        ("refund", Decimal(19)),
        ("dispute", Decimal(19)),
    }


@pytest.mark.parametrize(
    ("options", "is_believed"),
    [
        ({}, True),
        ({"secret": "whsec_other"}, False),
        ({"signed_at": int(time.time()) - 3600}, False),
        ({"signed_at": int(time.time()) + 3600}, False),
    ],
)
def test_only_an_event_that_stripe_signed_just_now_is_believed(
    free_account: Account, fake: FakeStripe, deliver: Deliver, subscribe: Subscribe, options: Any, is_believed: bool
) -> None:
    subscribe(free_account, "ultra")

    statuses = {deliver(event, **options) for event in fake.events()}

    assert statuses == ({200} if is_believed else {400})
    assert StripeEvent.objects.exists() == is_believed
    assert plan_of(free_account) == ("ultra" if is_believed else "basic")


def test_an_event_that_cannot_be_handled_waits_and_is_handled_later(
    free_account: Account, fake: FakeStripe, deliver: Deliver, subscribe: Subscribe, settings: Any
) -> None:
    subscribe(free_account, "ultra")
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"  # nobody listens
    deliver_all(fake, deliver)
    assert plan_of(free_account) == "basic"
    assert StripeEvent.objects.filter(handled_at=None).exclude(error="").exists()

    settings.STRIPE_API_BASE = fake.url
    upkeep.run()

    assert plan_of(free_account) == "ultra"
    assert not StripeEvent.objects.filter(handled_at=None).exists()


def test_billing_sync_mends_what_lost_events_left(
    free_account: Account, fake: FakeStripe, subscribe: Subscribe, capsys: pytest.CaptureFixture[str]
) -> None:
    subscribe(free_account, "mega")
    call_command("billing_sync")

    assert plan_of(free_account) == "mega"
    assert "mega active" in capsys.readouterr().out


@pytest.mark.covers("R388")
def test_without_keys_plans_are_the_operators(free_account: Account, client: Any) -> None:
    with pytest.raises(CVaultError, match="operator"):
        purchasing.choose(free_account, "ultra", by=free_account.members.get())
    assert client.post("/stripe/webhook", b"{}", content_type="application/json").status_code == 404
    assert b"assigned by its operator" in client.get("/pricing").content


@pytest.fixture
def lifecycle(free_account: Account, fake: FakeStripe, subscribe: Subscribe) -> list[dict[str, Any]]:
    """Six events: subscribed, upgraded and paid for, not paid a month later, and paid in the end."""
    customer_id = subscribe(free_account, "pro")
    purchasing.choose(free_account, "ultra", by=free_account.members.get())
    fake.world.update_card(customer_id, "declined")
    fake.world.advance(33 * 86_400)
    fake.world.update_card(customer_id, "ok")
    types = ("customer.subscription.created", "invoice.paid", "invoice.payment_failed", "customer.subscription.updated")
    events = [event for event in fake.events() if event["type"] in types]
    return events[:3] + events[-3:]


def assert_order_ends_in_stripes_state(
    order: list[dict[str, Any]], account: Account, deliver: Deliver, remote: stripe_api.RemoteSubscription
) -> None:
    StripeEvent.objects.all().delete()
    Subscription.objects.update(
        plan="basic", status="", stripe_id="", anchor_at=datetime(2020, 1, 1, tzinfo=UTC), grace_ends_at=None
    )
    for event in order:
        assert deliver(event) == 200
    row = Subscription.objects.get(account=account)
    assert (row.plan, row.status, row.anchor_at) == (remote.plan, remote.status, remote.anchor_at)
    assert not StripeEvent.objects.filter(handled_at=None).exists()


def test_any_order_of_a_life_ends_in_stripes_state(
    free_account: Account, lifecycle: list[dict[str, Any]], deliver: Deliver
) -> None:
    remote = stripe_api.subscriptions_of(Subscription.objects.get().customer_id or "")[0]
    chance = random.Random(7)
    for _ in range(6):
        repeated = [event for event in lifecycle for _ in range(chance.randint(1, 3))]
        order = chance.sample(repeated, k=len(repeated))
        assert_order_ends_in_stripes_state(order, free_account, deliver, remote)


@pytest.mark.soak
def test_all_orders_of_a_life_end_in_stripes_state(
    free_account: Account, lifecycle: list[dict[str, Any]], deliver: Deliver
) -> None:
    remote = stripe_api.subscriptions_of(Subscription.objects.get().customer_id or "")[0]
    chance, orders = random.Random(8), 0
    for order in itertools.permutations(lifecycle):
        repeated = [event for event in order for _ in range(chance.randint(1, 3))]
        assert_order_ends_in_stripes_state(repeated, free_account, deliver, remote)
        orders += 1
    assert orders == 720


def test_every_plan_can_be_bought_with_the_prices_that_the_setup_made(fake: FakeStripe) -> None:
    for plan in PLANS.values():
        if plan.price_monthly:
            prices = [price for price in fake.world.find("price") if price["lookup_key"] == f"cvault_{plan.slug}"]
            assert [price["unit_amount"] for price in prices] == [int(plan.price_monthly * 100)]


def test_nobody_pays_twice_for_a_payment_that_we_have_not_heard_of(
    free_account: Account, fake: FakeStripe, subscribe: Subscribe
) -> None:
    owner = free_account.members.get()
    purchasing.choose(free_account, "pro", by=owner)
    left_open = fake.world.find("checkout.session")[0]
    purchasing.choose(free_account, "ultra", by=owner)
    paid = fake.world.find("checkout.session")[0]
    fake.world.complete_checkout(left_open["id"], card="ok")
    fake.world.complete_checkout(paid["id"], card="ok")  # no event has arrived

    assert purchasing.choose(free_account, "ultra", by=owner) == ""
    assert plan_of(free_account) == "ultra"
    assert len(fake.world.find("subscription")) == 1
