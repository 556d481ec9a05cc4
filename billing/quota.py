"""The monthly quota as a ledger: a row a file, and a counter that always equals their sum.

Reserve at acceptance, settle at completion, release on failure. Each is one transaction of ledger rows and one UPDATE
of the counter; the UPDATE that reserves carries the limit in its condition, so no two requests can pass it together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import Account
from billing.models import Charge, ChargeState, QuotaPeriod
from billing.periods import period_at
from billing.plans import Plan, plan_for
from cvault.errors import QuotaExceeded

NEAR_LIMIT_SHARE = 0.8  # from here on people are warned


@dataclass(frozen=True, slots=True)
class Usage:
    """The quota of the current period; `used` counts what is settled and what is reserved."""

    plan: Plan
    used: int
    limit: int  # what the plan includes
    period_start: datetime
    period_end: datetime
    overage_limit: int = 0  # parses that may be bought beyond the plan in this period

    @property
    def remaining(self) -> int:
        """Parses that are still included; a downgrade can leave more used than the new plan has."""
        return max(0, self.limit - self.used)

    @property
    def status(self) -> str:
        """ "ok", "near_limit" or "exhausted"."""
        if self.used >= self.limit + self.overage_limit:
            return "exhausted"
        return "near_limit" if self.used >= NEAR_LIMIT_SHARE * self.limit else "ok"

    @property
    def used_percent(self) -> int:
        return 100 * self.used // self.limit

    @property
    def overage_used(self) -> int:
        return max(0, self.used - self.limit)

    def forecast(self, now: datetime) -> int | None:
        """Parses at the period's end if it goes on as until now; None in its first day, when nothing can be said."""
        passed, whole = now - self.period_start, self.period_end - self.period_start
        return None if passed < timedelta(days=1) else round(self.used * (whole / passed))


def usage(account: Account, now: datetime | None = None) -> Usage:
    """What the account has used of its quota in the period that `now` falls into."""
    now = now or timezone.now()
    latest = _latest_period(account, now)
    is_open = latest is not None and latest.ends_at > now
    start, end = (latest.starts_at, latest.ends_at) if latest and is_open else _next_bounds(account, latest, now)
    plan = plan_for(account, now)
    return Usage(
        plan=plan,
        used=latest.used if latest and is_open else 0,
        limit=plan.monthly_parses,
        period_start=start,
        period_end=end,
        overage_limit=overage_parses(account, plan),
    )


def reserve_parses(
    account: Account,
    keys: Sequence[str],
    *,
    source: str,
    files_requested: int | None = None,
    allow_partial: bool = False,
    now: datetime | None = None,
) -> list[str]:
    """Charge one parse for each key and return the keys that are charged now, in their order.

    A key that was charged before is not charged again. Without `allow_partial` all keys fit or QuotaExceeded is
    raised and nothing is charged; with it, as many of the first keys as fit are charged, possibly none.
    """
    if not keys:
        return []
    now = now or timezone.now()
    plan = plan_for(account, now)
    limit = plan.monthly_parses + overage_parses(account, plan)
    with transaction.atomic():
        period = _locked_period(account, now)
        known = set(Charge.objects.filter(account=account, key__in=keys).values_list("key", flat=True))
        wanted = [key for key in dict.fromkeys(keys) if key not in known]
        if allow_partial:
            wanted = wanted[: max(0, limit - period.used)]
        if not wanted:
            return []
        reserved = QuotaPeriod.objects.filter(pk=period.pk, used__lte=limit - len(wanted)).update(
            used=F("used") + len(wanted), limit=plan.monthly_parses
        )
        if not reserved:
            raise _exceeded(period, plan.monthly_parses, requested=files_requested or len(keys), chargeable=len(wanted))
        Charge.objects.bulk_create(
            Charge(account=account, period=period, key=key, source=source, created_at=now) for key in wanted
        )
    return wanted


def settle(account: Account, key: str) -> bool:
    """Make a reservation final. False where there was none to settle: settled or released before."""
    reserved = Charge.objects.filter(account=account, key=key, state=ChargeState.RESERVED)
    return bool(reserved.update(state=ChargeState.SETTLED, finished_at=timezone.now()))


def release(account: Account, key: str, reason: str) -> bool:
    """Give a reservation back to the period it was taken from. False where there was none to release."""
    with transaction.atomic():
        reserved = Charge.objects.filter(account=account, key=key, state=ChargeState.RESERVED)
        if not reserved.update(state=ChargeState.RELEASED, reason=reason[:120], finished_at=timezone.now()):
            return False
        QuotaPeriod.objects.filter(charges__account=account, charges__key=key).update(used=F("used") - 1)
    return True


def anchor_of(account: Account) -> datetime:
    """Where periods start: the subscription's anchor, and the sign-up of an account that never chose a plan (R044)."""
    try:
        return account.subscription.anchor_at
    except ObjectDoesNotExist:
        return account.created_at


def overage_parses(account: Account, plan: Plan) -> int:
    """How many parses the owner's cap buys beyond the plan in a period; 0 where they are off or cannot be billed."""
    subscription = getattr(account, "subscription", None)
    if subscription is None or plan.overage_rate is None or not subscription.overage_enabled:
        return 0
    if subscription.status != "active":  # no credit on a trial or an unpaid bill
        return 0
    return int(subscription.overage_cap / plan.overage_rate)


def follow_anchor(account: Account, anchor_at: datetime, now: datetime) -> None:
    """Let the open period end where the anchor has its next boundary: what was used stays used (R046)."""
    open_now = QuotaPeriod.objects.filter(account=account, starts_at__lte=now, ends_at__gt=now)
    open_now.update(ends_at=period_at(anchor_at, now)[1])


def _locked_period(account: Account, now: datetime) -> QuotaPeriod:
    """The current period's row, made where it is missing, locked until the end of the transaction."""
    # The lock makes two requests with the same key wait for each other; the limit does not depend on it.
    period = _latest_period(account, now, lock=True)
    if period is None or period.ends_at <= now:
        start, end = _next_bounds(account, period, now)
        QuotaPeriod.objects.get_or_create(account=account, starts_at=start, defaults={"ends_at": end})
        period = QuotaPeriod.objects.select_for_update(no_key=True).get(account=account, starts_at=start)
    return period


def _latest_period(account: Account, now: datetime, *, lock: bool = False) -> QuotaPeriod | None:
    """The last period that began; it may be over."""
    periods = QuotaPeriod.objects.filter(account=account, starts_at__lte=now).order_by("-starts_at")
    return (periods.select_for_update(no_key=True) if lock else periods).first()


def _next_bounds(account: Account, latest: QuotaPeriod | None, now: datetime) -> tuple[datetime, datetime]:
    """Start and end of the period without a row that holds `now`: by the anchor, and never into the one before it."""
    start, end = period_at(anchor_of(account), now)
    return (max(start, latest.ends_at) if latest else start), end


def _exceeded(period: QuotaPeriod, limit: int, *, requested: int, chargeable: int) -> QuotaExceeded:
    return QuotaExceeded(
        extra={
            "quota_used": period.used,
            "quota_limit": limit,
            "resets_at": period.ends_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "upgrade_url": f"{settings.BASE_URL}/pricing",
            "files_requested": requested,
            "files_chargeable": chargeable,
        }
    )
