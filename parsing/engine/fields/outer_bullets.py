"""Entries that are the items of a list themselves: bullets before their names, and what is told of them below each."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from parsing.engine.fields.reading import Reading
from parsing.engine.model import Line

_SAME_EDGE_PT = 1.0
_LEAST = 2
_DATED_WORDS = 10  # of a line with the dates of an entry, how long that was, and no more


def without_outer_bullets(lines: Sequence[Line], reading: Reading) -> Sequence[Line]:
    """The lines, those without their bullets that begin the entries of a list."""
    if not lines or not lines[0].bullet:
        return lines
    begin = _bold_ones(lines) or _ones_above_dates(lines, reading)
    return [replace(line, bullet=False) if line.index in begin else line for line in lines] if begin else lines


def _bold_ones(lines: Sequence[Line]) -> frozenset[int]:
    """The bullets in bold, with other lines below each."""
    look = lines[0].font_size_pt, lines[0].colour
    outer = [line.bullet and line.bold and (line.font_size_pt, line.colour) == look for line in lines]
    if not outer[0] or outer[-1] or any(first and second for first, second in pairwise(outer)):
        return frozenset()
    return frozenset(line.index for line, begins in zip(lines, outer, strict=True) if begins)


def _ones_above_dates(lines: Sequence[Line], reading: Reading) -> frozenset[int]:
    """The bullets furthest to the left, with a line of dates right below each."""
    first = lines[0].box
    if first is None:
        return frozenset()
    outer = [
        number
        for number, line in enumerate(lines)
        if line.bullet and line.box is not None and abs(line.box.x0_pt - first.x0_pt) <= _SAME_EDGE_PT
    ]
    if len(outer) < _LEAST or not all(_is_dated(lines[n + 1 : n + 2], reading) for n in outer):
        return frozenset()
    return frozenset(lines[number].index for number in outer)


def _is_dated(below: Sequence[Line], reading: Reading) -> bool:
    """Whether the line below is dates and little else."""
    return any(
        not line.bullet and len(line.text.split()) <= _DATED_WORDS and bool(reading.spans(line)) for line in below
    )
