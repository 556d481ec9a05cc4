"""The white channels between columns: tall empty rectangles with text on both sides, and what they separate."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from parsing.engine.layout.chunks import Chunk

Rows = Sequence[Sequence[Chunk]]

_MIN_WIDTH = 0.55  # of the font size, for a channel along many rows
_MIN_WIDTH_SHORT = 1.0  # along fewer than _MANY_ROWS
_MANY_ROWS = 6
_BLOCK_GAP = 1.1  # of the font size, between baseline and next capitals: a larger gap starts a new block
_ALIGNED = 0.16  # of the font size
_ALIGNED_SHARE = 0.75
_SPARSE_SHARE = 0.4


class Kind(Enum):
    COLUMNS = auto()  # read the left side, then the right side
    BANDS = auto()  # the left side labels the right one: dates, headings; read band by band
    CELLS = auto()  # both sides belong to the same lines


@dataclass(slots=True)
class Gutter:
    x0: float
    x1: float
    first: int  # row
    last: int

    @property
    def rows(self) -> int:
        return self.last - self.first + 1


@dataclass(slots=True)
class Block:
    """Lines of one side that stand close together."""

    first: Chunk
    lines: int


def find_gutters(rows: Rows) -> list[Gutter]:
    """All maximal channels with text on both sides, tallest first."""
    active: list[Gutter] = []
    found: list[Gutter] = []
    for number, row in enumerate(rows):
        gaps = _gaps(row)
        following: list[Gutter] = []
        for gutter in active:
            survives = False
            for x0, x1 in gaps:
                low, high = max(gutter.x0, x0), min(gutter.x1, x1)
                if high - low < _MIN_WIDTH * 6:
                    continue
                survives = survives or (low == gutter.x0 and high == gutter.x1)
                following.append(Gutter(low, high, gutter.first, number))
            if not survives:
                found.append(gutter)
        following.extend(Gutter(x0, x1, number, number) for x0, x1 in gaps)
        active = _distinct(following)
    found.extend(active)
    real = [trimmed for gutter in found if (trimmed := _trim(gutter, rows))]
    real.sort(key=lambda gutter: (-gutter.rows, -(gutter.x1 - gutter.x0)))
    return real


def _gaps(row: Sequence[Chunk]) -> list[tuple[float, float]]:
    """Empty intervals of a row, the endless margins included."""
    gaps: list[tuple[float, float]] = []
    edge = float("-inf")
    for chunk in row:
        if chunk.x0 > edge:
            gaps.append((edge, chunk.x0))
        edge = max(edge, chunk.x1)
    gaps.append((edge, float("inf")))
    return gaps


def _distinct(gutters: list[Gutter]) -> list[Gutter]:
    """One gutter per interval: the one that started first."""
    best: dict[tuple[float, float], Gutter] = {}
    for gutter in gutters:
        key = (gutter.x0, gutter.x1)
        if key not in best or gutter.first < best[key].first:
            best[key] = gutter
    return list(best.values())


def _trim(gutter: Gutter, rows: Rows) -> Gutter | None:
    """Without the rows at both ends that do not belong between columns; None where no text stands on both sides."""
    if gutter.x0 == float("-inf") or gutter.x1 == float("inf"):
        return None
    first, last = gutter.first, gutter.last
    left = [number for number in range(first, last + 1) if rows[number][0].x1 <= gutter.x0 + 0.01]
    right = [number for number in range(first, last + 1) if rows[number][-1].x0 >= gutter.x1 - 0.01]
    if not left or not right:
        return None
    size = max(rows[left[0]][0].size, rows[right[0]][-1].size)
    both = min(left[-1], right[-1]) - max(left[0], right[0]) + 1
    if gutter.x1 - gutter.x0 < (_MIN_WIDTH if both >= _MANY_ROWS else _MIN_WIDTH_SHORT) * size:
        return None
    first = _loose_start(rows, first, max(left[0], right[0]))
    last = _loose_end(rows, min(left[-1], right[-1]), last)
    return Gutter(gutter.x0, gutter.x1, first, last)


def _loose_start(rows: Rows, first: int, both: int) -> int:
    """The first row between columns: one-sided rows nearer to what stands above than to what follows are not."""
    widest, cut = 0.0, first
    for number in range(first + 1, both + 1):
        gap = _space_above(rows, number)
        if gap > widest + 0.5:
            widest, cut = gap, number
    if cut == first:
        return first
    before = _space_above(rows, first) if first else 0.0
    return cut if widest > before and widest > 1.2 * rows[cut][0].size else first


def _loose_end(rows: Rows, both: int, last: int) -> int:
    """The last row between columns: one-sided rows nearer to what follows than to what is above are not."""
    if last + 1 >= len(rows):
        return last
    after = _space_above(rows, last + 1)
    widest, cut = 0.0, last
    for number in range(both + 1, last + 1):
        gap = _space_above(rows, number)
        if gap >= widest:
            widest, cut = gap, number - 1
    return cut if widest > after else last


def _space_above(rows: Rows, number: int) -> float:
    top = min(chunk.top for chunk in rows[number])
    above = rows[number - 1]
    return max(0.0, top - max(chunk.base for chunk in above))


def classify(gutter: Gutter, rows: Rows) -> Kind:
    """What a gutter separates."""
    left, right = split_sides(gutter, rows)
    if len(left) < 2 and len(right) < 2:
        return Kind.CELLS
    left_blocks, right_blocks = blocks_of(left), blocks_of(right)
    aligned_left = _aligned_share(left_blocks, right)
    if _is_table(left, right):
        return Kind.BANDS
    if _labels(left, left_blocks, right, aligned_left):
        return Kind.BANDS
    aligned_right = sum(_is_aligned(chunk, left) for chunk in right) / len(right)
    if aligned_right >= _ALIGNED_SHARE and (len(right) < len(left) or len(right) <= 3):
        lines_a_block = len(right) / len(right_blocks)
        if lines_a_block <= 2.5:
            return Kind.CELLS
    if len(left) < 2 or len(right) < 2:
        return Kind.CELLS
    return Kind.COLUMNS


def _labels(left: list[Chunk], blocks: list[Block], right: list[Chunk], aligned: float) -> bool:
    """Whether the left side is a column of dates or headings, each standing beside the start of what it is about."""
    if len(blocks) >= 2 and aligned >= _ALIGNED_SHARE and len(left) <= len(right):
        return True
    if len(left) == 1:
        return _is_aligned(left[0], right)
    sparse = len(left) <= _SPARSE_SHARE * len(right) and len(left) / len(blocks) <= 2.5
    spread = blocks[-1].first.base > right[0].base + 0.5 * (right[-1].base - right[0].base)
    return sparse and spread and aligned >= 0.4


def _is_table(left: list[Chunk], right: list[Chunk]) -> bool:
    if len(left) != len(right) or any(not _is_aligned(chunk, right) for chunk in left):
        return False
    headed = all(len(side) > 1 and side[0].size > 1.1 * side[1].size for side in (left, right))
    return not headed and sum(len(chunk.text) for chunk in left) / len(left) < 40


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
    blocks: list[Block] = []
    previous: Chunk | None = None
    for chunk in lines:
        if previous is not None and chunk.top - previous.base <= _BLOCK_GAP * max(chunk.size, previous.size):
            blocks[-1].lines += 1
        else:
            blocks.append(Block(chunk, 1))
        previous = chunk
    return blocks


def _aligned_share(blocks: Sequence[Block], other: Sequence[Chunk]) -> float:
    return sum(_is_aligned(block.first, other) for block in blocks) / len(blocks)


def _is_aligned(chunk: Chunk, others: Sequence[Chunk]) -> bool:
    """On one baseline with a line of the other side, or top to top, or middle to middle: the three ways of a grid."""
    for other in others:
        tolerance = _ALIGNED * min(chunk.size, other.size)
        if (
            abs(chunk.base - other.base) <= tolerance
            or abs(chunk.top - other.top) <= tolerance
            or abs(chunk.middle - other.middle) <= tolerance
        ):
            return True
    return False
