"""Lines of a section as jobs or studies are cut from them: dates taken out, the rest as chunks with their style."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from parsing.engine.fields.dating import anchor_of, is_period
from parsing.engine.fields.degrees import is_complete
from parsing.engine.fields.employer_phrases import names_employer_below, names_job, without_link
from parsing.engine.fields.grades import Grade, find_grade
from parsing.engine.fields.locations import is_place_in_full
from parsing.engine.fields.outer_bullets import without_outer_bullets
from parsing.engine.fields.reading import NOTE, Reading, extents_pt, wraps_from
from parsing.engine.fields.stretches import segment_bounds, turns_of, without
from parsing.engine.fields.study_lines import (
    begins_study,
    is_degree,
    names_school_alone,
    names_school_below,
    names_study,
)
from parsing.engine.fields.wording import has_digits, has_letters, starts_lower, trimmed
from parsing.engine.languages.dates import SpanMatch
from parsing.engine.model import DateSpan, Line, Segment
from parsing.engine.model.value import value

PART_LABELS = frozenset({"company", "title", "location", "dates", "degree", "institution", "field", "grade"})

MAX_BOLD_NAME_WORDS = 10
MAX_SMALL_NAME_WORDS = 4
_NAMED, _SURELY_TITLED = 0.6, 0.9
MIN_COLUMNS = 3  # of a table whose first row names them
_COLUMNS_OF_JOBS = ("company", "title", "technologies")
_NO_PART = "technologies"  # of a header, in a table with a column for it
_COLONS = ":\uff1a"
_DASHES = " -\u2010\u2013\u2014"

_INNER_LABEL = re.compile(r"[,;|]\s+([^\W\d_][^,;:|]{1,30}):\s")

Style = tuple[bool, bool, int, int]  # bold, italic, size in half points, colour


@value(frozen=True, slots=True)
class Chunk:
    """A segment of a line, or what is left of it without its dates."""

    text: str
    line: Line
    start: int  # offset in line.text
    segment: int
    style: Style
    beside_dates: bool  # the line also holds the dates of the entry
    prose: bool = False  # reads as a sentence
    label: str | None = None  # the field that a label before it announces: "Employer: Acme"
    turns: tuple[int, ...] = ()  # offsets in line.text where another look begins


@dataclass(slots=True)
class View:
    """A line with what matters for cutting entries."""

    line: Line
    position: int
    spans: tuple[SpanMatch, ...]
    chunks: tuple[Chunk, ...]
    style: Style
    prose: bool
    wrapped: bool = False  # goes on with the sentence of the line before
    noted: bool = False  # the same, and that is a note: "Activities and societies: ..."
    anchor: SpanMatch | None = None  # the dates that make the line part of a header
    date_alone: bool = False  # the dates stand in a segment of their own
    label: str | None = None  # the line is a label such as "Highlights:", or begins with one
    label_rest: str = ""
    grade: Grade | None = None  # of a study; no part of the chunks

    @property
    def body(self) -> bool:
        """Whether the text of the line (apart from dates set beside it) is description."""
        return self.line.bullet or self.prose or self.wrapped

    @property
    def only_dates(self) -> bool:
        return bool(self.spans) and not any(has_letters(chunk.text) for chunk in self.chunks)


@dataclass(slots=True)
class Anchor:
    """The dates of one entry, and the lines they stand in."""

    first: int  # position of the line in the section
    last: int
    span: DateSpan
    match: SpanMatch
    confidence: float


@dataclass(slots=True)
class Block:
    """One entry: header lines, dates, body."""

    header: list[View] = field(default_factory=list)
    body: list[View] = field(default_factory=list)
    anchor: Anchor | None = None
    dates_line: Line | None = None

    @property
    def lines(self) -> list[Line]:
        views = sorted([*self.header, *self.body], key=lambda view: view.position)
        return [view.line for view in views]

    @property
    def chunks(self) -> list[Chunk]:
        return [chunk for view in self.header for chunk in view.chunks]


def style_of(bold: bool, italic: bool, size_pt: float, colour: int) -> Style:
    return (bold, italic, round(size_pt * 2), colour)


def views(lines: Sequence[Line], reading: Reading, *, graded: bool = False) -> list[View]:
    """One view a line; empty lines are left out. `graded`: headers may hold grades."""
    extents = reading.extents_pt or extents_pt(lines)
    bold_stands_out = 2 * sum(len(line.text) for line in lines if line.bold) < sum(len(line.text) for line in lines)
    result: list[View] = []
    columns: tuple[str | None, ...] = ()
    unbulleted = [_without_bullet(line, lines[number - 1 : number], reading) for number, line in enumerate(lines)]
    for line in without_outer_bullets(unbulleted, reading):
        if not line.text.strip() or _is_contact(line, reading):
            continue
        if (named := _columns_named(line, reading)) is not None:
            columns = _columns_of_studies(named) if graded else _columns_of_jobs(named)
            continue
        view = _view(line, len(result), reading, graded=graded, columns=columns)
        if view.prose and bold_stands_out and _is_bold_name(line) and reading.lexicon.title(line.text) > 0:
            view.prose = False
        if (
            view.prose
            and graded
            and begins_study(line, reading, below_dates=not result or _lacks_degree(result[-1], reading))
        ):
            view.prose = False
            reading.call_header(line)
        if result and view.prose and result[-1].only_dates and not graded and names_job(line.text, reading.lexicon):
            view.prose = False
            reading.call_header(line)
        if result:
            before = result[-1]
            flows = before.body or not before.spans
            labelled = view.label in PART_LABELS and bool(view.label_rest)
            noted = before.label == NOTE or (before.wrapped and before.noted)
            undated = view.anchor is None or (noted and not is_period(view.anchor))
            view.wrapped = (flows or noted) and undated and not labelled and wraps_from(before.line, line, extents)
            may_employ = view.wrapped and not (graded or before.body)
            small_name = not before.body and _is_small_name(before.line, line, reading)
            if view.wrapped and (small_name or (graded and names_school_below(line, reading))):
                view.wrapped = False
            elif may_employ and names_employer_below(line.text, before.line.text, reading.lexicon):
                view.wrapped = view.prose = False
                reading.call_header(line)
            if view.wrapped and noted:
                view.noted, view.anchor = True, None
        result.append(view)
    _name_the_nameless(result, reading)
    return result


def _lacks_degree(view: View, reading: Reading) -> bool:
    """Whether a line is the dates of a study, with its school or without, and the degree stands below."""
    return view.only_dates or (bool(view.spans) and names_school_alone(view.line, reading))


def _name_the_nameless(lines: Sequence[View], reading: Reading) -> None:
    """ "Company Name" above "City, State" or dates is the employer: collections of resumes take the names out."""
    for view, following in pairwise(lines):
        if view.chunks or view.label != "company":
            continue
        if following.only_dates or is_place_in_full(following.line.text, reading.lexicon):
            view.chunks = (Chunk(view.line.text, view.line, 0, 0, view.style, beside_dates=False),)
            view.label = None


def _is_small_name(before: Line, line: Line, reading: Reading) -> bool:
    """Whether a line in small letters names something: a title or degree, or what follows a school and a comma."""
    lexicon = reading.lexicon
    if before.text.endswith(","):
        return max(lexicon.school(before.text), lexicon.company(before.text)) >= _NAMED
    if not starts_lower(line.text) or len(line.text.split()) > MAX_SMALL_NAME_WORDS:
        return False
    whole = any((start, end) == (0, len(line.text)) for start, end in lexicon.degree(line.text))
    return whole or lexicon.title(line.text) >= _SURELY_TITLED


def _columns_named(line: Line, reading: Reading) -> list[str | None] | None:
    """The fields that the head of a table names: "Degree/Examination   Institute/Board   Year of passing   Percentage".

    Any of the words of a cell names its field: "Department/Position" that of the title. None for another line.
    """
    if len(line.segments) < 2 or has_digits(line.text):
        return None
    labels = [_column_label(segment.text, reading) for segment in line.segments]
    if len(labels) < MIN_COLUMNS and not (labels[0] == "dates" and all(labels)):
        return None  # "Period   Duties" heads a table of two columns
    return labels if len(labels) - labels.count(None) >= len(labels) - 1 else None


def _column_label(text: str, reading: Reading) -> str | None:
    found = map(reading.lexicon.label, (text, *text.split("/")))
    labels = [label[0] for label in found if label is not None and not label[1]]
    return next((label for label in labels if label in PART_LABELS), labels[0] if labels else None)


def _columns_of_jobs(named: Sequence[str | None]) -> tuple[str | None, ...]:
    """The columns that hold titles and employers, the first of each."""
    return tuple(
        label if label in _COLUMNS_OF_JOBS and label not in named[:number] else None
        for number, label in enumerate(named)
    )


def _columns_of_studies(named: Sequence[str | None]) -> tuple[str | None, ...]:
    """A second column of institutions holds the boards that examine; the others are read by their words."""
    seated = [number for number, label in enumerate(named) if label == "institution"]
    return tuple(_NO_PART if number in seated[1:] else None for number in range(len(named)))


def _without_bullet(line: Line, before: Sequence[Line], reading: Reading) -> Line:
    """The line, without its bullet where that stands before a label of a form: "* Dates   2019 - 2021".

    So it is before the title or the employer right below the header: "- Position: Clerk".
    """
    if not line.bullet:
        return line
    if len(line.segments) >= 2:
        label = reading.label(line.segments[0].text)
        return replace(line, bullet=False) if label is not None and not label[1] else line
    if not before or before[0].bullet or not any(colon in line.text for colon in _COLONS):
        return line
    label = reading.label(line.text)
    kinds = {"title": reading.lexicon.title, "company": reading.lexicon.company}
    likeness = kinds.get(label[0]) if label is not None and label[1] else None
    return replace(line, bullet=False) if label and likeness and likeness(label[1]) >= _NAMED else line


def _is_bold_name(line: Line) -> bool:
    """Whether a line of many small words is a long title all the same: bold, short, without a full stop."""
    return line.bold and len(line.text.split()) <= MAX_BOLD_NAME_WORDS and line.text.rstrip()[-1:] not in ".!?;,:"


def _is_contact(line: Line, reading: Reading) -> bool:
    """Whether a line between the entries belongs to the head of the resume: a profile link that columns put there."""
    if len(line.text.split()) > 2 or line.bullet:
        return False
    label = reading.label(line.text)
    return (label is not None and label[0] in ("linkedin", "website", "email", "phone")) or any(
        "linkedin.com/in/" in link or "github.com/" in link or link.startswith("mailto:") for link in line.links
    )


def _view(line: Line, position: int, reading: Reading, *, graded: bool, columns: tuple[str | None, ...] = ()) -> View:
    grade = find_grade(line.text, reading.lexicon) if graded and not line.bullet else None
    if grade is not None:
        reading.set_aside(line, grade.start, grade.end)
    if graded and reading.spans(line) and not line.bullet and names_study(line, reading):
        reading.call_header(line)
    if reading.is_prose(line):
        grade = None
    spans = tuple(match for match in reading.spans(line) if match.span.start or match.span.end)
    found = reading.label(line.text) if not line.bullet else None
    segments = segment_bounds(line)
    noted = graded and found is not None and found[0] == NOTE
    anchored = None if noted else anchor_of(line, spans, segments, reading, grade, graded=graded)
    dates = [(match.start, match.end) for match in reading.spans(line)] if anchored is not None else []
    cuts = sorted([*dates, *reading.durations(line), *([(grade.start, grade.end)] if grade is not None else [])])
    chunks: list[Chunk] = []
    announced: str | None = None
    for number, (segment_start, end) in enumerate(segments):
        label, start = _labelled_cell(line.text, segments, number, reading)
        if label is not None and start == end:
            announced = label
            continue
        announced, label = None, label or announced or (columns[number] if len(columns) == len(segments) else None)
        if _is_no_part(label, line.text[start:end] if number else "", reading):
            continue
        segment = line.segments[number] if number < len(line.segments) else None
        style = _style_in(line, segment)
        turns = turns_of(segment, segment_start) if segment is not None and segment.looks else ()
        for part_start, part_end, part_label in _labelled_parts(line.text, start, end, label, reading):
            for cut_left, cut_right in without(part_start, part_end, cuts):
                left, right = trimmed(line.text, cut_left, cut_right)
                if any(cut_right == date_start for date_start, _ in dates):
                    right = left + len(without_link(line.text[left:right], reading.lexicon))
                if right > left:
                    text, dated = line.text[left:right], anchored is not None
                    prose = dated and reading.reads_as_prose(text)
                    chunks.append(Chunk(text, line, left, number, style, dated, prose, part_label, turns))
    first_style = chunks[0].style if chunks else style_of(line.bold, line.italic, line.font_size_pt, line.colour)
    view = View(line, position, spans, tuple(chunks), first_style, reading.is_prose(line), grade=grade)
    view.anchor = anchored
    if anchored is not None:
        view.date_alone = any(anchored.start <= start and end <= anchored.end + 2 for start, end in segments)
    view.label, view.label_rest = found or (None, "")
    return view


def _labelled_cell(
    text: str, segments: Sequence[tuple[int, int]], number: int, reading: Reading
) -> tuple[str | None, int]:
    """The same of a cell of a row; the last one may be the degree itself: "Acme High School   Diploma   1986"."""
    start, end = segments[number]
    label, begins = _labelled(text, start, end, reading)
    return (None, start) if begins == end and _ends_row(text, segments, number, reading) else (label, begins)


def _ends_row(text: str, segments: Sequence[tuple[int, int]], number: int, reading: Reading) -> bool:
    """Whether a cell that may label the next one is the degree itself: no cell but those of dates follows."""
    start, end = segments[number]
    if not number or has_letters("".join(text[left:right] for left, right in segments[number + 1 :])):
        return False
    return any((left, right) == (0, end - start) for left, right in reading.lexicon.degree(text[start:end]))


def _style_in(line: Line, segment: Segment | None) -> Style:
    if segment is None:
        return style_of(line.bold, line.italic, line.font_size_pt, line.colour)
    return style_of(segment.bold, segment.italic, segment.font_size_pt or line.font_size_pt, segment.colour)


def _is_no_part(label: str | None, text: str, reading: Reading) -> bool:
    """Whether a cell says something that is no part of a header, behind its label ("Staff: 450") or in its column."""
    found = reading.label(text) if label is None and text else None
    if label == _NO_PART:
        return True
    return found is not None and found[0] == NOTE and bool(found[1])


def _labelled(text: str, start: int, end: int, reading: Reading) -> tuple[str | None, int]:
    """The field that a label at the start of a segment announces, and where its value begins."""
    found = reading.label(text[start:end])
    if found is not None and found[0] == "level" and found[1]:
        return None, start if is_degree(text[start:end], found[1], reading) else end - len(found[1])
    if found is None or found[0] not in PART_LABELS:
        return None, start
    if found[0] == "degree" and is_complete(text[start : end - len(found[1])].rstrip(_DASHES)):
        return None, start  # "Grado - Ingeniería Civil"
    return found[0], end - len(found[1])


def _labelled_parts(
    text: str, start: int, end: int, label: str | None, reading: Reading
) -> list[tuple[int, int, str | None]]:
    """A stretch behind a label, cut before the labels that stand inside: "Field: Logistics, degree: MSc"."""
    if label is None or text.find(":", start, end) < 0:
        return [(start, end, label)]
    parts: list[tuple[int, int, str | None]] = []
    for match in _INNER_LABEL.finditer(text, start, end):
        inner, value_start = _labelled(text, match.start(1), end, reading)
        if inner is not None and inner != label:
            parts.append((start, match.start(), label))
            start, label = value_start, inner
    return [*parts, (start, end, label)]


def typical_gap_pt(lines: Sequence[View]) -> float:
    """The white space between two lines of the section that belong together."""
    gaps = sorted(view.line.gap_before_pt for view in lines[1:])
    return median(gaps[: max(1, (2 * len(gaps)) // 3)]) if gaps else 0.0
