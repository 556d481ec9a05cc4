"""Sections that are lists: publications, awards, interests; the entries of other lists; and the summary."""

from collections.abc import Iterator, Sequence

from parsing.engine.fields.blocks import Block, Chunk, View, views
from parsing.engine.fields.certificate_grades import is_grade
from parsing.engine.fields.evidence import found, found_lines
from parsing.engine.fields.links import absolute, find_urls
from parsing.engine.fields.reading import Reading
from parsing.engine.fields.segmentation import cut
from parsing.engine.fields.wording import (
    clean_edges,
    has_letters,
    join_lines,
    length_in_words,
    split_pieces,
    starts_lower,
)
from parsing.engine.model import DateSpan, Found, Line, Section, SectionKind

MIN_SUMMARY_WORDS, MIN_WORDS_OF_SENTENCE = 10, 5  # a sentence with its full stop may be short
MAX_INTEREST_WORDS = 8
_LEAST_RUN = 2  # lines with a date in a row


def _of(sections: Sequence[Section], *kinds: SectionKind) -> list[Section]:
    return [section for section in sections if section.kind in kinds and section.lines]


def unlikely(text: str) -> float:
    """Headers of lists have no words of their own."""
    return 0.3 if has_letters(text) else 0.0


def read_summary(sections: Sequence[Section], reading: Reading) -> Found[str] | None:
    """The text of the summary; else the sentences under the name."""
    for section in _of(sections, SectionKind.SUMMARY):
        lines = [line for line in section.lines if has_letters(line.text) and not _is_contact(line, reading)]
        text = _flowing(lines)
        if length_in_words(text) >= 3:
            reading.use(*lines)
            return found_lines(text, tuple(lines), "summary.section", 0.95)
    for section in _of(sections, SectionKind.HEADER, SectionKind.CONTACT):
        run: list[Line] = []
        for number, line in enumerate(section.lines):
            dated = _holds_period(line, reading)
            if dated or line.bullet or len(line.segments) != 1 or "@" in line.text:
                if run or dated:
                    break
                continue
            above = section.lines[number - 1] if number else line
            if not run and _is_labelled(line, reading):
                continue
            begun = not run and reading.is_prose(line) and starts_lower(line.text)
            if begun and above is not line and above.index not in reading.used:
                run.append(above)
            wraps = (
                bool(run) and line.gap_before_pt < 1.2 * max(line.font_size_pt, 8.0) and run[-1].text[-1:] not in ".!"
            )
            if reading.is_prose(line) or wraps:
                run.append(line)
            elif run:
                break
        text = _flowing(run)
        if length_in_words(text) >= (MIN_WORDS_OF_SENTENCE if text.endswith(".") else MIN_SUMMARY_WORDS):
            reading.use(*run)
            return found_lines(text, tuple(run), "summary.under_name", 0.75)
    return None


def _holds_period(line: Line, reading: Reading) -> bool:
    """Whether a line dates an entry: under no heading at all, jobs follow the head, and what they tell."""
    return any(match.span.end is not None or match.span.is_current for match in reading.spans(line))


def _is_labelled(line: Line, reading: Reading) -> bool:
    """Whether a line tells a fact behind its label: "Address: 14 Long St."."""
    label = reading.label(line.text)
    return label is not None and bool(label[1])


def _is_contact(line: Line, reading: Reading) -> bool:
    """Whether a line of a summary is an address: links, and what was read as e-mail, phone or place."""
    return bool(find_urls(line.text)) or (line.index in reading.used and not reading.is_prose(line))


def _flowing(lines: Sequence[Line]) -> str:
    parts: list[str] = []
    for line in lines:
        text = line.text.strip()
        new_paragraph = line.bullet or (
            parts and parts[-1][-1:] in ".!?\u3002" and line.gap_before_pt > line.font_size_pt
        )
        if parts and not new_paragraph:
            parts[-1] = join_lines(parts[-1], text)
        else:
            parts.append(f"- {text}" if line.bullet else text)
    return "\n".join(parts)


def blocks_of(section: Section, reading: Reading) -> list[Block]:
    """Entries by their dates; one a line where every line has its date, or none has."""
    lines = views(section.lines, reading)
    dated = sum(1 for view in lines if view.anchor is not None)
    single = [view for view in lines if not view.wrapped]
    each = len(single) > 1 and all(view.spans and not view.only_dates for view in single)
    each = each or _is_dated_run(single)
    if not each and ((dated and any(view.only_dates for view in lines)) or dated < len(single) <= 4 * dated):
        return cut(lines, unlikely, single_dates=True)
    blocks: list[Block] = []
    for view in lines:
        if view.wrapped and blocks:
            blocks[-1].body.append(view)
        else:
            blocks.append(Block(header=[view]))
    return blocks


