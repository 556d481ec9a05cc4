"""How much a line looks like a heading: size, weight, capitals, colour, space around it."""

import statistics
from collections import Counter
from collections.abc import Sequence

from parsing.engine.languages.headings import despace
from parsing.engine.model import Line
from parsing.engine.model.value import value

# Points of each sign; a line with fewer than LOOKS_SET_APART looks like any other.
_STYLE_LEVEL, _MUCH_LARGER, _LARGER, _BOLD, _CAPITALS, _COLOUR, _GAP, _COLON, _SPACED, _SIGN = (
    3.0,
    2.0,
    1.0,
    1.5,
    1.5,
    1.0,
    1.0,
    0.5,
    1.5,
    1.5,
)
LOOKS_SET_APART = 1.0
_MUCH_LARGER_FACTOR, _LARGER_FACTOR = 1.12, 1.04
_MIN_CAPITALS = 3


@value(frozen=True, slots=True)
class Look:
    """The signature that headings of one document share."""

    size_pt: float  # rounded to half a point
    bold: bool
    capitals: bool
    colour: int
    level: int | None
    sign: str = ""  # before the text


class LookBook:
    """What is usual in a document, and how much each line stands out from it."""

    def __init__(self, lines: Sequence[Line], body_font_size_pt: float) -> None:
        self._looks: dict[tuple[float, bool, int, int | None, bool, str], Look] = {}  # of many lines the same
        self._body_size_pt = body_font_size_pt or _usual_size(lines)
        weights: Counter[bool] = Counter()
        colours: Counter[int] = Counter()
        for line in lines:
            weights[line.bold] += len(line.text)
            colours[line.colour] += len(line.text)
        self._usually_bold = weights[True] > weights[False]
        self._usual_colour = colours.most_common(1)[0][0] if colours else 0
        gaps = [line.gap_before_pt for line in lines if line.gap_before_pt > 0]
        self._usual_gap_pt = statistics.median(gaps) if gaps else 0.0
        self.has_styles = any(
            line.heading_level is not None
            or line.bold
            or (line.font_size_pt and line.font_size_pt != self._body_size_pt)
            for line in lines
        )

    def look(self, line: Line) -> Look:
        sign = "" if line.bullet else line.sign
        key = (line.font_size_pt, line.bold, line.colour, line.heading_level, in_capitals(line.text), sign)
        look = self._looks.get(key)
        if look is None:
            size, bold, colour, level, capitals, sign = key
            look = self._looks[key] = Look(round(size * 2) / 2, bold, capitals, colour, level, sign)
        return look

    def points(self, line: Line) -> float:
        """How much the line stands out; 0 for one that looks like the body."""
        points = _STYLE_LEVEL if line.heading_level is not None else 0.0
        if self._body_size_pt and line.font_size_pt >= self._body_size_pt * _MUCH_LARGER_FACTOR:
            points += _MUCH_LARGER
        elif self._body_size_pt and line.font_size_pt >= self._body_size_pt * _LARGER_FACTOR:
            points += _LARGER
        if line.bold and not self._usually_bold:
            points += _BOLD
        if in_capitals(line.text):
            points += _CAPITALS
        if line.colour != self._usual_colour:
            points += _COLOUR
        if line.sign and not line.bullet:
            points += _SIGN
        if despace(line.text) != line.text:
            points += _SPACED
        if line.text.rstrip().endswith((":", "\uff1a")):
            points += _COLON
        return points + (_GAP if self.has_gap(line) else 0.0)

    def weight_and_gap(self, line: Line) -> float:
        """The part of the points that a line of bold type with space above it has as well."""
        return (_BOLD if line.bold and not self._usually_bold else 0.0) + (_GAP if self.has_gap(line) else 0.0)

    def has_gap(self, line: Line) -> bool:
        """True when more white space than usual stands above the line, or the line is the first of its column."""
        return line.gap_before_pt > max(1.35 * self._usual_gap_pt, 3.0) or line.gap_before_pt >= 12.0

    def has_wide_gap(self, line: Line) -> bool:
        """True when the white space above parts sections: more than a line's height, and more than usual."""
        return self.has_gap(line) and line.gap_before_pt >= max(12.0, 1.2 * self._body_size_pt)


def in_capitals(text: str) -> bool:
    return text.isupper() and sum(map(str.isupper, text)) >= _MIN_CAPITALS


def _usual_size(lines: Sequence[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.font_size_pt] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0
