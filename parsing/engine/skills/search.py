"""Finding skills in a text: one Aho-Corasick pass, then word boundaries, then `context` for everyday words."""

import re
from collections.abc import Collection, Iterable
from functools import cache, lru_cache
from typing import Any

import ahocorasick

from parsing.engine.skills import context
from parsing.engine.skills.context import Span
from parsing.engine.skills.folding import fold
from parsing.engine.skills.taxonomy import taxonomy
from parsing.engine.skills.terms import SkillMatch, Term

_SHORT = 2  # names this short are looked up word by word: an automaton would stop at every "r"
_SHORT_WORD = re.compile(r"(?<![\w.+#&'/@])\w[\w+#]?(?![\w+#&'@])")
_ADDRESS = re.compile(r"\w@\w|://|www\.|\w\.(?:com|org|net|io|de|fr|co|eu|me|dev)/", re.IGNORECASE)
_ADDRESS_CHARS = 80
_VERSION = re.compile(r"\s*(?:\(.*\)|v?\d+(?:\.[\dx]+)*\+?)\s*$", re.IGNORECASE)
# The rules ask about every item of a list several times, and each description is searched for the fields and for the
# judgement: what one resume holds is remembered.
_NAMES_REMEMBERED, _TEXTS_REMEMBERED = 2048, 128
_MOST_SIDE_BY_SIDE = 8  # words
ACCEPTED = 0.5  # below this an ambiguous name is taken for the everyday word
# Scripts written without spaces, or with endings joined on: a name may stand inside a run of letters.
_JOINING = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def find(text: str, *, listed: bool = False) -> tuple[SkillMatch, ...]:
    """The skills that `text` names, in its order, without overlaps.

    `listed` says that the text is a list of skills: ambiguous names ("Go", "Excel") are then what they look like.
    """
    return _find(text, listed)


@lru_cache(maxsize=_TEXTS_REMEMBERED)
def _find(text: str, listed: bool) -> tuple[SkillMatch, ...]:
    folded = fold(text)
    found = [span for span in _longest(_candidates(text, folded)) if not _in_address(text, *span[:2])]
    matches = context.judged(text, folded, found, listed=listed)
    return tuple(match for match in matches if match.score >= ACCEPTED)


def side_by_side(text: str) -> tuple[SkillMatch, ...]:
    """The skills of a text that is nothing else, with only blanks between them: "Excel JavaScript"; none for others."""
    if " " not in text or text.count(" ") >= _MOST_SIDE_BY_SIDE or canonical(text) is not None:
        return ()
    matches = find(text, listed=True)
    covered = sum(match.end - match.start for match in matches)
    if len(matches) < 2 or covered < len(text) - len(matches) + 1:
        return ()
    # "Beckhoff TwinCAT", "Welding MIG/MAG": one skill said twice
    return matches if len({match.canonical for match in matches}) == len(matches) else ()


def canonical(name: str, *, beside: Collection[str] = ()) -> Term | None:
    """The skill that `name` is a name of; versions and remarks in brackets are looked over ("Python 3.11").

    `beside` holds the canonical names it stands among: they say which of several skills an acronym means.
    """
    return _canonical(name, beside) if beside else _canonical_alone(name)


@lru_cache(maxsize=_NAMES_REMEMBERED)
def _canonical_alone(name: str) -> Term | None:
    return _canonical(name, ())


def _canonical(name: str, beside: Collection[str]) -> Term | None:
    known = taxonomy()
    folded = " ".join(fold(name).split()).strip(" ,;:")
    for form in (folded, folded.strip("."), _VERSION.sub("", folded).strip(".")):
        found = known.by_name.get(form)
        if found is not None:
            return known.terms[context.meant(form, found, beside)]
        if beside and context.is_bound_to(form, beside):
            return known.terms[known.bound[form]]
    return None


def warm() -> None:
    """Builds the automaton, so that the first text is searched as fast as the next."""
    _automaton()


def _candidates(text: str, folded: str) -> Iterable[Span]:
    matches = _automaton().iter(folded)
    if folded.isascii():
        yield from _words_of_ascii(folded, matches)
    else:
        for last, (length, name) in matches:
            if is_word(folded, last - length + 1, last + 1):
                yield last - length + 1, last + 1, name
    known = taxonomy()
    for match in _SHORT_WORD.finditer(folded):
        short = known.by_name.get(match.group()) or known.bound.get(match.group())
        if short is not None and not _is_hyphenated(text, *match.span()):
            yield match.start(), match.end(), short


def _words_of_ascii(folded: str, matches: Iterable[tuple[int, tuple[int, str]]]) -> Iterable[Span]:
    """As `is_word` says, without letters that join: most matches are parts of words, and a look at the sides tells."""
    size = len(folded)
    for last, (length, name) in matches:
        end = last + 1
        if end < size and (folded[end].isalnum() or (folded[end] in "+#" and folded[last].isalnum())):
            continue
        start = end - length
        if not start or not folded[start - 1].isalnum():
            yield start, end, name


@cache
def _automaton() -> Any:
    automaton = ahocorasick.Automaton()
    for name, canonical_name in (taxonomy().by_name | taxonomy().bound).items():
        if len(name) > _SHORT:
            automaton.add_word(name, (len(name), canonical_name))
    automaton.make_automaton()
    return automaton


def is_word(folded: str, start: int, end: int) -> bool:
    """Whether the characters around a match end a word on both sides."""
    if start and folded[start - 1].isalnum() and not _joins(folded[start - 1], folded[start]):
        return False
    if end == len(folded):
        return True
    after = folded[end]
    if after in "+#" and folded[end - 1].isalnum():
        return False  # "C" of "C++" and "C#", where those are not the name itself
    return not after.isalnum() or _joins(folded[end - 1], after)


def _joins(left: str, right: str) -> bool:
    return bool(_JOINING.match(left) or _JOINING.match(right))


def _is_hyphenated(text: str, start: int, end: int) -> bool:
    """ "C-level" is no C."""
    return text[end : end + 1] == "-" or text[start - 1 : start] == "-"


def _in_address(text: str, start: int, end: int) -> bool:
    """Whether the match is a part of an e-mail address or a web address."""
    first = max(text.rfind(space, max(start - _ADDRESS_CHARS, 0), start) for space in " \n\t")
    after = (text.find(space, end, end + _ADDRESS_CHARS) for space in " \n\t")
    last = min((position for position in after if position >= 0), default=end + _ADDRESS_CHARS)
    return bool(_ADDRESS.search(text[first + 1 : last]))


def _longest(candidates: Iterable[Span]) -> list[Span]:
    """Without overlaps: the leftmost first, of those the longest."""
    chosen: list[Span] = []
    for start, end, name in sorted(candidates, key=lambda item: (item[0], -item[1])):
        if not chosen or start >= chosen[-1][1]:
            chosen.append((start, end, name))
    return chosen
