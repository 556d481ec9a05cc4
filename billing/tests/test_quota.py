"""The quota ledger: reserve, settle, release, and a counter that equals the ledger whatever happens."""

from datetime import UTC, datetime

import pytest
from django.db.models import Sum

from accounts.models import Account
from billing import quota
from billing.models import Charge, ChargeState, QuotaPeriod, Subscription
from cvault.errors import QuotaExceeded

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> Account:
    return Account.objects.create(name="Alpha", created_at=datetime(2025, 1, 15, tzinfo=UTC))


def assert_counter_equals_ledger(account: Account) -> None:
    counted = QuotaPeriod.objects.filter(account=account).aggregate(used=Sum("used"))["used"] or 0
    charged = Charge.objects.filter(account=account).exclude(state=ChargeState.RELEASED).count()
    assert counted == charged


def test_usage_of_an_account_without_subscription_is_basic_from_its_sign_up(account: Account) -> None:
    usage = quota.usage(account, datetime(2025, 2, 20, tzinfo=UTC))

    assert (usage.plan.slug, usage.used, usage.limit, usage.remaining) == ("basic", 0, 5, 5)
    assert (usage.period_start.day, usage.period_start.month, usage.period_end.month) == (15, 2, 3)


def test_reserve_charges_each_key_once(account: Account) -> None:
    assert quota.reserve_parses(account, ["a", "b"], source="portal") == ["a", "b"]
    assert quota.reserve_parses(account, ["b", "c", "c"], source="portal") == ["c"]

    assert quota.usage(account).used == 3
    assert_counter_equals_ledger(account)


def test_reserve_is_all_or_nothing(account: Account) -> None:
    quota.reserve_parses(account, ["a", "b", "c"], source="portal")

    with pytest.raises(QuotaExceeded) as raised:
        quota.reserve_parses(account, ["d", "e", "f"], source="portal", files_requested=4)

    assert raised.value.extra["quota_used"] == 3
    assert raised.value.extra["quota_limit"] == 5
    assert raised.value.extra["files_requested"] == 4
    assert raised.value.extra["files_chargeable"] == 3
    assert raised.value.extra["upgrade_url"].endswith("/pricing")
    assert raised.value.extra["resets_at"].endswith("Z")
    assert quota.usage(account).used == 3
    assert_counter_equals_ledger(account)


def test_reserve_with_allow_partial_charges_the_first_that_fit(account: Account) -> None:
    quota.reserve_parses(account, ["a", "b", "c"], source="portal")

    assert quota.reserve_parses(account, ["d", "e", "f"], source="portal", allow_partial=True) == ["d", "e"]
    assert quota.reserve_parses(account, ["g"], source="portal", allow_partial=True) == []

    assert quota.usage(account).status == "exhausted"
    assert_counter_equals_ledger(account)


def test_release_gives_back_once_and_never_after_settling(account: Account) -> None:
    quota.reserve_parses(account, ["a", "b"], source="portal")

    assert quota.settle(account, "a")
    assert not quota.settle(account, "a")
    assert not quota.release(account, "a", "too late")
    assert quota.release(account, "b", "unreadable")
    assert not quota.release(account, "b", "unreadable")

    assert quota.usage(account).used == 1
    assert_counter_equals_ledger(account)


def test_release_after_the_period_ended_gives_back_to_the_period_that_was_charged(account: Account) -> None:
    march, april = datetime(2025, 3, 20, tzinfo=UTC), datetime(2025, 4, 20, tzinfo=UTC)
    quota.reserve_parses(account, ["a"], source="portal", now=march)
    quota.reserve_parses(account, ["b"], source="portal", now=april)

    quota.release(account, "a", "unreadable")

    assert quota.usage(account, march).used == 0
    assert quota.usage(account, april).used == 1
    assert_counter_equals_ledger(account)


def test_a_new_period_starts_from_zero(account: Account) -> None:
    quota.reserve_parses(account, list("abcde"), source="portal", now=datetime(2025, 3, 14, tzinfo=UTC))

    assert quota.reserve_parses(account, ["f"], source="portal", now=datetime(2025, 3, 15, tzinfo=UTC)) == ["f"]


def test_an_upgrade_raises_the_limit_at_once_and_keeps_what_is_used(account: Account) -> None:
    subscription = Subscription.objects.create(account=account, plan="pro", anchor_at=account.created_at)
    quota.reserve_parses(account, [f"file{number}" for number in range(80)], source="portal")
    assert quota.usage(account).status == "near_limit"

    subscription.plan = "ultra"
    subscription.save()

    usage = quota.usage(Account.objects.get(pk=account.pk))
    assert (usage.used, usage.limit, usage.status) == (80, 1000, "ok")


def test_accounts_do_not_share_keys_or_counters(account: Account) -> None:
    other = Account.objects.create(name="Beta")

    quota.reserve_parses(account, ["a"], source="portal")
    quota.reserve_parses(other, ["a"], source="portal")
    quota.release(other, "a", "unreadable")

    assert quota.usage(account).used == 1
    assert quota.usage(other).used == 0
