"""Studies and jobs that a form of Japan tells in one list, row by row, below one heading."""

from collections.abc import Sequence
from dataclasses import replace

from parsing.engine.fields.milestones import STOPS, events, is_told_in
from parsing.engine.fields.reading import Reading
from parsing.engine.model import Line, Section, SectionKind

_OF_CAREERS = (SectionKind.EDUCATION, SectionKind.EXPERIENCE)


def with_parted_careers(sections: Sequence[Section], reading: Reading) -> list[Section]:
    """The sections; one that tells first of schools and then of employers is two, from the first employer on."""
    if not is_told_in(reading):
        return list(sections)
    result: list[Section] = []
    for section in sections:
        start = _first_job(section, reading) if section.kind in _OF_CAREERS else None
        if start is None:
            result.append(section)
            continue
        studies, jobs = section.lines[:start], section.lines[start:]
        result.append(replace(section, kind=SectionKind.EDUCATION, lines=studies))
        result.append(Section(SectionKind.EXPERIENCE, section.heading, jobs, "careers.parted", section.confidence))
    return result


def _first_job(section: Section, reading: Reading) -> int | None:
    """Where the first row stands that tells of an employer; None where no row before it tells of a school."""
    schooled = False
    for number, line in enumerate(section.lines):
        if _ends_with(line, "joined", reading):
            return number if schooled else None
        schooled = schooled or _ends_with(line, "studied", reading)
    return None


def _ends_with(line: Line, kind: str, reading: Reading) -> bool:
    """Whether a row with a date ends with such an event."""
    return bool(reading.spans(line)) and line.text.rstrip(STOPS).endswith(events(kind))
