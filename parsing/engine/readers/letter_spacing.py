"""Letter-spaced text ("S K I L L S") joined to the words it spells.

Spaced-out letters arrive as words of one letter or of a few. Inside a line of one style their gaps are of two sizes:
the smaller one parts letters, the larger one words.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from parsing.engine.model import Word
from parsing.engine.readers.pdf_letters import is_right_to_left
from parsing.engine.readers.pdf_words import Placed

_TOUCHING = 0.16  # of the font size: narrower than any space
_TOUCHING_SIGNS = 0.2  # the same between ideographs, of which a comma may be painted narrower than its place
_LEVEL, _LEVEL_SIGNS = 0.08, 0.15  # of the font size, between baselines: a sign may come from another font
_WIDEST_TRACKING = 0.75  # of the font size: a larger gap parts words whatever stands around it
_OVERLAP = 0.2  # of the font size: what reaches further back is another line
_IDEOGRAPHS = "\u2e80"
_MIN_LETTERS = 4
_SURE_LETTERS = 5  # of capitals alone: "A B C D" may be classes of a driving licence


def join_spaced_letters(words: Sequence[Placed]) -> list[Placed]:
    """`words`, with those that are parts of one letter-spaced word joined."""
    if not _may_touch(words):
        return list(words)
    joined: list[Placed] = []
    start = 0
    while start < len(words):
        end = start + 1
        while end < len(words) and _follows(words[end - 1].word, words[end].word):
            end += 1
        joined.extend(_join_run(words[start:end]) if end - start > 1 else words[start:end])
        start = end
    return joined


def _may_touch(words: Sequence[Placed]) -> bool:
    """Whether any words of a page may be parts of one: a look at most pages tells that none are."""
    letters, apart, are_close = 0, 0, False
    size_of_last, end_of_last = 1.0, float("-inf")
    for placed in words:
        word = placed.word
        box, size = word.box, word.font_size_pt
        gap = box.x0_pt - end_of_last
        if placed.guessed_space or (gap <= 0 and gap > -_OVERLAP * max(1.0, size, size_of_last)):
            return True
        size_of_last, end_of_last = size, box.x1_pt
        apart += 1
        if len(word.text) == 1 and word.text.isalpha() and word.text < _IDEOGRAPHS:
            letters += 1
            are_close = are_close or (letters > 1 and apart <= 2)
            apart = 0
    return are_close and letters >= _MIN_LETTERS


def _follows(one: Word, other: Word) -> bool:
    """Whether two words stand next to each other in one style, left to right; small capitals are one style."""
    if one.bold != other.bold:
        return False
    size, smaller = one.font_size_pt, other.font_size_pt
    if smaller > size:
        size, smaller = smaller, size
    size = max(size, 1.0)
    return (
        smaller > 0.6 * size
        and -_OVERLAP < (other.box.x0_pt - one.box.x1_pt) / size < 3
        and abs(_baseline(one) - _baseline(other)) < (_LEVEL_SIGNS if _are_signs(one, other) else _LEVEL) * size
    )


def _are_signs(one: Word, other: Word) -> bool:
    """Whether ideographs meet where two words do."""
    return one.text[-1] >= _IDEOGRAPHS and other.text[0] >= _IDEOGRAPHS


def _baseline(word: Word) -> float:
    box = word.box
    return box.bottom_pt - 0.215 * (box.bottom_pt - box.top_pt)


def _join_run(words: Sequence[Placed]) -> list[Placed]:
    size = max(words[0].word.font_size_pt, 1.0)
    gaps = [(right.word.box.x0_pt - left.word.box.x1_pt) / size for left, right in pairwise(words)]
    limit = _tracking_limit([placed.word.text for placed in words], gaps)
    joined = [words[0]]
    for gap, placed in zip(gaps, words[1:], strict=True):
        before = joined[-1]
        touching = _TOUCHING_SIGNS if _are_signs(before.word, placed.word) else _TOUCHING
        if gap <= limit or (placed.guessed_space and gap <= touching):
            joined[-1] = Placed(_join(before.word, placed.word), placed.painted, before.guessed_space)
        else:
            joined.append(placed)
    return joined


def _tracking_limit(texts: Sequence[str], gaps: Sequence[float]) -> float:
    """The widest gap between letters of one word; 0 where the run is ordinary text."""
    letters = [text for text in texts if len(text) == 1 and text.isalpha()]
    if len(letters) < _MIN_LETTERS or len(letters) * 2 < len(texts):
        return 0.0
    if len(letters) < _SURE_LETTERS and all(letter.isupper() for letter in letters):
        return 0.0
    if any(not letter.isalpha() or letter >= _IDEOGRAPHS for letter in letters):
        return 0.0  # ideographs and syllables stand alone by nature
    between = sorted(
        gap for gap, (left, right) in zip(gaps, pairwise(texts), strict=True) if len(left) == 1 or len(right) == 1
    )
    tracking = between[len(between) // 4]
    return min(_WIDEST_TRACKING, tracking * 1.5 + 0.05)


def _join(left: Word, right: Word) -> Word:
    text = right.text + left.text if is_right_to_left(left.text + right.text) else left.text + right.text
    return replace(
        left,
        text=text,
        box=left.box.union(right.box),
        link=left.link or right.link,
        raw=f"{left.raw or left.text} {right.raw or right.text}",
    )
