"""Precision and recall of the skills in annotated sentences."""

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from parsing.engine import skills
from parsing.engine.skills import occupations

FILE = Path(__file__).with_name("sentences.txt")


@dataclass(frozen=True, slots=True)
class Sentence:
    language: str
    text: str
    named: tuple[frozenset[str], ...]  # canonical names, of which one is enough


@dataclass(slots=True)
class Counts:
    right: int = 0
    missed: int = 0
    invented: int = 0

    @property
    def precision(self) -> float:
        return self.right / max(self.right + self.invented, 1)

    @property
    def recall(self) -> float:
        return self.right / max(self.right + self.missed, 1)


def sentences() -> list[Sentence]:
    """All annotated sentences. Raises ValueError where one names a skill that the taxonomy does not have."""
    return [_read(line) for line in FILE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def _read(line: str) -> Sentence:
    language, text, named = (part.strip() for part in line.split("|"))
    choices = tuple(frozenset(name.strip() for name in skill.split("/")) for skill in named.split(";") if skill.strip())
    for name in frozenset().union(*choices):
        term = skills.canonical(name)
        if term is None or term.canonical != name:
            raise ValueError(f"{name} is no canonical name: {line}")
    return Sentence(language, text, choices)


def found_in(sentence: Sentence) -> set[str]:
    return {match.canonical for match in occupations.outside_roles(sentence.text, skills.find(sentence.text))}


def measure(annotated: Iterable[Sentence]) -> dict[str, Counts]:
    """Counts by language, and under "all"."""
    counts = {"all": Counts()}
    for sentence in annotated:
        found = found_in(sentence)
        right = [choice for choice in sentence.named if choice & found]
        wanted: frozenset[str] = frozenset().union(*sentence.named)
        for place in (counts["all"], counts.setdefault(sentence.language, Counts())):
            place.right += len(right)
            place.missed += len(sentence.named) - len(right)
            place.invented += len(found - wanted)
    return counts


def misses(annotated: Iterable[Sentence]) -> Iterator[str]:
    for sentence in annotated:
        found = found_in(sentence)
        missed = ["/".join(sorted(choice)) for choice in sentence.named if not choice & found]
        invented = sorted(found - frozenset().union(*sentence.named))
        if missed or invented:
            yield f"{sentence.language}  {sentence.text}  missed {missed} invented {invented}"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m parsing.evals skills", description=__doc__)
    parser.add_argument("--misses", action="store_true", help="show every sentence that is not read as annotated")
    options = parser.parse_args(arguments)
    annotated = sentences()
    if options.misses:
        print("\n".join(misses(annotated)))
        return 0
    print(f"Skills of {len(annotated)} sentences: precision, recall, skills named")
    for language, counts in measure(annotated).items():
        named = counts.right + counts.missed
        print(f"  {language:4s} {counts.precision:.3f}  {counts.recall:.3f}  {named}")
    return 0
