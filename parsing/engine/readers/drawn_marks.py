"""Bullets and rows of dots beside the text of a line, told by their shape: OCR engines take them for letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

import numpy

Pixels: TypeAlias = "numpy.ndarray[Any, numpy.dtype[Any]]"

_BULLET, _FILLED, _HOLLOW = "\u2022", "\u25cf", "\u25cb"
_LEAST_SIZE = 0.12  # of the line's height
_BULLET_SIZE, _DOT_SIZE = 0.62, 1.0  # at most; dots of Korean and Chinese fonts are as wide as a character
_GAP = 0.3  # between a bullet and its text, of the line's height
_SQUARE = 0.25  # height and width differ by so much at most
_SOLID = 0.7  # of its box is ink: a disc has 0.79, a letter less
_ALIKE = 0.2  # dots of a row differ in size and distance by so much at most
_ROUND_ERROR = 0.22  # of the box of a dot: pixels that a disc or a ring has and the dot has not, or the other way round
_LEAST_DOTS = 4  # three look like an ellipsis


@dataclass(frozen=True, slots=True)
class Mark:
    text: str
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class _Shape:
    left: int
    right: int
    height: int
    share: float  # of its box that is ink
    corners: bool  # has ink there: a letter or a square
    is_dot: bool  # a disc or a ring, as far as pixels show

    @property
    def width(self) -> int:
        return self.right - self.left

    def is_round(self, line_height: int, at_most: float) -> bool:
        side = max(self.width, self.height)
        is_sized = _LEAST_SIZE * line_height <= side <= at_most * line_height
        return is_sized and abs(self.width - self.height) <= max(1, _SQUARE * side)


def take_marks(ink: Pixels, runs: Sequence[tuple[int, int]], text_height: float) -> tuple[int, int, tuple[Mark, ...]]:
    """The first and the last column of what is left of a line, and the marks taken off; all of it where none is.

    `runs` are the columns of the line with ink in them. Of a line of dots alone nothing is left: both columns are one.
    """
    shapes = [_shape(ink, left, right) for left, right in runs]
    height = max(ink.shape[0], round(text_height))  # a line of dots alone is lower than text
    marks: list[Mark] = []
    dots = _row_of_dots(shapes, height)
    if dots:
        row = shapes[-dots:]
        text = "".join(_FILLED if shape.share >= _SOLID else _HOLLOW for shape in row)
        marks.append(Mark(text, row[0].left, row[-1].right))
        shapes = shapes[:-dots]
        if not shapes:
            return row[0].left, row[0].left, tuple(marks)
    if len(shapes) > 1 and _is_bullet(shapes[0], shapes[1].left - shapes[0].right, height):
        marks.append(Mark(_BULLET, shapes[0].left, shapes[0].right))
        shapes = shapes[1:]
    if len(shapes) > 1 and _is_bullet(shapes[-1], shapes[-1].left - shapes[-2].right, height):
        marks.append(Mark(_BULLET, shapes[-1].left, shapes[-1].right))
        shapes = shapes[:-1]
    return shapes[0].left, shapes[-1].right, tuple(marks)


def _shape(ink: Pixels, left: int, right: int) -> _Shape:
    part = ink[:, left:right]
    rows = numpy.flatnonzero(part.any(axis=1))
    height = int(rows[-1] - rows[0]) + 1
    box = part[rows[0] : rows[-1] + 1]
    corners = bool(box[0, 0] and box[0, -1] and box[-1, 0]) or bool(box[-1, -1] and box[-1, 0] and box[0, -1])
    return _Shape(left, right, height, float(box.mean()), corners, _is_dot(box))


def _is_dot(box: Pixels) -> bool:
    """Whether the ink is a disc, or a ring of one breadth: ideographs are as large and as wide apart as dots."""
    rows, columns = numpy.indices(box.shape)
    down = (2 * rows + 1) / box.shape[0] - 1
    across = (2 * columns + 1) / box.shape[1] - 1
    distance = numpy.sqrt(down * down + across * across)
    inside = distance <= 1
    share = min(1.0, float(box.sum()) / max(1, int(inside.sum())))
    ring = inside & (distance > (1 - share) ** 0.5)
    return float((box != ring).mean()) <= _ROUND_ERROR


def _is_bullet(shape: _Shape, gap: int, height: int) -> bool:
    return gap >= _GAP * height and shape.share >= _SOLID and shape.is_round(height, _BULLET_SIZE)


def _row_of_dots(shapes: Sequence[_Shape], height: int) -> int:
    """How many shapes at the end are dots of one size in even distances, the first of them filled; 0 for none."""
    last = shapes[-1] if shapes else None
    count = 0
    for shape in reversed(shapes):
        alike = last is not None and abs(shape.width - last.width) <= _slack(last)
        if not alike or not shape.is_round(height, _DOT_SIZE) or shape.corners or not shape.is_dot:
            break
        count += 1
    row = list(shapes[len(shapes) - count :])
    while row and row[0].share < _SOLID:
        row.pop(0)  # a round letter before it, perhaps
    steps = [after.left - before.left for before, after in pairwise(row)]
    is_even = len(row) >= _LEAST_DOTS and max(steps) - min(steps) <= 2 * _slack(row[0])
    before = shapes[len(shapes) - len(row) - 1] if len(row) < len(shapes) else None
    if not is_even or (before is not None and row[0].left - before.right <= row[1].left - row[0].right):
        return 0
    return len(row)


def _slack(shape: _Shape) -> float:
    """What pixels cost of evenness."""
    return max(1.0, _ALIKE * shape.width)
