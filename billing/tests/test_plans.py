"""The plan table, and what an operator's file makes of it."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from billing.plans import PLANS, read_plans


@pytest.mark.covers("R038", "R039", "R040", "R041")
def test_the_plans_of_the_reference() -> None:
    table = {plan.name: (plan.monthly_parses, plan.max_batch_files, plan.max_file_bytes) for plan in PLANS.values()}

    assert table == {
        "Basic": (5, 1, 10_485_760),
        "Pro": (100, 1, 10_485_760),
        "Ultra": (1_000, 25, 10_485_760),
        "Mega": (5_000, 50, 10_485_760),
    }


def test_a_file_adds_a_plan_and_changes_a_price(tmp_path: Path) -> None:
    path = tmp_path / "plans.toml"
    path.write_text(
        '[team]\nname = "Team"\nmonthly_parses = 300\nmax_batch_files = 10\nprice_monthly = "49.50"\n'
        '[pro]\nprice_monthly = 25\ncurrency = "USD"\n'
    )

    plans = read_plans(str(path))

    assert list(plans) == ["basic", "pro", "team", "ultra", "mega"]
    assert (plans["team"].price_monthly, plans["team"].overage_rate) == (Decimal("49.50"), None)
    assert (plans["pro"].price_monthly, plans["pro"].currency, plans["pro"].monthly_parses) == (25, "USD", 100)


@pytest.mark.parametrize("text", ['[team]\nname = "Team"', "[pro]\ncolour = 1", "[pro]\nmax_batch_files = 51"])
def test_a_file_that_is_wrong_names_the_plan(tmp_path: Path, text: str) -> None:
    path = tmp_path / "plans.toml"
    path.write_text(text)

    with pytest.raises(ImproperlyConfigured, match=r"plan '(team|pro)'"):
        read_plans(str(path))
