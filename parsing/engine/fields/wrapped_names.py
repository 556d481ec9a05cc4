"""Names that a narrow column cut: "Regional Director of Hospital" above "Operations", a school above its last word."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from parsing.engine.fields.locations import is_place_in_full, known_city
from parsing.engine.fields.reading import Extents
from parsing.engine.fields.unwrap import dangles, with_rest
from parsing.engine.fields.wording import has_digits, has_letters, length_in_words, starts_lower
from parsing.engine.languages.dates import find_spans
from parsing.engine.languages.lexicon import Lexicon
from parsing.engine.model import Line, SectionKind, Segment

OF_ENTRIES = frozenset(
    {SectionKind.EXPERIENCE, SectionKind.INTERNSHIPS, SectionKind.EDUCATION, SectionKind.VOLUNTEERING}
)
_MAX_RUN = 5  # lines of one look below each other; more are a text
_MAX_WORDS = 14  # of a name
_LEADING = 0.9  # of the type: the white between two lines of one name is not higher
_SLACK = 0.5  # of the type: the blank before a word
_SAME_EDGE_PT = 2.0
_MIN_TEXT = 2  # lines of a column of text
_GUTTER = 0.8  # times the type: the least white between two columns
_NEAR, _MIN_NEAR = 4.5, 3  # times the type from the edge of a column; lines there that tell where it is
_SURELY, _NAMED = 0.8, 0.5
_ENDS = (".", ":", ";", "!", "?", "\u3002", "\uff1a")
_PIECE = re.compile(r"[^\W\d_]+[-\u2010]")

Look = tuple[bool, bool, int, int]
Column = tuple[int, int, int | None]  # page, region, left edge; None for all of the region


def join_wrapped_names(lines: Sequence[Line], extents: Extents, lexicon: Lexicon, *, studies: bool) -> list[Line]:
    """The lines, those of one look joined where the second begins with a word that had no room in the first.

    Only a few lines of one look below each other are names; more are a text, which other rules put together. Where
    most entries hold two names in one look, as a degree and its school, no entry is left with one.
    """
    runs = _runs(lines)
    if not any(1 < len(run) <= _MAX_RUN for run in runs):
        return list(lines)
    names = _Names(runs, _Columns(lines, extents), lexicon, studies=studies)
    joined = [names.joined(number) for number in range(len(names.runs))]
    counts: dict[Look | None, Counter[int]] = {}  # look -> how many names its runs hold, and how often
    for run, whole in zip(names.runs, joined, strict=True):
        for look in {_look(segment) for segment in run[-1].segments}:
            counts.setdefault(look, Counter())[len(whole)] += 1
    result: list[Line] = []
    for run, whole in zip(names.runs, joined, strict=True):
        held = counts[_look(run[-1].segments[0])]
        usual = max(held, key=lambda count: (held[count], -count))
        result.extend(whole if len(whole) >= usual else run)
    return result


class _Names:
    """The lines of a section in runs of one look, and what tells the names in them apart."""

    def __init__(self, runs: list[list[Line]], columns: "_Columns", lexicon: Lexicon, *, studies: bool) -> None:
        self.runs = runs
        self._columns = columns
        self._lexicon = lexicon
        self._studies = studies

    @cached_property
    def _towns_alone(self) -> bool:
        return any(
            len(run) > 1 and self._is_town(run[-1].text) and not self._columns.is_full(run[-2], 0, run[-1], 0)
            for run in self.runs
        )

    def joined(self, number: int) -> list[Line]:
        """A run, with the lines of one name made one."""
        run = self.runs[number]
        if not 1 < len(run) <= _MAX_RUN:
            return run
        around = [line for near in self.runs[max(0, number - 1) : number + 2] for line in near]
        seated = not self._studies or any(self._lexicon.school(line.text) >= _NAMED for line in around)
        joined = [run[0]]
        for above, line in pairwise(run):
            cells = list(enumerate(_cells_above(joined[-1], line)))
            names = [joined[-1].segments[cell].text for _, cell in cells]
            if cells and all(self._goes_on(names[own], above, line, own, seated=seated) for own, _ in cells):
                for own, cell in cells:
                    joined[-1] = with_rest(joined[-1], cell, line.segments[own], line)
            else:
                joined.append(line)
        return joined

    def _goes_on(self, name: str, above: Line, line: Line, number: int, *, seated: bool) -> bool:
        """Whether a cell of a line goes on with the name that stands, so far, in the lines above."""
        text, lexicon = line.segments[number].text, self._lexicon
        too_long = length_in_words(name) + length_in_words(text) > _MAX_WORDS
        if too_long or not has_letters(text) or name.endswith(_ENDS) or self._is_dated(name) or self._is_dated(text):
            return False
        if dangles(name, lexicon):
            return True
        full = self._columns.is_full(above, _cells_above(above, line)[number], line, number)
        if not full or self._names_degree_below_school(name, text):
            return False
        if starts_lower(text) or name.endswith(","):
            return True
        return seated and not self._stands_alone(name, text)  # without a school around, the text may be one

    def _stands_alone(self, name: str, text: str) -> bool:
        """Whether a text is something else than the name above: a place, what a label announces, a name of its own."""
        label = self._lexicon.label(text)
        if is_place_in_full(text, self._lexicon) or (label is not None and label[1]) or self._are_two(name, text):
            return True
        # Most towns stand alone; that of a school may end its name.
        return self._is_town(text) and (self._towns_alone or self._lexicon.school(name) < _SURELY)

    def _is_dated(self, text: str) -> bool:
        return has_digits(text) and bool(find_spans(text, self._lexicon))

    def _is_town(self, text: str) -> bool:
        return bool(known_city(text)) and self._lexicon.school(text) < _NAMED  # there are towns called "University"

    def _names_degree_below_school(self, name: str, text: str) -> bool:
        return any(start == 0 for start, _ in self._lexicon.degree(text)) and self._lexicon.school(name) >= _NAMED

    def _are_two(self, name: str, text: str) -> bool:
        """Whether two lines are names of two kinds: a title and its employer, a field of study and the school."""
        lexicon = self._lexicon
        titled, employed = lexicon.title(name), max(lexicon.company(name), lexicon.school(name))
        titled_below, employed_below = lexicon.title(text), max(lexicon.company(text), lexicon.school(text))
        if titled_below >= _SURELY and employed >= _NAMED > titled:
            return True
        if employed_below >= _SURELY and titled >= _SURELY and employed < _NAMED:
            return True
        words = min(length_in_words(name), length_in_words(text))  # "Northgate" above "University"
        least = _NAMED if lexicon.degree(name) else _SURELY
        return words > 1 and lexicon.school(text) >= least > lexicon.school(name)


class _Columns:
    """The right edges of the columns as the lines of a section show them.

    Addresses and single long words run over the edge, other text wraps. Where few lines come near an edge it is not
    known, and that of all the text of the region stands for it.
    """

    def __init__(self, lines: Sequence[Line], extents: Extents) -> None:
        self._extents = extents
        self._edges: dict[Column, float] = {}
        columns: dict[Column, list[Segment]] = {}
        for line in lines:
            for segment in line.segments:
                if " " in segment.text and line.box is not None:
                    columns.setdefault((line.page, line.region, None), []).append(segment)
                    columns.setdefault(_column(line, segment), []).append(segment)
        for column, segments in columns.items():
            edge_pt = max(segment.x1_pt for segment in segments)
            near_pt = _NEAR * min(segment.font_size_pt for segment in segments)
            if sum(segment.x1_pt > edge_pt - near_pt for segment in segments) >= _MIN_NEAR:
                self._edges[column] = edge_pt
        self._ends: dict[Column, float] = {}  # where what ends the lines of a column begins, dates as a rule
        for line in lines:
            for segment, end in pairwise(line.segments):
                column = _column(line, segment)
                self._ends[column] = min(end.x0_pt, self._ends.get(column, end.x0_pt))
        self._next = {column: _next_column_pt(column, columns) for column in columns}

    def _edge_pt(self, line: Line, segment: Segment, default: float) -> float:
        """The edge of the column of a table that a text stands in; elsewhere that of all the lines."""
        column = _column(line, segment)
        next_pt = self._next.get(column)
        if next_pt is None:
            return self._edges.get((line.page, line.region, None), default)
        return self._edges.get(column, next_pt - _GUTTER * segment.font_size_pt)

    def is_full(self, above: Line, cell: int, line: Line, number: int) -> bool:
        """Whether the first word of a cell of a line had no room in a cell of the line above."""
        extent = self._extents.get((above.page, above.region))
        if extent is None or above.box is None or line.box is None or not line.words:
            return False
        upper, lower = above.segments[cell], line.segments[number]
        size_pt = lower.font_size_pt or line.font_size_pt
        word = lower.text.split(" ", 1)[0]
        piece = _PIECE.match(word)  # a line may break behind a hyphen
        word_pt = (lower.x1_pt - lower.x0_pt) * len(piece[0] if piece else word) / len(lower.text)
        if abs(lower.x1_pt - upper.x1_pt) < _SAME_EDGE_PT < abs(lower.x0_pt - upper.x0_pt):
            room_pt = upper.x0_pt - extent[0]
        else:
            edge_pt = self._edge_pt(above, upper, extent[1])
            if cell + 1 < len(above.segments):
                edge_pt = min(edge_pt, self._ends[_column(above, upper)] - _GUTTER * size_pt)
            room_pt = edge_pt - upper.x1_pt
        return room_pt < word_pt + _SLACK * size_pt


def _next_column_pt(column: Column, columns: Mapping[Column, Sequence[Segment]]) -> float | None:
    """Where the next column of text, more than dates, begins beyond the edge of this one; None without one."""
    edge_pt = max(segment.x1_pt for segment in columns[column])
    starts = [
        segments[0].x0_pt
        for other, segments in columns.items()
        if other[:2] == column[:2]
        and None not in (column[2], other[2])
        and segments[0].x0_pt >= edge_pt
        and len(segments) >= _MIN_TEXT
        and 2 * sum(has_digits(segment.text) for segment in segments) < len(segments)
    ]
    return min(starts, default=None)


def _column(line: Line, segment: Segment) -> Column:
    return line.page, line.region, round(segment.x0_pt / _SAME_EDGE_PT)


def _runs(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines in groups of one look, each right below the other and at its edge."""
    runs: list[list[Line]] = []
    for line in lines:
        if runs and _is_right_below(runs[-1], line):
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _is_right_below(run: Sequence[Line], line: Line) -> bool:
    above = run[-1]
    if above.box is None or line.box is None or above.bullet or line.bullet:
        return False
    if (above.page, above.region) != (line.page, line.region) or line.gap_before_pt > _LEADING * line.font_size_pt:
        return False
    return all(bool(_cells_above(upper, line)) for upper in {id(upper): upper for upper in (run[0], above)}.values())


def _cells_above(above: Line, line: Line) -> list[int]:
    """The cells of the line above that those of a line stand below, in the same look; [] where one has none."""
    cells: list[int] = []
    for lower in line.segments:
        look = _look(lower)
        found = [
            number
            for number, upper in enumerate(above.segments)
            if look is not None and look == _look(upper) and _is_below(upper, lower)
        ]
        if not found or found[0] in cells:
            return []
        cells.append(found[0])
    return cells


def _is_below(upper: Segment, lower: Segment) -> bool:
    left, right = lower.x0_pt - upper.x0_pt, lower.x1_pt - upper.x1_pt
    return min(abs(left), abs(right), abs(left + right)) <= _SAME_EDGE_PT  # flush left, flush right, or centred


def _look(segment: Segment) -> Look | None:
    """The look of a text in one type; None where it turns bold or another colour inside."""
    if segment.looks:
        return None
    return segment.bold, segment.italic, round(2 * segment.font_size_pt), segment.colour
