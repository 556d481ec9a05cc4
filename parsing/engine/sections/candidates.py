"""Which lines are headings: by their wording, held against the look that the headings of this document share."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from parsing.engine.languages import Lexicon
from parsing.engine.languages.headings import MAX_HEADING_CHARACTERS
from parsing.engine.languages.index import Category
from parsing.engine.model import Line, SectionKind
from parsing.engine.model.value import value
from parsing.engine.sections.inside import BY_LOOK
from parsing.engine.sections.look import LOOKS_SET_APART, Look, LookBook
from parsing.engine.sections.looks import (
    Known,
    is_shaped_as_heading,
    looks_in_columns,
    looks_of_headings,
    reads_as_heading,
)
from parsing.engine.sections.margins import margin_headings, underlined
from parsing.engine.sections.rows import cut_line

_SURE_WORDING = 0.9
_MIN_WORDING = 0.5
_HEAD_LINES = 6
_LINES_OF_TITLE = 2  # of the whole document, before the heading that says the same
_NAMES_OF_ALL = frozenset({SectionKind.EXPERIENCE, SectionKind.EDUCATION, SectionKind.SUMMARY})
_IN_MARGIN = "heading.left_cell"
_IN_TABLE = "heading.table_head"
_MAX_HEAD_CELLS = 4
_PART_OF_WORDING = 0.6
_SCHOOL = 0.8  # "East High School" is one, and no heading for the words it shares with some

# Kinds whose words begin no part of a job or a study where white space sets them apart.
_ENDS_ENTRIES = frozenset({SectionKind.PUBLICATIONS, SectionKind.AWARDS, SectionKind.REFERENCES})
# Kinds that a job, a school or a project also has inside: there they are labels unless they look like a section.
ALSO_INSIDE = frozenset(
    {
        SectionKind.SUMMARY,
        SectionKind.SKILLS,
        SectionKind.PROJECTS,
        SectionKind.AWARDS,
        SectionKind.TRAINING,
        SectionKind.CONTACT,
        SectionKind.PERSONAL,
        SectionKind.VOLUNTEERING,
        SectionKind.INTERNSHIPS,
        SectionKind.PUBLICATIONS,
        SectionKind.CERTIFICATIONS,
        SectionKind.INTERESTS,
    }
)


@value(frozen=True, slots=True)
class Heading:
    """A line, or its beginning, that opens a section."""

    kind: SectionKind
    line: Line  # the words of the heading
    rest: Line | None  # content on the same line
    rule: str
    confidence: float
    lines_used: int = 1  # 2 when the heading is broken over two lines


@value(frozen=True, slots=True)
class _Worded:
    heading: Heading
    points: float
    look: Look


def find_headings(lines: Sequence[Line], lexicon: Lexicon, body_font_size_pt: float) -> dict[int, Heading]:
    """Position in `lines` -> the heading there."""
    book = LookBook(lines, body_font_size_pt)
    worded = _by_wording(lines, lexicon, book)
    known = {
        position: Known(each.heading.kind, each.heading.confidence >= _SURE_WORDING, each.points)
        for position, each in worded.items()
    }
    looks = looks_of_headings(lines, known, book, lexicon)
    columns = looks_in_columns(lines, known, book)
    margin = margin_headings(
        lines, {position: each.heading.rule == _IN_MARGIN for position, each in worded.items()}, lexicon
    )
    # White space is all that a plain text has: what stands without it is no heading beside those that have it.
    spaced = not book.has_styles and any(book.has_wide_gap(lines[position]) for position in worded)
    headings: dict[int, Heading] = {}
    skip_until = 0
    for position, line in enumerate(lines):
        if position < skip_until:
            continue
        candidate = worded.get(position)
        if candidate is not None and headings and _tells_duties(candidate, next(reversed(headings.values())), lexicon):
            continue
        if candidate is not None:
            in_column = candidate.heading.confidence >= _SURE_WORDING and (candidate.look, line.region) in columns
            if in_column or _is_trusted(candidate, line, looks, book, headings):
                headings[position] = candidate.heading
                skip_until = position + candidate.heading.lines_used
                continue
            if candidate.heading.rule != BY_LOOK:
                continue
        if position in margin:
            first, others = line.segments[:1], line.segments[1:]
            headings[position] = Heading(SectionKind.OTHER, cut_line(line, first), cut_line(line, others), BY_LOOK, 0.6)
        elif underlined(lines, position):
            headings[position] = Heading(SectionKind.OTHER, line, None, BY_LOOK, 0.6, lines_used=2)
            skip_until = position + 2
        elif position and (not spaced or book.has_wide_gap(line)) and _is_by_look(line, looks, book, lexicon):
            if not headings and _tells_who(_until(lines, position, worded), lexicon):
                continue  # the name of the person, above the addresses
            headings[position] = Heading(SectionKind.OTHER, line, None, BY_LOOK, 0.6)
    return headings


def _until(lines: Sequence[Line], position: int, worded: Mapping[int, _Worded]) -> Sequence[Line]:
    """The lines below one, up to the next words of a heading."""
    following = min((at for at in worded if at > position), default=len(lines))
    return lines[position + 1 : min(following, position + _HEAD_LINES)]


def _by_wording(lines: Sequence[Line], lexicon: Lexicon, book: LookBook) -> dict[int, _Worded]:
    found: dict[int, _Worded] = {}
    for position, line in enumerate(lines):
        heading = _broken(lines, position, lexicon, book) or _whole_line(line, lexicon)
        heading = heading or _left_cell(line, lexicon) or _beside_dates(line, lexicon)
        if heading is not None:
            found[position] = _Worded(heading, book.points(heading.line), book.look(heading.line))
    if 0 in found and _is_document_title(lines, found, lexicon):
        del found[0]
    return found


def _is_document_title(lines: Sequence[Line], found: dict[int, _Worded], lexicon: Lexicon) -> bool:
    """Whether the first line names the whole document ("work history"): the person's address follows, not an entry."""
    following = min((position for position in found if position), default=len(lines))
    if found[0].heading.kind not in _NAMES_OF_ALL or found[0].heading.lines_used > 1:
        return False
    if following == 1 and found[1].heading.confidence >= _SURE_WORDING:
        return True  # nothing stands between them
    if following <= _LINES_OF_TITLE and found[following].heading.kind is found[0].heading.kind:
        return True  # a date and the name
    return _tells_who(lines[1 : min(following, _HEAD_LINES + 1)], lexicon)


