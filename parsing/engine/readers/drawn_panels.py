"""Small filled panels of a picture, as labels and skills stand on: their text turned dark on white.

Panels of several lines are the business of the light: `pictures` looks at it in cells, for which these are too small.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy
from PIL import Image

from parsing.engine.readers.drawn_marks import Pixels
from parsing.engine.readers.drawn_rules import Group, Runs, groups_of, runs_of

_CONTRAST = 40  # between paper and panel, and between panel and text, of 255
_LEAST_WIDTH = 1.3  # text heights of solid ink, as no letter of usual size has
_HEIGHTS = (0.6, 3.0)  # of a panel, in text heights
_LEAST_SHAPE = 1.3  # its width by its height
_SAME_SIDE = 0.5  # text heights between the ends of its upper and its lower edge: it may be round
_LEAST_FILLED = 0.5  # of its area, the rest being its text
_TEXT = (0.02, 0.5)  # of its area
_LEAST_LETTERS = 2  # a large O has one white inside
_EDGE_PX = 2  # grey pixels around it
_LEAST_SLOPE = 300  # pixels across for one down
_AWAY_PX = 4  # from there on it is surely over


def with_labels_on_white(image: Image.Image, *, text_height: float) -> Image.Image:
    """A grey picture with dark text on white where it had text on a small panel."""
    pixels = numpy.asarray(image)
    paper = float(numpy.percentile(pixels[::4, ::4], 75))
    filled = pixels < paper - _CONTRAST
    result = pixels.copy()
    for panel in _panels(filled, text_height):
        place = (slice(panel.top, panel.bottom), slice(panel.left, panel.right))
        text = _text_of(pixels[place], filled[place])
        if text is not None:
            slope_px = (panel.right - panel.left) // _LEAST_SLOPE  # that is left of the page's
            around = (_wider(panel.top - slope_px, panel.bottom + slope_px), _wider(panel.left, panel.right))
            result[around] = 255
            result[place] = text
    return Image.fromarray(result)


@dataclass(frozen=True, slots=True)
class _Area:
    top: int
    bottom: int
    left: int
    right: int


def _panels(filled: Pixels, text_height: float) -> Iterator[_Area]:
    edges = [_area_of(group) for group in groups_of(Runs.of(filled).longer(int(_LEAST_WIDTH * text_height)).painted())]
    for number, edge in enumerate(edges):
        lower = [other for other in edges[number + 1 :] if _is_below(other, edge, text_height)]
        for other in [edge, *lower]:
            top, bottom = edge.top, other.bottom
            area = _Area(top, bottom, min(edge.left, other.left), max(edge.right, other.right))
            if _is_panel(area, filled, text_height):
                yield area
                break


def _area_of(group: Group) -> _Area:
    rows = [row for row, _, _ in group.parts]
    return _Area(
        min(rows), max(rows) + 1, min(left for _, left, _ in group.parts), max(right for *_, right in group.parts)
    )


def _is_below(other: _Area, edge: _Area, text_height: float) -> bool:
    slack = _SAME_SIDE * text_height
    is_near = edge.bottom <= other.top < edge.top + _HEIGHTS[1] * text_height
    return is_near and abs(other.left - edge.left) <= slack and abs(other.right - edge.right) <= slack


def _is_panel(area: _Area, filled: Pixels, text_height: float) -> bool:
    height, width = area.bottom - area.top, area.right - area.left
    if not _HEIGHTS[0] * text_height <= height <= _HEIGHTS[1] * text_height or width < _LEAST_SHAPE * height:
        return False
    middle = filled[area.top + height // 3 : area.bottom - height // 3, area.left : area.right]
    sides = middle[:, _EDGE_PX : _EDGE_PX + 2].all() and middle[:, -_EDGE_PX - 2 : -_EDGE_PX].all()
    return bool(sides) and float(middle.mean()) >= _LEAST_FILLED and _stands_alone(area, filled)


def _stands_alone(area: _Area, filled: Pixels) -> bool:
    """Whether paper is around it: between lines of text a large panel has the shape of small ones."""
    rows, columns = filled.shape
    above, below = max(0, area.top - _AWAY_PX), min(rows - 1, area.bottom + _AWAY_PX)
    before, behind = max(0, area.left - _AWAY_PX), min(columns - 1, area.right + _AWAY_PX)
    around = (
        filled[above, area.left : area.right],
        filled[below, area.left : area.right],
        filled[area.top : area.bottom, before],
        filled[area.top : area.bottom, behind],
    )
    return max(float(line.mean()) for line in around) < _LEAST_FILLED


def _text_of(pixels: Pixels, filled: Pixels) -> "Pixels | None":
    """What stands on a panel, dark on white; None where nothing does."""
    fill = float(numpy.median(pixels[filled]))
    inside = numpy.logical_or.accumulate(filled, axis=1) & numpy.logical_or.accumulate(filled[:, ::-1], axis=1)[:, ::-1]
    inside[:, :_EDGE_PX] = inside[:, -_EDGE_PX:] = False
    inside[:_EDGE_PX] = inside[-_EDGE_PX:] = False
    distance = numpy.where(inside, numpy.abs(pixels - fill), 0.0)
    text = distance > _CONTRAST
    if (
        not _TEXT[0] <= float(text.mean()) <= _TEXT[1]
        or len(runs_of(numpy.asarray(text.any(axis=0)), 1)) < _LEAST_LETTERS
    ):
        return None
    ink: Pixels = numpy.minimum(255, distance * (255 / max(fill, 255 - fill))).astype(numpy.uint8)
    return 255 - ink


def _wider(start: int, end: int) -> slice:
    return slice(max(0, start - _EDGE_PX), end + _EDGE_PX)
