"""Subjects and marks of school exams: "A-levels: Maths (A), Physics B", "10 GCSEs at grades A* to C"."""

import re
from collections.abc import Iterator, Sequence

from parsing.engine.fields.headers import Unit
from parsing.engine.fields.locations import place_score
from parsing.engine.languages.lexicon import Lexicon

_LEAST_SUBJECTS = 2
_MARK = r"(?:[A-G]\*{0,2}|[1-9](?:-[1-9])?)"
_ALONE = re.compile(_MARK)
_BEHIND_SUBJECT = re.compile(rf"[^\W\d_]{{3}}.* {_MARK}")
_NAMED = 0.5  # likeness to a school
_INCLUDING = re.compile(r"(?:^| )including ")
_RESULTS = re.compile(
    r"(?:(?:at )?grades? |including |incl\.? |inc\.? |(?:first|distinction|merit)$"
    rf"|{_MARK}\s?(?:[-\u2013/]|to)\s?{_MARK}(?!\w))",
    re.IGNORECASE,
)


def marked_subjects(pieces: Sequence[Unit], lexicon: Lexicon) -> frozenset[int]:
    """The numbers of the pieces that are subjects or their marks, where there are several of them."""
    marks = [n for n, unit in enumerate(pieces) if unit.separator == "paren" and _ALONE.fullmatch(unit.text)]
    subjects = [number - 1 for number in marks if number and not lexicon.degree(pieces[number - 1].text)]
    graded = [
        number
        for number, unit in enumerate(pieces)
        if number and _BEHIND_SUBJECT.fullmatch(unit.text) and not lexicon.degree(unit.text)
    ]
    several = len(marks) >= _LEAST_SUBJECTS or len(graded) >= _LEAST_SUBJECTS
    return frozenset([*(marks + subjects + graded if several else ()), *_listed(pieces, lexicon)])


def _listed(pieces: Sequence[Unit], lexicon: Lexicon) -> Iterator[int]:
    """The pieces that go on with a list of subjects: "including Maths, English and Science"."""
    listed = False
    for number, unit in enumerate(pieces):
        if listed and (unit.separator != "comma" or _is_name(unit.text, lexicon)):
            return
        if listed:
            yield number
        listed = listed or _INCLUDING.search(unit.text) is not None


def _is_name(text: str, lexicon: Lexicon) -> bool:
    """Whether a part of a header is a school, a degree or a place rather than a subject."""
    return lexicon.school(text) >= _NAMED or bool(lexicon.degree(text)) or place_score(text, lexicon) > 0


def tells_results(text: str) -> bool:
    """Whether what stands behind an exam tells its results and no field: "grades 9-4", "including Maths"."""
    return _RESULTS.match(text) is not None
