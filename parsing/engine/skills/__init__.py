"""A taxonomy of skills: names in several languages, categories, what implies what, and how to find them in a text."""

from parsing.engine.skills.folding import fold
from parsing.engine.skills.search import canonical, find, side_by_side, warm
from parsing.engine.skills.taxonomy import CATEGORIES, implied, related
from parsing.engine.skills.terms import SkillMatch, Term

__all__ = [
    "CATEGORIES",
    "SkillMatch",
    "Term",
    "canonical",
    "find",
    "fold",
    "implied",
    "related",
    "side_by_side",
    "warm",
]
