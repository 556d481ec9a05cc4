"""Ranking: candidates of known relevance, ordered by the score, by BM25 and by shared words.

The relevance comes from how a candidate is made (role, share of the must-haves, years), never from the scorer. Resumes
write skills in their own words, often in another language than the role; some claim every skill and never used one.
"""

import math
import random
import re
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from parsing.engine import analysis, skills
from parsing.engine.analysis.role import similarity
from parsing.engine.model import DateSpan, Evidence, Experience, Found, PartialDate, Resume, Skill
from parsing.engine.skills import occupations

T = TypeVar("T")

TODAY = date(2026, 11, 1)
CANDIDATES = 50
SEED = 20261122
TOP = 10
# Relevance -> how many of the candidates of a role have it; the rest are of other roles.
_GRADES = {3: 6, 2: 8, 1: 10}
_STUFFED = 2  # of those of relevance 1
_WORD = re.compile(r"\w[\w+#.]*")
_SENTENCES = ("Worked with {0}.", "Responsible for {0}", "- Improved results with {0}", "Daily use of {0} in the team")
_COMPANIES = ("Norvik", "Belmont & Co", "Astera", "Kestrel", "Lumen", "Hartwell", "Ostra", "Pinnacle")


@dataclass(frozen=True, slots=True)
class Role:
    title: str
    text: str
    years: int
    titles: tuple[str, ...]
    near: tuple[str, ...]
    must: tuple[tuple[str, ...], ...]
    nice: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    resume: Resume
    relevance: int  # 0..3


@cache
def roles() -> tuple[Role, ...]:
    data = tomllib.loads(Path(__file__).with_name("roles.toml").read_text(encoding="utf-8"))
    return tuple(_role(entry) for entry in data["role"])


def _role(entry: dict[str, Any]) -> Role:
    return Role(
        title=entry["title"],
        text=entry["text"],
        years=entry["years"],
        titles=tuple(entry["titles"]),
        near=tuple(entry["near"]),
        must=tuple(tuple(words) for words in entry["must"].values()),
        nice=tuple(tuple(words) for words in entry["nice"].values()),
    )


def candidates(role: Role, chance: random.Random) -> list[Candidate]:
    """CANDIDATES people for a role, shuffled."""
    made = [Candidate(_person(role, grade, chance), grade) for grade, count in _GRADES.items() for _ in range(count)]
    made[-_STUFFED:] = [Candidate(_stuffed(role, chance), 1) for _ in range(_STUFFED)]
    others = [other for other in roles() if other is not role and not set(other.titles) & set(role.near)]
    while len(made) < CANDIDATES:
        made.append(Candidate(_person(chance.choice(others), chance.choice((2, 3)), chance), 0))
    chance.shuffle(made)
    return made


def _person(role: Role, grade: int, chance: random.Random) -> Resume:
    if grade == 3:
        has = chance.sample(role.must, max(len(role.must) - chance.choice((0, 0, 1)), 3))
        years, title = role.years + chance.randint(0, 5), chance.choice(role.titles)
    elif grade == 2:
        has = chance.sample(role.must, math.ceil(len(role.must) * 0.5))
        years, title = max(round(role.years * chance.uniform(0.6, 1.2)), 1), chance.choice(role.titles)
    else:
        has = chance.sample(role.must, 1)
        years, title = chance.randint(1, role.years + 2), chance.choice(role.near)
    extra = [words for words in role.nice if chance.random() < grade / 4]
    return _resume(title, years, [chance.choice(words) for words in [*has, *extra]], chance, used=True)


def _stuffed(role: Role, chance: random.Random) -> Resume:
    """Every skill claimed, none used: another job, for a short time."""
    title = chance.choice([other for other in roles() if other is not role]).titles[0]
    return _resume(title, 1, [words[0] for words in (*role.must, *role.nice)], chance, used=False)


