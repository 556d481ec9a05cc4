"""Places and sizes of recognised words set right by the ink: engines guess both, more wrongly the shorter a line is."""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy

from parsing.engine.readers.drawn_marks import Pixels
from parsing.engine.readers.drawn_rules import runs_of
from parsing.engine.readers.line_cutting import CutPicture, Piece
from parsing.engine.readers.recognised import OcrWord, is_ideographic

_TALL_LETTERS, _CAPITALS, _SMALL_LETTERS = 0.74, 0.7, 0.54  # above the baseline, in font sizes
_ASCENDERS = frozenset("bdfhklt\u00df\u0431\u0444\u03b2\u03b4\u03b6\u03b8\u03bb\u03be\u03c6\u03c8")
_ALPHABETS = ("LATIN", "CYRILLIC", "GREEK", "HEBREW")
_PLAUSIBLE = (0.6, 1.6)  # of the engine's own measure
_RULE = 0.9  # of a line's width, in a row of its ink: a stroke below a heading
_MUCH_INK = 85  # percentile of the rows' ink; of half as much are the edges of small letters
_SLACK = 0.1  # font sizes by which a word may be broader than one that covers it


def set_right(words: Sequence[OcrWord], piece: Piece, cut: CutPicture) -> list[OcrWord]:
    """The words of a piece, each with the ink that belongs to it, the size that its height says, and its weight."""
    area = slice(piece.top, piece.bottom), slice(piece.left, piece.right)
    ink = cut.ink[area]
    runs = [(left + piece.left, right + piece.left) for left, right in runs_of(numpy.asarray(ink.any(axis=0)), 1)]
    darkness = numpy.where(ink, 255.0 - cut.pixels[area], 0.0)
    found: list[OcrWord] = []
    for group in _groups(_with_all_ink(_untangled(words), runs)):
        columns = slice(_columns(group[0], piece).start, _columns(group[-1], piece).stop)
        size = _size(group, ink[:, columns])
        found += [replace(word, size=size, weight=_stroke(darkness[:, _columns(word, piece)]) / size) for word in group]
    return found


def _groups(words: Sequence[OcrWord]) -> list[list[OcrWord]]:
    """The words, parted where a gap is so wide that what is behind it may be set in another size."""
    groups: list[list[OcrWord]] = []
    for word in words:
        before = groups[-1][-1] if groups else None
        if before is not None and 0 <= word.left - before.right < word.size:
            groups[-1].append(word)
        else:
            groups.append([word])
    return groups


def _columns(word: OcrWord, piece: Piece) -> slice:
    return slice(max(0, int(word.left) - piece.left), max(0, int(word.right) + 1 - piece.left))


def _stroke(darkness: Pixels) -> float:
    """How broad most strokes are, in pixels of full darkness, where a row of pixels crosses them."""
    padded = numpy.zeros((darkness.shape[0], darkness.shape[1] + 2))
    padded[:, 1:-1] = darkness
    flat = padded.ravel()
    edges = numpy.flatnonzero(numpy.diff(flat > 0))
    if not edges.size:
        return 0.0
    sums = numpy.concatenate(([0.0], numpy.cumsum(flat)))
    return float(numpy.median(sums[edges[1::2] + 1] - sums[edges[::2] + 1])) / 255


def _untangled(words: Sequence[OcrWord]) -> list[OcrWord]:
    """Words whose place covers that of the one before or behind them take only what is left of it."""
    places = [[word.left, word.right] for word in words]
    slack = _SLACK * words[0].size
    if any(is_ideographic(word.text[0]) for word in words):
        return list(words)  # their boxes are as wrong, and they are joined anyhow
    for first, second in pairwise(places):
        for place, other in ((first, second), (second, first)):
            if (
                place[0] <= other[0] + slack
                and place[1] >= other[1] - slack
                and place[1] - place[0] > other[1] - other[0]
            ):
                before, behind = other[0] - place[0], place[1] - other[1]
                place[0 if behind > before else 1] = other[1] if behind > before else other[0]
    return [replace(word, left=place[0], right=place[1]) for word, place in zip(words, places, strict=True)]


def _with_all_ink(words: Sequence[OcrWord], runs: Sequence[tuple[int, int]]) -> list[OcrWord]:
    """Strokes outside of all boxes belong to the nearest word."""
    places = [[word.left, word.right] for word in words]
    for left, right in runs:
        middle = (left + right) / 2
        nearest = min(places, key=lambda place: max(place[0] - middle, middle - place[1], 0.0))
        nearest[0], nearest[1] = min(nearest[0], float(left)), max(nearest[1], float(right))
    return [replace(word, left=place[0], right=place[1]) for word, place in zip(words, places, strict=True)]


def _size(words: Sequence[OcrWord], inside: Pixels) -> float:
    """By how far the letters reach above the baseline; the engine's measure for scripts without such letters."""
    measured = words[0].size
    letters = [character for word in words for character in word.text if character.isalnum()]
    names = [unicodedata.name(character, "") for character in letters if not character.isdigit()]
    rows = inside.sum(axis=1).astype(float)
    rows[rows >= _RULE * inside.shape[1]] = 0
    if not rows.any():
        return measured
    top, bottom = _band(rows)
    above = bottom - int(numpy.flatnonzero(rows)[0])
    if not all(name.startswith(_ALPHABETS) for name in names):
        return measured
    if all(character.isupper() or character.isdigit() for character in letters):
        size = (bottom - top) / _CAPITALS
    elif any(character.isupper() or character.isdigit() or character in _ASCENDERS for character in letters):
        size = min((bottom - top) / _SMALL_LETTERS, above / _TALL_LETTERS)
    else:
        size = (bottom - top) / _SMALL_LETTERS
    return size if _PLAUSIBLE[0] * measured <= size <= _PLAUSIBLE[1] * measured else measured


def _band(rows: Pixels) -> tuple[float, float]:
    """Where the rows begin and end that have much ink: small letters, or capitals where there are no others."""
    edge = 0.5 * float(numpy.percentile(rows[rows > 0], _MUCH_INK))
    full = numpy.flatnonzero(rows >= edge)
    first, last = int(full[0]), int(full[-1])
    top = first - (rows[first] - edge) / (rows[first] - rows[first - 1]) if first else 0.0
    bottom = last + (rows[last] - edge) / (rows[last] - rows[last + 1]) if last + 1 < len(rows) else float(last)
    return float(top), float(bottom) + 0.5
