"""All packs in one searchable index: a trie over folded tokens whose ends name category, pack and value."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from parsing.engine.languages.folding import fold, tokens
from parsing.engine.languages.pack import LanguagePack, SharedWords

SHARED = "base"  # stands for the code of a pack in what belongs to no language

_TOKENS_REMEMBERED = 16_384
MIN_COMPOUND_HEAD = 4  # letters; shorter ends of words mean nothing
MIN_AFTER_PREFIX = 3  # letters left of a word without its article
MAX_ENDING = 5  # letters that may follow a stem written with a star


class Category(StrEnum):
    """What a phrase of a pack speaks for."""

    DEGREE = "degree"
    SCHOOL = "school"
    TITLE = "title"
    MODIFIER = "modifier"
    COMPANY_FORM = "company_form"
    COMPANY_WORD = "company_word"
    EMPLOYMENT = "employment"
    PROFICIENCY = "proficiency"
    SKILL_LEVEL = "skill_level"
    LANGUAGE = "language"
    COUNTRY = "country"
    NATIONALITY = "nationality"
    LABEL = "label"
    PRESENT = "present"
    SINCE = "since"
    SINCE_AFTER = "since_after"
    HEDGE = "hedge"
    UNTIL = "until"
    CONNECTOR = "connector"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    DURATION = "duration"
    HONOUR = "honour"


COMPOUND_CATEGORIES = frozenset({Category.TITLE, Category.SCHOOL, Category.COMPANY_WORD, Category.DEGREE})

BITS: Mapping[Category, int] = {category: 1 << number for number, category in enumerate(Category)}

# category -> pack code -> value
Payload = dict[Category, dict[str, str]]


@dataclass(slots=True)
class Node:
    """One step of the trie. `stems` are children that match any token beginning with their key."""

    children: "dict[str, Node] | None" = None
    stems: "dict[str, Node] | None" = None
    payload: Payload | None = None
    reach: int = 0  # the categories, as bits, of all phrases that go through here

    def step(self, token: str) -> "Node":
        """The child for a token of a phrase, made where it is missing."""
        if token.endswith("*"):
            if self.stems is None:
                self.stems = {}
            return self.stems.setdefault(token[:-1], Node())
        if self.children is None:
            self.children = {}
        child = self.children.get(token)
        if child is None:
            child = self.children[token] = Node()
        return child


def _add_children(node: Node, token: str, following: list[Node]) -> None:
    """Adds the nodes a token leads to: the word itself, and the longest stem it begins with."""
    if node.children is not None:
        child = node.children.get(token)
        if child is not None:
            following.append(child)
    if node.stems is not None:
        for length in range(len(token), max(1, len(token) - MAX_ENDING - 1), -1):
            stem = node.stems.get(token[:length])
            if stem is not None:
                following.append(stem)
                return


# The first steps of phrases, what the token says as a compound, and the categories, as bits, of all of these.
Opening = tuple[tuple[Node, ...], Payload | None, int]


class PhraseIndex:
    """Phrases of all packs; `walk` gives every phrase that begins at a token."""

    def __init__(self, packs: Iterable[LanguagePack], shared: SharedWords) -> None:
        self.root = Node()
        self.compound_heads: dict[str, Payload] = {}
        self._head_starts: set[str] = set()  # the first letters of the heads of compounds
        self.openings = lru_cache(maxsize=_TOKENS_REMEMBERED)(self._openings)
        for category, words, value in _shared_phrases(shared):
            self._add_all(category, words, SHARED, value)
        self._prefixes: tuple[str, ...] = ()
        for pack in packs:
            self._prefixes += tuple(fold(prefix) for prefix in pack.prefixes)
            for category, words, value in _pack_phrases(pack):
                self._add_all(category, words, pack.code, value)
                if pack.compounding and category in COMPOUND_CATEGORIES:
                    self._add_heads(category, words, pack.code, value)

    def _openings(self, token: str) -> Opening | None:
        """How phrases may begin with a token; None where none does, as for most words."""
        nodes, compound = self._steps((self.root,), token), self._compound(token)
        if not nodes and compound is None:
            return None
        reach = 0
        for node in nodes:
            reach |= node.reach
        for category in compound or ():
            reach |= BITS[category]
        return nodes, compound, reach

    def walk(
        self, frontier: tuple[Node, ...], folded: tuple[str, ...], start: int, goes_on: Callable[[int], bool]
    ) -> list[tuple[int, Payload]]:
        """(index after the last token, payload) of each phrase beginning at `start`, shortest first.

        `frontier` are the first steps of the token there; `goes_on` says whether a phrase may cross to a token.
        """
        found: list[tuple[int, Payload]] = []
        position = start
        while frontier:
            further = False
            for node in frontier:
                if node.payload is not None:
                    found.append((position + 1, node.payload))
                further = further or node.children is not None or node.stems is not None
            position += 1
            if not further or position == len(folded):
                break
            frontier = self._steps(frontier, folded[position])
            if not frontier or not goes_on(position):
                break
        return found

    def _steps(self, frontier: tuple[Node, ...], token: str) -> tuple[Node, ...]:
        following: list[Node] = []
        for node in frontier:
            _add_children(node, token, following)
        if not following and self._prefixes and token.startswith(self._prefixes):
            bare = self._without_prefix(token)
            for node in frontier:
                for spelling in bare:
                    _add_children(node, spelling, following)
        return tuple(following)

    def _without_prefix(self, token: str) -> list[str]:
        """What is left of a token after each article or preposition it may begin with."""
        rests = (token[len(prefix) :] for prefix in self._prefixes if token.startswith(prefix))
        return [rest for rest in rests if len(rest) >= MIN_AFTER_PREFIX]

    def _compound(self, token: str) -> Payload | None:
        """What the longest head of a compound at the end of the token says: "projektleiterin" ends in "leiter*"."""
        starts = self._head_starts
        for offset in range(2, len(token) - MIN_COMPOUND_HEAD + 1):
            if token[offset : offset + MIN_COMPOUND_HEAD] not in starts:
                continue
            end = token[offset:]
            payload = self.compound_heads.get(end)
            if payload is not None:
                return payload
            for length in range(len(end), max(MIN_COMPOUND_HEAD, len(end) - MAX_ENDING) - 1, -1):
                payload = self.compound_heads.get(end[:length] + "*")
                if payload is not None:
                    return payload
        return None

    def _add_all(self, category: Category, words: Iterable[str], code: str, value: str) -> None:
        for word in words:
            path = phrase_tokens(word)
            if not path:
                continue
            node = self.root
            for token in path:
                node = node.step(token)
                node.reach |= BITS[category]
            if node.payload is None:
                node.payload = {}
            node.payload.setdefault(category, {}).setdefault(code, value)

    def _add_heads(self, category: Category, words: Iterable[str], code: str, value: str) -> None:
        for word in words:
            path = phrase_tokens(word)
            if len(path) == 1 and len(path[0]) >= MIN_COMPOUND_HEAD:
                self._head_starts.add(path[0][:MIN_COMPOUND_HEAD])
                payload = self.compound_heads.setdefault(path[0], {})
                payload.setdefault(category, {}).setdefault(code, value)


_STARRED = re.compile(r"\*(?=\s|$)")


def phrase_tokens(phrase: str) -> tuple[str, ...]:
    """The tokens of a phrase of a pack; a token written with a star keeps it."""
    if "*" not in phrase:
        return tokens(phrase)
    path: list[str] = []
    for word in phrase.split():
        found = list(tokens(word))
        if found and _STARRED.search(word):
            found[-1] += "*"
        path.extend(found)
    return tuple(path)


def _shared_phrases(shared: SharedWords) -> Iterator[tuple[Category, Iterable[str], str]]:
    yield Category.COMPANY_FORM, shared.company_forms, ""
    yield Category.DEGREE, shared.degrees, ""
    yield Category.PRESENT, shared.present, ""
    yield Category.QUARTER, shared.quarters, ""
    for name, words in shared.labels.items():
        yield Category.LABEL, words, name
    for level, value in shared.proficiency_cefr.items():
        yield Category.PROFICIENCY, (level,), value


def _pack_phrases(pack: LanguagePack) -> Iterator[tuple[Category, Iterable[str], str]]:
    yield Category.DEGREE, pack.degrees, ""
    yield Category.SCHOOL, pack.schools, ""
    yield Category.TITLE, pack.title_words, ""
    yield Category.MODIFIER, pack.title_modifiers, ""
    yield Category.COMPANY_FORM, pack.company_forms, ""
    yield Category.COMPANY_WORD, pack.company_words, ""
    yield Category.PRESENT, pack.present, ""
    yield Category.SINCE, pack.since, ""
    yield Category.SINCE_AFTER, pack.since_after, ""
    yield Category.HEDGE, pack.date_hedges, ""
    yield Category.UNTIL, pack.until, ""
    yield Category.CONNECTOR, pack.connectors, ""
    yield Category.QUARTER, pack.quarters, ""
    yield Category.HONOUR, pack.honours, ""
    for category, groups in (
        (Category.EMPLOYMENT, pack.employment),
        (Category.PROFICIENCY, pack.proficiency),
        (Category.SKILL_LEVEL, pack.skill_levels),
        (Category.LABEL, pack.labels),
    ):
        for name, words in groups.items():
            yield category, words, name
    tables: tuple[tuple[Category, Mapping[str, object]], ...] = (
        (Category.LANGUAGE, pack.language_names),
        (Category.COUNTRY, pack.countries),
        (Category.NATIONALITY, pack.nationalities),
        (Category.MONTH, pack.months),
        (Category.SEASON, pack.seasons),
        (Category.DURATION, pack.duration_units),
    )
    for category, names in tables:
        for word, value in names.items():
            yield category, (word,), str(value)


def fold_set(words: Iterable[str]) -> frozenset[str]:
    """The words and their folded spellings, for membership tests of either."""
    result = set(words)
    result.update(fold(word) for word in words)
    result.update(fold(word).rstrip(".") for word in words)
    return frozenset(result)
