"""What the taxonomy says about one skill, and one place where a text names it."""

from dataclasses import dataclass

from parsing.engine.model.value import value


@dataclass(frozen=True, slots=True)
class Term:
    """A skill under its one name."""

    canonical: str  # "PostgreSQL"
    category: str  # one of `taxonomy.CATEGORIES`
    names: tuple[str, ...]  # every spelling and translation, the canonical one first
    implies: tuple[str, ...] = ()  # what whoever has it has too: ("SQL",)
    groups: tuple[tuple[str, float], ...] = ()  # (group, how close its members are to each other)
    needs_context: bool = False  # also an everyday word: "Go", "Excel"


@value(frozen=True, slots=True)
class SkillMatch:
    """A skill named in a text."""

    start: int  # offsets in the text that was searched
    end: int
    text: str  # as written
    canonical: str
    category: str
    score: float  # 0..1: how sure it is that the skill is meant, not the everyday word
