"""Levels of degrees, across languages."""

from collections.abc import Iterable
from functools import lru_cache

from parsing.engine.analysis import words

LEVELS = ("vocational", "bachelor", "master", "doctorate")


@lru_cache(maxsize=1024)
def level(text: str) -> int | None:
    """Position in LEVELS of the highest degree that `text` names; None where it names none."""
    found = words.kinds(text, "degrees")
    return max((LEVELS.index(kind) for kind in found), default=None)


def highest(texts: Iterable[str]) -> int | None:
    """The highest level of several texts."""
    return max((found for text in texts if (found := level(text)) is not None), default=None)