def _is_dated_run(lines: Sequence[View]) -> bool:
    """Whether the lines with a date, two or more, follow each other or are most: those without are entries as well."""
    dated = [number for number, view in enumerate(lines) if view.spans and not view.only_dates]
    others = [view for view in lines if not view.spans]
    if dated and all(_ends_in_brackets(lines[number]) for number in dated):
        return True  # "Food safety (exp. 2028)": the line is complete
    together = len(dated) >= _LEAST_RUN and (dated[-1] - dated[0] == len(dated) - 1 or 2 * len(dated) > len(lines))
    return together and not any(view.line.bullet != lines[dated[0]].line.bullet or view.prose for view in others)


def _ends_in_brackets(view: View) -> bool:
    match, text = view.spans[-1], view.line.text
    opened = text.rfind("(", 0, match.start)
    return opened > 0 and text.find(")", opened) == len(text.rstrip()) - 1


def parts_of(block: Block, reading: Reading) -> list[tuple[str, Chunk]]:
    """The pieces of the header: a name, then what is said of it."""
    result: list[tuple[str, Chunk]] = []
    for view in block.header:
        chunks = view.chunks or ()
        for chunk in chunks:
            text = without_dates(chunk, reading)
            pieces = split_pieces(text)
            merged: list[str] = []
            for piece in pieces:
                opened = bool(merged) and merged[-1].count("(") > merged[-1].count(")")  # "Design (Photoshop, Figma)"
                if merged and (opened or piece.separator in ("paren", "colon") or is_grade(piece.text)):
                    merged[-1] = clean_edges(text[text.index(merged[-1]) : piece.end + 1])
                else:
                    merged.append(piece.text)
            result.extend((part, chunk) for part in merged if has_letters(part) and not find_urls(part))
    return result


def without_dates(chunk: Chunk, reading: Reading) -> str:
    text, shift = chunk.text, chunk.start
    for match in reversed(reading.spans(chunk.line)):
        inside = match.start >= shift and match.end <= shift + len(chunk.text)
        numbered = chunk.line.text[match.start - 1 : match.start] == "/"  # "Decree 50/1978"
        if inside and not numbered and (match.span.start or match.span.end):
            text = text[: match.start - shift] + text[match.end - shift :]
    return clean_edges(text)


def span_of(block: Block) -> DateSpan | None:
    if block.anchor is not None:
        return block.anchor.span
    for view in block.header:
        if view.spans:
            return view.spans[0].span
    return None


def url_of(block: Block) -> str | None:
    for view in [*block.header, *block.body]:
        for start, end in find_urls(view.line.text):
            return absolute(view.line.text[start:end])
        for link in view.line.links:
            if link.startswith("http"):
                return link
    return None


def read_items(sections: Sequence[Section], kind: SectionKind, reading: Reading) -> tuple[Found[str], ...]:
    """One value an item: publications, awards."""
    result: list[Found[str]] = []
    for section in _of(sections, kind):
        group: list[View] = []
        for view in [*views(section.lines, reading), None]:
            if view is not None and group and (view.wrapped or view.only_dates):
                group.append(view)
                continue
            if group:
                lines = tuple(member.line for member in group)
                reading.use(*lines)
                text = ""
                for line in lines:
                    text = join_lines(text, line.text.strip())
                result.append(found_lines(text, lines, f"{kind.value}.item", 0.8))
            group = [view] if view is not None and has_letters(view.line.text) else []
    return tuple(result)


def read_interests(sections: Sequence[Section], reading: Reading) -> tuple[Found[str], ...]:
    """Interests apart where they are listed, whole where they are told."""
    result: list[Found[str]] = []
    for section in _of(sections, SectionKind.INTERESTS):
        for line in section.lines:
            if not has_letters(line.text):
                continue
            reading.use(line)
            for start, end in _interest_bounds(line):
                text = clean_edges(line.text[start:end]).rstrip(".")
                if has_letters(text):
                    result.append(found(text, line, "interests.item", 0.8, start, end))
    return tuple(result)


def _interest_bounds(line: Line) -> Iterator[tuple[int, int]]:
    pieces = [piece for piece in split_pieces(line.text) if piece.separator != "paren"]
    if all(length_in_words(piece.text) <= MAX_INTEREST_WORDS for piece in pieces):
        yield from ((piece.start, piece.end) for piece in pieces)
    else:
        yield 0, len(line.text)
