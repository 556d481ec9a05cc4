"""Stretches of a line's text, as (start, end): those of its segments, and what is left of one without its cuts."""

from collections.abc import Sequence

from parsing.engine.model import Line, Segment


def segment_bounds(line: Line) -> list[tuple[int, int]]:
    """Where the segments of a line stand in its text; the whole text where they cannot be told apart."""
    bounds: list[tuple[int, int]] = []
    position = 0
    for segment in line.segments:
        start = line.text.find(segment.text, position)
        if start < 0:
            return [(0, len(line.text))]
        position = start + len(segment.text)
        bounds.append((start, position))
    return bounds or [(0, len(line.text))]


def without(start: int, end: int, cuts: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches of start..end that no cut covers; the cuts are in order."""
    parts: list[tuple[int, int]] = []
    for cut_start, cut_end in cuts:
        if cut_end <= start or cut_start >= end:
            continue
        if cut_start > start:
            parts.append((start, cut_start))
        start = cut_end
    if start < end:
        parts.append((start, end))
    return parts


def turns_of(segment: Segment, start: int) -> tuple[int, ...]:
    """Where in a line another look begins within a segment that stands at `start`.

    None where rules have changed the text of the segment since its looks were told.
    """
    if " ".join(segment.looks) != segment.text:
        return ()
    turns: list[int] = []
    for look in segment.looks[:-1]:
        start += len(look) + 1
        turns.append(start)
    return tuple(turns)
