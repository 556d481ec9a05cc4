"""Signs that stand before the headings of a document, and make no list items of them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from parsing.engine.languages import Lexicon
from parsing.engine.languages.headings import MAX_HEADING_CHARACTERS
from parsing.engine.model import Line

_SURE_WORDING = 0.9
_MIN_KINDS = 2  # so many known headings behind a sign make it the sign of headings
_MIN_PRECISION = 0.5  # of the lines with that sign, so many must be known headings
_MAX_HEADINGS = 16


def without_heading_signs(lines: Sequence[Line], lexicon: Lexicon) -> list[Line]:
    """The lines, those that begin with the sign of headings no longer items of a list."""
    marked: dict[str, list[int]] = defaultdict(list)
    for position, line in enumerate(lines):
        if line.sign and line.bullet:
            marked[line.sign].append(position)
    result = list(lines)
    for positions in marked.values():
        if _MIN_KINDS <= len(positions) <= _MAX_HEADINGS and _are_headings([lines[at] for at in positions], lexicon):
            for position in positions:
                result[position] = replace(lines[position], bullet=False)
    return result


def _are_headings(lines: Sequence[Line], lexicon: Lexicon) -> bool:
    short = [line.text for line in lines if len(line.text) <= MAX_HEADING_CHARACTERS]
    if len(short) < _MIN_PRECISION * len(lines):
        return False
    found = [heading[0] for heading in map(lexicon.heading, short) if heading and heading[1] >= _SURE_WORDING]
    return len(set(found)) >= _MIN_KINDS and len(found) >= _MIN_PRECISION * len(lines)
