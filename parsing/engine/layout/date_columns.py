"""Columns of dates: where they stand beside the entries that they belong to, or between them and a third column."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from parsing.engine.layout.chunks import Chunk
from parsing.engine.layout.gutters import Gutter, Rows, blocks_of, is_aligned, stands_beside
from parsing.engine.layout.wrapping import ends_open

DATED_SHARE = 0.6  # of the lines of a side that is a column of dates
_WRAPPED_GAP = 1.1  # of the font size, between the two lines of a date
_RAGGED = 0.2  # of the font size: a dash that ends a line keeps off the edge of its column
_SHORT_TEXT = 40  # characters of a label
_DATES_WITHIN = 4  # lines of an entry
_LONGEST_DATE, _MOST_WORDS = 26, 6  # characters, words
_DASHES = frozenset("-\u2010\u2013\u2014")
_MOST_LINES = 5  # of a date and its place
_FEWEST_LINES = 4
_MOST_OF_ROWS = 0.8  # of a gutter, for another one that takes its place
_BESIDE_SHARE = 0.75  # of the blocks of a column of dates begin with one
YEAR = re.compile(r"(?<!\d)(?:19|20|\u0661\u0669|\u0662\u0660)\d\d(?!\d)")


def are_dates(left: Sequence[Chunk], right: Sequence[Chunk]) -> bool:
    """Whether the left side holds dates, each beside a line of its entry, and headings with nothing beside them."""
    rest = [chunk for above, chunk in pairwise(left) if _is_second_line(above, chunk)]
    firsts = [chunk for chunk in left if not any(chunk is other for other in rest)]
    dated = [chunk for chunk in firsts if YEAR.search(chunk.text) and len(chunk.text) < _SHORT_TEXT]
    if len(dated) < 2:
        return False
    firsts = firsts[: firsts.index(dated[-1]) + 1]  # what stands below the last one may be columns again
    return len(dated) >= DATED_SHARE * len(firsts) and all(stands_beside(c, right) == (c in dated) for c in firsts)


def _is_second_line(date: Chunk, chunk: Chunk) -> bool:
    """Whether a line goes on with the date above it: the column was too narrow for its end."""
    flush = abs(chunk.x0 - date.x0) < 1 or abs(chunk.x1 - date.x1) < _RAGGED * date.size
    close = flush and 0 <= chunk.top - date.base < _WRAPPED_GAP * date.size
    if not close or chunk.style != date.style or not YEAR.search(date.text):
        return False
    return not YEAR.search(chunk.text) or _is_second_half(date.text, chunk.text)


def _is_second_half(date: str, text: str) -> bool:
    """Whether a line is the rest of a period that began in the one above: "09/2016 -" and "09/2017"."""
    years = len(YEAR.findall(date)), len(YEAR.findall(text))
    return years == (1, 1) and not _DASHES.isdisjoint(date) and _DASHES.isdisjoint(text)


def join_dates(label: list[list[Chunk]]) -> list[list[Chunk]]:
    """The lines of a label, the first two made one where they are the dates an entry began and ended."""
    if len(label) < 2 or len(label[0]) > 1 or len(label[1]) > 1:
        return label
    first, second = label[0][0], label[1][0]
    if any(len(YEAR.findall(chunk.text)) != 1 or len(chunk.text) > _LONGEST_DATE // 2 for chunk in (first, second)):
        return label
    return [[replace(first, words=first.words + second.words)], *label[2:]]


def are_stacked_dates(left: Sequence[Chunk], right: Sequence[Chunk]) -> bool:
    """Whether the right side is a column of dates that need several lines, each beside the start of an entry."""
    if len(right) < _FEWEST_LINES or not any(map(_breaks_off, right)) or not all(map(_is_short, right)):
        return False
    blocks = blocks_of(right)
    dated = [block for block in blocks if YEAR.search(block.first.text)]
    if len(dated) < 2 or len(dated) < _BESIDE_SHARE * len(blocks) or max(block.lines for block in blocks) > _MOST_LINES:
        return False
    open_ended = [above for above, below in pairwise(right) if ends_open(above, below) and YEAR.search(above.text)]
    return 2 * len(open_ended) > len(dated) and all(stands_beside(block.first, left) for block in dated)


def are_wrapped_dates(left: Sequence[Chunk], right: Sequence[Chunk]) -> bool:
    """Whether the right side holds nothing but dates, flush right beside the starts of entries, some in two lines."""
    if not all(map(_is_short, right)) or not _are_flush([chunk.x1 for chunk in right]):
        return False
    blocks = blocks_of(right)
    dated = sum(YEAR.search(chunk.text) is not None for chunk in right)
    if len(blocks) == len(right) or dated < DATED_SHARE * len(right):
        return False
    if any(ends_open(above, below) or below.words[0].text[:1] in _DASHES for above, below in pairwise(right)):
        return all(block.lines <= 2 and stands_beside(block.first, left) for block in blocks)
    return False


def are_dates_between(near: Sequence[Chunk], right: Sequence[Chunk]) -> bool:
    """Whether dates in a column of their own label what is right of the gutter, and left of them stands a third one."""
    if max([chunk.x0 for chunk in near]) <= min([chunk.x1 for chunk in near]):
        return False  # one column
    dated = [chunk for chunk in near if _is_short(chunk) and YEAR.search(chunk.text)]
    if len(dated) < 2 or not all(is_aligned(chunk, right) for chunk in dated):
        return False
    first, last = min([chunk.x0 for chunk in dated]), max([chunk.x1 for chunk in dated])
    if not (_are_flush([chunk.x0 for chunk in dated]) or _are_flush([chunk.x1 for chunk in dated])):
        return False
    others = [chunk for chunk in near if chunk.x1 < first]
    return len(others) > 1 and len(others) + len(dated) >= 0.8 * sum(chunk.x1 <= last + 1 for chunk in near)


def beyond_dates(gutter: Gutter, gutters: Sequence[Gutter], rows: Rows) -> Gutter:
    """The gutter between columns where only dates at the right edge of the first one stand between it and this gutter.

    As wide as the lines of that column leave it, the white before its dates may well be the larger one. Places at the
    ends of lines of dates stand there as well.
    """
    for other in gutters:
        if other.x0 < gutter.x1 or other.rows < _MOST_OF_ROWS * gutter.rows:
            continue
        between = [
            (row[0], chunk)
            for row in rows[other.first : other.last + 1]
            for chunk in row
            if gutter.x1 - 0.01 <= chunk.x0 and chunk.x1 <= other.x0 + 0.01
        ]
        if (
            len(between) > 1
            and all(_ends_dated_line(entry, end) for entry, end in between)
            and _are_flush([end.x1 for _, end in between])
        ):
            return other
    return gutter


def _ends_dated_line(entry: Chunk, end: Chunk) -> bool:
    """Whether a chunk is a date behind an entry, or what follows a date in its line."""
    if entry is end or not _is_short(end):
        return False
    return bool(YEAR.search(end.text) or (YEAR.search(entry.text) and _is_short(entry)))


def _breaks_off(chunk: Chunk) -> bool:
    """Whether a line ends or begins with a dash, as one half of a period does."""
    return chunk.words[-1].text[-1:] in _DASHES or chunk.words[0].text[:1] in _DASHES


def _is_short(chunk: Chunk) -> bool:
    return len(chunk.words) <= _MOST_WORDS and len(chunk.text) <= _LONGEST_DATE


def _are_flush(edges: list[float]) -> bool:
    return max(edges) - min(edges) < 1


def end_at_one_edge(chunks: Sequence[Chunk]) -> bool:
    """Whether lines are set to the right: they end where the others do and begin anywhere."""
    return len(chunks) > 1 and _are_flush([c.x1 for c in chunks]) and not _are_flush([c.x0 for c in chunks])


def are_entries(left: Sequence[Chunk], right: Sequence[Chunk]) -> bool:
    """Two columns of entries that begin side by side: built alike line by line, each with dates of its own."""
    if len(left) < 3 or len(right) < 3 or left[0].style != right[0].style or left[1].style != right[1].style:
        return False
    if not is_aligned(right[0], left[:1]) or any(abs(side[1].x0 - side[0].x0) > 2 for side in (left, right)):
        return False
    dated = [next((n for n, c in enumerate(s[:_DATES_WITHIN]) if YEAR.search(c.text)), None) for s in (left, right)]
    first, second = dated
    if first is None or second is None or left[first].style != right[second].style:
        return False
    return abs(first - second) <= 1  # a name may need two lines