def _tells_who(lines: Sequence[Line], lexicon: Lexicon) -> bool:
    """Whether lines hold the name, the birthday or the addresses of the person."""
    return any("@" in line.text or _is_named(line, lexicon) for line in lines)


def _is_named(line: Line, lexicon: Lexicon) -> bool:
    label = lexicon.label(line.text)
    return label is not None and label[0] in ("name", "phone", "address", "born")


def _whole_line(line: Line, lexicon: Lexicon) -> Heading | None:
    if len(line.text) > MAX_HEADING_CHARACTERS:
        return None
    found = lexicon.heading(line.text)
    if found is None or found[1] < _MIN_WORDING:
        return _part_of_line(line, lexicon)
    return Heading(found[0], line, None, "heading.wording", found[1])


def _part_of_line(line: Line, lexicon: Lexicon) -> Heading | None:
    """ "Education and Teacher Training": a heading where it looks like one."""
    if line.bullet or not is_shaped_as_heading(line):
        return None
    kind = lexicon.heading_part(line.text)
    if kind is None or lexicon.school(line.text) >= _SCHOOL:
        return None
    return Heading(kind, line, None, BY_LOOK, _PART_OF_WORDING)


def _broken(lines: Sequence[Line], position: int, lexicon: Lexicon, book: LookBook) -> Heading | None:
    """A heading broken over two lines of a narrow column."""
    if position + 1 >= len(lines):
        return None
    first, second = lines[position], lines[position + 1]
    if len(first.text) > 24 or len(second.text) > 24 or first.region != second.region:
        return None
    if book.look(first) != book.look(second) or book.points(first) < LOOKS_SET_APART + 0.5:
        return None
    joined = f"{first.text} {second.text}"
    found = lexicon.heading(joined)
    if found is None or found[1] < _SURE_WORDING:
        return None
    return Heading(found[0], replace(first, text=joined), None, "heading.two_lines", found[1], lines_used=2)


def _left_cell(line: Line, lexicon: Lexicon) -> Heading | None:
    """A heading on the left of its content: "Education   BSc, University of X"."""
    if len(line.segments) < 2:
        return None
    first, others = line.segments[0], line.segments[1:]
    found = lexicon.heading(first.text)
    if found is None or found[1] < _SURE_WORDING:
        return None
    if all(lexicon.heading(other.text) for other in others):
        return None  # the heads of two columns, or of a table
    look = (first.bold, first.font_size_pt, first.colour)
    set_apart = all(look != (other.bold, other.font_size_pt, other.colour) for other in others)
    if not set_apart and not first.text.rstrip().endswith(":") and not first.text.isupper():
        return None
    return Heading(found[0], cut_line(line, (first,)), cut_line(line, others), _IN_MARGIN, found[1] * 0.95)


