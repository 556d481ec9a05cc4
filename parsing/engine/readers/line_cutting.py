"""Where the lines of text are in a picture: cut along blank rows and blank columns until nothing is left to cut.

What is found are pieces of lines: a column's line, a date at the right margin, a heading. Which pieces belong together
is the layout's business. Rules, frames and filled areas are no text and are painted over.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy

from parsing.engine.readers.drawn_marks import Mark, Pixels, take_marks
from parsing.engine.readers.drawn_rules import Stroke, find_rules, grown, runs_of, straight
from parsing.engine.readers.pictures import BODY_PT, Picture

_LEAST_CONTRAST = 60  # between paper and ink, of 255
_NOISE_FACTOR = 6  # ink is so many times darker than the paper's grain
_RULE_LENGTH = 4.0  # text heights; few letters have a stroke that long
_COLUMN_GAP = 2.0  # text heights; a bullet and its text stand closer
_LARGEST_TEXT = 2.5  # text heights, for the gap beside large letters
_SMALL_PART = 0.45  # a piece lower than that is an accent or a dot of the line beside it
_ACCENT_GAP = 0.3
_TALL = 1.9  # a piece taller than that may be several lines that touch each other
_VALLEY = 0.25  # ink between two lines, of that in the lines
_FINAL_CONSONANTS = 0.62  # of the height above them, in Hangul
_SYLLABLE_GAP = 0.2  # between the two
_BLANK = 0.12  # of the most ink in a row: strokes that hang down, no line
_SPECK = 0.25  # pieces lower and narrower than that are dirt


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line in pixels; `bottom` and `right` are the first pixels outside."""

    top: int
    bottom: int
    left: int
    right: int
    marks: tuple[Mark, ...] = ()  # beside it, taken off

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def width(self) -> int:
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class CutPicture:
    pieces: tuple[Piece, ...]  # from top to bottom, as they were cut
    pixels: Pixels  # without rules
    ink: Pixels  # where there is some
    rules: tuple[Stroke, ...] = ()


def cut_lines(picture: Picture) -> CutPicture:
    pixels = numpy.asarray(picture.image)
    ink = pixels < _darkness(pixels)
    height = text_height(picture)
    rules = find_rules(ink, length=int(_RULE_LENGTH * height), text_height=height)
    cleaned = pixels.copy()
    wide = grown(rules)
    cleaned[wide] = 255
    text = ink & ~wide
    pieces = [piece for piece in _Cutting(text, height).pieces() if not _is_dirt(piece, text, height)]
    pieces = [_without_marks(piece, text, height) for piece in pieces]
    return CutPicture(tuple(pieces), cleaned, text, tuple(straight(rules, text_height=height)))


def _is_dirt(piece: Piece, ink: Pixels, height: float) -> bool:
    """Specks, and slivers at the edge of the picture, where a dark page ends or another begins."""
    rows, columns = ink.shape
    at_edge = piece.top == 0 or piece.left == 0 or piece.bottom == rows or piece.right == columns
    extent = min(piece.height, piece.width) if at_edge else max(piece.height, piece.width)
    return extent <= _SPECK * height


def _without_marks(piece: Piece, ink: Pixels, height: float) -> Piece:
    part = ink[piece.top : piece.bottom, piece.left : piece.right]
    start, end, found = take_marks(part, runs_of(numpy.asarray(part.any(axis=0)), 1), height)
    marks = tuple(Mark(mark.text, piece.left + mark.left, piece.left + mark.right) for mark in found)
    return Piece(piece.top, piece.bottom, piece.left + start, piece.left + end, marks) if marks else piece


def _is_one_line(profile: Pixels, cut: int) -> bool:
    """Whether what looks like two lines is one of large syllables, whose last consonants stand close below the rest."""
    upper, lower = cut, len(profile) - cut
    blank = profile < _BLANK * profile.max()
    above = upper - 1 - int(numpy.flatnonzero(~blank[:cut])[-1]) if not blank[:cut].all() else upper
    below = int(numpy.argmin(blank[cut:]))
    return lower < _FINAL_CONSONANTS * upper and above + below < _SYLLABLE_GAP * upper


