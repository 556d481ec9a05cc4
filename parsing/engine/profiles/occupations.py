"""Occupations without a sex: "Ingeniera" and "Ingeniero" are both shown as "Ingeniero/a"."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import takewhile

_MIN_SHARED_CHARS = 3  # two forms that share less are shown whole
_LANGUAGES = tomllib.loads(files(__package__).joinpath("occupations.toml").read_text(encoding="utf-8"))
_COMPOUNDS = "compounds"
_NO_STEM = "-"


def with_both_forms(text: str, tongues: Iterable[str]) -> str:
    """`text` with every listed occupation of these languages as "man's form/rest of the woman's form"."""
    for language in tongues:
        if language in _LANGUAGES:
            text = _pattern(language).sub(lambda found, language=language: _both(found, language), text)  # type: ignore[misc]  # a bound default
    return text


def _both(found: re.Match[str], language: str) -> str:
    beginning, word = found["beginning"], found["word"]
    both = _forms(language)[word.lower()]
    if word.isupper():
        both = both.upper()
    elif word[0].isupper():
        both = both[0].upper() + both[1:]
    return beginning + both


def languages() -> tuple[str, ...]:
    """The languages that have such words."""
    return tuple(_LANGUAGES)


def pairs(language: str) -> list[tuple[str, str]]:
    """The man's and the woman's form of every listed occupation, in small letters."""
    found = []
    for endings, stems in _LANGUAGES[language].items():
        if endings != _COMPOUNDS:
            his, hers = endings.split("|")
            beginnings = ("" if stem == _NO_STEM else stem for stem in stems.split())
            found += [(beginning + his, beginning + hers) for beginning in beginnings]
    return found


@cache
def _forms(language: str) -> dict[str, str]:
    """Either form of an occupation -> both."""
    forms = {}
    for his, hers in pairs(language):
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(his, hers, strict=False)))
        both = f"{his}/{hers[shared:] if shared >= _MIN_SHARED_CHARS else hers}"
        forms.update({his: both, hers: both})
    return forms


@cache
def _pattern(language: str) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(_forms(language), key=lambda word: (-len(word), word)))
    beginning = r"[^\W\d_]*?" if _LANGUAGES[language].get(_COMPOUNDS) else ""
    # What already names both ("Entwickler/in", "Entwickler*in") stays as it is.
    return re.compile(rf"(?<!\w)(?P<beginning>{beginning})(?P<word>{words})(?![\w/*:(])", re.IGNORECASE)
