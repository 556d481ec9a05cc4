"""Reading order: a page cut along its gutters into regions that are read from top to bottom."""

from collections.abc import Sequence
from dataclasses import dataclass

from parsing.engine.layout.chunks import Chunk, rows_of, same_line
from parsing.engine.layout.gutters import BLOCK_GAP, Gutter, Rows, blocks_of, find_gutters, split_sides
from parsing.engine.layout.kinds import Kind, classify, parts_beside, without_cells_below
from parsing.engine.layout.wrapping import ends_open, is_wrapped, join_wrapped_label

_MAX_DEPTH = 12
_SAME_EDGE_PT = 12.0
_LABELLED_ROWS = 0.7  # of all rows: in a table of captions nearly every row has one
_LINES_UNDER_HEADING = 2.5  # on average, beside a margin title; beside captions of single values there are fewer


@dataclass(slots=True)
class Region:
    """Rows of chunks read one after the other."""

    rows: list[list[Chunk]]

    @property
    def left(self) -> float:
        return min([chunk.x0 for row in self.rows for chunk in row])

    @property
    def top(self) -> float:
        return min([chunk.top for chunk in self.rows[0]])

    @property
    def base(self) -> float:
        return max([chunk.base for row in self.rows for chunk in row])


def find_regions(chunks: Sequence[Chunk], *, depth: int = _MAX_DEPTH) -> list[Region]:
    """The regions of a page, or of several pages laid below each other, in reading order."""
    if not chunks:
        return []
    rows = rows_of(chunks)
    if depth == 0 or len(rows) == 1 or max([chunk.x0 for chunk in chunks]) < min([chunk.x1 for chunk in chunks]):
        return [Region(rows)]  # nothing stands beside anything
    cells: list[Gutter] = []
    for found in find_gutters(rows):
        if any(found.is_inside(other) for other in cells):
            continue
        kind = classify(found, rows)
        if kind is Kind.CELLS:
            cells.append(found)
            continue
        gutter = without_cells_below(found, rows) if kind is Kind.COLUMNS else found
        above = [chunk for row in rows[: gutter.first] for chunk in row]
        below = [chunk for row in rows[gutter.last + 1 :] for chunk in row]
        inside = rows[gutter.first : gutter.last + 1]
        regions = find_regions(above, depth=depth - 1)
        regions += _READINGS[kind](gutter, inside, depth)
        regions += find_regions(below, depth=depth - 1)
        return _joined(regions)
    return [Region(rows)]


def _joined(regions: list[Region]) -> list[Region]:
    """Regions below each other with one left edge are one: they were only cut where columns stand between them."""
    joined: list[Region] = []
    for region in regions:
        if joined and region.top >= joined[-1].base - 3 and abs(region.left - joined[-1].left) <= _SAME_EDGE_PT:
            joined[-1] = Region(joined[-1].rows + region.rows)
        else:
            joined.append(region)
    return joined


def _columns(gutter: Gutter, rows: Rows, depth: int) -> list[Region]:
    left, right = _sides(gutter, rows)
    return find_regions(left, depth=depth - 1) + find_regions(right, depth=depth - 1)


def _bands(gutter: Gutter, rows: Rows, depth: int) -> list[Region]:
    """Every block of the left side with the lines to its right; they form one region, as one reads on."""
    bands: list[tuple[list[list[Chunk]], list[list[Chunk]]]] = []
    for band_rows in _split_bands(gutter, rows):
        left, right = _sides(gutter, band_rows)
        body = [row for part in find_regions(right, depth=depth - 1) for row in part.rows]
        bands.append((join_wrapped_label(rows_of(left), gutter.x1), body))
    labelled = [len(body) for labels, body in bands if labels and body]
    headings = sum(labelled) > _LINES_UNDER_HEADING * len(labelled)
    return [Region([row for labels, body in bands for row in _join_band(labels, body, headings=headings)])]


def _split_bands(gutter: Gutter, rows: Rows) -> list[list[list[Chunk]]]:
    """Rows cut where a block of the left side starts."""
    labels = [row[0] if row[0].x1 <= gutter.x0 + 0.01 else None for row in rows]
    a_label_a_row = sum(label is not None for label in labels) > _LABELLED_ROWS * len(rows)
    bands: list[list[list[Chunk]]] = []
    previous: Chunk | None = None
    for row, label in zip(rows, labels, strict=True):
        starts = label is not None and (
            previous is None
            or label.top - previous.base > BLOCK_GAP * max(label.size, previous.size)
            or (len(row) > 1 and not _goes_on(previous, label, gutter.x1, a_label_a_row=a_label_a_row))
        )
        if label is not None:
            previous = label
        if starts or not bands:
            bands.append([])
        bands[-1].append(list(row))
    return bands


