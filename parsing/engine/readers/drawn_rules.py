"""Rules, frames and filled areas of a picture: long straight strokes that are no part of a letter."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy

from parsing.engine.readers.drawn_marks import Pixels

_ATTACHED = 0.15  # of a stroke's length, where ink hangs on it: the headline of Devanagari, not a rule
_HEADLINE = 0.8  # a headline is at most so thick, in text heights


def find_rules(ink: Pixels, *, length: int, text_height: float) -> Pixels:
    """The pixels that are part of a straight stroke at least `length` long, across or down."""
    across = _strokes(ink, length)
    for group in _groups(across):
        if group.rows <= _HEADLINE * text_height and group.attached_share(ink & ~across) > _ATTACHED:
            for row, left, right in group.parts:
                across[row, left:right] = False
    return across | _strokes(ink.T, length).T


def grown(flags: Pixels) -> Pixels:
    """Two pixels more above, below and beside: the grey edges of a stroke."""
    larger = flags.copy()
    for shift in (1, 2):
        larger[shift:] |= flags[:-shift]
        larger[:-shift] |= flags[shift:]
        larger[:, shift:] |= flags[:, :-shift]
        larger[:, :-shift] |= flags[:, shift:]
    return larger


def runs_of(flags: Pixels, least_gap: int) -> list[tuple[int, int]]:
    """Where the flags of a row are set, gaps up to `least_gap` bridged."""
    places = numpy.flatnonzero(flags)
    if not places.size:
        return []
    breaks = numpy.flatnonzero(numpy.diff(places) > least_gap)
    starts = [int(places[0]), *(int(place) for place in places[breaks + 1])]
    ends = [*(int(place) + 1 for place in places[breaks]), int(places[-1]) + 1]
    return list(zip(starts, ends, strict=True))


@dataclass(slots=True)
class _Group:
    """A stroke: its rows of pixels, from top to bottom."""

    parts: list[tuple[int, int, int]] = field(default_factory=list)  # row, left, right

    @property
    def rows(self) -> int:
        return self.parts[-1][0] - self.parts[0][0] + 1

    def attached_share(self, others: Pixels) -> float:
        """How much of its lower edge has other ink hanging on it."""
        bottom, left, right = self.parts[-1]
        left, right = min(part[1] for part in self.parts[-2:]), max(part[2] for part in self.parts[-2:])
        below = others[bottom + 1 : bottom + 3, left:right]
        return float(below.any(axis=0).mean()) if below.size else 0.0


def _groups(strokes: Pixels) -> Iterator[_Group]:
    open_groups: list[_Group] = []
    for row in numpy.flatnonzero(strokes.any(axis=1)):
        going_on: list[_Group] = []
        for left, right in runs_of(strokes[row], 1):
            above = next((group for group in open_groups if _touches(group.parts[-1], int(row), left, right)), None)
            group = above or _Group()
            group.parts.append((int(row), left, right))
            going_on.append(group)
        yield from (group for group in open_groups if group not in going_on)
        open_groups = going_on
    yield from open_groups


def _touches(part: tuple[int, int, int], row: int, left: int, right: int) -> bool:
    return row - part[0] <= 1 and part[1] < right and left < part[2]


def _strokes(ink: Pixels, length: int) -> Pixels:
    rows, columns = ink.shape
    if columns <= length:
        return numpy.zeros_like(ink)
    counts = numpy.zeros((rows, columns + 1), numpy.int32)
    numpy.cumsum(ink, axis=1, out=counts[:, 1:])
    starts = (counts[:, length:] - counts[:, :-length]) == length
    edges = numpy.zeros((rows, columns + 1), numpy.int32)
    edges[:, : starts.shape[1]] += starts
    edges[:, length : length + starts.shape[1]] -= starts
    covered: Pixels = numpy.cumsum(edges, axis=1)[:, :columns] > 0
    return covered
