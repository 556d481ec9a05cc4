"""A text looked through for the phrases of all packs, as far as it is asked about.

Most questions are about one kind of phrase, and many only about the first word of a line; phrases of one kind do not
depend on those of another.
"""

import re
from collections.abc import Callable, Sequence

from parsing.engine.languages.folding import TOKEN, fold
from parsing.engine.languages.index import BITS, Category, Opening, Payload, PhraseIndex
from parsing.engine.languages.matches import OTHER, Match

_CROSSABLE = re.compile("[\\s.\\-\u2010\u2011'\u2019/&\u00b7+\"\u05f3\u05f4()]{0,4}")

_OFTEN_SHORT = frozenset({Category.MONTH, Category.DEGREE, Category.COMPANY_FORM, Category.SCHOOL, Category.TITLE})

Meanings = Callable[[Payload], Sequence[tuple[Category, int, str]]]  # (category, rank, value) of each


class Scan:
    """A text, its tokens, and the phrases met in it."""

    def __init__(self, text: str, index: PhraseIndex, meanings: Meanings) -> None:
        self.text = text
        self._index, self._meanings = index, meanings
        plain = text.lower() if text.isascii() else None  # folded at once: ASCII keeps its length
        self.folded: tuple[str, ...] = tuple(
            TOKEN.findall(plain) if plain is not None else [fold(token) for token in TOKEN.findall(text)]
        )
        self._tokens: list[re.Match[str]] | None = None
        self._openings: list[tuple[int, Opening]] | None = None
        self._known: dict[tuple[Category, ...], list[Match]] = {}

    @property
    def _found(self) -> list[re.Match[str]]:
        """Where the tokens stand: asked once one of them begins a phrase."""
        if self._tokens is None:
            self._tokens = list(TOKEN.finditer(self.text))
        return self._tokens

    def of(self, *categories: Category) -> list[Match]:
        """The matches of these categories, in order, not overlapping within a category."""
        known = self._known.get(categories)
        if known is None:
            if self._openings is None:
                openings = map(self._index.openings, self.folded)
                self._openings = [(first, opening) for first, opening in enumerate(openings) if opening is not None]
            known = self._known[categories] = self._matches(categories, self._openings)
        return known

    def at_start(self, category: Category) -> Match | None:
        """The longest match of the category that begins with the text."""
        opening = self._index.openings(self.folded[0]) if self.folded else None
        if opening is None or not opening[2] & BITS[category]:
            return None
        return next(iter(self._matches((category,), [(0, opening)])), None)

    def _matches(self, categories: Sequence[Category], openings: Sequence[tuple[int, Opening]]) -> list[Match]:
        wanted = sum(BITS[category] for category in categories)
        text = self.text
        matches: list[Match] = []
        taken: dict[Category, int] = {}
        for first, (nodes, compound, reach) in openings:
            if not reach & wanted:
                continue
            longest: dict[Category, Match] = {}
            found = self._found
            start = found[first].start()
            for last, payload in self._index.walk(nodes, self.folded, first, self._goes_on):
                end = found[last - 1].end()
                for category, rank, value in self._meanings(payload):
                    if category not in categories or taken.get(category, 0) > first:
                        continue
                    known = longest.get(category)
                    if known and last <= known.last and rank >= known.rank:
                        continue
                    sure = rank != OTHER and category not in _OFTEN_SHORT
                    if sure or _may_be_meant(category, text, start, end, rank):
                        longest[category] = Match(start, end, first, last, category, value, rank)
            if compound is not None:
                end = found[first].end()
                for category, rank, value in self._meanings(compound):
                    if category in categories and rank < OTHER and category not in longest:
                        longest[category] = Match(start, end, first, first + 1, category, value, rank)
            for category, match in longest.items():
                taken[category] = match.last
                matches.append(match)
        return matches

    def _goes_on(self, position: int) -> bool:
        """Whether there is a next token, and no comma or colon before it that ends a phrase."""
        if position + 1 >= len(self._found):
            return False
        end, start = self._found[position].end(), self._found[position + 1].start()
        near = start - end <= 1 and self.text[end:start] in ("", " ", "-", ".")
        return near or _CROSSABLE.fullmatch(self.text, end, start) is not None


def _may_be_meant(category: Category, text: str, start: int, end: int, rank: int) -> bool:
    """False for short words that mean something else in small letters ("as", "ba"), or in a far language."""
    matched = text[start:end]
    letters = sum(character.isalpha() for character in matched)
    if rank == OTHER and letters < 4 and matched.isascii():
        return False
    if category is Category.MONTH:
        return letters > 2 or not matched.islower()  # Roman numerals
    if category is Category.TITLE and letters <= 2 and matched.islower():
        return False  # "PA" is a title, "pa" and "pa" with a ring are small words of several languages
    if letters > 3 or category not in (Category.DEGREE, Category.COMPANY_FORM, Category.SCHOOL):
        return True
    if "." in matched or "/" in matched:
        return True
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
