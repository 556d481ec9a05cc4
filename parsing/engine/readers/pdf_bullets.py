"""Bullets that a PDF draws as small shapes instead of writing them: browsers print lists so."""

from collections.abc import Sequence

from parsing.engine.model import Box, Word
from parsing.engine.readers.pdf_letters import is_right_to_left

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
        first = _behind(dot, beside) or _before(dot, beside)
        if first is not None and dot.height_pt < _SIDE_SHARE * max(1.0, first.font_size_pt):
            box = Box(dot.x0_pt, first.box.top_pt, dot.x1_pt, first.box.bottom_pt)
            found.append(Word(_BULLET, box, first.font_size_pt))
    return found


def _behind(dot: Box, beside: Sequence[Word]) -> Word | None:
    """The word that a dot stands before, where no other ends right before it."""
    following = min(
        (word for word in beside if word.box.x0_pt >= dot.x1_pt), key=lambda word: word.box.x0_pt, default=None
    )
    if following is None or any(0 <= dot.x0_pt - word.box.x1_pt < following.font_size_pt for word in beside):
        return None
    return following if _is_near(following.box.x0_pt - dot.x1_pt, following) else None


def _before(dot: Box, beside: Sequence[Word]) -> Word | None:
    """The same in a line that runs to the left."""
    if not any(is_right_to_left(word.text) for word in beside):
        return None
    first = max((word for word in beside if word.box.x1_pt <= dot.x0_pt), key=lambda word: word.box.x1_pt, default=None)
    if first is None or any(0 <= word.box.x0_pt - dot.x1_pt < first.font_size_pt for word in beside):
        return None
    return first if _is_near(dot.x0_pt - first.box.x1_pt, first) else None


def _is_near(gap_pt: float, word: Word) -> bool:
    return _GAP_SHARE[0] < gap_pt / max(1.0, word.font_size_pt) < _GAP_SHARE[1]


def _is_dot(box: Box) -> bool:
    short, long = sorted((box.width_pt, box.height_pt))
    return _SIDE_PT[0] <= short and long <= _SIDE_PT[1] and long <= _SQUARE * short
