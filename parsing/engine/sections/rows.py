"""Headings that stand side by side on one line, each over a column of its own."""

from collections.abc import Sequence
from dataclasses import replace

from parsing.engine.languages import Lexicon
from parsing.engine.model import Line, SectionKind, Segment

_SURE_WORDING = 0.9
_LEFT_TOLERANCE_PT = 12.0  # content may begin so much left of its heading


def cut_line(line: Line, segments: tuple[Segment, ...]) -> Line:
    """The line cut down to some of its segments."""
    first = segments[0]
    return replace(
        line,
        text="  ".join(segment.text for segment in segments),
        segments=segments,
        bold=all(segment.bold for segment in segments),
        font_size_pt=first.font_size_pt or line.font_size_pt,
        colour=first.colour,
    )


def unfold_heading_rows(lines: Sequence[Line], lexicon: Lexicon) -> list[Line]:
    """The lines with every row of headings, and what stands under it, read column by column."""
    result: list[Line] = []
    position = 0
    while position < len(lines):
        if not _is_heading_row(lines[position], lexicon):
            result.append(lines[position])
            position += 1
            continue
        end = position + 1
        while end < len(lines) and not _ends_row(lines[position], lines[end], lexicon):
            end += 1
        result.extend(_columns(lines[position], lines[position + 1 : end]))
        position = end
    return result


def _is_heading_row(line: Line, lexicon: Lexicon) -> bool:
    if len(line.segments) < 2:
        return False
    kinds: set[SectionKind] = set()
    for segment in line.segments:
        found = lexicon.heading(segment.text)
        if found is None or found[1] < _SURE_WORDING:
            return False
        kinds.add(found[0])
    return len(kinds) == len(line.segments)


def _ends_row(row: Line, line: Line, lexicon: Lexicon) -> bool:
    if line.page != row.page or line.region != row.region or _is_heading_row(line, lexicon):
        return True
    found = lexicon.heading(line.text)
    return found is not None and found[1] >= _SURE_WORDING and line.bold == row.bold


def _columns(row: Line, content: Sequence[Line]) -> list[Line]:
    unfolded: list[Line] = []
    for column, heading in enumerate(row.segments):
        unfolded.append(cut_line(row, (heading,)))
        for line in content:
            mine = tuple(
                segment for place, segment in enumerate(line.segments) if _column_of(row, segment, place) == column
            )
            if mine:
                unfolded.append(cut_line(line, mine))
    return unfolded


def _column_of(row: Line, segment: Segment, place: int) -> int:
    """By the left edge; by its number in formats without geometry."""
    if row.box is None:
        return min(place, len(row.segments) - 1)
    lefts = [heading.x0_pt - _LEFT_TOLERANCE_PT for heading in row.segments]
    return max((column for column, left_pt in enumerate(lefts) if segment.x0_pt >= left_pt), default=0)
