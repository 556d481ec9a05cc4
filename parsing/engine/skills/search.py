"""Finding skills in a text: one Aho-Corasick pass, then word boundaries, then context for names that are also words."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import ahocorasick

from parsing.engine.skills.folding import fold
from parsing.engine.skills.taxonomy import taxonomy
from parsing.engine.skills.terms import SkillMatch, Term

_SHORT = 2  # names this short are looked up word by word: an automaton would stop at every "r"
_SHORT_WORD = re.compile(r"(?<![\w.+#&'/@])\w[\w+#]?(?![\w+#&'@])")
_ADDRESS = re.compile(r"\w@\w|://|www\.|\w\.(?:com|org|net|io|de|fr|co|eu|me|dev)/", re.IGNORECASE)
_ADDRESS_CHARS = 80
_NEAR_CHARS = 60  # a skill this close speaks for an ambiguous neighbour
_LIST_GAP = re.compile(r"^ ?(?:[,;|/&\u00b7\u2022\u3001()+-]| (?= )) ?[(&]? {0,3}$")
_VERSION = re.compile(r"\s*(?:\(.*\)|v?\d+(?:\.[\dx]+)*\+?)\s*$", re.IGNORECASE)
_CERTAIN, _IN_LIST, _NEAR_OTHERS, _ALONE = 1.0, 0.9, 0.7, 0.6
_ACRONYM_CHARS = 3  # a name this short in small letters may be a word of another language
ACCEPTED = 0.5  # below this an ambiguous name is taken for the everyday word
# Scripts written without spaces, or with endings joined on: a name may stand inside a run of letters.
_JOINING = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def find(text: str, *, listed: bool = False) -> tuple[SkillMatch, ...]:
    """The skills that `text` names, in its order, without overlaps.

    `listed` says that the text is a list of skills: ambiguous names ("Go", "Excel") are then what they look like.
    """
    folded = fold(text)
    found = [span for span in _longest(_candidates(text, folded)) if not _in_address(text, *span[:2])]
    return tuple(match for match in _in_context(text, found, listed=listed) if match.score >= ACCEPTED)


def canonical(name: str) -> Term | None:
    """The skill that `name` is a name of; versions and remarks in brackets are looked over ("Python 3.11")."""
    known = taxonomy()
    folded = " ".join(fold(name).split()).strip(" .,;:")
    for form in (folded, _VERSION.sub("", folded)):
        found = known.by_name.get(form)
        if found is not None:
            return known.terms[found]
    return None


def warm() -> None:
    """Builds the automaton, so that the first text is searched as fast as the next."""
    _automaton()


def _candidates(text: str, folded: str) -> Iterable[tuple[int, int, str]]:
    for last, (length, name) in _automaton().iter(folded):
        start, end = last - length + 1, last + 1
        if is_word(folded, start, end):
            yield start, end, name
    known = taxonomy()
    for match in _SHORT_WORD.finditer(folded):
        short = known.by_name.get(match.group())
        if short is not None and not _is_hyphenated(text, *match.span()):
            yield match.start(), match.end(), short


@cache
def _automaton() -> Any:
    automaton = ahocorasick.Automaton()
    for name, canonical_name in taxonomy().by_name.items():
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


def _longest(candidates: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Without overlaps: the leftmost first, of those the longest."""
    chosen: list[tuple[int, int, str]] = []
    for start, end, name in sorted(candidates, key=lambda item: (item[0], -item[1])):
        if not chosen or start >= chosen[-1][1]:
            chosen.append((start, end, name))
    return chosen


def _in_context(text: str, found: list[tuple[int, int, str]], *, listed: bool) -> Iterable[SkillMatch]:
    known = taxonomy()
    doubtful = [_is_doubtful(text[start:end], known.ambiguous) for start, end, _ in found]
    for index, (start, end, name) in enumerate(found):
        score = _CERTAIN
        if doubtful[index]:
            score = _IN_LIST if listed else _context_score(text, found, doubtful, index)
        yield SkillMatch(start, end, text[start:end], name, known.terms[name].category, score)


def _is_doubtful(written: str, ambiguous: Mapping[str, str]) -> bool:
    """Everyday words, and short names in small letters: "aws" is the cloud, "dei" an Italian article."""
    short = len(written) <= _ACRONYM_CHARS and written.isascii() and written.isalpha() and written.islower()
    return short or fold(written) in ambiguous


def _context_score(text: str, found: list[tuple[int, int, str]], doubtful: list[bool], index: int) -> float:
    """What the neighbourhood says about a name that is an everyday word too."""
    start, end, _ = found[index]
    written = text[start:end]
    near, in_list = _neighbours(text, found, doubtful, index)
    if in_list:
        return _IN_LIST
    if written.islower():
        return 0.0  # "excel at", "go to": nobody writes these products in lower case in running text
    if taxonomy().ambiguous.get(fold(written), "").isupper() and not written.isupper():
        return 0.0  # "Solid knowledge" is no SOLID
    if near:
        return _NEAR_OTHERS
    if written.isupper() and len(written) >= _SHORT and taxonomy().ambiguous.get(fold(written), "").isupper():
        return 0.0 if _is_in_capitals(text, start, end) else _ALONE
    return _ALONE if _is_capitalised_alone(text, start, end) else 0.0


def _neighbours(text: str, found: list[tuple[int, int, str]], doubtful: list[bool], index: int) -> tuple[bool, bool]:
    """Whether a certain skill stands near, and whether one stands in the same list."""
    near = False
    for neighbour in (*range(index - 1, max(index - 4, -1), -1), *range(index + 1, min(index + 4, len(found)))):
        left, right = sorted((found[index], found[neighbour]))
        gap = text[left[1] : right[0]]
        if len(gap) > _NEAR_CHARS or "\n" in gap or doubtful[neighbour]:
            continue
        if _LIST_GAP.match(gap):
            return True, True
        near = True
    return near, False


def _is_in_capitals(text: str, start: int, end: int) -> bool:
    """Whether the words around are capitals too, so that capitals say nothing: "ERFAHRUNG ALS"."""
    nearby = [*text[:start].split()[-1:], *text[end:].split()[:1]]
    return any(word.isupper() and len(word) > 1 for word in nearby)


def _is_capitalised_alone(text: str, start: int, end: int) -> bool:
    """ "good knowledge of Excel": a capital inside a sentence, not part of a name or a date ("Spring 2020")."""
    if end - start <= _SHORT or not text[start].isupper():
        return False
    before, after = text[:start].split()[-1:], text[end:].split()[:1]
    if not before or before[0][-1] in ".!?:" or "\n" in text[max(start - 2, 0) : start]:
        return False
    nearby = [*before, *after]
    return not any(word[:1].isupper() or word[:1].isdigit() for word in nearby)
