"""What a gutter separates: columns, labels and entries, cells of a grid, or the two ends of the same lines."""

from collections import Counter
from collections.abc import Sequence
from enum import Enum, auto
from itertools import pairwise

from parsing.engine.layout.chunks import Chunk, is_cut, starts_with_bullet
from parsing.engine.layout.date_columns import (
    DATED_SHARE,
    YEAR,
    are_dates,
    are_dates_between,
    are_entries,
    are_stacked_dates,
    are_wrapped_dates,
    end_at_one_edge,
)
from parsing.engine.layout.gutters import (
    BLOCK_GAP,
    Block,
    Gutter,
    Rows,
    blocks_of,
    is_aligned,
    nearest_left,
    shortened,
    space_above,
    split_sides,
    stands_beside,
)
from parsing.engine.layout.headings import centred_headings, flush_right_headings

_FEW_ROWS = 4
_USUAL_GAPS = 1.35  # times the usual gap of the rows is no gap between blocks yet
_LABEL_LINES = 5  # a label is not taller: dates, a place, an employer
_CENTRED_LINES = 3  # nor is one that stands at half the height of its entry
_ALIGNED_SHARE = 0.75  # of the labels beside the start of something
_WIDER = 1.3
_SPARSE_SHARE = 0.4  # of the lines of the other side: labels far apart
_SPARSE_RIGHT = 0.6  # the same for what stands at the right edge
_LINES_OF_END = 2  # a title, and its dates below
_BAND_GAP = 0.9  # of the font size: white across both sides that parts entries of a timeline
_SHORT_TEXT = 40  # characters, on average, of labels, dates, places
_FEWEST_CAPTIONS = 2  # in a column of its own: one may be any label
_LARGER = 1.08  # times the size of the text below
_WIDEST_LEADING = 2.4  # of the font size, between a caption and its text
_INDENT = 2.0  # of the font size, of the text under its caption


class Kind(Enum):
    COLUMNS = auto()  # read the left side, then the right side
    BANDS = auto()  # the left side labels the right one: dates, headings; read band by band
    CENTRED_BANDS = auto()  # as BANDS, each label at half the height of what it labels
    ENDS = auto()  # the right side holds dates in several lines beside the entries that the left side begins
    GRID = auto()  # rows of blocks; read row by row
    CELLS = auto()  # both sides belong to the same lines


def classify(gutter: Gutter, rows: Rows) -> Kind:
    """What a gutter separates."""
    left, right = split_sides(gutter, rows)
    right = _without_headings(gutter, rows, right)
    # One line is an employer or a place at the end of a title, whatever follows below that.
    lone = len(right) == 1 and (len(left) < 2 or stands_beside(right[0], left[:1]))
    if not right or lone or _alternate(left, right):
        return Kind.CELLS
    if _are_cards(left, right) or are_entries(left, right):
        return Kind.COLUMNS
    # A heading above the left side, or what follows below it, labels nothing on the right.
    beside = [chunk for chunk in left if right[0].top - 0.3 * chunk.size < chunk.base and chunk.top < right[-1].base]
    kind = _kind_beside_dates(gutter, rows, left, right) or _kind_of_labels(gutter, rows, left, beside, right)
    if kind is not None:
        return kind
    if (
        _are_line_ends(left, right)
        or min(len(left), len(right)) < (2 if gutter.rows > _FEW_ROWS else 1)
        or not _has_paragraphs(gutter, left, right)
    ):
        return Kind.CELLS
    starts = [block.first for block in blocks_of(right)]
    left_starts = [block.first for block in blocks_of(left)]
    if len(right) <= _SPARSE_RIGHT * len(left):
        left_starts = left
    if len(starts) >= 3 and all(is_aligned(chunk, left_starts) for chunk in starts):
        return Kind.GRID
    return Kind.COLUMNS


def _without_headings(gutter: Gutter, rows: Rows, right: list[Chunk]) -> list[Chunk]:
    """The right side without headings above both sides: lines alone at the middle or the right edge of the page."""
    numbers = centred_headings(gutter, rows) or flush_right_headings(gutter, rows)
    headings = [rows[number][0] for number in numbers]
    return [chunk for chunk in right if not any(chunk is other for other in headings)] if headings else right


def _alternate(left: list[Chunk], right: list[Chunk]) -> bool:
    """Whether what is set to the right stands between the lines of the left side, and never beside one."""
    if len(right) < _FEW_ROWS or not end_at_one_edge(right) or any(stands_beside(chunk, left) for chunk in right):
        return False
    sides = [side for _, side in sorted([(chunk.base, 0) for chunk in left] + [(chunk.base, 1) for chunk in right])]
    return sum(a != b for a, b in pairwise(sides)) >= _FEW_ROWS


