"""When a failed delivery is tried again, and when an endpoint is given up."""

from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from random import uniform

# The contract promises the first three (R217); the tail after them is ours, and documented.
RETRY_DELAYS_S = (1, 5, 30, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600)
JITTERED_AFTER_S = 60  # delays longer than this are spread, so that a recovered endpoint is not hit all at once
RETRY_AFTER_LIMIT_S = 3600
WARN_AFTER = timedelta(days=1)  # of nothing but failure: a letter
DISABLE_AFTER = timedelta(days=5)  # of nothing but failure, and a day after the letter at the earliest


def next_delay_s(failures: int, retry_after: str | None = None, *, now: datetime) -> float | None:
    """Seconds from a failure to the next attempt; None where that was the last.

    The contract's three are exact; a longer `Retry-After` counts, up to an hour.
    """
    if failures > len(RETRY_DELAYS_S):
        return None
    delay_s: float = RETRY_DELAYS_S[failures - 1]
    if delay_s > JITTERED_AFTER_S:
        delay_s *= uniform(0.9, 1.1)  # noqa: S311  # spreads load, protects nothing
    return max(delay_s, min(_retry_after_s(retry_after, now), RETRY_AFTER_LIMIT_S))


def _retry_after_s(header: str | None, now: datetime) -> float:
    text = (header or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        return (parsedate_to_datetime(text) - now).total_seconds()
    except (TypeError, ValueError):
        return 0
