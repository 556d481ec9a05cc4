"""Entries told in one line each: a period, a colon, what it was, and perhaps a sentence on it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from parsing.engine.fields.blocks import PART_LABELS
from parsing.engine.fields.locations import is_capitalised
from parsing.engine.fields.reading import Reading
from parsing.engine.fields.wording import length_in_words
from parsing.engine.model import Line, Section

MAX_HEADER_WORDS = 22
_BEHIND_PERIOD = re.compile(r"\s*\)?\s*[:\uff1a\u2013\u2014-]\s*")
_SENTENCE_END = re.compile(r"(?:(?<=[^\W\d_]{4})|(?<=[)\u00bb\u201d\"]))\.\s+(?=[^\W\d_])")
_BEHIND_ROLE = re.compile(r"(\s*\)?)(?:\s*(?:[,;/|]|\band\b|&)\s*|\s*\.?$)")
_FULL_STOP = re.compile(r"(?:(?<=[^\W\d_]{4})|(?<=[)\u00bb\u201d\"]))\.\s*$")
_LEAST_LISTED = 2
_TITLED = 0.5  # likeness of a role
_NUMBER = re.compile(r"(\d{1,2})(?:[.)\uff0e\u3001]\s*|\s?[-\u2013]\s+)(?=[^\W\d_]|[(\uff08])")
_LISTED_SHARE = 0.6
_SAME_EDGE_PT, _SAME_SIZE_PT = 3.0, 0.6


def parted(lines: Sequence[Line], reading: Reading) -> Iterator[Line]:
    """The lines; one that begins with a period and a colon is the header of an entry, and its sentences a line below.

    "Since 03/2019: Fitter at Acme Ltd. (Leeds). Repair of pumps." is "Since 03/2019: Fitter at Acme Ltd. (Leeds)" and
    "Repair of pumps.".
    """
    for line in lines:
        begins = _behind_period(line, reading)
        if begins is None:
            yield line
            continue
        if not reading.is_prose(line):
            yield _cut(line, _FULL_STOP.sub("", line.text))
            continue
        end = next((match for match in _SENTENCE_END.finditer(line.text, begins) if _may_end(line, match)), None)
        header = line.text[: end.start()] if end is not None else _FULL_STOP.sub("", line.text)
        if length_in_words(header[begins:]) > MAX_HEADER_WORDS:
            yield line
            continue
        first = _cut(line, header)
        reading.call_header(first)
        yield first
        if end is not None:
            yield _cut(line, line.text[end.end() :])


def unlisted(lines: Sequence[Line], reading: Reading) -> Sequence[Line]:
    """The lines; bullets that nearly all begin with a period and a colon are entries: "- 2019-2021: Clerk at Acme"."""
    bullets = [line for line in lines if line.bullet]
    if len(bullets) < _LEAST_LISTED or bullets[0] is not lines[0]:
        return lines
    begun = {line.index for line in bullets if _behind_period(replace(line, bullet=False), reading) is not None}
    if len(begun) < _LISTED_SHARE * len(bullets) or bullets[0].index not in begun:
        return lines
    # Among them, one that begins with a single date is another: "- 2010: Intern at Acme".
    begun |= {line.index for line in bullets if _behind_date(line, reading)}
    return [
        replace(line, bullet=False, gap_before_pt=max(line.gap_before_pt, line.font_size_pt))
        if line.index in begun
        else line
        for line in lines
    ]


def in_a_row(section: Section, reading: Reading) -> list[Line]:
    """Jobs told in a row behind a heading, "Earlier career: Clerk, Acme; Buyer, Apex", each a line; else none."""
    lines: list[Line] = []
    if section.rule != "heading.inline":
        return lines
    open_end = False
    for line in section.lines:
        pieces = [piece.strip() for piece in line.text.split(";")]
        if lines and open_end and pieces[0]:
            lines[-1] = _cut(lines[-1], f"{lines[-1].text} {pieces.pop(0)}")
        lines.extend(_cut(line, _FULL_STOP.sub("", piece)) for piece in pieces if piece)
        open_end = not line.text.rstrip().endswith(";")
    for line in lines:
        reading.call_header(line)
    return lines


def roles_apart(lines: Sequence[Line], reading: Reading) -> Iterator[Line]:
    """The lines; one that tells several roles, each with its period behind it, is a line a role.

    "Plant Manager (2011 - 2016), Buyer (2008 - 2011)"; the name of an employer and its years before them is no role.
    """
    for line in lines:
        spans = reading.spans(line) if not line.bullet and len(line.segments) == 1 else ()
        if len(spans) < _LEAST_LISTED:
            yield line
            continue
        behind = [match for span in spans if (match := _BEHIND_ROLE.match(line.text, span.end)) is not None]
        starts = [0, *(match.end() for match in behind[:-1])]
        roles = [line.text[start : match.end(1)] for start, match in zip(starts, behind, strict=False)]
        named = [
            reading.lexicon.title(line.text[start : span.start]) for start, span in zip(starts, spans, strict=False)
        ]
        if len(roles) < len(spans) or behind[-1].end() < len(line.text) or min(named) < _TITLED:
            yield line
            continue
        for role in roles:
            yield _cut(line, role)


def unnumbered(lines: Sequence[Line], reading: Reading) -> Sequence[Line]:
    """The lines; those that number the entries, "1. Acme Ltd (2017 - 2019)", without their numbers."""
    numbered = [(line, match) for line in lines if not line.bullet and (match := _NUMBER.match(line.text)) is not None]
    if len(numbered) < _LEAST_LISTED or numbered[0][0] is not lines[0]:
        return lines
    if [int(match.group(1)) for _, match in numbered] != list(range(1, len(numbered) + 1)):
        return lines
    told = (bool(reading.spans(line)) or _is_labelled(line.text[match.end() :], reading) for line, match in numbered)
    if sum(told) < _LISTED_SHARE * len(numbered):
        return lines
    ends = {line.index: match.end() for line, match in numbered}
    return [_tail(line, ends[line.index]) if line.index in ends else line for line in lines]


def _is_labelled(text: str, reading: Reading) -> bool:
    """Whether a text is a part of an entry behind its label: "Organization: Acme"."""
    label = reading.label(text)
    return label is not None and label[0] in PART_LABELS and bool(label[1])


def _tail(line: Line, start: int) -> Line:
    """A line from an offset in its first segment on."""
    first, *others = line.segments
    return replace(line, text=line.text[start:], segments=(replace(first, text=first.text[start:]), *others))


def _behind_period(line: Line, reading: Reading) -> int | None:
    """Where the text begins behind a period and its colon; None where the line does not begin so."""
    if line.bullet or len(line.segments) != 1:
        return None
    spans = reading.spans(line)
    if not spans or spans[0].start > 0 or not (spans[0].span.start and (spans[0].span.end or spans[0].span.is_current)):
        return None
    behind = _BEHIND_PERIOD.match(line.text, spans[0].end)
    return behind.end() if behind is not None else None


def _behind_date(line: Line, reading: Reading) -> bool:
    """Whether a line begins with a date and a sign behind it."""
    spans = reading.spans(line) if len(line.segments) == 1 else ()
    return bool(spans) and spans[0].start == 0 and _BEHIND_PERIOD.match(line.text, spans[0].end) is not None


def _may_end(line: Line, match: re.Match[str]) -> bool:
    return is_capitalised(line.text[match.end() :])


def _cut(line: Line, text: str) -> Line:
    if text == line.text:
        return line
    return replace(line, text=text, segments=tuple(replace(segment, text=text) for segment in line.segments))


def as_entries(lines: Sequence[Line], reading: Reading) -> Sequence[Line]:
    """The lines; each bullet and what hangs below it as one line where each is a study of its own, none told of one."""
    if not (lines and lines[0].bullet) and len([line for line in lines if line.bullet]) < _LEAST_LISTED:
        return lines
    items = _items(lines)
    if not items or any(_names_study(line, reading) for line in items if not line.bullet):
        return lines
    bullets = [line for line in items if line.bullet]
    if sum(_names_study(line, reading) for line in bullets) < _LISTED_SHARE * len(bullets):
        return lines
    # White space stands for the bullet: no item goes on with the one before.
    entries = [
        replace(line, bullet=False, gap_before_pt=max(line.gap_before_pt, line.font_size_pt)) if line.bullet else line
        for line in items
    ]
    for line in entries:
        if _names_study(line, reading) and length_in_words(line.text) <= MAX_HEADER_WORDS:
            reading.call_header(line)
    return entries


def _items(lines: Sequence[Line]) -> list[Line]:
    """The lines, each bullet joined with the lines that hang below it where every line but the first ones does."""
    items: list[Line] = []
    for line in lines:
        before = items[-1] if items else None
        if before is not None and before.bullet and _hangs_below(before, line):
            text = f"{before.text} {line.text}"
            segment = replace(before.segments[0], text=text)
            items[-1] = replace(before, text=text, segments=(segment,), words=before.words + line.words)
        else:
            items.append(line)
    return items


def _hangs_below(item: Line, line: Line) -> bool:
    """Whether a line goes on with an item of a list: in its column and type, right below, without a look of its own."""
    if line.bullet or len(line.segments) != 1 or len(item.segments) != 1 or item.box is None or line.box is None:
        return False
    near = (
        line.page == item.page and line.region == item.region and abs(line.box.x0_pt - item.box.x0_pt) < _SAME_EDGE_PT
    )
    return (
        near
        and abs(line.font_size_pt - item.font_size_pt) < _SAME_SIZE_PT
        and line.gap_before_pt < 0.7 * line.font_size_pt
    )


def _names_study(line: Line, reading: Reading) -> bool:
    return bool(reading.lexicon.degree(line.text)) or reading.lexicon.school(line.text) >= 0.5
