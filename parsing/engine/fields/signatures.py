"""The place, the day and the name that sign a resume at its end: "Leeds, 3 November 2026"."""

from collections.abc import Sequence
from dataclasses import replace

from parsing.engine.fields.locations import known_city
from parsing.engine.fields.reading import Reading
from parsing.engine.fields.skill_pieces import MAX_LABEL_WORDS
from parsing.engine.fields.wording import clean_edges, is_small, length_in_words
from parsing.engine.languages.folding import fold
from parsing.engine.model import Line, Section, SectionKind

__all__ = ["MOST_LINES_OF_SIGNATURE", "place_signed", "without_signature"]

MOST_LINES_OF_SIGNATURE = 3  # the place and the day, the name, once more in print
_HEADS = frozenset({SectionKind.HEADER, SectionKind.CONTACT, SectionKind.PERSONAL})


def place_signed(line: Line, reading: Reading, *, name: str = "") -> str:
    """What stands before the one full date that ends a line, or before the name that follows it there; "" for none."""
    spans = reading.spans(line)
    behind = line.text[spans[0].end :].strip(" .") if len(spans) == 1 else ""
    if len(spans) != 1 or (" " in behind and fold(behind) != fold(name)):  # one word alone says "signature"
        return ""
    span, place = spans[0].span, line.text[: spans[0].start].rstrip()
    led = is_small(place.rpartition(",")[2].strip())  # "Leeds, in May 2019"
    if span.start is None or not (span.start.day or led) or span.end is not None or span.is_current:
        return ""
    return place if 0 < length_in_words(place) <= MAX_LABEL_WORDS else ""


def without_signature(sections: Sequence[Section], name: str, reading: Reading) -> list[Section]:
    """The sections, the last one without the lines that sign the resume."""
    last = max((number for number, section in enumerate(sections) if section.lines), default=-1)
    if last < 0 or sections[last].kind in _HEADS:
        return list(sections)
    lines = sections[last].lines
    homes = [line.text for section in sections[:last] if section.kind in _HEADS for line in section.lines]
    for number in range(max(1, len(lines) - MOST_LINES_OF_SIGNATURE), len(lines)):
        if _signs(lines, number, name, homes, reading):
            reading.use(*lines[number:])
            return [*sections[:last], replace(sections[last], lines=lines[:number]), *sections[last + 1 :]]
    return list(sections)


def _signs(lines: Sequence[Line], number: int, name: str, homes: Sequence[str], reading: Reading) -> bool:
    """Whether a line gives a town and a day later than all above, and nothing but the name stands below."""
    line, below = lines[number], lines[number + 1 :]
    place = "" if line.bullet else place_signed(line, reading, name=name)
    if not place or not all(fold(name).endswith(fold(other.text.strip(" ()_."))) for other in below):
        return False
    town = clean_edges(place.partition(",")[0])
    if not (below or known_city(town) is not None or any(_names_town(text, town) for text in homes)):
        return False
    day = reading.spans(line)[0].span.start
    spans = [match.span for other in lines[:number] for match in reading.spans(other)]
    dates = [date for span in spans for date in (span.start, span.end) if date is not None]
    return day is not None and all((date.year, date.month or 1) <= (day.year, day.month or 1) for date in dates)


def _names_town(text: str, town: str) -> bool:
    """Whether a line of the head names a town behind its postal code, or alone between signs."""
    at = text.find(town)
    return at > 0 and text[at - 1] == " " and not text[at - 2].isalpha() and not text[at + len(town) :][:1].isalnum()
