"""Spoken languages and occupations in running text."""

import re

from parsing.engine import languages
from parsing.engine.analysis import words
from parsing.engine.skills import occupations

_WORD = re.compile(r"[^\W\d_]+")
_LINE = re.compile(r"[^.;!?\n\u3002\u2022]+")
_PHRASE_CHARS = 60
_TITLE_SCORE = 0.5


def codes(text: str) -> tuple[str, ...]:
    """ISO 639-1 codes of the languages a description asks to speak, in its order."""
    lexicon = languages.lexicon(text)
    found: dict[str, None] = {}
    for sentence in _LINE.findall(text):
        named = [code for word in _WORD.findall(sentence) if (code := lexicon.language_name(word)) is not None]
        if named and words.find(sentence, "speech"):
            found.update(dict.fromkeys(named))
    return tuple(found)


def looks_like_title(text: str) -> bool:
    """Whether a short line names a job."""
    return bool(occupations.find(text)) or languages.lexicon(text).title(text) >= _TITLE_SCORE


def occupation_phrase(text: str) -> str | None:
    """The first occupation of a text with the word of level before it: "Senior Python engineer"."""
    for sentence in _LINE.findall(text)[:5]:
        spans = occupations.spans(sentence)
        if not spans:
            continue
        start, end = spans[0]
        levels = [cue for cue in words.find(sentence, "titles") if start - _PHRASE_CHARS <= cue.start <= end]
        first = min((cue.start for cue in levels if cue.end <= start), default=start)
        return " ".join(sentence[first:end].split())
    return None
