"""Reading order: a page cut along its gutters into regions that are read from top to bottom."""

from collections.abc import Sequence
from dataclasses import dataclass

from parsing.engine.layout.chunks import Chunk, rows_of, same_line
from parsing.engine.layout.gutters import Gutter, Kind, Rows, classify, find_gutters

_MAX_DEPTH = 12


@dataclass(slots=True)
class Region:
    """Rows of chunks read one after the other."""

    rows: list[list[Chunk]]


def find_regions(chunks: Sequence[Chunk], *, right_to_left: bool, depth: int = _MAX_DEPTH) -> list[Region]:
    """The regions of a page, or of several pages laid below each other, in reading order."""
    if not chunks:
        return []
    rows = rows_of(chunks)
    if depth == 0 or len(rows) == 1:
        return [Region(rows)]
    for gutter in find_gutters(rows):
        kind = classify(gutter, rows)
        if kind is Kind.CELLS:
            continue
        above = [chunk for row in rows[: gutter.first] for chunk in row]
        below = [chunk for row in rows[gutter.last + 1 :] for chunk in row]
        inside = rows[gutter.first : gutter.last + 1]
        regions = find_regions(above, right_to_left=right_to_left, depth=depth - 1)
        if kind is Kind.COLUMNS:
            regions += _columns(gutter, inside, right_to_left, depth)
        else:
            regions += _bands(gutter, inside, right_to_left, depth)
        regions += find_regions(below, right_to_left=right_to_left, depth=depth - 1)
        return regions
    return [Region(rows)]


def _columns(gutter: Gutter, rows: Rows, right_to_left: bool, depth: int) -> list[Region]:
    left, right = _sides(gutter, rows)
    first, second = (right, left) if right_to_left else (left, right)
    return find_regions(first, right_to_left=right_to_left, depth=depth - 1) + find_regions(
        second, right_to_left=right_to_left, depth=depth - 1
    )


def _bands(gutter: Gutter, rows: Rows, right_to_left: bool, depth: int) -> list[Region]:
    """Every block of the left side with the lines to its right; they form one region, as one reads on."""
    region: list[list[Chunk]] = []
    for band_rows in _split_bands(gutter, rows):
        left, right = _sides(gutter, band_rows)
        labels = rows_of(left)
        body = [row for part in find_regions(right, right_to_left=right_to_left, depth=depth - 1) for row in part.rows]
        region.extend(_join_band(labels, body))
    return [Region(region)]


def _split_bands(gutter: Gutter, rows: Rows) -> list[list[list[Chunk]]]:
    """Rows cut where a block of the left side starts."""
    bands: list[list[list[Chunk]]] = []
    previous: Chunk | None = None
    for row in rows:
        label = row[0] if row[0].x1 <= gutter.x0 + 0.01 else None
        starts = label is not None and (
            previous is None or label.top - previous.base > 1.1 * max(label.size, previous.size) or len(row) > 1
        )
        if label is not None:
            previous = label
        if starts or not bands:
            bands.append([])
        bands[-1].append(list(row))
    return bands


def _join_band(labels: list[list[Chunk]], body: list[list[Chunk]]) -> list[list[Chunk]]:
    """The label's first line joins the body's first where they stand side by side; its other lines follow."""
    if not labels or not body:
        return labels + body
    label, first = labels[0], body[0]
    if _is_heading(label, first) or not same_line(label[0].top, label[0].base, first[0].top, first[0].base):
        return labels + body
    return [label + first, *labels[1:], *body[1:]]


def _is_heading(label: list[Chunk], beside: list[Chunk]) -> bool:
    """A title of a whole section in the margin, not a date: larger, or bold beside plain text; and no digits."""
    if any(character.isdigit() for chunk in label for character in chunk.text):
        return False
    return label[0].size > 1.15 * beside[0].size or (label[0].bold and not beside[0].bold)


def _sides(gutter: Gutter, rows: Rows) -> tuple[list[Chunk], list[Chunk]]:
    middle = (gutter.x0 + gutter.x1) / 2
    left: list[Chunk] = []
    right: list[Chunk] = []
    for row in rows:
        for chunk in row:
            (left if chunk.x0 < middle else right).append(chunk)
    return left, right
