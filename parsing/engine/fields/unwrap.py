"""Put back together what narrow columns tore apart: dates cut after the dash, words cut in a column of degrees."""

from collections.abc import Sequence
from dataclasses import replace

from parsing.engine.languages.dates import SpanMatch, find_spans
from parsing.engine.languages.lexicon import Lexicon
from parsing.engine.model import Line, Segment

_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015~\u301c\uff5e"
_HYPHENS = "-\u2010\u00ad"
MIN_REPEATED = 8  # characters
_MAX_TAIL = 24  # letters of what a date goes on with: "Present", "2021", a phrase for "until now"


def unwrap(lines: Sequence[Line], lexicon: Lexicon) -> list[Line]:
    """The lines with torn ones joined to the line they began in."""
    result: list[Line] = []
    cell_open = False
    for line in lines:
        before = result[-1] if result else None
        if before is not None and _is_repeated(before, line):
            continue
        if before is not None and not line.bullet and before.region == line.region and len(line.segments) == 1:
            if _is_cell_rest(before, line, open_cell=cell_open):
                result[-1] = _joined(before, 0, line)
                cell_open = True
                continue
            number = _torn_date(before, line, lexicon)
            if number is not None:
                result[-1] = _joined(before, number, line)
                continue
        cell_open = False
        result.append(line)
    return result


def _is_repeated(before: Line, line: Line) -> bool:
    """Whether a line is the one before it once more: a line cut by the edge of the page is drawn on both pages."""
    if line.page == before.page or len(before.text) < MIN_REPEATED:
        return False
    return [letter for letter in line.text if letter.isalnum()] == [
        letter for letter in before.text if letter.isalnum()
    ]


def _is_cell_rest(before: Line, line: Line, *, open_cell: bool) -> bool:
    """Whether a line goes on with the first column of a row: "Mas-" | "University…", then "ter of", "Sci-", "ence"."""
    if len(before.segments) < 2:
        return False
    cell, beside, rest = before.segments[0], before.segments[1], line.segments[0]
    inside = rest.x1_pt <= beside.x0_pt and abs(rest.x0_pt - cell.x0_pt) < 3.0 and rest.x1_pt > 0
    near = line.gap_before_pt < 0.9 * max(line.font_size_pt, 6.0)
    return inside and near and (open_cell or cell.text[-1:] in _HYPHENS)


def _torn_date(before: Line, line: Line, lexicon: Lexicon) -> int | None:
    """The segment of the line before whose period ends in this line."""
    tail = line.text.strip()
    if len(tail) > _MAX_TAIL or not before.segments or not any(character.isdigit() for character in before.text):
        return None
    for number in (len(before.segments) - 1, 0):
        text = before.segments[number].text.rstrip()
        if not any(character.isdigit() for character in text):
            continue
        spans = find_spans(text, lexicon)
        if not spans or not _may_go_on(text, spans[-1]):
            continue
        whole = find_spans(f"{text} {tail}", lexicon)
        if (
            len(whole) == len(spans)
            and whole[-1].end >= len(text) + 1 + len(tail) - 1
            and _is_fuller(whole[-1], spans[-1])
        ):
            return number
    return None


def _may_go_on(text: str, last: SpanMatch) -> bool:
    rest = text[last.end :].strip()
    return (
        all(character in _DASHES for character in rest)
        and (bool(rest) or last.span.end is None or last.span.end.month is not None or last.span.is_current)
        or len(rest) <= _MAX_TAIL
        and last.span.end is None
        and any(character in _DASHES for character in rest[:2])
    )


def _is_fuller(whole: SpanMatch, part: SpanMatch) -> bool:
    """Whether the joined text says more: an end, or an end in words that were cut."""
    if whole.span.is_current and (not part.span.is_current or whole.end > part.end):
        return True
    return whole.span.end is not None and whole.span.end != part.span.end


def _joined(line: Line, number: int, rest: Line) -> Line:
    """The line with the text of `rest` added to one of its segments."""
    cell = line.segments[number]
    hyphen = cell.text[-1:] in _HYPHENS and rest.text[:1].islower()
    text = cell.text[:-1] + rest.text if hyphen else f"{cell.text} {rest.text}"
    segments: tuple[Segment, ...] = (
        *line.segments[:number],
        replace(cell, text=text, x1_pt=max(cell.x1_pt, rest.segments[0].x1_pt)),
        *line.segments[number + 1 :],
    )
    box = line.box.union(rest.box) if line.box and rest.box else line.box
    return replace(
        line,
        text="  ".join(segment.text for segment in segments),
        segments=segments,
        words=line.words + rest.words,
        box=box,
    )
