"""Headers of Korean entries whose parts only blanks set apart: "Acme Development-Team Manager", "School Subject"."""

import re
import tomllib
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

from parsing.engine.fields.degrees import names_faculty
from parsing.engine.fields.headers import Unit

Evidence = Callable[[str], float]  # of the words of a text, 0..1
_HANGUL = re.compile("[\uac00-\ud7af]")
_MOST_WORDS = 6
_TITLED, _UNTITLED, _SURELY_TITLED = 0.6, 0.3, 0.95
_SCHOOLED, _EMPLOYED = 0.5, 0.7  # a word of a trade alone is no employer


@cache
def _words(kind: str) -> tuple[str, ...]:
    text = (Path(__file__).parent / "data" / "hangul.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)[kind])


def employer_and_title(unit: Unit, title: Evidence, company: Evidence) -> list[Unit]:
    """The unit cut before its department and rank; whole where it does not end with a known rank.

    Titles have blanks as well: what stands before must be an employer, or a department must stand between.
    """
    words = _hangul_words(unit)
    for size in range(len(words) - 1, 0, -1):
        right = " ".join(words[size:])
        names = size - 1 if words[size - 1].endswith(_words("departments")) else size
        left = " ".join(words[:names])
        if title(right) < _TITLED or title(left) >= _UNTITLED:
            continue
        lone = (
            size == names == 1 < len(words) - 1 and title(right) >= _SURELY_TITLED and title(unit.text) < title(right)
        )
        if names < 1 or (names == size and company(left) < _EMPLOYED and not lone):
            continue
        return _cut(unit, len(left))
    return [unit]


def school_and_rest(unit: Unit, school: Evidence) -> list[Unit]:
    """The unit cut behind the name of its school."""
    words = _hangul_words(unit)
    for size in range(1, len(words)):
        left, right = " ".join(words[:size]), " ".join(words[size:])
        if school(left) >= _SCHOOLED:
            if size + 1 < len(words) and names_faculty(words[size]) and school(" ".join(words[size + 1 :])) < _SCHOOLED:
                university, rest = _cut(unit, len(left))
                return [university, *_cut(rest, len(words[size]))]
            return _cut(unit, len(left)) if school(right) < _SCHOOLED else [unit]
    return [unit]


def _hangul_words(unit: Unit) -> list[str]:
    words = unit.text.split(" ")
    few = 1 < len(words) <= _MOST_WORDS
    return words if few and _HANGUL.search(unit.text) else []


def _cut(unit: Unit, size: int) -> list[Unit]:
    rest = unit.text[size + 1 :]
    return [
        replace(unit, text=unit.text[:size], end=unit.start + size),
        replace(unit, text=rest, start=unit.end - len(rest), separator="space", place=unit.place + 1),
    ]
