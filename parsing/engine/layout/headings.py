"""Headings above several columns: what stands below one is read to its end before what stands below the next."""

from collections.abc import Sequence

from parsing.engine.layout.chunks import Chunk
from parsing.engine.layout.date_columns import YEAR
from parsing.engine.layout.gutters import Gutter, Rows

_WHITE = 0.6  # of the font size, above a heading, over the whole width
_ALIGNED = 0.25  # of the font size: the columns below a heading begin side by side
_PROMINENT = 1.05  # times the size of the text below
_OFF_MIDDLE_PT = 1.5  # a centred line
_FLUSH_PT = 1.5  # between edges that are one
_SEVERAL = 2


def headings_across(gutter: Gutter, rows: Rows) -> list[int]:
    """The rows between the first and the last of `gutter` with a heading above both of its sides.

    Such headings look alike, stand alone in white that parts both sides, and both sides begin again below each of
    them. No line of the right side looks like them: it would be a column with headings of its own. A row of such
    headings begins other columns, too.
    """
    rows_of_headings = [n for n in range(gutter.first + 1, gutter.last) if _are_headings(gutter, rows, n)]
    rows_of_headings = rows_of_headings or _centred_in_white(gutter, rows)
    if rows_of_headings:
        return rows_of_headings
    numbers = [
        number
        for number in range(gutter.first + 1, gutter.last)
        if len(rows[number]) == 1 and rows[number][0].x0 < gutter.x0 and _begins_columns(gutter, rows, number)
    ]
    if not numbers:
        return []
    style = rows[numbers[0]][0].style
    left_edge = rows[numbers[0]][0].x0
    inside = rows[gutter.first : gutter.last + 1]
    beside = [row for row in inside if any(chunk.style != style for chunk in row)]  # no row of headings
    if any(chunk.style == style for row in beside for chunk in row if chunk.x0 >= gutter.x1 - 0.01):
        return []
    if any(len(row) == 1 and row[0].style == style and row[0].x0 >= gutter.x1 - 0.01 for row in inside):
        return []
    alike = [n for n in range(gutter.first + 1, gutter.last + 1) if rows[n][0].style == style]
    if any(abs(rows[n][0].x0 - left_edge) > 1 or len(rows[n]) > 1 for n in alike):
        return []
    return alike if _all_part(gutter, rows, alike, numbers) else []


def centred_headings(gutter: Gutter, rows: Rows) -> list[int]:
    """The rows of `gutter` that are one line to the right of it, at the middle of the page or of other lines alike."""
    inside = rows[gutter.first : gutter.last + 1]
    alone = [n for n, row in enumerate(inside, gutter.first) if len(row) == 1 and row[0].x0 >= gutter.x1 - 0.01]
    if not alone:
        return []
    outside = [row[0] for row in (*rows[: gutter.first], *rows[gutter.last + 1 :]) if len(row) == 1]
    page = (min([row[0].x0 for row in inside]) + max([row[-1].x1 for row in inside])) / 2
    return [
        number
        for number in alone
        if abs((heading := rows[number][0]).centre - page) < _OFF_MIDDLE_PT
        or any(abs(heading.centre - o.centre) < _OFF_MIDDLE_PT and heading.style == o.style for o in outside)
    ]


def flush_right_headings(gutter: Gutter, rows: Rows) -> list[int]:
    """The rows of `gutter` that are a heading set to the right, above lines that begin at the left edge.

    They are alike, stand alone, end at one edge and begin anywhere. Beside the left side are no others but dates.
    """
    ends = [(number, row[-1]) for number, row in enumerate(rows[gutter.first : gutter.last], gutter.first)
            if row[-1].x0 >= gutter.x1 - 0.01]  # fmt: skip
    headings = [(number, chunk) for number, chunk in ends if not YEAR.search(chunk.text)]
    if len(headings) < _SEVERAL or len({chunk.style for _, chunk in headings}) > 1:
        return []
    edges = [(chunk.x0, chunk.x1) for _, chunk in headings]
    starts, stops = ([edge[side] for edge in edges] for side in (0, 1))
    if max(stops) - min(stops) > _FLUSH_PT or max(starts) - min(starts) <= _FLUSH_PT:
        return []
    numbers = [number for number, chunk in headings]
    alone = all(len(rows[n]) == 1 and rows[n][0].size > _PROMINENT * rows[n + 1][0].size for n in numbers)
    return numbers if alone else []


