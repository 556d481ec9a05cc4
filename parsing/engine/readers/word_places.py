"""Places and sizes of recognised words set right by the ink: engines guess both, more wrongly the shorter a line is."""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

import numpy

from parsing.engine.readers.drawn_marks import Pixels
from parsing.engine.readers.drawn_rules import runs_of
from parsing.engine.readers.line_cutting import Piece
from parsing.engine.readers.recognised import OcrWord

_TALL_LETTERS, _SMALL_LETTERS, _ACCENTED_CAPITALS = 0.74, 0.54, 0.95  # above the baseline, in font sizes
_ASCENDERS = frozenset(
    "bdfhijklt!?()[]{}|/\\\"'%&@#$\u00df\u0431\u0444\u0451\u0439\u03b2\u03b4\u03b6\u03b8\u03bb\u03be\u03c6\u03c8"
)
_ALPHABETS = ("LATIN", "CYRILLIC", "GREEK")
_PLAUSIBLE = (0.6, 1.6)  # of the engine's own measure


def set_right(words: Sequence[OcrWord], piece: Piece, ink: Pixels) -> list[OcrWord]:
    """The words of a piece, each with the ink that belongs to it, all with the size that their height says."""
    inside = ink[piece.top : piece.bottom, piece.left : piece.right]
    runs = [(left + piece.left, right + piece.left) for left, right in runs_of(numpy.asarray(inside.any(axis=0)), 1)]
    size = _size(words, piece)
    return [replace(word, size=size) for word in _with_all_ink(words, runs)]


def _with_all_ink(words: Sequence[OcrWord], runs: Sequence[tuple[int, int]]) -> list[OcrWord]:
    """Strokes outside of all boxes belong to the nearest word."""
    places = [[word.left, word.right] for word in words]
    for left, right in runs:
        middle = (left + right) / 2
        nearest = min(places, key=lambda place: max(place[0] - middle, middle - place[1], 0.0))
        nearest[0], nearest[1] = min(nearest[0], float(left)), max(nearest[1], float(right))
    return [replace(word, left=place[0], right=place[1]) for word, place in zip(words, places, strict=True)]


def _size(words: Sequence[OcrWord], piece: Piece) -> float:
    """By how far the letters reach above the baseline; the engine's measure for scripts without such letters."""
    text = "".join(word.text for word in words)
    measured = words[0].size
    letters = [character for character in text if character.isalpha()]
    if not all(unicodedata.name(character, "").startswith(_ALPHABETS) for character in letters):
        return measured
    above = words[0].baseline - piece.top
    if any(character.isupper() and unicodedata.decomposition(character) for character in letters):
        size = above / _ACCENTED_CAPITALS
    elif any(c.isupper() or c.isdigit() or c in _ASCENDERS or unicodedata.decomposition(c) for c in text):
        size = above / _TALL_LETTERS
    else:
        size = above / _SMALL_LETTERS
    return size if _PLAUSIBLE[0] * measured <= size <= _PLAUSIBLE[1] * measured else measured