def _resume(title: str, years: int, words: list[str], chance: random.Random, *, used: bool) -> Resume:
    first = max(years // 2, 1)
    spans = [(2026 - first, None), (2026 - years, 2026 - first)] if years > 1 else [(2026 - years, None)]
    jobs = tuple(
        Experience(
            title=_found(title),
            company=_found(chance.choice(_COMPANIES)),
            dates=_found(
                DateSpan(PartialDate(start, 6), PartialDate(end, 5) if end else None, is_current=end is None, raw="")
            ),
            description=_found("\n".join(_sentence(words, chance) for _ in range(2)) if used else "General duties"),
        )
        for start, end in spans
    )
    listed = [word.strip() for entry in words for word in entry.split(",")]
    return Resume(experience=jobs, skills=tuple(_skill(word) for word in listed))


def _sentence(words: list[str], chance: random.Random) -> str:
    picked = chance.sample(words, min(len(words), 3))
    return chance.choice(_SENTENCES).format(", ".join(picked))


def _skill(name: str) -> Skill:
    term = skills.canonical(name)
    return Skill(_found(name), canonical=term.canonical if term else None, category=term.category if term else None)


def _found(value: T) -> Found[T]:
    return Found(value, Evidence(line=0, quote=str(value), rule="made", confidence=1.0))


# ---------------------------------------------------------------- rankers


def by_score(role: Role, people: Sequence[Candidate]) -> list[float]:
    wanted = analysis.extract_requirements(role.text, role.title)
    return [float(analysis.score(person.resume, wanted, TODAY).score) for person in people]


def by_bm25(role: Role, people: Sequence[Candidate]) -> list[float]:
    """Okapi BM25, k1 = 1.5, b = 0.75."""
    documents = [Counter(_words(_text(person.resume))) for person in people]
    lengths = [sum(document.values()) for document in documents]
    mean = sum(lengths) / len(lengths)
    query = set(_words(f"{role.title} {role.text}"))
    scores = []
    for document, length in zip(documents, lengths, strict=True):
        total = 0.0
        for word in query:
            holding = sum(word in other for other in documents)
            rarity = math.log(1 + (len(documents) - holding + 0.5) / (holding + 0.5))
            total += rarity * document[word] * 2.5 / (document[word] + 1.5 * (0.25 + 0.75 * length / mean))
        scores.append(total)
    return scores


def by_shared_words(role: Role, people: Sequence[Candidate]) -> list[float]:
    query = set(_words(f"{role.title} {role.text}"))
    return [len(query & set(_words(_text(person.resume)))) / len(query) for person in people]


def without_relations(role: Role, people: Sequence[Candidate]) -> list[float]:
    """The score as it would be if no skill said anything of another and no title were near another."""
    with _replaced(skills, "related", _same), _replaced(occupations, "related", _same):
        similarity.cache_clear()
        scores = by_score(role, people)
    similarity.cache_clear()
    return scores


def _same(one: str, other: str) -> float:
    return float(one == other)


@contextmanager
def _replaced(module: Any, name: str, stand_in: Any) -> Iterator[None]:
    kept = getattr(module, name)
    setattr(module, name, stand_in)
    try:
        yield
    finally:
        setattr(module, name, kept)


def relation_us() -> float:
    """Microseconds that one question for a relation takes, over all pairs of a few skills."""
    names = ("PostgreSQL", "MySQL", "Docker", "Kubernetes", "React", "Python", "Django", "Accounting", "SAP")
    pairs = [(one, other) for one in names for other in names]
    started = time.process_time()
    for _ in range(100):
        for one, other in pairs:
            skills.related(one, other)
    return (time.process_time() - started) * 1e6 / (100 * len(pairs))


RANKERS: dict[str, Callable[[Role, Sequence[Candidate]], list[float]]] = {
    "score": by_score,
    "score without relations": without_relations,
    "bm25": by_bm25,
    "shared words": by_shared_words,
}


def compare() -> dict[str, float]:
    """Mean nDCG@10 of every ranker, over the same candidates."""
    chance = random.Random(SEED)
    pools = [(role, candidates(role, chance)) for role in roles()]
    return {
        name: sum(ndcg([person.relevance for person in people], ranker(role, people)) for role, people in pools)
        / len(pools)
        for name, ranker in RANKERS.items()
    }


def ndcg(relevance: Sequence[int], scores: Sequence[float]) -> float:
    """nDCG of the first TOP; equal scores keep the shuffled order, so that a tie wins nothing."""
    order = sorted(range(len(scores)), key=lambda index: -scores[index])
    gained = _gain([relevance[index] for index in order])
    return gained / _gain(sorted(relevance, reverse=True))


def _gain(relevance: Sequence[int]) -> float:
    return float(sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(relevance[:TOP])))


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _text(resume: Resume) -> str:
    parts = [item.name.value for item in resume.skills]
    for job in resume.experience:
        parts += [found.value for found in (job.title, job.description) if found is not None]
    return "\n".join(parts)
