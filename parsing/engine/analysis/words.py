"""The words by which job descriptions and titles are read: `words/<language>.toml`, all languages at once.

A phrase means the same whichever language the rest of the text is in, so one automaton holds them all.
"""

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import ahocorasick

from parsing.engine.skills import fold

_JOINING = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


_AROUND = re.compile(r"^\W+|\W+$")  # bullets, brackets and colons around a heading


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase found in a text."""

    start: int
    end: int
    kind: str  # "inline.nice_lead", "titles.senior"


def find(text: str, group: str, spoken: tuple[str, ...] | None = None) -> tuple[Cue, ...]:
    """The phrases of one group ("titles", "inline") in `text`: leftmost first, longest first, without overlaps.

    `spoken`: only the phrases of these languages, for groups whose words mean other things elsewhere.
    """
    folded = fold(text)
    found: list[Cue] = []
    for last, (length, kinds) in _automaton(group, spoken).iter(folded):
        start, end = last - length + 1, last + 1
        if _is_word(folded, start, end):
            found.extend(Cue(start, end, f"{group}.{kind}") for kind in kinds)
    chosen: list[Cue] = []
    for cue in sorted(found, key=lambda cue: (cue.start, -cue.end)):
        if not chosen or cue.start >= chosen[-1].end or (cue.start, cue.end) == (chosen[-1].start, chosen[-1].end):
            chosen.append(cue)
    return tuple(chosen)


def holds(text: str, group: str, *some: str) -> bool:
    """Whether `text` has a phrase of these kinds of a group: quicker than finding all of them."""
    folded = fold(text)
    for last, (length, _) in _automaton(group, None, some).iter(folded):
        if _is_word(folded, last - length + 1, last + 1):
            return True
    return False


def kinds(text: str, group: str) -> frozenset[str]:
    """The kinds of the phrases of `group` in `text`, without the group's name."""
    return frozenset(cue.kind.partition(".")[2] for cue in find(text, group))


def exact(text: str, group: str) -> frozenset[str]:
    """The kinds that have the whole of `text` as a phrase: for headings."""
    return _phrases(group).get(_AROUND.sub("", " ".join(fold(text).split())), frozenset())


@cache
def languages() -> tuple[str, ...]:
    """The languages that have words."""
    folder = files(__package__).joinpath("words")
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml")))


@cache
def _phrases(group: str, spoken: tuple[str, ...] | None = None) -> dict[str, frozenset[str]]:
    phrases: dict[str, set[str]] = defaultdict(set)
    for language in languages() if spoken is None else spoken:
        for kind, words in pack(language).get(group, {}).items():
            for word in words:
                phrases[fold(word)].add(kind)
    return {phrase: frozenset(kinds) for phrase, kinds in phrases.items()}


@cache
def pack(language: str) -> dict[str, dict[str, list[str]]]:
    """The words of one language: group, kind, words."""
    text = files(__package__).joinpath("words", f"{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _automaton(group: str, spoken: tuple[str, ...] | None, some: tuple[str, ...] = ()) -> Any:
    automaton = ahocorasick.Automaton()
    for phrase, kinds_of_phrase in _phrases(group, spoken).items():
        if some and kinds_of_phrase.isdisjoint(some):
            continue
        automaton.add_word(phrase, (len(phrase), tuple(sorted(kinds_of_phrase))))
    automaton.make_automaton()
    return automaton


def _is_word(folded: str, start: int, end: int) -> bool:
    before = folded[start - 1] if start else " "
    after = folded[end] if end < len(folded) else " "
    return _apart(before, folded[start]) and _apart(folded[end - 1], after)


def _apart(left: str, right: str) -> bool:
    return not (left.isalnum() and right.isalnum()) or bool(_JOINING.match(left) or _JOINING.match(right))
