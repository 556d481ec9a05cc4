"""The plans, as on the price list: what each may, and what it costs. Pages, APIs and docs all read this table."""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

if TYPE_CHECKING:
    from accounts.models import Account

MAX_FILE_BYTES = 10 * 1024 * 1024  # R094: 10 MB is binary, and the limit itself is accepted
MAX_BATCH_FILES = 50  # of any plan: more is a wrong request, not a matter of the plan (R095)


@dataclass(frozen=True, slots=True)
class Plan:
    slug: str  # in the database and in both APIs
    name: str
    monthly_parses: int
    max_batch_files: int
    price_monthly: Decimal  # in `currency`
    overage_rate: Decimal | None  # price of a parse beyond the quota; None where none can be bought
    max_file_bytes: int = MAX_FILE_BYTES
    currency: str = "EUR"


_PRICE_LIST = (
    #    slug     name     parses  files  price          overage
    Plan("basic", "Basic", 5, 1, Decimal(0), None),
    Plan("pro", "Pro", 100, 1, Decimal(19), Decimal("0.15")),
    Plan("ultra", "Ultra", 1_000, 25, Decimal(99), Decimal("0.08")),
    Plan("mega", "Mega", 5_000, 50, Decimal(349), Decimal("0.05")),
)


def read_plans(path: str) -> dict[str, Plan]:
    """The price list with what an operator's TOML file adds or changes: a table a plan, its name the slug.

    Smallest first. Raises ImproperlyConfigured with the plan and the field that is wrong.
    """
    plans = {plan.slug: plan for plan in _PRICE_LIST}
    tables = tomllib.loads(Path(path).read_text(encoding="utf-8")) if path else {}
    for slug, given in tables.items():
        known = asdict(plans[slug]) if slug in plans else {"slug": slug, "overage_rate": None}
        plans[slug] = _plan({**known, **given})
    return dict(sorted(plans.items(), key=lambda item: item[1].monthly_parses))


def _plan(fields: dict[str, Any]) -> Plan:
    try:
        for name in ("price_monthly", "overage_rate"):
            if fields.get(name) is not None:
                fields[name] = Decimal(str(fields[name]))
        plan = Plan(**fields)
    except (TypeError, InvalidOperation) as error:
        raise ImproperlyConfigured(f"CVAULT_PLANS_FILE, plan {fields['slug']!r}: {error}") from error
    if not (0 < plan.max_batch_files <= MAX_BATCH_FILES and plan.monthly_parses > 0 and plan.price_monthly >= 0):
        raise ImproperlyConfigured(
            f"CVAULT_PLANS_FILE, plan {plan.slug!r}: monthly_parses and price_monthly must not be negative, "
            f"max_batch_files lies between 1 and {MAX_BATCH_FILES}"
        )
    return plan


PLANS: Mapping[str, Plan] = read_plans(settings.PLANS_FILE)
DEFAULT_PLAN = PLANS["basic"]


def plan_for(account: "Account", now: datetime | None = None) -> Plan:
    """The plan of an account at `now`; Basic for one that never chose.

    A smaller plan that was chosen counts from the end of its period on, and an unpaid one ends with its grace, whether
    or not anything ran at that moment.
    """
    subscription = getattr(account, "subscription", None)  # RelatedObjectDoesNotExist is an AttributeError
    now = now or timezone.now()
    if subscription is None or (subscription.grace_ends_at is not None and subscription.grace_ends_at <= now):
        return DEFAULT_PLAN
    has_changed = subscription.next_plan_at is not None and subscription.next_plan_at <= now
    return PLANS.get(subscription.next_plan if has_changed else subscription.plan, DEFAULT_PLAN)
