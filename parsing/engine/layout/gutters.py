"""The white channels between columns: tall empty rectangles with text on both sides, and the blocks beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from parsing.engine.layout.chunks import Chunk, same_line

Rows = Sequence[Sequence[Chunk]]
_Interval = tuple[float, float]

_ENDLESS: _Interval = (float("-inf"), float("inf"))
_MIN_WIDTH = 0.55  # of the font size, for a channel along many rows
_NARROWEST_PT = 6 * _MIN_WIDTH  # beside the smallest type
_MIN_WIDTH_SHORT = 0.8  # along fewer than _MANY_ROWS
_MANY_ROWS = 6
_FEW_ROWS = 4
_ALIGNED = 0.16  # of the font size
BLOCK_GAP = 1.1  # of the font size, between baseline and next capitals: a larger gap starts a new block
_USUAL_GAPS = 1.35  # times the usual gap of a side still is no gap between blocks
_WIDEST_LEADING = 1.6  # of the font size, between lines of one block


@dataclass(slots=True)
class Gutter:
    x0: float
    x1: float
    first: int  # row
    last: int

    @property
    def rows(self) -> int:
        return self.last - self.first + 1

    def is_inside(self, other: "Gutter") -> bool:
        """Whether this is a piece of another channel: along some of its rows, wider there or shifted."""
        rows = other.first <= self.first and self.last <= other.last
        return rows and self.x0 < other.x1 and other.x0 < self.x1


@dataclass(slots=True)
class Block:
    """Lines of one side that stand close together."""

    first: Chunk
    last: Chunk
    lines: int


def find_gutters(rows: Rows) -> list[Gutter]:
    """All maximal channels with text on both sides, tallest first."""
    active: dict[_Interval, int] = {}  # a channel that reaches the last row -> the row where it starts
    found: list[tuple[_Interval, int, int]] = []
    for number, row in enumerate(rows):
        gaps = _gaps(row)
        row_start, row_end = gaps[0][1], gaps[-1][0]
        following: dict[_Interval, int] = {}
        # Of several channels that narrow to one, the one that started first goes on.
        start_of = following.setdefault
        for interval, first in active.items():
            left, right = interval
            is_wide = right - left >= _NARROWEST_PT
            if is_wide and (right <= row_start or left >= row_end):  # as most: beside all of the row
                if start_of(interval, first) > first:
                    following[interval] = first
                continue
            for x0, x1 in gaps:
                if x0 <= left and right <= x1 and is_wide:
                    if start_of(interval, first) > first:
                        following[interval] = first
                    break
                low = x0 if x0 > left else left
                high = x1 if x1 < right else right
                if high - low >= _NARROWEST_PT and start_of((low, high), first) > first:
                    following[(low, high)] = first
            else:
                found.append((interval, first, number - 1))
        for gap in gaps:
            following.setdefault(gap, number)
        active = following
    found.extend((interval, first, len(rows) - 1) for interval, first in active.items())
    sides = _Sides(rows)
    real = [
        gutter
        for (x0, x1), first, last in found
        if x0 != _ENDLESS[0] and x1 != _ENDLESS[1] and (gutter := sides.trimmed(x0, x1, first, last))
    ]
    real.sort(key=lambda gutter: (-gutter.rows, -(gutter.x1 - gutter.x0)))
    return real


def _gaps(row: Sequence[Chunk]) -> list[_Interval]:
    """Empty intervals of a row, the endless margins included."""
    gaps: list[_Interval] = []
    edge = _ENDLESS[0]
    for chunk in row:
        if chunk.x0 > edge:
            gaps.append((edge, chunk.x0))
        edge = max(edge, chunk.x1)
    gaps.append((edge, _ENDLESS[1]))
    return gaps


class _Sides:
    """Where the rows of a page begin and end."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._spaces = _spaces_above(rows)
        self._first_ends = [row[0].x1 for row in rows]
        self._last_starts = [row[-1].x0 for row in rows]

    def trimmed(self, x0: float, x1: float, first: int, last: int) -> Gutter | None:
        """A gutter without the rows at both ends that do not belong between columns.

        None where no text stands on both sides.
        """
        rows = self._rows
        left = [number for number, x in enumerate(self._first_ends[first : last + 1], first) if x <= x0 + 0.01]
        if not left:
            return None
        right = [number for number, x in enumerate(self._last_starts[first : last + 1], first) if x >= x1 - 0.01]
        if not right:
            return None
        size = max(rows[left[0]][0].size, rows[right[0]][-1].size)
        both = min(left[-1], right[-1]) - max(left[0], right[0]) + 1
        widest = (x1 - x0) / (_MIN_WIDTH if both >= _MANY_ROWS else _MIN_WIDTH_SHORT)
        if widest < size and widest < self._size_beside(x1, left):
            return None
        first = _loose_start(rows, self._spaces, first, max(left[0], right[0]))
        last = _loose_end(self._spaces, min(left[-1], right[-1]), last)
        if left[-1] < first or right[-1] < first or left[0] > last or right[0] > last:
            return None
        return Gutter(x0, x1, first, last)

    def _size_beside(self, x1: float, left: Sequence[int]) -> float:
        """The size of the text that a channel parts: a name or a heading at its top is larger."""
        beside = [number for number in left if self._last_starts[number] >= x1 - 0.01]
        if len(beside) < _FEW_ROWS:
            return float("inf")
        row = self._rows[beside[len(beside) // 2]]
        return max(row[0].size, row[-1].size)


def shortened(gutter: Gutter, last: int, rows: Rows) -> Gutter:
    """The gutter down to row `last`, and without what then stands below its columns."""
    inside = rows[gutter.first : last + 1]
    left = [number for number, row in enumerate(inside) if row[0].x1 <= gutter.x0 + 0.01]
    right = [number for number, row in enumerate(inside) if row[-1].x0 >= gutter.x1 - 0.01]
    if left and right:
        last = _loose_end(_spaces_above(rows), gutter.first + min(left[-1], right[-1]), last)
    return Gutter(gutter.x0, gutter.x1, gutter.first, last)


def _loose_start(rows: Rows, spaces: Sequence[float], first: int, both: int) -> int:
    """The first row between columns: one-sided rows nearer to what stands above than to what follows are not."""
    widest, cut = 0.0, first
    for number in range(first + 1, both + 1):
        gap = spaces[number]
        if gap > widest + 0.5:
            widest, cut = gap, number
    if cut == first:
        return first
    return cut if widest > spaces[first] and widest > 1.2 * rows[cut][0].size else first


def _loose_end(spaces: Sequence[float], both: int, last: int) -> int:
    """The last row between columns: one-sided rows nearer to what follows than to what is above are not."""
    if last + 1 >= len(spaces):
        return last
    widest, cut = 0.0, last
    for number in range(both + 1, last + 1):
        gap = spaces[number]
        if gap >= widest:
            widest, cut = gap, number - 1
    return cut if widest > spaces[last + 1] else last


def _spaces_above(rows: Rows) -> list[float]:
    return [0.0, *(space_above(rows, number) for number in range(1, len(rows)))]


def space_above(rows: Rows, number: int) -> float:
    row, above = rows[number], rows[number - 1]
    top = row[0].top if len(row) == 1 else min([chunk.top for chunk in row])
    base = above[0].base if len(above) == 1 else max([chunk.base for chunk in above])
    return max(0.0, top - base)


def split_sides(gutter: Gutter, rows: Rows) -> tuple[list[Chunk], list[Chunk]]:
    """One chunk per line of each side, the one nearest to the left edge, top to bottom."""
    left: list[Chunk] = []
    right: list[Chunk] = []
    for row in rows[gutter.first : gutter.last + 1]:
        if row[0].x1 <= gutter.x0 + 0.01:
            left.append(row[0])
        for chunk in row:
            if chunk.x0 >= gutter.x1 - 0.01:
                right.append(chunk)
                break
    return left, right


def blocks_of(lines: Sequence[Chunk]) -> list[Block]:
    """Lines gathered where they stand as close as the lines of this side usually do."""
    gaps = sorted(below.top - above.base for above, below in pairwise(lines))
    usual = gaps[len(gaps) // 4] if gaps else 0.0
    blocks: list[Block] = []
    previous: Chunk | None = None
    for chunk in lines:
        size = max(chunk.size, previous.size) if previous is not None else 0.0
        limit = max(BLOCK_GAP * size, min(_USUAL_GAPS * usual, _WIDEST_LEADING * size))
        if previous is not None and chunk.top - previous.base <= limit:
            blocks[-1].lines += 1
            blocks[-1].last = chunk
        else:
            blocks.append(Block(chunk, chunk, 1))
        previous = chunk
    return blocks


def nearest_left(gutter: Gutter, rows: Rows) -> list[Chunk]:
    """As the left side, but of several chunks in a line the one next to the gutter."""
    lines = []
    for row in rows[gutter.first : gutter.last + 1]:
        beside = [chunk for chunk in row if chunk.x1 <= gutter.x0 + 0.01]
        if beside:
            lines.append(beside[-1])
    return lines


def stands_beside(chunk: Chunk, others: Sequence[Chunk]) -> bool:
    return any(same_line(chunk.top, chunk.base, other.top, other.base) for other in others)


def is_aligned(chunk: Chunk, others: Sequence[Chunk]) -> bool:
    """On one baseline with a line of the other side, or top to top, or middle to middle: the three ways of a grid."""
    top, base, size, middle = chunk.top, chunk.base, chunk.size, chunk.middle
    for other in others:
        tolerance = _ALIGNED * (size if size < other.size else other.size)
        if (
            abs(base - other.base) <= tolerance
            or abs(top - other.top) <= tolerance
            or abs(middle - other.middle) <= tolerance
        ):
            return True
    return False
