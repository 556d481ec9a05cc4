"""The strategy that is wrong: the race must catch it."""

from collections.abc import Sequence
from time import sleep

from django.db.models import F

from accounts.models import Account
from billing import quota
from billing.models import Charge, QuotaPeriod
from cvault.errors import QuotaExceeded

PAUSE_S = 0.05  # between checking and writing, as a busy database has it: the race is caught on any machine


def reserve_naively(account: Account, keys: Sequence[str], *, source: str, **_: object) -> list[str]:
    """Read, check, write."""
    usage = quota.usage(account)
    if usage.used + len(keys) > usage.limit:
        raise QuotaExceeded
    sleep(PAUSE_S)
    period = QuotaPeriod.objects.get_or_create(
        account=account, starts_at=usage.period_start, defaults={"ends_at": usage.period_end}
    )[0]
    fresh = [key for key in keys if not Charge.objects.filter(account=account, key=key).exists()]
    QuotaPeriod.objects.filter(pk=period.pk).update(used=F("used") + len(fresh))
    charges = [Charge(account=account, period=period, key=key, source=source) for key in fresh]
    Charge.objects.bulk_create(charges, ignore_conflicts=True)
    return fresh
