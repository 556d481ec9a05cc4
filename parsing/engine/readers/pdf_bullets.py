"""Bullets that a PDF draws as small shapes instead of writing them: browsers print lists so."""

from collections.abc import Sequence

from parsing.engine.model import Box, Word

_SIDE_PT = (1.2, 8.0)
_SIDE_SHARE = 0.48  # of the font size beside it; the dots of a timeline are larger
_SQUARE = 1.3  # longer side to shorter side
_GAP_SHARE = (0.1, 2.5)  # of the font size, between dot and text
_BULLET = "\u2022"


def bullets_of(shapes: Sequence[Box], words: Sequence[Word]) -> list[Word]:
    """A bullet for every small shape that stands alone before the first word of a line."""
    dots = [box for box in shapes if _is_dot(box)]
    if not dots or len(dots) > len(words):
        return []
    found: list[Word] = []
    placed = [(word.box.top_pt, word.box.bottom_pt, word) for word in words if word.hidden is None]
    for dot in dots:
        middle = (dot.top_pt + dot.bottom_pt) / 2
        beside = [word for top, bottom, word in placed if top < middle < bottom]
        if sum(other.top_pt < middle < other.bottom_pt for other in dots) > 1:
            continue  # one of several in a row: a rating
        following = min(
            (word for word in beside if word.box.x0_pt >= dot.x1_pt), key=lambda word: word.box.x0_pt, default=None
        )
        if following is None or any(0 <= dot.x0_pt - word.box.x1_pt < following.font_size_pt for word in beside):
            continue
        size = max(1.0, following.font_size_pt)
        gap = (following.box.x0_pt - dot.x1_pt) / size
        if _GAP_SHARE[0] < gap < _GAP_SHARE[1] and dot.height_pt < _SIDE_SHARE * size:
            box = Box(dot.x0_pt, following.box.top_pt, dot.x1_pt, following.box.bottom_pt)
            found.append(Word(_BULLET, box, following.font_size_pt))
    return found


def _is_dot(box: Box) -> bool:
    short, long = sorted((box.width_pt, box.height_pt))
    return _SIDE_PT[0] <= short and long <= _SIDE_PT[1] and long <= _SQUARE * short