def _goes_on(label: Chunk, following: Chunk, right_edge: float, *, a_label_a_row: bool) -> bool:
    """Whether a line of the left side continues the label above it, though text stands beside it."""
    return ends_open(label, following) or (not a_label_a_row and is_wrapped(label, following, right_edge))


def _centred_bands(gutter: Gutter, rows: Rows, depth: int) -> list[Region]:
    """As `_bands`, with every label moved up to the first line of what it labels."""
    left, right = _sides(gutter, rows)
    left_lines, right_lines = split_sides(Gutter(gutter.x0, gutter.x1, 0, len(rows) - 1), rows)
    blocks = blocks_of(left_lines)
    parts = parts_beside(blocks, right_lines)
    label_tops = [block.first.top for block in blocks]
    body_tops = [part[0].top if part else None for part in parts]
    result: list[list[Chunk]] = []
    for labels, inside in zip(_dealt(left, label_tops), _dealt(right, body_tops), strict=True):
        label_rows = join_wrapped_label(rows_of(labels), gutter.x1)
        pieces = find_regions(inside, depth=depth - 1)
        body = [row for piece in pieces for row in piece.rows]
        if body and label_rows and any(character.isdigit() for chunk in label_rows[-1] for character in chunk.text):
            result += [*label_rows[:-1], label_rows[-1] + body[0], *body[1:]]
        else:
            result += label_rows + body
    return [Region(result)]


def _dealt(chunks: Sequence[Chunk], tops: Sequence[float | None]) -> list[list[Chunk]]:
    """`chunks` dealt out to the parts that start at `tops` (None: an empty part), what is above to the first one."""
    parts: list[list[Chunk]] = [[] for _ in tops]
    first = next(number for number, top in enumerate(tops) if top is not None)
    for chunk in chunks:
        at = first
        for number, top in enumerate(tops):
            if top is not None and chunk.top >= top - 1:
                at = number
        parts[at].append(chunk)
    return parts


def _join_band(labels: list[list[Chunk]], body: list[list[Chunk]], *, headings: bool) -> list[list[Chunk]]:
    """The label's first line joins the body's first where they stand side by side; its other lines follow."""
    if not labels or not body:
        return labels + body
    label, first = labels[0], body[0]
    if _is_heading(label, first, headings) or not same_line(label[0].top, label[0].base, first[0].top, first[0].base):
        return labels + body
    return [label + first, *labels[1:], *body[1:]]


def _is_heading(label: list[Chunk], beside: list[Chunk], headings: bool) -> bool:
    """A title of a whole section in the margin, not a date or the caption of a value."""
    if any(character.isdigit() for chunk in label for character in chunk.text):
        return False
    bold = label[0].bold and not beside[0].bold
    return headings or label[0].size > 1.15 * beside[0].size or (bold and len(beside) > 1)


def _grid(gutter: Gutter, rows: Rows, depth: int) -> list[Region]:
    """Rows of blocks, cut where a block of the right side starts."""
    regions: list[Region] = []
    band: list[Chunk] = []
    previous: Chunk | None = None
    for row in rows:
        right = next((chunk for chunk in row if chunk.x0 >= gutter.x1 - 0.01), None)
        if right is not None:
            if previous is not None and right.top - previous.base > BLOCK_GAP * max(right.size, previous.size):
                regions += find_regions(band, depth=depth - 1)
                band = []
            previous = right
        band.extend(row)
    return regions + find_regions(band, depth=depth - 1)


def _sides(gutter: Gutter, rows: Rows) -> tuple[list[Chunk], list[Chunk]]:
    middle = (gutter.x0 + gutter.x1) / 2
    left: list[Chunk] = []
    right: list[Chunk] = []
    for row in rows:
        for chunk in row:
            (left if chunk.x0 < middle else right).append(chunk)
    return left, right


_READINGS = {Kind.COLUMNS: _columns, Kind.BANDS: _bands, Kind.CENTRED_BANDS: _centred_bands, Kind.GRID: _grid}
