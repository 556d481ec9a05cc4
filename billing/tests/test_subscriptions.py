"""Plans that change in the middle of a period."""

from datetime import UTC, datetime

import pytest

from accounts.models import Account
from billing import quota
from billing.plans import plan_for
from billing.subscriptions import change_plan

pytestmark = pytest.mark.django_db

MID_PERIOD, PERIOD_END = datetime(2025, 1, 31, 12, tzinfo=UTC), datetime(2025, 2, 15, tzinfo=UTC)


@pytest.fixture
def account() -> Account:
    return Account.objects.create(name="Alpha", created_at=datetime(2025, 1, 15, tzinfo=UTC))


def standing(account: Account, now: datetime) -> tuple[str, int, int]:
    account = Account.objects.get(pk=account.pk)  # as the next request sees it
    usage = quota.usage(account, now)
    return usage.plan.slug, usage.used, usage.limit


@pytest.mark.covers("R046")
def test_more_counts_at_once_and_keeps_what_was_used(account: Account) -> None:
    quota.reserve_parses(account, ["a", "b"], source="portal", now=MID_PERIOD)

    change_plan(account, "pro", now=MID_PERIOD)

    assert standing(account, MID_PERIOD) == ("pro", 2, 100)
    assert account.subscription.anchor_at == account.created_at  # the period goes on


@pytest.mark.covers("R046")
def test_less_counts_from_the_end_of_the_period_on(account: Account) -> None:
    change_plan(account, "ultra", now=MID_PERIOD)

    change_plan(account, "pro", now=MID_PERIOD)

    assert standing(account, MID_PERIOD)[0] == "ultra"
    assert standing(account, PERIOD_END.replace(day=14))[0] == "ultra"
    assert standing(account, PERIOD_END) == ("pro", 0, 100)


def test_the_last_choice_counts(account: Account) -> None:
    change_plan(account, "ultra", now=MID_PERIOD)
    change_plan(account, "basic", now=MID_PERIOD)
    change_plan(account, "ultra", now=MID_PERIOD)

    assert standing(account, PERIOD_END)[0] == "ultra"


def test_a_change_that_has_come_is_where_the_next_one_starts(account: Account) -> None:
    change_plan(account, "ultra", now=MID_PERIOD)
    change_plan(account, "pro", now=MID_PERIOD)

    change_plan(account, "ultra", now=PERIOD_END)

    assert standing(account, PERIOD_END)[0] == "ultra"


def test_an_unknown_plan_changes_nothing(account: Account) -> None:
    with pytest.raises(KeyError):
        change_plan(account, "gold")

    assert plan_for(account).slug == "basic"