def _kind_beside_dates(gutter: Gutter, rows: Rows, left: list[Chunk], right: list[Chunk]) -> Kind | None:
    """What the gutter separates where a column of dates is on one side of it; None where none is."""
    if not any(len(row) > 2 for row in rows[gutter.first : gutter.last + 1]):
        return Kind.ENDS if are_stacked_dates(left, right) or are_wrapped_dates(left, right) else None
    near = nearest_left(gutter, rows)
    if are_stacked_dates(near, right):
        return Kind.ENDS if _is_single_column(gutter, rows) else Kind.CELLS
    return Kind.CELLS if near and are_dates_between(near, right) else None


def _kind_of_labels(
    gutter: Gutter, rows: Rows, left: list[Chunk], beside: list[Chunk], right: list[Chunk]
) -> Kind | None:
    """How the left side labels the right one; None where it does not."""
    if not beside or not _is_single_column(gutter, rows):
        return None
    if is_centred(beside, right):
        return Kind.CENTRED_BANDS
    if _is_table(beside, right) or _is_parted_by_headings(beside, right):
        return Kind.BANDS
    if _are_wider(beside, right) or _share_captions(left, right) or _is_undated_text(beside, right):
        return None
    if _labels(beside, right) or are_dates(beside, right) or _is_timeline(gutter, rows):
        return Kind.BANDS
    return None


def _is_parted_by_headings(left: list[Chunk], right: list[Chunk]) -> bool:
    """Whether larger lines with white beside them part the rows of a form, whose labels all stand beside their values.

    Job boards print resumes so: each section has its heading above both sides, short dates and labels on the left.
    """
    alone = [chunk for chunk in left if not stands_beside(chunk, right)]
    size = max((chunk.size for chunk in alone), default=0.0)
    headings = [chunk for chunk in alone if chunk.size == size]
    labels = [chunk for chunk in left if chunk.size < size]
    if len(headings) < _FEWEST_CAPTIONS or len({chunk.style for chunk in headings}) > 1 or not labels:
        return False
    if len(labels) + len(headings) < len(left):
        return False
    starts = [block.first for block in blocks_of(right)]
    return all(stands_beside(block.first, starts) for block in blocks_of(labels))


def _are_wider(left: list[Chunk], right: list[Chunk]) -> bool:
    """Whether the left side is the text and the right side a narrow column: a label is shorter than what it labels."""
    if any(YEAR.search(chunk.text) for chunk in left[:1]) or len(left) < _FEW_ROWS or len(right) < _FEW_ROWS:
        return False
    widths = [sum(chunk.x1 - chunk.x0 for chunk in side) / len(side) for side in (left, right)]
    return widths[0] > _WIDER * widths[1]


def _is_undated_text(left: list[Chunk], right: list[Chunk]) -> bool:
    """Whether the left side is text with captions, and no dates with headings between them."""
    return _has_sections(left, right) and not any(YEAR.search(chunk.text) for chunk in left)


def _has_sections(left: list[Chunk], right: list[Chunk]) -> bool:
    """Whether the left side is a column of its own: captions above their text, beside any line of the right side."""
    captions = [chunk for chunk, below in pairwise(left) if _is_caption(chunk, below)]
    styles = Counter(chunk.style for chunk in captions)
    if not styles or max(styles.values()) < _FEWEST_CAPTIONS:
        return False
    style = styles.most_common(1)[0][0]
    starts = [block.first for block in blocks_of(right)]
    return not all(stands_beside(chunk, starts) for chunk in captions if chunk.style == style)


def _share_captions(left: list[Chunk], right: list[Chunk]) -> bool:
    """Whether both sides are columns of their own: larger captions of one style, on each side beside any line."""
    of_left, of_right = (
        [chunk for chunk, below in pairwise(side) if chunk.size > _LARGER * below.size and _is_caption(chunk, below)]
        for side in (left, right)
    )
    styles = {chunk.style for chunk in of_right}
    shared = [chunk for chunk in of_left if chunk.style in styles]
    if min(len(shared), len(of_right)) < _FEWEST_CAPTIONS:
        return False
    return not all(stands_beside(chunk, right) for chunk in shared)


def _is_caption(chunk: Chunk, below: Chunk) -> bool:
    """Whether a line stands out from the text that follows closely below it, and is no date."""
    if below.top - chunk.base > _WIDEST_LEADING * chunk.size or abs(chunk.x0 - below.x0) > _INDENT * chunk.size:
        return False
    if any(map(str.isdigit, chunk.text)):
        return False
    return chunk.size > _LARGER * below.size or (chunk.bold and not below.bold)


