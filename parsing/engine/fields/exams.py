"""Results of language exams as levels of the European scale: "IELTS 7.5" is C1. `exams.toml` holds the tables."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_RESULT = re.compile(r"\s*(?:ibt|listening|reading)?\s*[:\uff1a(-]?\s*(\d+(?:[.,]\d)?)", re.IGNORECASE)
_BY_LEVEL = {"C2": "fluent", "C1": "fluent", "B2": "professional", "B1": "conversational", "A2": "basic", "A1": "basic"}


@dataclass(frozen=True, slots=True)
class _Exam:
    name: re.Pattern[str]
    marks: tuple[tuple[str, float], ...]  # level and its lowest mark, the highest level first
    highest: float
    results: tuple[tuple[re.Pattern[str], str], ...]
    alone: bool  # the result says which exam it is


def exam_level(text: str) -> str | None:
    """The level that an exam named in the text proves; None where there is none, or its result makes no sense."""
    for exam in _exams():
        named = exam.name.search(text)
        if named is None and not exam.alone:
            continue
        after = text[named.end() :] if named is not None else text
        for pattern, level in exam.results:
            if pattern.search(after):
                return level
        found = _RESULT.match(after) if named is not None else None
        mark = float(found.group(1).replace(",", ".")) if found else None
        if mark is not None and mark <= exam.highest:
            return next((level for level, lowest in exam.marks if mark >= lowest), None)
    return None


def proficiency_of(level: str) -> str:
    """The word of this product for a level of the European scale."""
    return _BY_LEVEL[level]


@cache
def _exams() -> tuple[_Exam, ...]:
    data = tomllib.loads(files(__package__).joinpath("exams.toml").read_text(encoding="utf-8"))
    return tuple(
        _Exam(
            _word("|".join(map(re.escape, exam["names"]))),
            tuple(sorted(exam.get("marks", {}).items(), key=lambda item: -item[1])),
            exam.get("highest", 0),
            tuple((_word(re.escape(result)), level) for result, level in exam.get("results", {}).items()),
            exam.get("alone", False),
        )
        for exam in data.values()
    )


def _word(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z0-9])(?:{pattern})(?![A-Za-z0-9])", re.IGNORECASE)
