"""Whole lives of an account, at random: upload, fail, buy, change, cancel, decline, refund, and months that pass.

Whatever happens, the counter is the ledger's sum, nothing is charged for a failure, no limit is passed, periods follow
each other, and after a sync our plan is Stripe's.
"""

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import cast

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.models import Account
from billing import purchasing, quota, syncing, upkeep
from billing.fake_stripe.server import FakeStripe
from billing.fake_stripe.world import LIVE, World
from billing.models import Charge, ChargeState, QuotaPeriod, Subscription
from billing.plans import PLANS, Plan, plan_for
from cvault.errors import CVaultError, QuotaExceeded

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(3_600)]

Deliver = Callable[..., int]


class Life:
    """One account, and the steps that can happen to it."""

    def __init__(self, account: Account, fake: FakeStripe, deliver: Deliver, chance: random.Random) -> None:
        self.account_id, self.fake, self.deliver, self.chance = account.pk, fake, deliver, chance
        self.owner = account.members.get()
        self.open_keys: list[str] = []
        self.number = 0

    @property
    def world(self) -> World:
        return self.fake.world

    @property
    def account(self) -> Account:
        return Account.objects.get(pk=self.account_id)  # as the next request sees it

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.world.now, UTC)

    def step(self) -> None:
        steps = (
            [self.upload] * 6 + [self.finish] * 4 + [self.fail] * 3 + [self.choose] * 3 + [self.pass_time] * 4
            + [self.change_card, self.refund, self.allow_overage, self.keep_up, self.hear]
        )  # fmt: skip
        self.chance.choice(steps)()
        self.check()

    def upload(self) -> None:
        account, plan = self.account, plan_for(self.account)
        wanted = self.chance.choice((1, 2, plan.max_batch_files, plan.monthly_parses))
        keys = [f"file_{self.number + index}" for index in range(wanted)]
        self.number += wanted
        try:
            taken = quota.reserve_parses(
                account, keys, source="portal", allow_partial=self.chance.random() < 0.3, now=self.now()
            )
        except QuotaExceeded:
            return
        self.open_keys += taken
        usage = quota.usage(account, self.now())
        assert not taken or usage.used <= usage.limit + usage.overage_limit

    def finish(self) -> None:
        for key in self._some_keys():
            assert quota.settle(self.account, key)

    def fail(self) -> None:
        for key in self._some_keys():
            assert quota.release(self.account, key, "unreadable")
            assert not quota.release(self.account, key, "unreadable")

    def choose(self) -> None:
        try:
            address = purchasing.choose(self.account, self.chance.choice(list(PLANS)), by=self.owner)
        except CVaultError:
            return
        if address and self.chance.random() < 0.8:
            session = self.world.find("checkout.session")[0]
            session["trial_days"] = self.chance.choice((0, 0, 14))
            self.world.complete_checkout(session["id"], card="ok")

    def change_card(self) -> None:
        if customer_id := self._row().customer_id:
            self.world.update_card(customer_id, self.chance.choice(("ok", "declined")))

    def refund(self) -> None:
        for charge in self.world.find("charge", customer=self._row().customer_id)[:1]:
            self.world.refund(charge["id"])

    def allow_overage(self) -> None:
        enabled, cap = self.chance.random() < 0.7, Decimal(self.chance.randint(1, 40))
        with suppress(CVaultError):
            purchasing.allow_overage(self.account, enabled=enabled, cap=cap, by=self.owner)

    def pass_time(self) -> None:
        self.world.advance(self.chance.randint(1, 40 * 86_400))

    def keep_up(self) -> None:
        upkeep.run(now=self.now())

    def hear(self) -> None:
        """Events arrive: repeated, out of order, some never."""
        self.fake.chaos.repeat_share, self.fake.chaos.drop_share, self.fake.chaos.shuffle = 0.3, 0.2, True
        for event in self.fake.chaos.order(self.fake.events()):
            assert self.deliver(event) == 200

    def check(self) -> None:
        periods = list(QuotaPeriod.objects.filter(account=self.account_id).order_by("starts_at"))
        for period in periods:
            counted = Charge.objects.filter(period=period).exclude(state=ChargeState.RELEASED).count()
            assert period.used == counted
        assert all(before.ends_at <= after.starts_at for before, after in pairwise(periods))

    def check_against_stripe(self) -> None:
        syncing.sync_account(self.account)
        row = self._row()
        live = [item for item in self.world.find("subscription", customer=row.customer_id) if item["status"] in LIVE]
        assert len(live) <= 1
        expected = live[0]["items"]["data"][0]["price"]["metadata"]["cvault_plan"] if live else "basic"
        assert (row.plan, row.status if live else "") == (expected, live[0]["status"] if live else "")
        if live and row.status != "past_due":
            assert plan_for(self.account, self.now()).slug == expected
            usage = quota.usage(self.account, self.now())
            assert int(usage.period_end.timestamp()) == live[0]["items"]["data"][0]["current_period_end"]

    def _row(self) -> Subscription:
        return purchasing.subscription_of(self.account)

    def _some_keys(self) -> list[str]:
        self.chance.shuffle(self.open_keys)
        cut = self.chance.randint(0, min(10, len(self.open_keys)))
        some, self.open_keys = self.open_keys[:cut], self.open_keys[cut:]
        return some


def live_through(
    lives: int, steps: int, seed: int, account: Account, fake: FakeStripe, deliver: Deliver, patch: pytest.MonkeyPatch
) -> None:
    for slug, parses in (("pro", 12), ("ultra", 25), ("mega", 40)):  # small, so that limits are met often
        patch.setitem(cast("dict[str, Plan]", PLANS), slug, replace(PLANS[slug], monthly_parses=parses))
    for number in range(lives):
        chance = random.Random(f"{seed}-{number}")
        fake.world.now = int(datetime(2026, 1, 31, 12, tzinfo=UTC).timestamp()) + chance.randint(0, 366 * 86_400)
        fake.world.answers.clear()  # each life has a customer of its own
        life = Life(account, fake, deliver, chance)
        patch.setattr(timezone, "now", life.now)
        with transaction.atomic():
            Account.objects.filter(pk=account.pk).update(created_at=life.now() - timedelta(days=chance.randint(0, 50)))
            for _ in range(steps):
                life.step()
            life.check_against_stripe()
            transaction.set_rollback(True)


@pytest.mark.parametrize("seed", range(2))
def test_a_few_lives(
    seed: int, free_account: Account, fake: FakeStripe, deliver: Deliver, monkeypatch: pytest.MonkeyPatch
) -> None:
    live_through(3, 30, seed, free_account, fake, deliver, monkeypatch)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 120))
def test_two_thousand_lives(
    seed: int, free_account: Account, fake: FakeStripe, deliver: Deliver, monkeypatch: pytest.MonkeyPatch
) -> None:
    live_through(100, 50, seed, free_account, fake, deliver, monkeypatch)
