"""Which of the dates in a line is the one that dates an entry."""

import re

from parsing.engine.fields.grades import Grade
from parsing.engine.fields.reading import Reading
from parsing.engine.fields.study_lines import MAX_BEGINNING_WORDS, begins_as_study
from parsing.engine.fields.wording import clean_edges
from parsing.engine.languages.dates import SpanMatch
from parsing.engine.model import Line

_SURE_END = 0.9  # of periods whose end is written: "2019 - present", not "since 2019"
LED = re.compile(r"\s?[:\uff1a]|\s[\u2013\u2014-]\s")  # what parts a date from the entry behind it
BRACKETED = re.compile(r"\s*\([^()]{1,40}\)\s*")  # "2019 (490 points)"
_LENGTH = re.compile(r"\(?\d{1,4}\s?[^\W\d_]{1,10}\.?\)?\.?")  # "20 weeks", "(40 hrs)": no part of a name
_APART = frozenset(",;|(\u2013\u2014-")
_MAX_WORDS_OF_END = 4  # "Expires May 2024"
_SCHOOLED = 0.5  # likeness to a school


def anchor_of(
    line: Line,
    spans: tuple[SpanMatch, ...],
    segments: list[tuple[int, int]],
    reading: Reading,
    grade: Grade | None,
    *,
    graded: bool,
) -> SpanMatch | None:
    """The span that dates an entry: not one inside a sentence, nor one of the numbers of a grade."""
    best: SpanMatch | None = None
    studied = (
        graded and len(spans) == 1 and (grade is not None or line.text.endswith(".")) and begins_as_study(line, reading)
    )
    for match in spans:
        after = clean_edges(line.text[match.end :])
        if grade is not None and match.start < grade.end:
            if match.end > grade.start:
                continue
            after = clean_edges(line.text[match.end : grade.start]) or clean_edges(line.text[grade.end :])
        after = "" if _LENGTH.fullmatch(after) or BRACKETED.fullmatch(line.text, match.end) else after
        whole = any(abs(match.start - start) <= 1 and abs(match.end - end) <= 1 for start, end in segments)
        before = clean_edges(line.text[: match.start])
        bracketed = line.text[: match.start].rstrip().endswith("(")
        at_edge = whole or not before or not after or bracketed
        parted = graded and not at_edge and (_stands_apart(line.text, match) or _parts_study(line, match, reading))
        at_edge = at_edge or parted or studied or _ends_there(after, reading)
        said = line.bullet and match.start > 0 and not (whole or bracketed) and _is_since(match)  # no task
        if said:
            wanted = False
        elif line.bullet or reading.is_prose(line):
            named = not (line.bullet and graded) or begins_as_study(line, reading)  # "- Tutor (2022 - 2023)"
            led = line.bullet and match.start == 0 and LED.match(line.text, match.end)  # "- Summer 2005: Lifeguard"
            dated = is_period(match) or bool(led) or (line.bullet and graded)  # "- NVQ Level 3, Acme College, 2012"
            wanted = whole or (named and at_edge and dated and not reading.is_prose(line))
        else:
            wanted = at_edge or is_period(match)
        if wanted and (best is None or _dates_better(match, best)):
            best = match
    return best


def _stands_apart(text: str, match: SpanMatch) -> bool:
    """Whether a date has separators on both sides: "Acme College, 2017, First Class", "Leeds, 2017. Thesis: ..."."""
    behind = text[match.end :].lstrip()
    return text[: match.start].rstrip()[-1:] in _APART and (behind[:1] in _APART or behind[:2] == ". ")


def _ends_there(after: str, reading: Reading) -> bool:
    """Whether what stands behind a date is no more than when a certificate ends: "No expiration date"."""
    if not 0 < len(after.split()) <= _MAX_WORDS_OF_END:
        return False
    return any(label == "expires" for _, _, label in reading.lexicon.labels_in(after))


def _parts_study(line: Line, match: SpanMatch, reading: Reading) -> bool:
    """Whether a date stands between a degree and its school: "BSc : Physics 2002 University of Leeds Leeds , UK"."""
    lexicon, behind = reading.lexicon, line.text[match.end :].strip()
    behind = " ".join(behind.split()[:MAX_BEGINNING_WORDS])
    before = line.text[: match.start]
    return (lexicon.school(behind) >= _SCHOOLED and bool(lexicon.degree(before))) or (
        bool(lexicon.degree(behind)) and lexicon.school(before) >= _SCHOOLED
    )


def _dates_better(match: SpanMatch, other: SpanMatch) -> bool:
    """Whether a date says more than one before it: "Nurse (Band 6 from 2013), Acme, 2010 - 2017"."""
    return is_period(match) and (not is_period(other) or (_is_since(other) and not _is_since(match)))


def _is_since(match: SpanMatch) -> bool:
    """Whether a period is open because a word before its date says so, not because it ends with "present"."""
    return match.span.is_current and match.confidence < _SURE_END


def is_period(match: SpanMatch) -> bool:
    """A start and an end, or a start and "present"; not a single date."""
    span = match.span
    return span.start is not None and (span.end is not None or span.is_current)