def text_height(picture: Picture) -> float:
    return picture.dpi * BODY_PT / 72


def _darkness(pixels: Pixels) -> float:
    """The brightness below which a pixel is ink."""
    paper = float(numpy.percentile(pixels[::4, ::4], 75))
    near = pixels[::4, ::4][pixels[::4, ::4] > paper - 40]
    grain = float(numpy.median(numpy.abs(near.astype(float) - paper))) if near.size else 0.0
    return paper - max(_LEAST_CONTRAST, _NOISE_FACTOR * grain)


class _Cutting:
    """Rows and columns in turn. A part that neither cuts is a piece, or several lines that touch."""

    def __init__(self, ink: Pixels, height: float) -> None:
        self._ink = ink
        self._height = height

    def pieces(self) -> list[Piece]:
        rows, columns = self._ink.shape
        return list(self._cut(Piece(0, rows, 0, columns)))

    def _cut(self, area: Piece) -> Iterator[Piece]:
        ink = self._ink[area.top : area.bottom, area.left : area.right]
        for start, end in self._with_accents(runs_of(numpy.asarray(ink.any(axis=1)), 1)):
            columns = runs_of(numpy.asarray(ink[start:end].any(axis=0)), self._gap(end - start))
            for left, right in columns:
                part = Piece(area.top + start, area.top + end, area.left + left, area.left + right)
                if part == area:
                    yield from self._parted(part)
                else:
                    yield from self._cut(part)

    def _gap(self, height: int) -> int:
        return int(_COLUMN_GAP * min(max(height, 0.7 * self._height), _LARGEST_TEXT * self._height))

    def _with_accents(self, rows: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Dots and accents rejoined with the nearer of the lines above and below."""
        joined = list(rows)
        number = 0
        while number < len(joined):
            start, end = joined[number]
            beside = [self._beside(joined, number, other) for other in (number - 1, number + 1)]
            near = [gap for gap in beside if gap is not None]
            if not near:
                number += 1
            elif beside[0] == min(near):
                joined[number - 1 : number + 1] = [(joined[number - 1][0], end)]
            else:
                joined[number : number + 2] = [(start, joined[number + 1][1])]
        return joined

    def _beside(self, rows: list[tuple[int, int]], number: int, other: int) -> int | None:
        """The gap between a small row and the larger one that it is a part of; None where it is not."""
        if not 0 <= other < len(rows):
            return None
        (start, end), (line_start, line_end) = rows[number], rows[other]
        line_height = min(max(line_end - line_start, self._height), _LARGEST_TEXT * self._height)
        gap = max(start - line_end, line_start - end)
        return gap if end - start < _SMALL_PART * line_height and gap <= _ACCENT_GAP * line_height else None

    def _parted(self, part: Piece) -> Iterator[Piece]:
        """A tall piece, cut where little ink stands between lines."""
        if part.height <= _TALL * self._height:
            yield part
            return
        profile = self._ink[part.top : part.bottom, part.left : part.right].sum(axis=1)
        bounds = [0, *self._valleys(profile), part.height]
        if len(bounds) == 2 or (len(bounds) == 3 and _is_one_line(profile, bounds[1])):
            yield part
            return
        for start, end in pairwise(bounds):
            yield from self._cut(Piece(part.top + start, part.top + end, part.left, part.right))

    def _valleys(self, profile: Pixels) -> list[int]:
        width = max(1, int(0.12 * self._height))
        smooth = numpy.convolve(profile, numpy.ones(width) / width, "same")
        reach = int(0.7 * self._height)
        found: list[int] = []
        for row in range(reach, len(smooth) - reach):
            lines = min(smooth[row - reach : row].max(), smooth[row : row + reach].max())
            lowest = smooth[row] == smooth[row - reach // 2 : row + reach // 2 + 1].min()
            if lowest and smooth[row] < _VALLEY * lines and (not found or row - found[-1] > 0.6 * self._height):
                found.append(row)
        return found
