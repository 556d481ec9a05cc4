"""Where a value was read: the quote, its box on the page, the rule that found it."""

from typing import TypeVar

from parsing.engine.model import Box, Evidence, Found, Line

T = TypeVar("T")


def box_of(line: Line, start: int, end: int) -> Box | None:
    """The box around `line.text[start:end]`; the box of the line where its words cannot be told apart."""
    if line.box is None or not line.words:
        return line.box
    box: Box | None = None
    position = 0
    for word in line.words:
        found = line.text.find(word.text, position)
        if found < 0:
            continue
        position = found + len(word.text)
        if found < end and position > start:
            box = word.box if box is None else box.union(word.box)
    return box or line.box


def evidence(line: Line, rule: str, confidence: float, start: int = 0, end: int | None = None) -> Evidence:
    """Evidence for the stretch `start:end` of a line, the whole line by default."""
    stop = len(line.text) if end is None else end
    return Evidence(
        line=line.index,
        quote=line.text[start:stop],
        rule=rule,
        confidence=round(max(0.0, min(1.0, confidence)), 3),
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
    box = first.box
    for line in lines[1:]:
        if line.page == first.page and line.box is not None and box is not None:
            box = box.union(line.box)
    quote = "\n".join(line.text for line in lines)
    return Found(text, Evidence(first.index, quote, rule, round(confidence, 3), first.page, box))
