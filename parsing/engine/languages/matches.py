"""What a scan of a text for the phrases of all packs gives."""

from functools import cached_property

from parsing.engine.languages.index import Category
from parsing.engine.model.value import value

# Rank of a pack: of the document's languages, English (its words are in every resume), any other.
OWN, ENGLISH, OTHER = 0, 1, 2
WEIGHTS = (1.0, 0.95, 0.6)  # how much a word of that rank says


@value(frozen=True, slots=True)
class Match:
    """A phrase of a pack met in a text."""

    start: int
    end: int
    first: int  # index of its first token
    last: int  # index after its last token
    category: Category
    value: str
    rank: int


@value(frozen=True, slots=False)
class Scan:
    """A text with its tokens and every phrase met in it, in order, not overlapping within a category."""

    text: str
    folded: tuple[str, ...]
    matches: tuple[Match, ...]

    def of(self, *categories: Category) -> list[Match]:
        """The matches of these categories, in order."""
        if len(categories) == 1:
            return self._by_category.get(categories[0], [])
        return [match for match in self.matches if match.category in categories]

    @cached_property
    def _by_category(self) -> dict[Category, list[Match]]:
        sorted_out: dict[Category, list[Match]] = {}
        for match in self.matches:
            sorted_out.setdefault(match.category, []).append(match)
        return sorted_out
