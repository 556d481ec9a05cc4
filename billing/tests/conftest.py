"""A fake Stripe behind the real library, whose events arrive through the real view with real signatures."""

from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts import accounts
from accounts.models import Account
from billing import purchasing, stripe_api
from billing.fake_stripe.server import WEBHOOK_SECRET, FakeStripe, running
from billing.models import Subscription
from billing.plans import PLANS


@pytest.fixture
def fake(settings: Any, db: None) -> Iterator[FakeStripe]:
    """Configured, its catalogue made, and with a webhook that is the product's own."""
    with running(now=int(timezone.now().timestamp())) as stripe:
        settings.STRIPE_API_BASE, settings.STRIPE_SECRET_KEY = stripe.url, "sk_test_fake"
        settings.STRIPE_WEBHOOK_SECRET = WEBHOOK_SECRET
        call_command("stripe_setup", stdout=StringIO())
        yield stripe


@pytest.fixture
def deliver(fake: FakeStripe) -> Callable[..., int]:
    """Hands an event to the product's webhook; the status of the answer."""
    client = Client()

    def post(event: dict[str, Any], **options: Any) -> int:
        body, signature = fake.signed(event, **options)
        answer = client.post(
            "/stripe/webhook", body, content_type="application/json", headers={"stripe-signature": signature}
        )
        return int(answer.status_code)

    return post


@pytest.fixture
def free_account(make_user: Any) -> Account:
    """A workspace on Basic, with its owner."""
    return accounts.create_account(make_user("dora@example.org"), name="Dora's")


@pytest.fixture
def subscribe(fake: FakeStripe) -> Callable[..., str]:
    """The account pays for a plan at the fake's checkout; the id of the customer."""

    def pay(account: Account, plan: str, *, card: str = "ok", trial_days: int = 0) -> str:
        owner = account.members.get()
        stripe_api.checkout_url(
            purchasing.customer_of(account, owner), PLANS[plan], account_id=account.pk, success_url="x", cancel_url="y"
        )
        session = fake.world.find("checkout.session")[0]
        session["trial_days"] = trial_days
        fake.world.complete_checkout(session["id"], card=card)
        return str(Subscription.objects.get(account=account).customer_id)

    return pay