def _beside_dates(line: Line, lexicon: Lexicon) -> Heading | None:
    """A heading in the head of its table, over the column beside those of the dates: "Year  Month  Education"."""
    if not 1 < len(line.segments) <= _MAX_HEAD_CELLS or len(line.text) > MAX_HEADING_CHARACTERS:
        return None
    dates = any(_heads_dates(segment.text, lexicon) for segment in line.segments)
    others = [segment for segment in line.segments if len(segment.text) > 1 and not _heads_dates(segment.text, lexicon)]
    found = lexicon.heading(others[0].text) if dates and len(others) == 1 else None
    if found is None or found[1] < _SURE_WORDING:
        return None
    return Heading(found[0], cut_line(line, (others[0],)), None, _IN_TABLE, found[1])


def _heads_dates(text: str, lexicon: Lexicon) -> bool:
    """Whether a cell is the head of a column of years, months or periods."""
    if lexicon.label(text) == ("dates", ""):
        return True
    units = lexicon.scan(text).of(Category.DURATION)
    return any((unit.start, unit.end) == (0, len(text)) for unit in units)


def _is_trusted(
    candidate: _Worded, line: Line, looks: dict[Look, float], book: LookBook, before: dict[int, Heading]
) -> bool:
    """A known wording is a heading when it looks like the others, or when nothing here has a look."""
    in_table = candidate.heading.rule == _IN_TABLE
    if in_table or candidate.look in looks or line.heading_level is not None:
        # An item of a list in the type of the headings begins an entry.
        return in_table or not line.bullet or line.heading_level is not None
    if candidate.heading.rule == BY_LOOK:
        return False
    if line.bullet or line.italic:
        # A sign before each heading is all that a plain text can set them apart with.
        marked = line.bullet and not book.has_styles and candidate.heading.confidence >= 1.0
        return candidate.points >= 3.0 or (marked and book.has_wide_gap(line))
    if looks:
        needed = _needed_points(candidate, looks, before, wide_gap=book.has_wide_gap(line))
        return candidate.points >= needed or _differs_in_paint(candidate, looks)
    if book.has_styles:
        return candidate.points >= LOOKS_SET_APART or candidate.heading.confidence >= 1.0
    return candidate.heading.confidence >= _SURE_WORDING and _starts_large(line.text)


def _differs_in_paint(candidate: _Worded, looks: dict[Look, float]) -> bool:
    """Whether a line looks as the headings do, but for its colour: of a long one painted first letters are few."""
    if candidate.heading.confidence < 1.0 or candidate.points <= LOOKS_SET_APART:
        return False
    return any(replace(look, colour=candidate.look.colour) == candidate.look for look in looks)


def _tells_duties(candidate: _Worded, section: Heading, lexicon: Lexicon) -> bool:
    """Whether words that may head the jobs stand among them, before the duties of one: "Missions :"."""
    line = candidate.heading.line
    if candidate.heading.kind is not section.kind or section.kind is not SectionKind.EXPERIENCE:
        return False
    return line.text.rstrip().endswith((":", "\uff1a")) and lexicon.label(line.text) == ("responsibilities", "")


def _starts_large(text: str) -> bool:
    """True when the first letter is no small one; scripts without case count as large."""
    first = next((character for character in text if character.isalpha()), "")
    return bool(first) and not first.islower()


def _needed_points(
    candidate: _Worded, looks: dict[Look, float], before: dict[int, Heading], *, wide_gap: bool
) -> float:
    usual = min(looks.values())
    inside = bool(before) and candidate.heading.kind in ALSO_INSIDE
    if candidate.heading.confidence < _SURE_WORDING:
        return usual
    if wide_gap and candidate.heading.kind in _ENDS_ENTRIES and candidate.heading.confidence >= 1.0:
        return LOOKS_SET_APART
    return max(LOOKS_SET_APART, usual - (0.5 if inside else 1.5))


def _is_by_look(line: Line, looks: dict[Look, float], book: LookBook, lexicon: Lexicon) -> bool:
    """A short line that looks as the headings do; its words are known to no pack."""
    look = book.look(line)
    return look in looks and book.points(line) >= looks[look] - 1.0 and reads_as_heading(line, lexicon)
