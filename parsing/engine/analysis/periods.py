"""Periods of work in months: their union is the experience, their holes are the gaps.

A month is counted from year 0, so that periods are plain integer intervals, both ends included. A date that names only
a year leaves the month open: the experience takes the middle of the year, a gap must hold for every month it could be.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from parsing.engine.model import DateSpan, Employment, Experience, PartialDate

_MIDDLE_START, _MIDDLE_END = 7, 6  # "2018 - 2020" is taken as July 2018 to June 2020: 24 months

# What is work and what is not counted as such, as the reference of total experience says.
COUNTED = frozenset({Employment.JOB, Employment.FREELANCE, Employment.FIXED_TERM})


@dataclass(frozen=True, slots=True, order=True)
class Period:
    first: int  # month
    last: int  # month, included

    @property
    def months(self) -> int:
        return self.last - self.first + 1


def month_of(day: date) -> int:
    return day.year * 12 + day.month - 1


def month_name(month: int) -> str:
    """ "2021-03"."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def likely_period(span: DateSpan | None, today: date) -> Period | None:
    """The months a span most likely covers; None where it has no start or lies in the future."""
    return _period(span, today, _MIDDLE_START, _MIDDLE_END)


def widest_period(span: DateSpan | None, today: date) -> Period | None:
    """The months a span may cover: years without a month are taken whole."""
    return _period(span, today, 1, 12)


def _period(span: DateSpan | None, today: date, open_start: int, open_end: int) -> Period | None:
    if span is None or span.start is None:
        return None
    now = month_of(today)
    end = span.end
    if end is None and not span.is_current:
        end = span.start  # one date alone
    if span.start.month is None and end is not None and end.month is None and end.year == span.start.year:
        open_start, open_end = 1, 12  # "2019" alone: the year
    first = _month(span.start, open_start)
    last = now if end is None or span.is_current else min(_month(end, open_end), now)
    if first > now:
        return None
    return Period(first, last) if first <= last else Period(first, first)


def _month(moment: PartialDate, default: int) -> int:
    return moment.year * 12 + (moment.month or default) - 1


def union(periods: Iterable[Period]) -> tuple[Period, ...]:
    """The periods sorted and merged where they overlap or touch."""
    merged: list[Period] = []
    for period in sorted(periods):
        if merged and period.first <= merged[-1].last + 1:
            merged[-1] = Period(merged[-1].first, max(merged[-1].last, period.last))
        else:
            merged.append(period)
    return tuple(merged)


def total_months(periods: Iterable[Period]) -> int:
    """Months covered by at least one of the periods."""
    return sum(period.months for period in union(periods))


def job_periods(experience: Iterable[Experience], today: date) -> tuple[Period, ...]:
    """The likely periods of what counts as work."""
    found = (likely_period(span_of(item), today) for item in experience if item.employment in COUNTED)
    return tuple(period for period in found if period is not None)


def span_of(item: Experience) -> DateSpan | None:
    return None if item.dates is None else item.dates.value
