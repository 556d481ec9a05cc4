"""Billing periods: monthly from the account's own anchor, in UTC, without gap, overlap or drift."""

from calendar import monthrange
from datetime import UTC, datetime


def period_at(anchor: datetime, now: datetime) -> tuple[datetime, datetime]:
    """Start (inclusive) and end (exclusive) of the period that `now` falls into.

    Every boundary is counted from the anchor, never from the boundary before it, so that an anchor on the 31st meets
    28 February and is back on 31 March.

    >>> period_at(datetime(2025, 1, 31, tzinfo=UTC), datetime(2025, 3, 1, tzinfo=UTC))[1].isoformat()
    '2025-03-31T00:00:00+00:00'
    """
    anchor, now = anchor.astimezone(UTC), now.astimezone(UTC)
    months = (now.year - anchor.year) * 12 + now.month - anchor.month
    if _boundary(anchor, months) > now:
        months -= 1
    return _boundary(anchor, months), _boundary(anchor, months + 1)


def _boundary(anchor: datetime, months: int) -> datetime:
    """`months` after the anchor, on its day or the last one that the month has."""
    year, month_index = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
    month = month_index + 1
    return anchor.replace(year=year, month=month, day=min(anchor.day, monthrange(year, month)[1]))
