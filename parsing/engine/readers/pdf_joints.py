"""Words of right-to-left scripts that a PDF paints in pieces, put together again.

Where a line takes glyphs of two fonts, browsers paint the pieces of its words apart in the file. Nothing but their
places says that they belong together: they touch, and no blank is painted between them.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from parsing.engine.model import Word
from parsing.engine.readers.pdf_letters import is_right_to_left

# In font sizes, between the boxes of two pieces; what overlaps more is set in italics, with a blank between.
_LEAST_GAP, _WIDEST_GAP = -0.1, 0.2
_AT_JOINT, _AT_SLANTED_JOINT = 0.3, 0.6  # a blank as near to it stands between

Blanks = Callable[[], Sequence[tuple[float, float]]]  # middle and lower edge of each blank that the page paints
_Joint = tuple[int, int]  # positions of the piece on the left, which is read last, and of the one on the right


def find_joints(words: Sequence[Word], blanks: Blanks) -> list[_Joint]:
    """The pieces that go on each other, from left to right; `blanks` is asked where any two touch."""
    rows: dict[int, list[int]] = {}
    for number, word in enumerate(words):
        if is_right_to_left(word.text):
            rows.setdefault(round(word.box.bottom_pt), []).append(number)
    touching: list[_Joint] = []
    for row in rows.values():
        row.sort(key=lambda number: words[number].box.x0_pt)
        touching += [(left, right) for left, right in pairwise(row) if _touch(words[left], words[right])]
    if not touching:
        return []
    painted = blanks()
    return [joint for joint in touching if not _has_blank(words[joint[0]], words[joint[1]], painted)]


def join_pieces(left: Word, right: Word) -> Word:
    """One word of two pieces, of which the right one is read first."""
    raw = f"{right.raw or right.text} {left.raw or left.text}"
    return replace(left, text=right.text + left.text, box=left.box.union(right.box), raw=raw)


def _touch(left: Word, right: Word) -> bool:
    size = left.font_size_pt
    if abs(size - right.font_size_pt) > 0.01 * size or left.bold != right.bold:
        return False
    if not _LEAST_GAP * size < right.box.x0_pt - left.box.x1_pt < _WIDEST_GAP * size:
        return False
    return all(character.isalpha() and is_right_to_left(character) for character in (right.text[-1], left.text[0]))


def _has_blank(left: Word, right: Word, blanks: Sequence[tuple[float, float]]) -> bool:
    near = (_AT_SLANTED_JOINT if left.italic else _AT_JOINT) * left.font_size_pt
    low, high, bottom = left.box.x1_pt - near, right.box.x0_pt + near, left.box.bottom_pt
    return any(low < middle < high and abs(base - bottom) < left.font_size_pt for middle, base in blanks)
