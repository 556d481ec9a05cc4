"""A text looked through for the phrases of all packs, as far as it is asked about.

Most questions are about one kind of phrase, and many only about the first word of a line; phrases of one kind do not
depend on those of another.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache

from parsing.engine.languages.folding import ASCII_TOKEN, TOKEN, fold, tokens_of_ascii
from parsing.engine.languages.index import BITS, Category, Node, Opening, Payload, PhraseIndex
from parsing.engine.languages.matches import OTHER, Match

_CROSSABLE = re.compile("[\\s.\\-\u2010\u2011'\u2019/&\u00b7+\"\u05f3\u05f4()]{0,4}")

_YEAR = re.compile(r"\.? (?:19|20)\d\d\b")  # behind a month: "mai 2018" in an English text
_OFTEN_SHORT = frozenset({Category.MONTH, Category.DEGREE, Category.COMPANY_FORM, Category.SCHOOL, Category.TITLE})

Meanings = Callable[[Payload], Sequence[tuple[Category, int, str]]]  # (category, rank, value) of each


_Phrase = tuple[int, Category, int, str]  # index after its last token, what it speaks for, rank, value


_Start = tuple[int, Opening]  # the index of a token that phrases of some kind begin at, and how


class Scan:
    """A text, its tokens, and the phrases met in it."""

    __slots__ = ("_index", "_known", "_meanings", "_phrases", "_reach", "_spans", "_starts", "folded", "text")

    def __init__(self, text: str, index: PhraseIndex, meanings: Meanings) -> None:
        self.text = text
        self._index, self._meanings = index, meanings
        # Folded at once where that keeps the length, as it does for ASCII.
        self.folded: tuple[str, ...] = tuple(
            tokens_of_ascii(text) if text.isascii() else map(fold, TOKEN.findall(text))
        )
        self._spans: list[tuple[int, int]] | None = None
        self._starts: list[_Start] | None = None
        self._phrases: dict[int, list[_Phrase]] = {}  # by the index of their first token, once one was asked for
        self._reach = 0  # the categories, as bits, that a phrase of this text may be of
        self._known: dict[tuple[Category, ...], list[Match]] = {}

    def of(self, *categories: Category) -> list[Match]:
        """The matches of these categories, in order, not overlapping within a category."""
        known = self._known.get(categories)
        if known is None:
            starts = self._starts
            if starts is None:
                starts = self._open()
            wanted = _bits(categories)
            # Most texts hold nothing of most kinds, and the first words of phrases tell.
            known = self._known[categories] = self._matches(categories, wanted, starts) if self._reach & wanted else []
        return known

    def at_start(self, category: Category) -> Match | None:
        """The longest match of the category that begins with the text."""
        opening = self._index.openings(self.folded[0]) if self.folded else None
        if opening is None or not opening[2] & BITS[category]:
            return None
        return next(iter(self._matches((category,), BITS[category], [(0, opening)])), None)

    def _open(self) -> list[_Start]:
        openings = map(self._index.openings, self.folded)
        starts = [(first, opening) for first, opening in enumerate(openings) if opening is not None]
        for _, opening in starts:
            self._reach |= opening[2]
        self._starts = starts
        return starts

    def _places(self) -> list[tuple[int, int]]:
        """Where the tokens stand: asked once one of them begins a phrase."""
        if self._spans is None:
            pattern = ASCII_TOKEN if self.text.isascii() else TOKEN
            self._spans = [match.span() for match in pattern.finditer(self.text)]
        return self._spans

    def _matches(self, categories: Sequence[Category], wanted: int, starts: Sequence[_Start]) -> list[Match]:
        text = self.text
        spans: list[tuple[int, int]] = []
        matches: list[Match] = []
        taken: dict[Category, int] = {}
        for first, (frontier, compound, reach) in starts:
            if not reach & wanted:
                continue
            phrases = self._phrases.get(first)
            if phrases is None:
                phrases = self._phrases[first] = self._phrases_from(frontier, first)
            longest: dict[Category, Match] = {}
            for last, category, rank, value in phrases:
                if category not in categories or taken.get(category, 0) > first:
                    continue
                known = longest.get(category)
                if known and last <= known.last and rank >= known.rank:
                    continue
                spans = spans or self._places()
                start, end = spans[first][0], spans[last - 1][1]
                sure = rank != OTHER and category not in _OFTEN_SHORT
                if sure or _may_be_meant(category, text, start, end, rank):
                    longest[category] = Match(start, end, first, last, category, value, rank)
            if compound is not None:
                for category, rank, value in self._meanings(compound):
                    if category in categories and rank < OTHER and category not in longest:
                        start, end = self._places()[first]
                        longest[category] = Match(start, end, first, first + 1, category, value, rank)
            for category, match in longest.items():
                taken[category] = match.last
                matches.append(match)
        return matches

    def _phrases_from(self, frontier: tuple[Node, ...], first: int) -> list[_Phrase]:
        """Every phrase that begins at a token, shortest first."""
        return [
            (last, category, rank, value)
            for last, payload in self._index.walk(frontier, self.folded, first, self._goes_on)
            for category, rank, value in self._meanings(payload)
        ]

    def _goes_on(self, position: int) -> bool:
        """Whether no comma or colon before a token ends a phrase."""
        spans = self._places()
        end, start = spans[position - 1][1], spans[position][0]
        near = start - end <= 1 and self.text[end:start] in ("", " ", "-", ".")
        return near or _CROSSABLE.fullmatch(self.text, end, start) is not None


@cache
def _bits(categories: tuple[Category, ...]) -> int:
    return sum(BITS[category] for category in categories)


def _may_be_meant(category: Category, text: str, start: int, end: int, rank: int) -> bool:
    """False for short words that mean something else in small letters ("as", "ba"), or in a far language."""
    matched = text[start:end]
    letters = len(matched) if matched.isalpha() else sum(map(str.isalpha, matched))
    if rank == OTHER and letters < 4 and matched.isascii():
        return category is Category.MONTH and letters > 2 and _YEAR.match(text, end) is not None
    if category is Category.MONTH:
        return letters > 2 or not matched.islower()  # Roman numerals
    if category is Category.TITLE and letters <= 2 and matched.islower():
        return False  # "PA" is a title, "pa" and "pa" with a ring are small words of several languages
    if letters > 3 or category not in (Category.DEGREE, Category.COMPANY_FORM, Category.SCHOOL):
        return True
    if "." in matched or "/" in matched or (start == 0 and matched[0].isdigit()):
        return True  # "12th from a board" as well, not "the 12th of May"
    return not matched.islower() and _short_form_may_be_meant(category, text, start, end, letters)


def _short_form_may_be_meant(category: Category, text: str, start: int, end: int, letters: int) -> bool:
    """Judges "MA", "AS" or a syllable by what stands around it."""
    if category is Category.DEGREE:
        return not (letters == 2 and text[:start].rstrip().endswith(",") and not text[end:].strip())  # "Boston, MA"
    if category is Category.SCHOOL:
        return True
    if letters == 1 and not text[start:end].isascii():
        return text[start - 1 : start] in ("(", "\uff08")  # a syllable in brackets; alone it ends names of towns
    if not text[start:end].isascii():
        return True
    return start > 0 and (letters == 3 or not text.isupper() or end == len(text.rstrip()))
