"""Put back together what narrow columns tore apart: dates cut after the dash, words cut in a column of degrees."""

import re
from collections.abc import Sequence
from dataclasses import replace

from parsing.engine.fields.certificate_grades import is_grade
from parsing.engine.fields.forms import ends_with_form, is_bare_form
from parsing.engine.fields.wording import has_digits, has_letters, length_in_words, starts_lower
from parsing.engine.languages.dates import SpanMatch, find_spans
from parsing.engine.languages.dates.reading import normalise
from parsing.engine.languages.index import Category
from parsing.engine.languages.lexicon import Lexicon
from parsing.engine.model import Line, Segment

_HYPHENS = "-\u2010\u00ad"
_DASHES = ("-", "\u2010", "\u2013", "\u2014")
_ALIGNED_PT = 3.0
MIN_REPEATED = 8  # characters
_MIN_SPACED = 9  # characters: five letters and the spaces between them
_MAX_NAME_WORDS, _MAX_REST_WORDS = 7, 4
_MIN_GRADED = 2  # words of a certificate above its grade; fewer may be a heading above a list
_OPEN_BRACKET = re.compile(r"\s*[(\uff08][^()\uff08\uff09]*$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.){1,2}")
_WORD = re.compile(r"\S\S")  # nearly every line begins with one
# A year, or a month and a year, right behind a letter.
_GLUED = re.compile(r"[^\W\d_](?=(?:19|20)\d\d\b)|[^\W\d_A-Z](?=[A-Z][^\W\d_]{2,8}\.?\s(?:19|20)\d\d\b)")
_WORDS_OF_ENDS = (
    Category.PRESENT,
    Category.SINCE_AFTER,
    Category.UNTIL,
    Category.MONTH,
    Category.SEASON,
    Category.QUARTER,
)
_ADDRESS = re.compile(r"https?://|www\.|\S+@", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d\b")
_MAX_TAIL = 24  # letters of what a date goes on with: "Present", "2021", a phrase for "until now"


def unwrap(lines: Sequence[Line], lexicon: Lexicon, *, stacked: bool = True) -> list[Line]:
    """The lines with torn ones joined to the line they began in.

    `stacked`: two dates below each other, without a dash, may be one period.
    """
    result: list[Line] = []
    cell_open = False
    for found in lines:
        before = result[-1] if result else None
        line = _without_dash(before, _unglued(_closed_up(found), lexicon))
        if before is not None and _is_repeated(before, line):
            if len(line.text.replace(" ", "")) > len(before.text.replace(" ", "")):
                result[-1] = line  # the edge of the page cut the first one
            continue
        if before is not None and not line.bullet and before.region == line.region:
            named = _cell_of_name(before, line, lexicon)
            if len(line.segments) == 1 and _is_cell_rest(before, line, open_cell=cell_open):
                result[-1] = with_rest(before, 0, line.segments[0], line)
                cell_open = True
                continue
            if named is not None:
                result[-1] = with_rest(before, named, line.segments[0], line)
                continue
            rest = _to_torn_date(result, line, lexicon) if stacked or not _begins_alike(before, line, lexicon) else line
            if rest is not line:
                named = None if rest is None else _cell_of_name(result[-1], rest, lexicon)
                if rest is not None and named is not None:
                    result[-1] = with_rest(result[-1], named, rest.segments[0], rest)
                elif rest is not None:
                    result.append(rest)
                continue
        if before is not None and line.bullet and not before.bullet and _is_grade_below(before, line):
            dashed = replace(line.segments[0], text=f"- {line.segments[0].text}")
            result[-1] = with_rest(before, len(before.segments) - 1, dashed, line)
            continue
        cell_open = False
        result.append(line)
    return result


def _is_grade_below(before: Line, line: Line) -> bool:
    """Whether a certificate goes on behind a dash that a narrow column put on a line of its own."""
    return before.region == line.region and length_in_words(before.text) >= _MIN_GRADED and is_grade(line.text)


def _begins_alike(before: Line, line: Line, lexicon: Lexicon) -> bool:
    """Whether two lines begin with a date each and something behind it: two rows of a list."""
    return all(
        len(row.segments) > 1 and (spans := find_spans(row.segments[0].text, lexicon)) and spans[0].start == 0
        for row in (before, line)
    )


def _to_torn_date(result: list[Line], line: Line, lexicon: Lexicon) -> Line | None:
    """What is left of a line when the end of a period is given back to the line before, or to the one above it."""
    for back in (1, 2):
        if len(result) < back or result[-back].bullet or result[-back].region != line.region:
            break
        torn = _torn_date(result[-back], line, lexicon, bracket_only=back > 1)
        if torn is not None:
            number, other = torn
            result[-back] = with_rest(result[-back], number, line.segments[other], line)
            return _without(line, other) if len(line.segments) > 1 else None
    return line


def _without_dash(before: Line | None, line: Line) -> Line:
    """The line; the dash before the end of a period that stands below its start at the right edge is no bullet."""
    if before is None or len(before.segments) < 2 or len(line.segments) != 1 or line.sign not in _DASHES:
        return line
    start, end = before.segments[-1], line.segments[0]
    if abs(start.x1_pt - end.x1_pt) > _ALIGNED_PT or not (has_digits(start.text) and has_digits(end.text)):
        return line
    return _of_segments(replace(line, bullet=False, sign=""), (replace(end, text=f"\u2013 {end.text}"),))


def _closed_up(line: Line) -> Line:
    """A line in which every letter stands alone ("J A N E   D O E"), closed up to its words."""
    if len(line.text) < _MIN_SPACED or _WORD.search(line.text):
        return line
    segments = tuple(replace(segment, text="".join(segment.text.split())) for segment in line.segments)
    return _of_segments(line, segments) if has_letters(line.text) else line


def _unglued(line: Line, lexicon: Lexicon) -> Line:
    """The line with a period set apart from the name before it: "Polar Freight2023 - Present" has no space between."""
    if not has_digits(line.text) or _GLUED.search(line.text) is None:
        return line
    segments: list[Segment] = []
    for segment in line.segments:
        text = segment.text
        start = next((match.end() for match in _GLUED.finditer(text) if _is_period(text[match.end() :], lexicon)), None)
        if start is None:
            segments.append(segment)
            continue
        x_pt = segment.x0_pt + (segment.x1_pt - segment.x0_pt) * start / len(text)
        segments.append(replace(segment, text=text[:start], x1_pt=x_pt))
        segments.append(replace(segment, text=text[start:], x0_pt=x_pt))
    return _of_segments(line, tuple(segments))


def _is_period(text: str, lexicon: Lexicon) -> bool:
    """Whether a text is a period and nothing else."""
    spans = find_spans(text, lexicon)
    if len(spans) != 1 or spans[0].start > 0 or text[spans[0].end :].strip(" ()."):
        return False
    span = spans[0].span
    return span.start is not None and (span.end is not None or span.is_current)


def _cell_of_name(before: Line, line: Line, lexicon: Lexicon) -> int | None:
    """The segment of the line before whose name, too long for its column, ends in this line; None for none."""
    if line.box is None or len(line.segments) != 1:
        return None
    if before.bullet and not (dangles(before.text, lexicon) and lexicon.degree(before.text)):
        return None
    above = (
        number for number, cell in enumerate(before.segments) if abs(cell.x0_pt - line.segments[0].x0_pt) < _ALIGNED_PT
    )
    number = next(above, None)
    if number is None or not _is_name_rest(before.segments[number], line, lexicon, first=number == 0):
        return None
    return number


def _is_name_rest(cell: Segment, line: Line, lexicon: Lexicon, *, first: bool) -> bool:
    """Whether a line is the end of a name: a legal form, a small word first or last before, initials before.

    `first`: the name stands in the first column. In others small letters begin a degree or a title as well.
    """
    rest = line.segments[0]
    alike = cell.bold == rest.bold and abs(cell.font_size_pt - rest.font_size_pt) < 0.6
    if not alike or line.gap_before_pt > 0.9 * max(line.font_size_pt, 6.0):
        return False
    if (
        len(cell.text.split()) > _MAX_NAME_WORDS
        or len(rest.text.split()) > _MAX_REST_WORDS
        or _ADDRESS.match(rest.text)
    ):
        return False
    if is_bare_form(rest.text, lexicon):
        return True
    open_end = dangles(cell.text, lexicon)
    if not open_end and not (first and starts_lower(rest.text)):
        return False
    named = max(lexicon.company(cell.text), lexicon.school(cell.text)) >= 0.5
    return (named or (open_end and bool(lexicon.degree(cell.text)))) and not find_spans(rest.text, lexicon)


def dangles(text: str, lexicon: Lexicon) -> bool:
    """Whether a name ends with what another word has to follow: "School of", "BSc Arts and", "named after A.B."."""
    last = text.rsplit(None, 1)[-1]
    if _INITIALS.fullmatch(last) is not None:
        return not ends_with_form(text, lexicon)
    return last.islower() and lexicon.is_stopword(last)


def _is_repeated(before: Line, line: Line) -> bool:
    """Whether a line is the one before it once more: a line cut by the edge of the page is drawn on both pages."""
    if line.page == before.page or len(before.text) < MIN_REPEATED:
        return False
    return [letter for letter in line.text if letter.isalnum()] == [
        letter for letter in before.text if letter.isalnum()
    ]


def _is_cell_rest(before: Line, line: Line, *, open_cell: bool) -> bool:
    """Whether a line goes on with the first column of a row: "Mas-" | "University", then "ter of", "Sci-", "ence"."""
    if len(before.segments) < 2:
        return False
    cell, beside, rest = before.segments[0], before.segments[1], line.segments[0]
    hyphenated = cell.text[-1:] in _HYPHENS and rest.text[:1].islower()
    limit_pt = beside.x0_pt + (line.font_size_pt if hyphenated else 0.0)
    inside = rest.x1_pt <= limit_pt and abs(rest.x0_pt - cell.x0_pt) < _ALIGNED_PT and rest.x1_pt > 0
    near = line.gap_before_pt < 0.9 * max(line.font_size_pt, 6.0)
    return inside and near and (open_cell or cell.text[-1:] in _HYPHENS)


def _torn_date(before: Line, line: Line, lexicon: Lexicon, *, bracket_only: bool) -> tuple[int, int] | None:
    """The segment of the line before whose period ends in this line, and the segment of this line that ends it."""
    if not before.segments or not line.segments or not (has_digits(before.text) or _YEAR.match(line.text)):
        return None
    pairs = {(0, 0), (len(before.segments) - 1, len(line.segments) - 1)}
    for number, other in sorted(pairs):
        cell, rest = before.segments[number], line.segments[other]
        tail = rest.text.strip()
        aligned = (
            len(line.segments) == 1
            or abs(cell.x0_pt - rest.x0_pt) < _ALIGNED_PT
            or abs(cell.x1_pt - rest.x1_pt) < _ALIGNED_PT
        )
        if len(tail) > _MAX_TAIL or not aligned:
            continue
        if (not bracket_only and _ends(cell.text.rstrip(), tail, lexicon)) or _closes(cell.text, tail, lexicon):
            return number, other
        if not bracket_only and _YEAR.match(tail) and _ends_with_month(cell.text.rstrip(), tail, lexicon):
            return number, other
    return None


def _ends_with_month(text: str, tail: str, lexicon: Lexicon) -> bool:
    """Whether a text ends with the month of the year that the tail begins with: "Clerk - April" "2020 to date"."""
    rest, _, month = text.rpartition(" ")
    if not rest or has_digits(month) or not lexicon.scan(normalise(month)).of(Category.MONTH):
        return False
    period = find_spans(f"{text} {tail}", lexicon)[-1:]
    return bool(period) and period[0].start == len(rest) + 1 and period[0].end >= len(text) + len(tail)


def _closes(text: str, tail: str, lexicon: Lexicon) -> bool:
    """Whether a tail closes the bracket behind a date: "2019 - 2021 (2 years" above "3 months)"."""
    opened = _OPEN_BRACKET.search(text)
    return bool(opened and tail.endswith((")", "\uff09")) and "(" not in tail and find_spans(text, lexicon))


def _may_go_on(text: str, match: SpanMatch, tail: str, lexicon: Lexicon) -> bool:
    """Whether a tail may end a date of a text at all: nearly every next line is words, and the date is whole."""
    if match.span.is_current or has_digits(tail) or has_letters(text[match.end :]) or not has_letters(tail):
        return True
    return bool(lexicon.scan(normalise(tail)).of(*_WORDS_OF_ENDS))


def _ends(text: str, tail: str, lexicon: Lexicon) -> bool:
    """Whether a text and its tail are one period that the text alone is not."""
    if not has_digits(text):
        return False
    spans = find_spans(text, lexicon)
    if len(spans) != 1 or spans[0].span.start is None or not _may_go_on(text, spans[0], tail, lexicon):
        return False
    if any(match.span.start and (match.span.end or match.span.is_current) for match in find_spans(tail, lexicon)):
        return False  # the period of the next entry
    joined = _OPEN_BRACKET.sub("", f"{text} {tail}")
    whole = find_spans(joined, lexicon)
    if len(whole) != 1 or whole[0].start != spans[0].start or whole[0].end < len(joined) - 1:
        return False
    before, after = spans[0].span, whole[0].span
    if after.is_current:
        return not before.is_current or whole[0].end > spans[0].end
    return after.end is not None and after.end != before.end


def with_rest(line: Line, number: int, rest: Segment, source: Line) -> Line:
    """The line with a segment of another added to one of its own."""
    cell = line.segments[number]
    compound = cell.text[-1:] in _HYPHENS and cell.text[-2:-1].isalpha()
    cut = compound and rest.text[:1].islower()
    text = cell.text[:-1] + rest.text if cut else f"{cell.text}{'' if compound else ' '}{rest.text}"
    joined = replace(cell, text=text, x1_pt=max(cell.x1_pt, rest.x1_pt))
    box = line.box.union(source.box) if line.box and source.box else line.box
    return replace(
        _of_segments(line, (*line.segments[:number], joined, *line.segments[number + 1 :])),
        words=line.words + source.words,
        box=box,
    )


def _without(line: Line, number: int) -> Line:
    return _of_segments(line, line.segments[:number] + line.segments[number + 1 :])


def _of_segments(line: Line, segments: tuple[Segment, ...]) -> Line:
    letters = sum(len(segment.text) for segment in segments)
    bold = 2 * sum(len(segment.text) for segment in segments if segment.bold) > letters
    return replace(line, text="  ".join(segment.text for segment in segments), segments=segments, bold=bold)