def without_heading_above(gutter: Gutter, rows: Rows) -> Gutter:
    """The gutter without its first row where that is a centred heading above both sides."""
    if gutter.rows < 2 or len(rows[gutter.first]) > 1 or gutter.first not in _own_centred(gutter, rows):
        return gutter
    return Gutter(gutter.x0, gutter.x1, gutter.first + 1, gutter.last)


def _own_centred(gutter: Gutter, rows: Rows) -> list[int]:
    """The centred headings that are no lines of the right column: these begin at its edge."""
    centred = centred_headings(gutter, rows)
    if not centred:
        return []
    edges = [
        chunk.x0
        for number, row in enumerate(rows[gutter.first : gutter.last + 1], gutter.first)
        if number not in centred
        for chunk in row
    ]
    return [number for number in centred if all(abs(rows[number][0].x0 - edge) > 1 for edge in edges)]


def _centred_in_white(gutter: Gutter, rows: Rows) -> list[int]:
    """Centred headings of one look, each in white: what stands beside a gutter ends at the next of them."""
    centred = _own_centred(gutter, rows)
    style = rows[centred[0]][0].style if centred else None
    if any(rows[number][0].style != style for number in centred):
        return []
    return [number for number in centred if number > gutter.first and _is_in_white(gutter, rows, number)]


def _are_headings(gutter: Gutter, rows: Rows, number: int) -> bool:
    """Whether row `number` begins columns that each have a heading, in the look of the one above both sides."""
    row, below = rows[number], rows[number + 1]
    first = rows[gutter.first][0]
    if len(row) < 2 or len(rows[gutter.first]) > 1 or any(chunk.style != first.style for chunk in row):
        return False
    if any(chunk.size <= _PROMINENT * other.size for chunk, other in zip(row, below, strict=False)):
        return False
    return _is_in_white(gutter, rows, number)


def _is_in_white(gutter: Gutter, rows: Rows, number: int) -> bool:
    base = max([chunk.base for row in rows[max(gutter.first, number - 3) : number] for chunk in row])
    heading = rows[number][0]
    return heading.top - base > _WHITE * heading.size


def _all_part(gutter: Gutter, rows: Rows, alike: Sequence[int], numbers: Sequence[int]) -> bool:
    """Whether every line that looks like a heading is one, those above a single column included."""
    return all(n in numbers or _is_last(gutter, rows, n) for n in alike)


def _is_last(gutter: Gutter, rows: Rows, number: int) -> bool:
    """Whether nothing stands on the right side from here on."""
    below = rows[number + 1 : gutter.last + 1]
    return not any(chunk.x0 >= gutter.x1 - 0.01 for row in below for chunk in row)


def _begins_columns(gutter: Gutter, rows: Rows, number: int) -> bool:
    """Whether white parts row `number` from both sides above it, and both begin side by side below it."""
    heading, below = rows[number][0], rows[number + 1]
    if any(map(str.isdigit, heading.text)) or len(below) < 2:
        return False
    left, right = below[0], below[-1]
    if left.x1 > gutter.x0 + 0.01 or right.x0 < gutter.x1 - 0.01:
        return False
    if not (heading.size > _PROMINENT * left.size or (heading.bold and not left.bold) or _differs(heading, left)):
        return False
    if abs(left.base - right.base) > _ALIGNED * left.size and abs(left.top - right.top) > _ALIGNED * left.size:
        return False
    return _is_in_white(gutter, rows, number)


def _differs(heading: Chunk, below: Chunk) -> bool:
    return heading.size >= below.size and heading.words[0].colour != below.words[0].colour
