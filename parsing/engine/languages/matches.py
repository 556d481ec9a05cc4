"""Phrases of packs met in a text, and how much they say."""

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
