"""Most recent first: current entries, then by end, then by start; entries without dates stay where they were."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from parsing.engine.model import DateSpan, Education, Experience

T = TypeVar("T")
_FIRST = (0, -999_999, 0)


def jobs_newest_first(entries: Sequence[Experience]) -> tuple[Experience, ...]:
    return _ordered(entries, lambda entry: entry.dates.value if entry.dates else None)


def studies_newest_first(entries: Sequence[Education]) -> tuple[Education, ...]:
    return _ordered(entries, lambda entry: entry.dates.value if entry.dates else None)


def _ordered(entries: Sequence[T], span_of: Callable[[T], DateSpan | None]) -> tuple[T, ...]:
    keys: list[tuple[int, int, int]] = []
    before = _FIRST
    for entry in entries:
        span = span_of(entry)
        before = _age(span) if span is not None else before
        keys.append(before)
    return tuple(entry for _, entry in sorted(zip(keys, entries, strict=True), key=lambda pair: pair[0]))


def _age(span: DateSpan) -> tuple[int, int, int]:
    """Smaller is more recent."""
    start, end = span.start or span.end, span.end or span.start
    started = start.year * 12 + (start.month or 1) if start else 0
    ended = end.year * 12 + (end.month or 12) if end else 0
    return (0, -started, 0) if span.is_current else (1, -ended, -started)