def _is_single_column(gutter: Gutter, rows: Rows) -> bool:
    """Whether one chunk a line stands on the left, as in a column of labels."""
    crowded = sum(len(row) > 1 and row[1].x1 <= gutter.x0 + 0.01 for row in rows[gutter.first : gutter.last + 1])
    return crowded * 4 <= gutter.rows


def _has_paragraphs(gutter: Gutter, left: list[Chunk], right: list[Chunk]) -> bool:
    """Whether lines follow each other closely: on both sides of a short gutter, on one of a long one."""
    if min(len(left), len(right)) < 2 and gutter.rows > _FEW_ROWS:
        return False
    dense = [any(block.lines > 1 for block in blocks_of(side)) for side in (left, right)]
    return all(dense) if gutter.rows <= _FEW_ROWS else any(dense) or gutter.rows > 3 * _FEW_ROWS


def without_cells_below(gutter: Gutter, rows: Rows) -> Gutter:
    """A gutter between columns, shortened by entries below them whose dates stand at the right edge."""
    last = gutter.last
    gaps = sorted(space_above(rows, number) for number in range(gutter.first + 1, gutter.last + 1))
    usual = gaps[len(gaps) // 4] if gaps else 0.0
    for number in range(gutter.last, gutter.first + 1, -1):
        if space_above(rows, number) <= max(BLOCK_GAP * rows[number][0].size, _USUAL_GAPS * usual):
            continue
        tail = Gutter(gutter.x0, gutter.x1, number, last)
        left, right = split_sides(tail, rows)
        if not left or not right or not _are_line_ends(left, right):
            break
        if len(right) > 2 and not all(YEAR.search(chunk.text) for chunk in right):
            break
        last = number - 1
    return gutter if last == gutter.last else shortened(gutter, last, rows)


def _are_cards(left: list[Chunk], right: list[Chunk]) -> bool:
    """Two small blocks side by side, each a caption with its text: flush left, and styled alike line by line."""
    if len(left) < 2 or len(right) < 2 or max(len(left), len(right)) > 12:
        return False
    if any(abs(chunk.x0 - side[0].x0) > 2 for side in (left, right) for chunk in side[:2]):
        return False
    styles = [(side[0].style, side[1].style) for side in (left, right)]
    return styles[0] == styles[1] and styles[0][0] != styles[0][1] and is_aligned(right[0], left[:1])


def _labels(left: list[Chunk], right: list[Chunk]) -> bool:
    """Whether the left side is a column of dates or headings, each standing beside the start of what it is about."""
    blocks = blocks_of(left)
    starts = [block.first for block in blocks_of(right)]
    beside = [
        is_aligned(block.first, right) or stands_beside(block.first, starts) or _is_about_level(block, starts)
        for block in blocks
    ]
    aligned = sum(beside) / len(blocks)
    if beside[0] and any(is_cut(chunk.words[-1]) for chunk in left) and max(len(chunk.text) for chunk in left) < 16:
        return True
    if max(block.lines for block in blocks) > _LABEL_LINES or len(left) > 0.7 * _LABEL_LINES * len(blocks):
        return False
    if len(blocks) == 1 and len(left) <= 3:
        return beside[0] and (len(left) == 1 or any(YEAR.search(chunk.text) for chunk in left))
    if len(blocks) >= 2 and aligned >= _ALIGNED_SHARE and len(left) <= len(right):
        return True
    sparse = len(left) <= _SPARSE_SHARE * len(right) and len(left) / len(blocks) <= 2.5
    spread = blocks[-1].first.base > right[0].base + 0.5 * (right[-1].base - right[0].base)
    return sparse and spread and aligned >= 0.4


def _is_about_level(block: Block, starts: Sequence[Chunk]) -> bool:
    """Whether a label of two lines has the start of what it labels between them."""
    return block.lines == 2 and any(block.first.top <= start.top <= block.last.top for start in starts)


def is_centred(left: Sequence[Chunk], right: Sequence[Chunk]) -> bool:
    """Whether labels stand at half the height of what they label, as tables with centred cells have it."""
    blocks = blocks_of(left)
    parts = parts_beside(blocks, right)
    if max((block.lines for block in blocks), default=0) > _CENTRED_LINES:
        return False
    if len(left) > len(right) or sum(bool(part) for part in parts) * 3 < 2 * len(blocks):
        return False
    matched = tall = 0
    for block, part in zip(blocks, parts, strict=True):
        if not part:
            matched += 1
            continue
        size = block.first.size
        label_middle = (block.first.top + block.last.base) / 2
        starts = min(abs(part[0].top - block.first.top), abs(part[0].top - block.last.top)) <= 0.8 * size
        centred = abs(label_middle - (part[0].top + part[-1].base) / 2) <= 0.6 * size
        matched += starts or centred
        tall += centred and block.first.top - part[0].top > 0.8 * size
    return matched >= 0.8 * len(blocks) and tall >= 2


def parts_beside(blocks: Sequence[Block], right: Sequence[Chunk]) -> list[list[Chunk]]:
    """The right side cut at its widest gap between each two labels."""
    parts: list[list[Chunk]] = []
    start = 0
    for block, following in pairwise(blocks):
        widest, cut = -1.0, start
        for number in range(start, len(right)):
            above_base = right[number - 1].base if number else float("-inf")
            if number and right[number - 1].middle >= following.first.middle - 1:
                break
            if right[number].top < block.last.base - 0.3 * block.last.size:
                continue
            gap = right[number].top - above_base
            if gap > widest:
                widest, cut = gap, number
        else:
            if right[-1].middle < following.first.middle:
                cut = len(right) if following.first.top - right[-1].base > widest else cut
        parts.append(list(right[start:cut]))
        start = cut
    parts.append(list(right[start:]))
    return parts


def _is_table(left: list[Chunk], right: list[Chunk]) -> bool:
    """Captions and values: as many lines on both sides, each beside its own."""
    if len(left) != len(right) or any(not is_aligned(chunk, right) for chunk in left):
        return False
    if starts_with_bullet(right[0]):
        return False
    headed = all(len(side) > 1 and side[0].size > 1.1 * side[1].size for side in (left, right))
    return not headed and sum(len(chunk.text) for chunk in left) / len(left) < _SHORT_TEXT


def _is_timeline(gutter: Gutter, rows: Rows) -> bool:
    """Whether white bands across both sides part them into entries, with a short label on the left of each."""
    bands: list[tuple[list[Chunk], list[Chunk]]] = []
    edge = float("-inf")
    for row in rows[gutter.first : gutter.last + 1]:
        if row[0].top - edge > _BAND_GAP * row[0].size or not bands:
            bands.append(([], []))
        edge = max(edge, *(chunk.base for chunk in row))
        for chunk in row:
            bands[-1][chunk.x0 >= gutter.x1 - 0.01].append(chunk)
    if len(bands) < 2 or sum(bool(left and right) for left, right in bands) < 0.8 * len(bands):
        return False
    labels = [left for left, _ in bands if left]
    if len({(left[0].style) for left in labels}) > 1:
        return False
    return all(len(left) <= 4 and max(len(chunk.text) for chunk in left) <= 26 for left in labels)


def _are_line_ends(left: list[Chunk], right: list[Chunk]) -> bool:
    """Whether the right side holds the ends of the left side's lines: dates, places."""
    if any(starts_with_bullet(chunk) for chunk in right):
        return False
    if sum(len(chunk.text) for chunk in right) / len(right) > _SHORT_TEXT:
        return False
    if sum(bool(YEAR.search(chunk.text)) for chunk in right) >= DATED_SHARE * len(right):
        # Dates may be set lower than the lines they end, and a link below them. What stands below both sides is no end.
        ends = [chunk for chunk in right if chunk.top < left[-1].base] or right
        between = len(ends) < len(left) and all(YEAR.search(chunk.text) or "://" in chunk.text for chunk in ends)
        return between or all(stands_beside(chunk, left) for chunk in ends)
    return _end_lines_by_place(left, right)


def _end_lines_by_place(left: list[Chunk], right: list[Chunk]) -> bool:
    """As `_are_line_ends`, for what few dates tell: places, titles with their dates below."""
    starts = [block.first for block in blocks_of(right)]
    lines_a_block = len(right) / len(starts)
    beside = all(stands_beside(chunk, left) for chunk in starts)
    dated = any(YEAR.search(chunk.text) for chunk in right)
    if beside and dated and lines_a_block <= _LINES_OF_END and end_at_one_edge(right):
        return True
    if beside and lines_a_block <= 2.5 and len(right) <= _SPARSE_RIGHT * len(left):
        edges = sorted(chunk.x1 for chunk in right)
        if edges[-1] - edges[len(edges) // 5] <= 3:
            return True
    if sum(is_aligned(chunk, left) for chunk in right) < _ALIGNED_SHARE * len(right):
        return False
    return (len(right) < len(left) or len(right) <= 3) and lines_a_block <= 2.5
