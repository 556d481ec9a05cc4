"""How near two job titles are, across languages: shared occupations first, shared words where none is known."""

from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz

from parsing.engine import skills
from parsing.engine.analysis import words
from parsing.engine.skills import occupations

_WORDS_WEIGHT = 0.9  # similar wording alone never counts as much as the same occupation
_LEAST_RATIO = 60.0  # of rapidfuzz; below this two titles share letters, not meaning


@lru_cache(maxsize=4096)
def similarity(title: str, other: str) -> float:
    """0..1; levels ("Senior") and places in a title are looked over."""
    known = max(
        (occupations.related(one, two) for one in occupations.find(title) for two in occupations.find(other)),
        default=0.0,
    )
    ratio = fuzz.token_set_ratio(_core(title), _core(other))
    worded = (ratio - _LEAST_RATIO) / (100 - _LEAST_RATIO) * _WORDS_WEIGHT if ratio > _LEAST_RATIO else 0.0
    return max(known, worded)


def best_similarity(title: str, others: Iterable[str]) -> tuple[float, str | None]:
    """The nearest of `others` and how near it is."""
    return max(((similarity(other, title), other) for other in others), default=(0.0, None), key=lambda pair: pair[0])


def _core(title: str) -> str:
    """The title without the words that tell its level."""
    folded = skills.fold(title)
    for cue in reversed(words.find(title, "titles")):
        folded = folded[: cue.start] + folded[cue.end :]
    rest = " ".join(folded.replace("/", " ").replace(",", " ").replace("(", " ").replace(")", " ").split())
    return rest or " ".join(skills.fold(title).split())
