"""Studies without dates among those that have some: under way, or told with their school alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from parsing.engine.fields.asides import Likeness
from parsing.engine.fields.blocks import Block, View
from parsing.engine.fields.reading import Reading
from parsing.engine.fields.told_entries import MAX_HEADER_WORDS
from parsing.engine.fields.wording import length_in_words
from parsing.engine.languages.index import Category

_PARTS = re.compile(r",\s+|\s+[|\u2013\u2014-]\s+|\.\s+|\s{2,}")
_DEGREE, _SCHOOL = 0.99, 0.45


@dataclass(frozen=True, slots=True)
class Undated:
    """A study without dates, and where it stood among the lines."""

    block: Block
    index: int


def part_undated(lines: list[View], likeness: Likeness, reading: Reading) -> tuple[list[View], list[Undated]]:
    """The lines without the studies that have no dates, and these; none where degrees stand apart from the dates.

    Only where each line with dates holds a degree is one without dates and with a degree and its school another study.
    """
    dated = [view for view in lines if view.anchor is not None]
    if not dated or len(dated) == len(lines) or any(likeness(view.line.text) < _DEGREE for view in dated):
        return lines, []
    kept: list[View] = []
    parted: list[Undated] = []
    position = 0
    while position < len(lines):
        size = _size(lines, position, likeness, reading)
        if size:
            block = Block(header=lines[position : position + size])
            parted.append(Undated(block, lines[position].line.index))
            position += size
        else:
            kept.append(lines[position])
            position += 1
    if not parted:
        return lines, []
    return [replace(view, position=number) for number, view in enumerate(kept)], parted


def _size(lines: Sequence[View], position: int, likeness: Likeness, reading: Reading) -> int:
    """How many lines a study without dates that begins here has; 0 where none does."""
    view = lines[position]
    levelled = view.label == "level" and bool(view.label_rest)  # "University: Public Accountant - Acme"
    labelled = view.label is not None and not levelled
    if view.anchor is not None or view.spans or labelled or not view.line.text[:1].isupper():
        return 0
    if view.line.bullet or view.wrapped or (view.prose and _is_sentence(view.line.text)):
        return 0
    parts = _PARTS.split(view.line.text)
    schooled = any(_SCHOOL <= likeness(part) < _DEGREE for part in parts)
    if likeness(view.line.text) < _DEGREE and not (levelled and schooled):
        return 0
    if schooled:
        return 1
    following = lines[position + 1] if position + 1 < len(lines) else None
    below = following is not None and following.anchor is None and not following.body
    # The study before has its school in a line of its own, and so has this one.
    above = position > 1 and lines[position - 2].anchor is not None and _is_school(lines[position - 1], likeness)
    if following is not None and below and above and _is_school(following, likeness):
        return 2
    return 1 if len(parts) > 1 and _goes_on(view, reading) else 0


def _is_sentence(text: str) -> bool:
    """Whether a line of many small words is more than a degree and its school."""
    return text.rstrip().endswith(".") or length_in_words(text) > MAX_HEADER_WORDS


def _is_school(view: View, likeness: Likeness) -> bool:
    return view.anchor is None and not view.body and _SCHOOL <= likeness(view.line.text) < _DEGREE


def _goes_on(view: View, reading: Reading) -> bool:
    """Whether a line says that the study is under way: "BSc Physics - Leeds College - in progress"."""
    return bool(reading.lexicon.scan(view.line.text).of(Category.PRESENT))


def in_order(blocks: Sequence[Block], parted: Sequence[Undated]) -> list[Block]:
    """All studies in order of the text."""
    placed = [(min((line.index for line in block.lines), default=0), block) for block in blocks]
    placed.extend((study.index, study.block) for study in parted)
    return [block for _, block in sorted(placed, key=lambda pair: pair[0])]
