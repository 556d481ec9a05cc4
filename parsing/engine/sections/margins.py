"""Headings told by where they stand: in a margin of their own beside the first row, or above a line that is drawn."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from parsing.engine.languages import Lexicon
from parsing.engine.model import Line
from parsing.engine.sections.looks import is_shaped_as_heading, reads_as_heading
from parsing.engine.sections.rows import cut_line

_DRAWN = re.compile(r"\s*([-=_~*#\u2013\u2014\u2500\u2550])\1{2,}\s*")
_SAME_LENGTH = 0.6  # a line drawn under a heading is about as long as its words; longer ones part sections
_SAME_EDGE_PT = 3.0
_MIN_MARGIN_HEADINGS = 2

_Margin = tuple[int, bool, int, int]  # left edge, bold, size in half points, colour


def is_drawn(text: str) -> bool:
    """Whether a line of text is nothing but a rule: "-----"."""
    return not text[:1].isalnum() and _DRAWN.fullmatch(text) is not None


def underlined(lines: Sequence[Line], position: int) -> bool:
    """Whether a line is a heading that a rule of its own length underlines, as in plain text."""
    if position == 0 or position + 1 >= len(lines):
        return False
    text, rule = lines[position].text.strip(), lines[position + 1].text.strip()
    if not is_drawn(rule) or lines[position].bullet or not is_shaped_as_heading(lines[position]):
        return False
    return min(len(text), len(rule)) >= _SAME_LENGTH * max(len(text), len(rule))


def margin_headings(lines: Sequence[Line], worded: Mapping[int, bool], lexicon: Lexicon) -> frozenset[int]:
    """Positions of lines whose first segment is a heading in the left margin, whatever its words.

    `worded` tells which lines hold known words: True where they stand in a margin. What is no heading must stand
    beside the margin, from the first of its headings to the last.
    """
    groups: defaultdict[_Margin, list[int]] = defaultdict(list)
    for position, line in enumerate(lines):
        if len(line.segments) < 2 or line.box is None or not _set_apart(line):
            continue
        if worded.get(position) or _may_be_heading(line, lexicon):
            first = line.segments[0]
            groups[round(first.x0_pt), first.bold, round(2 * first.font_size_pt), first.colour].append(position)
    found: set[int] = set()
    for group in groups.values():
        known = sum(worded.get(position, False) for position in group)
        if len(group) >= _MIN_MARGIN_HEADINGS and 2 * known >= len(group) - 1 and _stand_alone(lines, group):
            found.update(group)
    return frozenset(found)


def _may_be_heading(line: Line, lexicon: Lexicon) -> bool:
    """Whether the first segment may name a section: no label of a value, nothing with only a date beside it."""
    first, second = line.segments[:2]
    if lexicon.label(first.text) is not None or not any(map(str.isalpha, second.text)):
        return False
    return reads_as_heading(cut_line(line, (first,)), lexicon)


def _set_apart(line: Line) -> bool:
    """Whether the first segment looks different from those beside it."""
    first, others = line.segments[0], line.segments[1:]
    look = (first.bold, first.font_size_pt, first.colour)
    capitals = first.text.isupper() and len(first.text) > 2
    return all(look != (other.bold, other.font_size_pt, other.colour) for other in others) or (
        capitals and not any(other.text.isupper() for other in others)
    )


def _stand_alone(lines: Sequence[Line], group: Sequence[int]) -> bool:
    """Whether nothing but these headings stands in their margin, and what is beside them begins at one edge."""
    left_pt = lines[group[0]].segments[0].x0_pt
    edges = [lines[position].segments[1].x0_pt for position in group]
    if max(edges) - min(edges) > _SAME_EDGE_PT or edges[0] - left_pt < 20.0:
        return False
    beside = [
        line
        for position, line in enumerate(lines[group[0] : group[-1]], group[0])
        if line.region == lines[group[0]].region and position not in group
    ]
    return len(beside) >= len(group) - 1 and all(
        line.box is None or line.box.x0_pt > left_pt + _SAME_EDGE_PT for line in beside
    )
