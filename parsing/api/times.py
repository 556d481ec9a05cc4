"""Moments as each API prints them, always UTC (R139, R329, R376)."""

from datetime import UTC, datetime


def seconds(moment: datetime | None) -> str | None:
    """ "2025-03-14T10:23:00Z" """
    return None if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def milliseconds(moment: datetime | None) -> str | None:
    """ "2026-03-12T10:30:00.000Z" """
    if moment is None:
        return None
    moment = moment.astimezone(UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"
