"""Skills of annotated job descriptions: precision, recall, and required told from nice to have."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from parsing.engine import analysis, skills

FOLDER = Path(__file__).parent / "descriptions"  # looked at while rules were made
APART = Path(__file__).parent / "descriptions_apart"  # other styles, never looked at for a rule


@dataclass(frozen=True, slots=True)
class Description:
    language: str
    title: str
    text: str
    required: frozenset[str]  # folded canonical names
    nice: frozenset[str]


@dataclass(slots=True)
class Counts:
    """Over some descriptions: skills found, missed, invented; and of the found ones, put into the right list."""

    right: int = 0
    missed: int = 0
    invented: int = 0
    placed: int = 0

    @property
    def precision(self) -> float:
        return self.right / max(self.right + self.invented, 1)

    @property
    def recall(self) -> float:
        return self.right / max(self.right + self.missed, 1)

    @property
    def placing(self) -> float:
        return self.placed / max(self.right, 1)


def descriptions(folder: Path = FOLDER) -> list[Description]:
    """The annotated descriptions of a folder. Raises ValueError where an annotation is broken."""
    return [found for path in sorted(folder.glob("*.txt")) for found in _read(path)]


def _read(path: Path) -> Iterator[Description]:
    for block in path.read_text(encoding="utf-8").split("\n=== ")[1:]:
        title, _, rest = block.partition("\n")
        text, required, nice = _parts(rest, f"{path.name}: {title}")
        yield Description(path.stem, title, f"{title}\n{text}", required, nice)


def _parts(block: str, where: str) -> tuple[str, frozenset[str], frozenset[str]]:
    text, marker, lists = block.partition("\n--- required:")
    required, other, nice = lists.partition("\n--- nice:")
    if not marker or not other:
        raise ValueError(f"{where}: both lists must be there, if empty")
    return text, _names(required), _names(nice)


def _names(line: str) -> frozenset[str]:
    return frozenset(_key(name) for name in line.split(";") if name.strip())


def _key(name: str) -> str:
    term = skills.canonical(name)
    return skills.fold(term.canonical if term else name.strip())


def measure(found: list[Description]) -> dict[str, Counts]:
    """Counts by language, and under "all"."""
    counts: dict[str, Counts] = {"all": Counts()}
    for description in found:
        for place in (counts["all"], counts.setdefault(description.language, Counts())):
            _count(description, place)
    return counts


def _count(description: Description, counts: Counts) -> None:
    asked = analysis.extract_requirements(description.text)
    required = {_key(name) for name in asked.required_skills}
    nice = {_key(name) for name in asked.nice_to_have_skills}
    truth = description.required | description.nice
    counts.right += len((required | nice) & truth)
    counts.missed += len(truth - required - nice)
    counts.invented += len((required | nice) - truth)
    counts.placed += len(required & description.required) + len(nice & description.nice)


def misses(found: list[Description]) -> Iterator[str]:
    """A line a description that is not read as annotated."""
    for description in found:
        asked = analysis.extract_requirements(description.text)
        required = {_key(name) for name in asked.required_skills}
        nice = {_key(name) for name in asked.nice_to_have_skills}
        wrong = {
            "missed": (description.required | description.nice) - required - nice,
            "invented": (required | nice) - description.required - description.nice,
            "misplaced": (required & description.nice) | (nice & description.required),
        }
        if any(wrong.values()):
            shown = "; ".join(f"{kind} {', '.join(sorted(names))}" for kind, names in wrong.items() if names)
            yield f"{description.language}  {description.title}: {shown}"
