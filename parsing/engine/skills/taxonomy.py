"""The taxonomy of skills: read from `data/*.txt` once, asked many times.

A data file is a category. Its lines:

    # a comment
    [relational databases 0.7]      the skills up to the next bracket are this close to each other
    PostgreSQL = postgres, pgsql > SQL
    Go! = golang                    `!` behind a name: also an everyday word, meant only in the right context
    SAP MM = mm? > SAP              `?` behind a name: meant only beside what the skill implies ("SAP (MM, SD)")

A name may stand under several skills where each of them marks it: the skills around it then say which is meant.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files

from parsing.engine.skills.folding import fold
from parsing.engine.skills.terms import Term

CATEGORIES = (
    "language",
    "framework",
    "frontend",
    "backend",
    "mobile",
    "database",
    "cloud",
    "devops",
    "data",
    "ml",
    "testing",
    "security",
    "networking",
    "design",
    "office",
    "erp",
    "crm",
    "marketing",
    "sales",
    "finance",
    "hr",
    "legal",
    "healthcare",
    "engineering",
    "manufacturing",
    "logistics",
    "hospitality",
    "education",
    "construction",
    "science",
    "public",
    "media",
    "trades",
    "management",
    "soft",
    "other",
)
# Categories of one line of work: what stands around a name of two skills is mostly of the same.
_FAMILIES = (
    ("language", "framework", "frontend", "backend", "mobile", "database", "cloud", "devops", "data", "ml", "testing",
     "security", "networking"),
    ("healthcare", "science"),
    ("engineering", "manufacturing", "construction", "trades"),
    ("marketing", "sales", "crm", "media", "design"),
    ("finance", "legal", "hr", "public", "erp"),
    ("hospitality", "logistics"),
)  # fmt: skip
_FAMILY_OF = {category: names[0] for names in _FAMILIES for category in names}
_SHARED_PARENT = 0.4  # two skills that imply the same third: Django and Flask both are Python
_IMPLIED = 0.8  # the more general one says something of the special one: SQL of PostgreSQL


@dataclass(frozen=True, slots=True)
class Taxonomy:
    terms: dict[str, Term]  # canonical name -> term
    by_name: dict[str, str]  # folded spelling -> canonical name
    ambiguous: dict[str, str]  # folded spellings that need context -> as the data write them
    closure: dict[str, frozenset[str]] = field(default_factory=dict)  # canonical name -> everything it implies
    bound: dict[str, str] = field(default_factory=dict)  # folded spellings that count only beside what they imply
    rivals: dict[str, tuple[str, ...]] = field(default_factory=dict)  # folded spelling -> all its skills, if several


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a data file."""

    term: Term
    everyday: tuple[str, ...]  # the names that are everyday words too
    bound: tuple[str, ...]  # further names, good only beside what the skill implies


@cache
def taxonomy() -> Taxonomy:
    """The whole taxonomy. Raises ValueError where a data file is wrong."""
    terms: dict[str, Term] = {}
    owners: dict[str, list[str]] = {}
    ambiguous: dict[str, str] = {}
    bound: dict[str, str] = {}
    for category in CATEGORIES:
        for entry in read_terms(category):
            term = entry.term
            known = terms.get(term.canonical)
            terms[term.canonical] = _joined(known, term) if known else term
            for name in term.names:
                claims = owners.setdefault(fold(name), [])
                if term.canonical not in claims:
                    claims.append(term.canonical)
            ambiguous.update((fold(name), name) for name in entry.everyday)
            bound.update((fold(name), term.canonical) for name in entry.bound)
    closure = {name: _closure(name, terms) for name, term in terms.items() if term.implies}
    by_name = {name: claims[0] for name, claims in owners.items()}
    rivals = {name: tuple(claims) for name, claims in owners.items() if len(claims) > 1}
    bound = {name: canonical for name, canonical in bound.items() if name not in by_name}
    return Taxonomy(terms, by_name, ambiguous, closure, bound, rivals)


def family_of(canonical_name: str) -> str:
    """The line of work that a skill belongs to, by the first of its categories."""
    category = taxonomy().terms[canonical_name].category
    return _FAMILY_OF.get(category, category)


def _joined(first: Term, second: Term) -> Term:
    """A skill named in two files keeps the category of the first, and all names and relations."""
    return replace(
        first,
        names=tuple(dict.fromkeys(first.names + second.names)),
        implies=tuple(dict.fromkeys(first.implies + second.implies)),
        groups=first.groups + second.groups,
        needs_context=first.needs_context or second.needs_context,
    )


def read_terms(category: str) -> Iterator[Entry]:
    """The lines of one data file. Raises ValueError where one is wrong."""
    text = files(__package__).joinpath("data", f"{category}.txt").read_text(encoding="utf-8")
    group: tuple[str, float] | None = None
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            name, _, closeness = line.strip("[] ").rpartition(" ")
            group = (f"{category}/{name}", float(closeness)) if name else None
            continue
        try:
            yield _parse(line, category, group)
        except ValueError as error:
            raise ValueError(f"{category}.txt, line {number}: {error}") from error


def _parse(line: str, category: str, group: tuple[str, float] | None) -> Entry:
    line, _, implied = line.partition(" > ")
    head, _, synonyms = line.partition(" = ")
    written = [name.strip() for name in (head, *synonyms.split(",")) if name.strip()]
    names = tuple(name.removesuffix("!") for name in written if not name.endswith("?"))
    everyday = tuple(name[:-1] for name in written if name.endswith("!"))
    if not names or any(not name for name in names):
        raise ValueError("a skill needs a name")
    term = Term(
        canonical=names[0],
        category=category,
        names=names,
        implies=tuple(name.strip() for name in implied.split(",") if name.strip()),
        groups=(group,) if group else (),
        needs_context=names[0] in everyday,
    )
    return Entry(term, everyday, tuple(name[:-1] for name in written if name.endswith("?")))


def _closure(name: str, terms: dict[str, Term]) -> frozenset[str]:
    found: set[str] = set()
    pending = [name]
    while pending:
        for parent in terms[pending.pop()].implies:
            if parent not in terms:
                raise ValueError(f"{name} implies {parent}, which is no skill of the taxonomy")
            if parent not in found:
                found.add(parent)
                pending.append(parent)
    return frozenset(found - {name})


def implied(canonical_name: str) -> frozenset[str]:
    """Everything that whoever has this skill has too."""
    return taxonomy().closure.get(canonical_name, frozenset())


def related(first: str, second: str) -> float:
    """How much the first skill says of the second, 0..1, both canonical names.

    1 for the same and for what is implied; a part for neighbours (MySQL for PostgreSQL); 0 for strangers.
    """
    if first == second or second in implied(first):
        return 1.0
    terms = taxonomy().terms
    one, other = terms.get(first), terms.get(second)
    if one is None or other is None:
        return 0.0
    if first in implied(second):
        return _IMPLIED if len(one.names) and one.category == other.category else _SHARED_PARENT
    shared = {name for name, _ in one.groups} & {name for name, _ in other.groups}
    closeness = [value for name, value in one.groups if name in shared]
    if implied(first) & implied(second):
        closeness.append(_SHARED_PARENT)
    return max(closeness, default=0.0)
