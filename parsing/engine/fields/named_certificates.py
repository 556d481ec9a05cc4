"""Certificates among studies: "First Aid at Work" under "Qualifications" is no degree."""

import re
from collections.abc import Sequence
from dataclasses import replace

from parsing.engine.fields.certificate_grades import begins_as_certificate, is_named_certificate
from parsing.engine.fields.reading import Reading
from parsing.engine.fields.study_lines import begins_as_study
from parsing.engine.model import Line, Section, SectionKind

_END_OF_NAME = re.compile(r"\s*(?:[,;|(:\t]|\s[\u2013\u2014-]\s|\s{2,}|\b(?:19|20)\d\d\b)")
_SCHOOLED = 0.5  # likeness to a school
_MAX_WORDS = 16


def with_certificates(sections: Sequence[Section], reading: Reading) -> list[Section]:
    """The sections, and the lines of studies that name a usual certificate in a section of certificates."""
    result: list[Section] = []
    for section in sections:
        taken = _certificates(section, reading) if section.kind is SectionKind.EDUCATION else ()
        if not taken:
            result.append(section)
            continue
        indices = {line.index for line in taken}
        rest = tuple(line for line in section.lines if line.index not in indices)
        result.append(replace(section, lines=rest))
        # Each on its own: a line below a dated one would else be taken for more about that one.
        result.extend(
            Section(SectionKind.CERTIFICATIONS, section.heading, (line,), "named.certificates", 0.7) for line in taken
        )
    return result


def _certificates(section: Section, reading: Reading) -> tuple[Line, ...]:
    """The lines that are certificates on their own: nothing below them tells who issued them or when."""
    named = [_names_certificate(line, reading) for line in section.lines]
    if not any(named):
        return ()
    taken: list[Line] = []
    for position, line in enumerate(section.lines):
        following = section.lines[position + 1] if position + 1 < len(section.lines) else None
        alone = (
            line.bullet
            or following is None
            or following.bullet
            or named[position + 1]
            or bool(reading.spans(line))
            or begins_as_study(following, reading)
        )
        if named[position] and alone:
            taken.append(line)
    return tuple(taken)


def _names_certificate(line: Line, reading: Reading) -> bool:
    """Whether a line begins with the name of a certificate, and is no row of a table of studies."""
    text = line.text
    if len(text.split()) > _MAX_WORDS or reading.is_prose(line):
        return False
    end = _END_OF_NAME.search(text, 1)
    name = text[: end.start()] if end is not None else text
    if begins_as_certificate(text) or begins_as_certificate(name):
        return True
    if not is_named_certificate(name):
        return False
    rest = text[len(name) :]
    return not reading.lexicon.degree(rest) and reading.lexicon.school(rest) < _SCHOOLED
