"""Tables that are drawn: cells between lines, read row by row and cell by cell instead of by the white between them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from parsing.engine.layout.chunks import Chunk, build_chunks, mirrored, rows_of
from parsing.engine.layout.wrapping import ends_open, join_halves
from parsing.engine.model import Box, Page, Ruling, Word

_FEWEST_RULINGS = 6
_TOUCH_PT = 2.5  # lines that near to each other meet
_LOWEST_PT = 6.0  # a row of text is no lower
_MOST_RULINGS = 1500  # a page with more is a drawing
_WHOLE_WIDTH = 0.6  # of the table, has a line between two of its rows
_TALL_CELL = 4  # lines: two such cells beside each other are columns of text
_WIDE_LETTERS = "\u2e80"  # from here on words are not parted by spaces

Row = list[Chunk]


@dataclass(frozen=True, slots=True)
class Table:
    """The words of a drawn table, cell by cell; lengths are those of its page."""

    top_pt: float
    bottom_pt: float
    rows: tuple[tuple[tuple[Word, ...], ...], ...]  # without empty cells, left to right
    edges: tuple[tuple[tuple[float, float], ...], ...]  # left and right, of each of these cells


@dataclass(frozen=True, slots=True)
class _Grid:
    ys: tuple[float, ...]
    verticals: tuple[Ruling, ...]
    x0_pt: float
    x1_pt: float


def find_tables(page: Page, words: Sequence[Word]) -> tuple[Table, ...]:
    """The tables of a page, top to bottom: only those of several columns with nothing beside them."""
    if not _FEWEST_RULINGS <= len(page.rulings) <= _MOST_RULINGS:
        return ()
    tables = []
    for group in _connected(page.rulings):
        grid = _grid(group)
        if grid and not _stands_beside(grid, words):
            table = _fill(grid, words)
            if any(len(row) > 1 for row in table.rows):
                tables.append(table)
    tables.sort(key=lambda table: table.top_pt)
    return tuple(tables) if all(a.bottom_pt <= b.top_pt + _TOUCH_PT for a, b in pairwise(tables)) else ()


def _connected(rulings: Sequence[Ruling]) -> list[list[Ruling]]:
    """Rulings in groups whose frames touch."""
    groups: list[tuple[Box, list[Ruling]]] = []
    for ruling in sorted(rulings, key=lambda ruling: ruling.box.top_pt):
        frame, members = ruling.box, [ruling]
        for group in [group for group in groups if _touch(group[0], ruling.box)]:
            groups.remove(group)
            frame, members = frame.union(group[0]), group[1] + members
        groups.append((frame, members))
    return [members for _, members in groups if len(members) >= _FEWEST_RULINGS]


def _touch(a: Box, b: Box) -> bool:
    return (
        a.x0_pt <= b.x1_pt + _TOUCH_PT
        and b.x0_pt <= a.x1_pt + _TOUCH_PT
        and a.top_pt <= b.bottom_pt + _TOUCH_PT
        and b.top_pt <= a.bottom_pt + _TOUCH_PT
    )


def _grid(group: Sequence[Ruling]) -> _Grid | None:
    """None where the lines make no rows and columns."""
    verticals = tuple(ruling for ruling in group if ruling.vertical)
    x0, x1 = min(r.box.x0_pt for r in group), max(r.box.x1_pt for r in group)
    covered: dict[float, float] = {}
    for ruling in sorted((r for r in group if not r.vertical), key=lambda r: r.box.top_pt):
        y = next((y for y in reversed(covered) if ruling.box.top_pt - y <= _TOUCH_PT), ruling.box.top_pt)
        covered[y] = covered.get(y, 0.0) + ruling.box.width_pt
    ys = tuple(y for y, width in covered.items() if width >= _WHOLE_WIDTH * (x1 - x0))
    if len(ys) < 3 or len(_columns(verticals)) < 3:
        return None
    return _Grid(ys, verticals, x0, x1)


def _columns(verticals: Iterable[Ruling]) -> list[float]:
    xs: list[float] = []
    for x in sorted(ruling.box.x0_pt for ruling in verticals):
        if not xs or x - xs[-1] > _TOUCH_PT:
            xs.append(x)
    return xs


def _stands_beside(grid: _Grid, words: Iterable[Word]) -> bool:
    """Whether text stands left or right of the table: then it is a part of a column, and read with it."""
    for word in words:
        middle = (word.box.top_pt + word.box.bottom_pt) / 2
        outside = word.box.x1_pt < grid.x0_pt or word.box.x0_pt > grid.x1_pt
        if outside and grid.ys[0] < middle < grid.ys[-1]:
            return True
    return False


def _fill(grid: _Grid, words: Sequence[Word]) -> Table:
    rows, edges = [], []
    for top, bottom in pairwise(grid.ys):
        if bottom - top < _LOWEST_PT:
            continue
        middle = (top + bottom) / 2
        beside = [r for r in grid.verticals if r.box.top_pt - _TOUCH_PT <= middle <= r.box.bottom_pt + _TOUCH_PT]
        xs = _columns(beside)
        cells: list[list[Word]] = [[] for _ in range(len(xs) + 1)]
        for word in words:
            if top <= (word.box.top_pt + word.box.bottom_pt) / 2 < bottom:
                x = (word.box.x0_pt + word.box.x1_pt) / 2
                cells[sum(edge < x for edge in xs)].append(word)
        rows.append(tuple(tuple(cell) for cell in cells if cell))
        sides = pairwise((grid.x0_pt, *xs, grid.x1_pt))
        edges.append(tuple(side for side, cell in zip(sides, cells, strict=True) if cell))
    return Table(grid.ys[0], grid.ys[-1], tuple(rows), tuple(edges))


# --- reading


def read_rows(table: Table, shift_pt: float, *, right_to_left: bool) -> list[list[Row]]:
    """The lines of each of its rows: beside each other where cells are low, one cell after the other where not.

    `right_to_left` says that the chunks are to be mirrored.
    """
    result = []
    for cells, edges in zip(table.rows, table.edges, strict=True):
        columns = [
            _lines(build_chunks(cell, shift_pt), edge, right_to_left=right_to_left)
            for cell, edge in zip(cells, edges, strict=True)
        ]
        if right_to_left:
            columns.reverse()
        if sum(len(column) >= _TALL_CELL for column in columns) > 1:
            result.append([row for column in columns for row in column])
        elif columns:
            first = [chunk for column in columns for chunk in column[0]]
            result.append([first, *(row for column in columns for row in column[1:])])
    return result


def _lines(chunks: list[Chunk], edges_pt: tuple[float, float], *, right_to_left: bool) -> list[Row]:
    """The lines of a cell, with those that go on in the next one joined."""
    lines: list[Row] = []
    padding = min(8.0, max(2.0, min(chunk.x0 for chunk in chunks) - edges_pt[0]))
    for row in rows_of(chunks):
        if lines and len(row) == 1 and len(lines[-1]) == 1 and _goes_on(lines[-1][0], row[0], edges_pt[1] - padding):
            lines[-1] = [_joined(lines[-1][0], row[0])]
        else:
            lines.append(row)
    return [sorted(map(mirrored, row), key=lambda c: c.x0) for row in lines] if right_to_left else lines


def _goes_on(first: Chunk, second: Chunk, edge_pt: float) -> bool:
    if first.style != second.style:
        return False
    following = second.words[0]
    wide = following.text[:1] >= _WIDE_LETTERS
    room = edge_pt - first.words[-1].box.x1_pt
    return ends_open(first, second) or room < (second.size if wide else following.box.width_pt + 0.2 * second.size)


def _joined(first: Chunk, second: Chunk) -> Chunk:
    last, following = first.words[-1], second.words[0]
    words = first.words + second.words
    if last.text[-1:] >= _WIDE_LETTERS and following.text[:1] >= _WIDE_LETTERS:
        words = [*first.words[:-1], join_halves(last, following), *second.words[1:]]
    return replace(first, words=words, x1=max(first.x1, second.x1))
