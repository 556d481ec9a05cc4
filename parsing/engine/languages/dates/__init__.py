"""Dates and periods as people write them, in every language that has a pack."""

from parsing.engine.languages.dates.durations import DurationMatch, find_durations
from parsing.engine.languages.dates.spans import SpanMatch, find_spans, may_date

__all__ = ["DurationMatch", "SpanMatch", "find_durations", "find_spans", "may_date"]
