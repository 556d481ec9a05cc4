"""Reading order: a page cut along its gutters into regions that are read from top to bottom."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from parsing.engine.layout.cards import Cards, find_cards
from parsing.engine.layout.chunks import Chunk, overlaps, rows_of, same_line, starts_with_bullet
from parsing.engine.layout.date_columns import YEAR, beyond_dates, join_dates
from parsing.engine.layout.gutters import BLOCK_GAP, Gutter, Rows, blocks_of, find_gutters, split_sides, stands_beside
from parsing.engine.layout.headings import headings_across, without_heading_above
from parsing.engine.layout.kinds import Kind, classify, parts_beside, without_cells_below
from parsing.engine.layout.wrapping import ends_open, is_wrapped, join_wrapped_label

_MAX_DEPTH = 12
_SAME_EDGE_PT = 12.0
_LEVEL = 0.35  # of the font size, between the baselines of a label and its entry
_YEARS_OF_LABEL = 2  # of one entry: when it began and ended
_LABELLED_ROWS = 0.7  # of all rows: in a table of captions nearly every row has one
_MARKS = frozenset("\u3161\u2500\u2501\u2014\u2015\u2013")
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
    if (cards := find_cards(rows)) is not None:
        return _card_by_card(cards, rows, depth)
    cells: list[Gutter] = []
    ends: Gutter | None = None  # waits: a column beside the entries is cut off first
    gutters = find_gutters(rows)
    for found in gutters:
        if any(found.is_inside(other) for other in cells):
            continue
        kind = classify(found, rows)
        if kind is Kind.CELLS or (kind is Kind.ENDS and ends is None):
            cells.append(found)
            ends = found if kind is Kind.ENDS else ends
            continue
        if kind in _PARTED_BY_HEADINGS and (headings := headings_across(found, rows)):
            starts = [0, *headings, len(rows)]
            parts = [[chunk for row in rows[a:b] for chunk in row] for a, b in pairwise(starts)]
            return _joined([region for part in parts for region in find_regions(part, depth=depth - 1)])
        gutter = _between_columns(found, gutters, rows) if kind is Kind.COLUMNS else found
        return _parted(gutter, kind, rows, depth)
    return [Region(rows)] if ends is None else _parted(ends, Kind.ENDS, rows, depth)


def _between_columns(found: Gutter, gutters: Sequence[Gutter], rows: Rows) -> Gutter:
    """The gutter that parts the columns, as far as it does."""
    gutter = beyond_dates(found, gutters, rows)
    return without_heading_above(without_cells_below(gutter, rows), rows)


def _parted(gutter: Gutter, kind: Kind, rows: Rows, depth: int) -> list[Region]:
    """What stands above, beside and below a gutter."""
    above = [chunk for row in rows[: gutter.first] for chunk in row]
    below = [chunk for row in rows[gutter.last + 1 :] for chunk in row]
    inside = rows[gutter.first : gutter.last + 1]
    regions = find_regions(above, depth=depth - 1)
    regions += _READINGS[kind](gutter, inside, depth)
    regions += find_regions(below, depth=depth - 1)
    return _joined(regions)


def _card_by_card(cards: Cards, rows: Rows, depth: int) -> list[Region]:
    """What stands above cards, in each column of them, and below."""
    above = [chunk for row in rows[: cards.first] for chunk in row]
    below = [chunk for row in rows[cards.last + 1 :] for chunk in row]
    parts = [above, *cards.dealt(rows), below]
    return _joined([region for part in parts for region in find_regions(part, depth=depth - 1)])


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
    parts = _stacked(right, left) or [left, right]
    return [region for part in parts for region in find_regions(part, depth=depth - 1)]


def _stacked(block: Sequence[Chunk], others: Sequence[Chunk]) -> list[list[Chunk]] | None:
    """What stands above a block, the block, and what is below; None where something stands beside it.

    So does the sender of a letter that is set to the right, below its title and above its text.
    """
    if not block or not others:
        return None
    top, base = min([chunk.top for chunk in block]), max([chunk.base for chunk in block])
    above = [chunk for chunk in others if chunk.base <= top]
    below = [chunk for chunk in others if chunk.top >= base]
    return [above, list(block), below] if len(above) + len(below) == len(others) else None


def _bands(gutter: Gutter, rows: Rows, depth: int) -> list[Region]:
    """Every block of the left side with the lines to its right; they form one region, as one reads on."""
    bands: list[tuple[list[list[Chunk]], list[list[Chunk]]]] = []
    left_edge = min([row[0].x0 for row in rows])
    firsts = _starts_of_entries(gutter, rows)
    for band_rows in _split_bands(gutter, rows, firsts):
        left, right = _sides(gutter, band_rows)
        body = _lists_below([row for part in find_regions(right, depth=depth - 1) for row in part.rows])
        labels = join_wrapped_label(rows_of(left), left_edge, gutter.x1)
        bands.append((join_dates(labels) if firsts else labels, body))
    labelled = [len(body) for labels, body in bands if labels and body]
    headings = sum(labelled) > _LINES_UNDER_HEADING * len(labelled)
    return [Region([row for labels, body in bands for row in _join_band(labels, body, headings=headings)])]


def _lists_below(body: list[list[Chunk]]) -> list[list[Chunk]]:
    """The rows of an entry, with the items of a list that stand beside its names below them."""
    beside = [chunk.x0 for row in body for chunk in row[1:] if starts_with_bullet(chunk)]
    if not beside or any(starts_with_bullet(row[0]) and row[0].x0 < min(beside) for row in body):
        return body
    edge = min(beside) - 1
    names = [[chunk for chunk in row if chunk.x0 < edge] for row in body]
    items = [[chunk for chunk in row if chunk.x0 >= edge] for row in body]
    return [row for row in names + items if row]


def _split_bands(gutter: Gutter, rows: Rows, firsts: Sequence[Chunk]) -> list[list[list[Chunk]]]:
    """Rows cut where a block of the left side starts; `firsts` names the starts where they are known."""
    labels = [row[0] if row[0].x1 <= gutter.x0 + 0.01 else None for row in rows]
    a_label_a_row = sum(label is not None for label in labels) > _LABELLED_ROWS * len(rows)
    bands: list[list[list[Chunk]]] = []
    left_edge = min([row[0].x0 for row in rows])
    previous: Chunk | None = None
    for row, label in zip(rows, labels, strict=True):
        starts = (
            (label is not None and any(label is first for first in firsts))
            if firsts
            else label is not None
            and (
                previous is None
                or label.top - previous.base > BLOCK_GAP * max(label.size, previous.size)
                or (len(row) > 1 and not _goes_on(previous, label, (left_edge, gutter.x1), a_label_a_row=a_label_a_row))
            )
        )
        if label is not None:
            previous = label
        if starts or not bands:
            bands.append([])
        bands[-1].append(list(row))
    return bands


def _starts_of_entries(gutter: Gutter, rows: Rows) -> list[Chunk]:
    """The first lines of labels of several lines that stand each beside one block of text; none where they do not."""
    left, right = split_sides(Gutter(gutter.x0, gutter.x1, 0, len(rows) - 1), rows)
    blocks = blocks_of(left)
    if len(blocks) < 2 or len(blocks) > len(left) - 2:
        return []
    firsts: list[Chunk] = []
    beside: list[Chunk] = []
    lines = iter(left)
    for block in blocks:
        label = list(islice(lines, block.lines))
        years = sum(len(YEAR.findall(chunk.text)) for chunk in label)
        start = next((chunk for chunk in label if stands_beside(chunk, right)), None)
        if years > _YEARS_OF_LABEL or (start is not None and not years and block.lines > 1):
            return []
        firsts += [label[0], start] if start is not None else label[:1]  # a heading may stand close above the label
        beside += [start] if start is not None else []
    starts = [block.first for block in blocks_of(right)]
    if not starts_with_bullet(starts[0]):
        starts = [start for start in starts if not starts_with_bullet(start)]  # a list is part of the entry above it
    return firsts if len(beside) == len(starts) and all(map(_is_level, beside, starts)) else []


def _is_level(label: Chunk, start: Chunk) -> bool:
    return abs(label.base - start.base) <= _LEVEL * min(label.size, start.size)


def _goes_on(label: Chunk, following: Chunk, edges: tuple[float, float], *, a_label_a_row: bool) -> bool:
    """Whether a line of the left side continues the label above it, though text stands beside it."""
    return (
        label.text in _MARKS
        or ends_open(label, following)
        or (not a_label_a_row and is_wrapped(label, following, *edges))
    )


def _centred_bands(gutter: Gutter, rows: Rows, depth: int) -> list[Region]:
    """As `_bands`, with every label moved up to the first line of what it labels."""
    left, right = _sides(gutter, rows)
    left_lines, right_lines = split_sides(Gutter(gutter.x0, gutter.x1, 0, len(rows) - 1), rows)
    blocks = blocks_of(left_lines)
    parts = parts_beside(blocks, right_lines)
    left_edge = min([chunk.x0 for chunk in left])
    label_tops = [block.first.top for block in blocks]
    body_tops = [part[0].top if part else None for part in parts]
    result: list[list[Chunk]] = []
    for labels, inside in zip(_dealt(left, label_tops), _dealt(right, body_tops), strict=True):
        label_rows = join_wrapped_label(rows_of(labels), left_edge, gutter.x1)
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
    if len(labels) > 1 and labels[0][0].text in _MARKS:
        return labels[1:] + body  # a short line drawn above a title in the margin
    label, first = labels[0], body[0]
    if len(labels) > 1 and starts_with_bullet(first[0]):
        return labels + body  # an entry beside its list
    if _is_heading(label, first, headings) or not same_line(label[0].top, label[0].base, first[0].top, first[0].base):
        return labels + body
    return [label + first, *labels[1:], *body[1:]]


def _is_heading(label: list[Chunk], beside: list[Chunk], headings: bool) -> bool:
    """A title of a whole section in the margin, not a date or the caption of a value."""
    if any(character.isdigit() for chunk in label for character in chunk.text):
        return False
    bold = label[0].bold and not beside[0].bold
    return headings or label[0].size > 1.15 * beside[0].size or (bold and len(beside) > 1)


def _ends(gutter: Gutter, rows: Rows, depth: int) -> list[Region]:
    """As `_bands`, with the labels on the right: every block of them ends the first line of the entry beside it."""
    bands: list[list[list[Chunk]]] = [[]]
    previous: Chunk | None = None
    for row in rows:
        end = row[-1] if row[-1].x0 >= gutter.x1 - 0.01 else None
        if end is not None:
            if previous is not None and end.top - previous.base > BLOCK_GAP * max(end.size, previous.size):
                bands.append([])
            previous = end
        bands[-1].append(list(row))
    edges = min([row[-1].x0 for row in rows if row[-1].x0 >= gutter.x1 - 0.01]), max([row[-1].x1 for row in rows])
    result: list[list[Chunk]] = []
    for band in bands:
        left, right = _sides(gutter, band)
        body = [row for part in find_regions(left, depth=depth - 1) for row in part.rows]
        ends = join_wrapped_label(rows_of(right), *edges)
        at = next((n for n, row in enumerate(body) if ends and overlaps(row[0], ends[0][0])), 0)
        result += body[:at]
        result += [body[at] + ends[0], *ends[1:], *body[at + 1 :]] if body and ends else body + ends
    return [Region(result)]


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


_PARTED_BY_HEADINGS = (Kind.COLUMNS, Kind.GRID)
_READINGS = {
    Kind.COLUMNS: _columns,
    Kind.BANDS: _bands,
    Kind.CENTRED_BANDS: _centred_bands,
    Kind.ENDS: _ends,
    Kind.GRID: _grid,
}
