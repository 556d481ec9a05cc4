"""Billing periods: every moment lies in exactly one, whatever the anchor's day."""

import itertools
import random
from calendar import monthrange
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.periods import period_at


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("anchor", "now", "start", "end"),
    [
        ("2025-03-01", "2025-03-14", "2025-03-01", "2025-04-01"),
        ("2025-01-15T08:30", "2025-02-15T08:29", "2025-01-15T08:30", "2025-02-15T08:30"),
        ("2025-01-15T08:30", "2025-02-15T08:30", "2025-02-15T08:30", "2025-03-15T08:30"),
        ("2025-01-31", "2025-02-10", "2025-01-31", "2025-02-28"),
        ("2025-01-31", "2025-03-01", "2025-02-28", "2025-03-31"),
        ("2025-01-31", "2025-04-30", "2025-04-30", "2025-05-31"),
        ("2024-01-30", "2024-02-29", "2024-02-29", "2024-03-30"),
        ("2024-02-29", "2025-02-28", "2025-02-28", "2025-03-29"),
        ("2025-12-31", "2026-01-01", "2025-12-31", "2026-01-31"),
        ("2025-06-10", "2025-05-20", "2025-05-10", "2025-06-10"),
    ],
)
def test_period_at_clamps_to_the_month_without_drift(anchor: str, now: str, start: str, end: str) -> None:
    assert period_at(at(anchor), at(now)) == (at(start), at(end))


def test_period_at_ignores_the_zone_that_a_time_is_written_in() -> None:
    tokyo = timezone(timedelta(hours=9))

    local = period_at(at("2025-01-31T20:00").astimezone(tokyo), at("2025-02-28T21:00").astimezone(tokyo))

    assert local == (at("2025-02-28T20:00"), at("2025-03-31T20:00"))


moments = st.integers(0, 30 * 365 * 86_400).map(lambda seconds: at("2015-01-01") + timedelta(seconds=seconds))


@given(anchor=moments, now=moments)
def test_every_moment_lies_in_one_period_and_the_next_begins_where_it_ends(anchor: datetime, now: datetime) -> None:
    start, end = period_at(anchor, now)

    assert start <= now < end
    assert period_at(anchor, end)[0] == end
    assert period_at(anchor, end - timedelta(microseconds=1)) == (start, end)


def test_ten_thousand_periods_in_a_row_have_no_gap_no_overlap_and_one_reset_each() -> None:
    offsets_h = (-11, -9.5, -8, -5, -3.5, 0, 1, 2, 3.5, 5.75, 8, 9, 12.75, 14)
    chance, counted = random.Random(1), 0
    for day, offset_h in itertools.product((28, 29, 30, 31), offsets_h):
        zone = timezone(timedelta(hours=offset_h))
        anchor = datetime(
            chance.choice((2023, 2024)), chance.choice((1, 3, 12)), day, chance.randint(0, 23), tzinfo=zone
        )
        start = period_at(anchor, anchor)[0]
        assert start == anchor
        for _ in range(180):  # fifteen years, leap years among them
            begins, ends = period_at(anchor, start)
            some_moment = begins + (ends - begins) * chance.random()
            assert begins == start
            assert period_at(anchor, some_moment) == (begins, ends)
            assert (ends.month - begins.month) % 12 == 1
            wanted_day = anchor.astimezone(UTC).day
            assert ends.day == min(wanted_day, monthrange(ends.year, ends.month)[1])
            assert ends.timetz() == anchor.astimezone(UTC).timetz()
            start, counted = ends, counted + 1
    assert counted > 10_000
