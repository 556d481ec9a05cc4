"""Where a value was read: the quote, its box on the page, the rule that found it."""

from collections.abc import Sequence
from typing import TypeVar

from parsing.engine.model import Box, Evidence, Found, Line

T = TypeVar("T")


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box around one or more."""
    if len(boxes) == 1:
        return boxes[0]
    return Box(
        min([box.x0_pt for box in boxes]),
        min([box.top_pt for box in boxes]),
        max([box.x1_pt for box in boxes]),
        max([box.bottom_pt for box in boxes]),
    )


def box_of(line: Line, start: int, end: int) -> Box | None:
    """The box around `line.text[start:end]`; the box of the line where its words cannot be told apart."""
    if line.box is None or not line.words:
        return line.box
    text, position = line.text, 0
    inside: list[Box] = []
    for word in line.words:
        found = text.find(word.text, position)
        if found < 0:
            continue
        if found >= end:
            break
        position = found + len(word.text)
        if position > start:
            inside.append(word.box)
    return around(inside) if inside else line.box


def evidence(line: Line, rule: str, confidence: float, start: int = 0, end: int | None = None) -> Evidence:
    """Evidence for the stretch `start:end` of a line, the whole line by default."""
    stop = len(line.text) if end is None else end
    return Evidence(
        line=line.index,
        quote=line.text[start:stop],
        rule=rule,
        confidence=round(confidence, 3) if 0.0 <= confidence <= 1.0 else float(confidence > 1.0),
        page=line.page,
        box=box_of(line, start, stop),
    )


def found(  # noqa: PLR0917  # the bounds are optional, and read well at the call
    value: T, line: Line, rule: str, confidence: float, start: int = 0, end: int | None = None
) -> Found[T]:
    """A value read from the stretch `start:end` of a line."""
    return Found(value, evidence(line, rule, confidence, start, end))


def found_text(text: str, line: Line, rule: str, confidence: float) -> Found[str]:
    """A value that stands in the line as it is; the whole line is the quote where it does not."""
    start = line.text.find(text)
    if start < 0:
        return found(text, line, rule, confidence)
    return found(text, line, rule, confidence, start, start + len(text))


def found_lines(text: str, lines: tuple[Line, ...], rule: str, confidence: float) -> Found[str]:
    """A value of several lines; the box goes around those on the page it begins on."""
    first = lines[0]
    boxes = [line.box for line in lines if line.page == first.page and line.box is not None]
    box = around(boxes) if first.box is not None else None
    quote = "\n".join(line.text for line in lines)
    return Found(text, Evidence(first.index, quote, rule, round(confidence, 3), first.page, box))
