"""What billing does by itself: overage told to Stripe once, letters about usage and payment, the end of a grace."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import Account
from billing import purchasing, quota, stripe_api, upkeep
from billing.fake_stripe.server import FakeStripe
from billing.models import QuotaPeriod, Subscription
from billing.tests.test_stripe import deliver_all, plan_of
from cvault.errors import QuotaExceeded

pytestmark = pytest.mark.django_db(transaction=True)

Deliver = Callable[..., int]
Subscribe = Callable[..., str]


def test_an_unpaid_plan_goes_on_for_its_grace_with_letters_and_then_ends(
    free_account: Account, fake: FakeStripe, deliver: Deliver, subscribe: Subscribe
) -> None:
    customer_id = subscribe(free_account, "pro")
    fake.world.update_card(customer_id, "declined")
    fake.world.advance(32 * 86_400)
    deliver_all(fake, deliver)
    row = Subscription.objects.get()
    assert row.status == "past_due"
    assert row.grace_ends_at is not None
    assert plan_of(free_account, row.grace_ends_at - timedelta(seconds=1)) == "pro"
    assert plan_of(free_account, row.grace_ends_at) == "basic"

    for before in (timedelta(days=10), timedelta(days=9), timedelta(days=5), timedelta(days=1), timedelta()):
        upkeep.run(now=row.grace_ends_at - before)
    assert [letter.to for letter in mail.outbox] == [["dora@example.org"]] * 4
    assert "failed" in mail.outbox[0].subject
    assert "has ended" in mail.outbox[-1].subject

    fake.world.update_card(customer_id, "ok")
    deliver_all(fake, deliver)
    assert (Subscription.objects.get().status, plan_of(free_account)) == ("active", "pro")


def test_overage_is_off_until_allowed_capped_and_metered_once(
    free_account: Account, fake: FakeStripe, deliver: Deliver, subscribe: Subscribe
) -> None:
    owner = free_account.members.get()
    subscribe(free_account, "pro")
    deliver_all(fake, deliver)
    account = Account.objects.get(pk=free_account.pk)
    quota.reserve_parses(account, [f"k{n}" for n in range(100)], source="portal")
    with pytest.raises(QuotaExceeded):
        quota.reserve_parses(account, ["more"], source="portal")

    purchasing.allow_overage(account, enabled=True, cap=Decimal("0.45"), by=owner)  # 0.15 a parse
    account = Account.objects.get(pk=account.pk)
    quota.reserve_parses(account, ["more", "and more", "failed"], source="portal")
    with pytest.raises(QuotaExceeded):
        quota.reserve_parses(account, ["too much"], source="portal")
    for key in [*(f"k{n}" for n in range(100)), "more", "and more"]:
        quota.settle(account, key)
    quota.release(account, "failed", "unreadable")

    assert upkeep.report_overage(timezone.now()) == 2
    assert upkeep.report_overage(timezone.now()) == 0
    assert [event["payload"]["value"] for event in fake.world.meter_events.values()] == ["2"]
    fake.world.advance(32 * 86_400)
    assert fake.world.find("invoice")[0]["total"] == 1900 + 30


def test_a_report_that_was_cut_off_is_repeated_under_its_name(
    free_account: Account, fake: FakeStripe, deliver: Deliver, subscribe: Subscribe, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribe(free_account, "pro")
    deliver_all(fake, deliver)
    period = QuotaPeriod.objects.create(
        account=free_account,
        starts_at=timezone.now() - timedelta(minutes=1),
        ends_at=timezone.now() + timedelta(days=3),
        limit=1,
    )
    keys = ["a", "b", "c"]
    for key in keys:
        period.charges.create(account=free_account, key=key, state="settled", source="portal")
    QuotaPeriod.objects.update(used=3)
    tell = stripe_api.report_overage

    def crash(*args: Any, **options: Any) -> None:
        tell(*args, **options)
        raise stripe_api.PaymentServiceError

    monkeypatch.setattr(stripe_api, "report_overage", crash)
    assert upkeep.report_overage(timezone.now()) == 0
    monkeypatch.undo()
    period.charges.create(account=free_account, key="d", state="settled", source="portal")
    QuotaPeriod.objects.update(used=4)

    upkeep.report_overage(timezone.now())

    assert sum(int(event["payload"]["value"]) for event in fake.world.meter_events.values()) == 3


def test_letters_at_half_at_eighty_and_at_all_of_the_quota(free_account: Account) -> None:
    now = timezone.now()
    for key in "abcde":
        quota.reserve_parses(free_account, [key], source="portal", now=now)
        upkeep.run(now=now)
        upkeep.run(now=now)

    assert [letter.subject.split(" %")[0] for letter in mail.outbox] == ["50", "80", "100"]
