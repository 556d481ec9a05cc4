"""Spoken languages with how well: "German (C1)", names above levels, levels in a row below names."""

import re
from collections.abc import Iterator, Sequence

from parsing.engine.fields.evidence import found
from parsing.engine.fields.exams import exam_level, proficiency_of
from parsing.engine.fields.reading import Reading
from parsing.engine.fields.wording import clean_edges, has_letters, length_in_words
from parsing.engine.model import Found, Line, Section, SectionKind, Segment, SpokenLanguage

_LEVEL = re.compile(r"(?<![A-Za-z0-9])[ABC][12](?![A-Za-z0-9])")
_ELSEWHERE = frozenset({SectionKind.SKILLS, SectionKind.CERTIFICATIONS, SectionKind.TRAINING, SectionKind.OTHER})
_LEAD = re.compile(r"\s*[,;]\s*[^\W\d_][^,;]*[^\W\d_]\s$")  # a level between a comma and the next language
_MIN_GRID_LEVELS = 3
_GRID_CELLS = 16  # heads of the grid between the name and its levels


def read_languages(sections: Sequence[Section], reading: Reading) -> tuple[SpokenLanguage, ...]:
    """The languages of language sections; where there are none, those that a label announces in the head."""
    result: list[SpokenLanguage] = []
    for section in sections:
        if section.kind is SectionKind.LANGUAGES:
            reading.use(*section.lines)
            result.extend(_in_lines(section.lines, reading))
    if not result:
        for section in sections:
            if section.kind in (SectionKind.HEADER, SectionKind.PERSONAL, SectionKind.CONTACT, SectionKind.SKILLS):
                result.extend(_in_lines(_announced(section.lines, reading), reading))
    if not result:
        for section in sections:
            if section.kind in _ELSEWHERE:
                result.extend(_in_lines(_told(section.lines, reading), reading))
    unique: dict[str, SpokenLanguage] = {}
    for language in result:
        key = language.code or language.language.value
        if key not in unique or (unique[key].proficiency is None and language.proficiency is not None):
            unique[key] = language
    return tuple(unique.values())


def _told(lines: Sequence[Line], reading: Reading) -> list[Line]:
    """Lines among skills and certificates that are a language and how well: "English intermediate", "Basic Urdu"."""
    result: list[Line] = []
    for line in lines:
        named = reading.lexicon.languages_in(line.text)
        if not named or reading.is_prose(line):
            continue
        rest = line.text[named[0][1] :] if named[0][0] == 0 else ""
        if is_led_language(line.text, reading) or reading.lexicon.proficiency(rest) is not None or exam_level(rest):
            reading.use(line)
            result.append(line)
    return result


def _announced(lines: Sequence[Line], reading: Reading) -> list[Line]:
    result: list[Line] = []
    for line in lines:
        label = reading.label(line.text)
        if label is not None and label[0] == "languages":
            reading.use(line)
            result.append(line)
    return result


def _in_lines(lines: Sequence[Line], reading: Reading) -> Iterator[SpokenLanguage]:
    cells = [(line, segment, rank) for line in lines for rank, segment in enumerate(line.segments)]
    for number, (line, segment, _) in enumerate(cells):
        named = [hit for hit in reading.lexicon.languages_in(segment.text) if _is_name(segment.text, hit[0], hit[1])]
        led = bool(named) and _is_led(segment.text, named, reading)
        before = ahead = ""
        for place, (start, end, code) in enumerate(named):
            stop = named[place + 1][0] if place + 1 < len(named) else len(segment.text)
            told = segment.text[end:stop]
            level = clean_edges(told)
            if ahead:
                level, ahead = ahead, ""
            elif place + 1 < len(named) and _LEAD.match(told) and reading.lexicon.proficiency(level) is not None:
                level, ahead = "", level  # "English, basic French"
            if led:  # "Fluent in English and French; basic Arabic"
                lead = segment.text[named[place - 1][1] if place else 0 : start]
                level = before = clean_edges(lead) if reading.lexicon.proficiency(lead) else before
            elif reading.lexicon.proficiency(level) is None and exam_level(level) is None and len(named) == 1:
                level = _level_near(cells, number, reading)
            offset = max(line.text.find(segment.text), 0)
            name = found(segment.text[start:end], line, "languages.name", 0.95, offset + start, offset + end)
            yield _spoken(name, code, level, reading)


def _spoken(name: Found[str], code: str, level: str, reading: Reading) -> SpokenLanguage:
    known = reading.lexicon.proficiency(level) if level else None
    proved = exam_level(level) if level else None
    proficiency, cefr = (known[0], known[1]) if known else (None, None)
    if proved is not None:
        proficiency, cefr = proficiency or proficiency_of(proved), cefr or proved
    return SpokenLanguage(name, code, proficiency, cefr, level if proficiency else None)


def _is_led(text: str, named: Sequence[tuple[int, int, str]], reading: Reading) -> bool:
    """Whether the levels of a line stand before the names, not behind them."""
    last = named[-1][1]
    return reading.lexicon.proficiency(text[: named[0][0]]) is not None and not reading.lexicon.proficiency(text[last:])


def is_led_language(text: str, reading: Reading) -> bool:
    """Whether a text is a level and the language behind it: "Fluent in Spanish"."""
    named = reading.lexicon.languages_in(text)
    return (
        len(named) == 1 and named[0][0] > 0 and named[0][1] == len(text.rstrip(" .")) and _is_led(text, named, reading)
    )


def _is_name(text: str, start: int, end: int) -> bool:
    """Not inside a longer word or a sentence."""
    return (start == 0 or not text[start - 1].isalnum() or not text[start - 1].isascii()) and (
        end == len(text) or not text[end].isalnum() or not text[end].isascii()
    )


def _level_near(cells: Sequence[tuple[Line, Segment, int]], number: int, reading: Reading) -> str:
    """The level beside the name in the next column, or below it in the same one."""
    line, segment, rank = cells[number]
    if number + 1 < len(cells) and cells[number + 1][0] is line:
        beside = cells[number + 1][1].text
        if not reading.lexicon.languages_in(beside):
            return _short(beside)
    below = [cell for cell in cells[number + 1 :] if cell[0] is not line]
    if not below:
        return ""
    grid = _grid_level(below, reading)
    if grid:
        return grid
    same_line = [cell for cell in below if cell[0] is below[0][0]]
    if len(line.segments) > 1:
        aligned = [cell for cell in same_line if abs(cell[1].x0_pt - segment.x0_pt) < 6.0]
        texts = aligned or (same_line[rank : rank + 1] if len(same_line) == len(line.segments) else [])
        return _short(texts[0][1].text) if texts else ""
    text = same_line[0][1].text
    return _short(text) if not reading.lexicon.languages_in(text) else ""


def _grid_level(below: Sequence[tuple[Line, Segment, int]], reading: Reading) -> str:
    """The first level of the self-assessment grid of Europass, whose row stands below its heads."""
    for other, segment, _ in below[:_GRID_CELLS]:
        if reading.lexicon.languages_in(segment.text):
            return ""
        levels = _LEVEL.findall(other.text)
        if len(levels) >= _MIN_GRID_LEVELS and not _LEVEL.sub("", other.text).strip(" |/-"):
            return str(levels[0])
    return ""


def _short(text: str) -> str:
    return clean_edges(text) if has_letters(text) and length_in_words(text) <= 8 else ""
