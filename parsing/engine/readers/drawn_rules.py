"""Rules, frames and filled areas of a picture: long straight strokes that are no part of a letter."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy

from parsing.engine.readers.drawn_marks import Pixels

_ATTACHED = 0.15  # of a stroke's length, where ink hangs on it: the headline of Devanagari, not a rule
_HEADLINE = 0.8  # a headline is at most so thick, in text heights
_SIDE = 1.2  # of a table's cell that is one line high, in text heights
_ACROSS, _THICK = 2.0, 0.4  # of a rule across, in text heights
_TALL, _THIN = 1.8, 0.15  # a bar beside some lines: letters as tall have broader stems


def find_rules(ink: Pixels, *, length: int, text_height: float) -> Pixels:
    """The pixels that are part of a straight stroke at least `length` long, across or down, or of a table's cell."""
    rows = Runs.of(ink)
    across, steps = rows.longer(length).painted(), rows.longer(length // 3)  # one not quite level goes on a row lower
    others = ink & ~steps.painted()
    for group in groups_of(across):
        if group.rows <= _HEADLINE * text_height and group.attached_share(others) > _ATTACHED:
            for row, left, right in group.parts:
                across[row, left:right] = False
    across |= steps.that_meet(grown(across)).painted()
    columns = Runs.of(ink.T)
    down = columns.longer(length).painted()
    down |= columns.longer(int(_SIDE * text_height)).that_end_in(grown(across).T).painted()
    thin = ink & ~rows.longer(int(_THIN * text_height) + 1).painted()
    down |= Runs.of(thin.T).longer(int(_TALL * text_height)).painted()
    return across | down.T


@dataclass(frozen=True, slots=True)
class Stroke:
    """A rule in pixels; `right` and `bottom` are the first pixels outside."""

    left: int
    top: int
    right: int
    bottom: int
    vertical: bool = False


@dataclass(frozen=True, slots=True)
class Runs:
    """The strokes along the rows of a picture, with the first column of each and the first one behind it."""

    shape: tuple[int, ...]
    rows: Pixels
    starts: Pixels
    ends: Pixels

    @classmethod
    def of(cls, flags: Pixels) -> "Runs":
        padded = numpy.zeros((flags.shape[0], flags.shape[1] + 2), numpy.bool_)
        padded[:, 1:-1] = flags
        rows, changes = numpy.nonzero(padded[:, 1:] != padded[:, :-1])
        return cls(flags.shape, rows[::2], changes[::2], changes[1::2])

    def longer(self, length: int) -> "Runs":
        return self._only(self.ends - self.starts >= length)

    def that_meet(self, others: Pixels) -> "Runs":
        met = [others[row, start:end].any() for row, start, end in self]
        return self._only(numpy.asarray(met, numpy.bool_))

    def that_end_in(self, others: Pixels) -> "Runs":
        return self._only(others[self.rows, self.starts] & others[self.rows, self.ends - 1])

    def painted(self) -> Pixels:
        flags = numpy.zeros(self.shape, numpy.bool_)
        for row, start, end in self:
            flags[row, start:end] = True
        return flags

    def __iter__(self) -> Iterator[tuple[int, int, int]]:
        return zip(self.rows.tolist(), self.starts.tolist(), self.ends.tolist(), strict=True)

    def _only(self, wanted: Pixels) -> "Runs":
        return Runs(self.shape, self.rows[wanted], self.starts[wanted], self.ends[wanted])


def straight(rules: Pixels, *, text_height: float) -> list[Stroke]:
    """The thin strokes among the pixels of rules: the lines of tables and below headings, across and down."""
    found: list[Stroke] = []
    for flags, vertical in ((rules, False), (rules.T, True)):
        length = int((_SIDE if vertical else _ACROSS) * text_height)
        for group in groups_of(Runs.of(flags).longer(length).painted()):
            if group.rows <= _THICK * text_height:
                first, last = group.parts[0][0], group.parts[-1][0] + 1
                left, right = min(part[1] for part in group.parts), max(part[2] for part in group.parts)
                found.append(
                    Stroke(left, first, right, last) if not vertical else Stroke(first, left, last, right, True)
                )
    return found


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
class Group:
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


def groups_of(strokes: Pixels) -> Iterator[Group]:
    open_groups: list[Group] = []
    for row in numpy.flatnonzero(strokes.any(axis=1)):
        going_on: list[Group] = []
        for left, right in runs_of(strokes[row], 1):
            above = next((group for group in open_groups if _touches(group.parts[-1], int(row), left, right)), None)
            group = above or Group()
            group.parts.append((int(row), left, right))
            going_on.append(group)
        yield from (group for group in open_groups if group not in going_on)
        open_groups = going_on
    yield from open_groups


def _touches(part: tuple[int, int, int], row: int, left: int, right: int) -> bool:
    return row - part[0] <= 1 and part[1] < right and left < part[2]
