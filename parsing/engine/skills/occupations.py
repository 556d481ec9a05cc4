"""Occupations: one name for what a job is called in many languages, and which occupations are near each other.

`data/occupations.txt` has the form of the skill files; "[group 0.6]" says how near the members of a group are.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

import ahocorasick

from parsing.engine.skills.folding import fold
from parsing.engine.skills.search import is_word
from parsing.engine.skills.taxonomy import read_terms, taxonomy
from parsing.engine.skills.terms import SkillMatch, Term

_ROLE_GAPS = (" ", "-", " - ")
_TEXTS_REMEMBERED = 128  # descriptions, for the fields and for the judgement
_FEMININE = "/in"  # "Entwickler/in" stands for "Entwickler" and "Entwicklerin"


@lru_cache(maxsize=4096)
def find(title: str) -> tuple[str, ...]:
    """The occupations that a job title names, by their English name, in its order."""
    return tuple(dict.fromkeys(name for _, _, name in _spans(title)))


@lru_cache(maxsize=_TEXTS_REMEMBERED)
def spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where the occupations of a text stand."""
    return tuple((start, end) for start, end, _ in _spans(text))


def outside_roles(text: str, matches: tuple[SkillMatch, ...]) -> tuple[SkillMatch, ...]:
    """The matches without those that only say which role is meant: the "backend" of "Senior Backend Engineer"."""
    roles = spans(text) if matches else ()
    return tuple(match for match in matches if not any(_is_of_role(text, match, *role) for role in roles))


def _is_of_role(text: str, match: SkillMatch, start: int, end: int) -> bool:
    """Whether a skill overlaps the name of an occupation without holding all of it, as "LinkedIn Recruiter" does, or
    stands beside it and is a word that occupations are told apart by: "Softwareentwickler Backend".
    """
    if match.start < end and start < match.end:
        return not (match.start <= start and end <= match.end and match.end - match.start > end - start)
    gap = text[end : match.start] if end <= match.start else text[match.end : start]
    return gap in _ROLE_GAPS and fold(match.text) in _modifiers()


@cache
def _modifiers() -> frozenset[str]:
    """Names of skills that make one occupation of another: "backend developer" is a developer."""
    names = {fold(name) for term in _terms().values() for name in term.names}
    skills = taxonomy().by_name
    found: set[str] = set()
    for name in names:
        first, _, rest = name.partition(" ")
        start, _, last = name.rpartition(" ")
        found.update(word for word, other in ((first, rest), (last, start)) if other in names and word in skills)
    return frozenset(found)


def _spans(text: str) -> list[tuple[int, int, str]]:
    folded = fold(text)
    found = []
    for last, (length, name) in _automaton().iter(folded):
        start, end = last - length + 1, last + 1
        if is_word(folded, start, end):
            found.append((start, end, name))
    chosen: list[tuple[int, int, str]] = []
    for start, end, name in sorted(found, key=lambda span: span[0] - span[1]):
        if all(end <= first or last <= start for first, last, _ in chosen):
            chosen.append((start, end, name))
    return sorted(chosen)


def related(one: str, other: str) -> float:
    """How near two occupations are: 1 for the same, 0 for strangers."""
    if one == other:
        return 1.0
    terms = _terms()
    groups = dict(terms[one].groups)
    return max((groups[name] for name, _ in terms[other].groups if name in groups), default=0.0)


@cache
def _terms() -> dict[str, Term]:
    return {entry.term.canonical: entry.term for entry in read_terms("occupations")}


@cache
def _automaton() -> Any:
    automaton = ahocorasick.Automaton()
    for term in _terms().values():
        for written in term.names:
            for name in _forms(written):
                folded = fold(name)
                if folded not in automaton:
                    automaton.add_word(folded, (len(folded), term.canonical))
    automaton.make_automaton()
    return automaton


def _forms(name: str) -> Iterator[str]:
    if name.endswith(_FEMININE):
        name = name.removesuffix(_FEMININE)
        yield f"{name}in"
    yield name
