"""Entries told in two lines, the beginning and the end, as on Japanese forms; and entries told twice."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from parsing.engine.fields.wording import fold
from parsing.engine.model import DateSpan, Education, Experience, Found

T = TypeVar("T")
_MIN_PARTS = 2


def merge_jobs(entries: Sequence[Experience]) -> list[Experience]:
    """Two jobs at one employer, each with a single date, are one job; so is one that stands there twice."""
    result: list[Experience] = []
    for entry in _once(entries, lambda job: (job.title, job.company, job.dates)):
        before = result[-1] if result else None
        span = _joined(before.dates, entry.dates) if before else None
        if before and _is_title_below(before, entry):
            result[-1] = _with_title_below(before, entry)
        elif before and span and _same(before.company, entry.company) and not before.bullets and before.dates:
            dates = replace(before.dates, value=span)
            result[-1] = replace(before, dates=dates, lines=(before.lines[0], entry.lines[1]))
        else:
            result.append(entry)
    return result


def _is_title_below(before: Experience, entry: Experience) -> bool:
    """Whether an entry without dates names the title of the dated one above it, at the same employer.

    Job boards print the branches of an employer between its name and the title.
    """
    titled = before.title is None and entry.title is not None
    return titled and before.dates is not None and entry.dates is None and _same(before.company, entry.company)


def _with_title_below(before: Experience, entry: Experience) -> Experience:
    return replace(
        before,
        title=entry.title,
        location=before.location or entry.location,
        description=entry.description or before.description,
        bullets=entry.bullets if entry.description else before.bullets,
        lines=(before.lines[0], entry.lines[1]),
    )


def merge_studies(entries: Sequence[Education]) -> list[Education]:
    """Two studies at one school, each with a single date, are one study; so is one that stands there twice."""
    result: list[Education] = []
    for entry in _once(entries, lambda study: (study.degree, study.institution, study.field, study.dates)):
        before = result[-1] if result else None
        span = _joined(before.dates, entry.dates) if before else None
        other = bool(before and before.degree and entry.degree and not _same(before.degree, entry.degree))
        if before and span and _same(before.institution, entry.institution) and before.dates and not other:
            dates = replace(before.dates, value=span)
            degree = before.degree if before.degree and not entry.degree else entry.degree or before.degree
            result[-1] = replace(before, dates=dates, degree=degree, lines=(before.lines[0], entry.lines[1]))
        else:
            result.append(entry)
    return result


def _once(entries: Sequence[T], parts_of: Callable[[T], tuple[Found[Any] | None, ...]]) -> list[T]:
    """The entries, those left out that say again what an earlier one says: pages made for screen and paper hold both.

    Only entries with at least two parts and dates are compared: two short ones may be alike and not the same.
    """
    seen: set[tuple[object, ...]] = set()
    kept: list[T] = []
    for entry in entries:
        *names, dates = parts_of(entry)
        told = tuple(fold(name.value) if name else "" for name in names)
        key = (*told, (dates.value.start, dates.value.end, dates.value.is_current) if dates else None)
        if dates is None or sum(map(bool, told)) < _MIN_PARTS or key not in seen:
            kept.append(entry)
        seen.add(key)
    return kept


def _same(first: Found[str] | None, second: Found[str] | None) -> bool:
    return first is not None and second is not None and fold(first.value) == fold(second.value)


def _joined(first: Found[DateSpan] | None, second: Found[DateSpan] | None) -> DateSpan | None:
    """The period between two single dates, the earlier one first; None where one of them is a period already."""
    if first is None or second is None:
        return None
    dates = []
    for span in (first.value, second.value):
        if span.is_current or (span.start is not None and span.end is not None):
            return None
        date = span.start or span.end
        if date is None:
            return None
        dates.append(date)
    if (dates[0].year, dates[0].month or 0) >= (dates[1].year, dates[1].month or 0):
        return None
    return DateSpan(dates[0], dates[1], False, f"{first.value.raw} {second.value.raw}")
