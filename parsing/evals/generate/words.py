"""The words of one language that made documents are written in."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any

from parsing.evals.generate.extras import Extras

FOLDER = Path(__file__).with_name("words")

PARTS = (
    *("summary", "experience", "education", "skills", "languages", "certificates", "interests"),
    *("contact", "personal", "references"),
)
LABELS = ("phone", "email", "address", "born", "nationality", "licence")


@dataclass(frozen=True, slots=True)
class Words:
    """Lists are choices. `#` in a phone is a digit; `{family}` and `{city}` are filled in."""

    code: str
    given: list[str]
    family: list[str]
    cities: list[str]
    country: str
    streets: list[str]
    postcodes: list[str]
    phones: list[str]
    companies: list[str]
    titles: list[str]
    schools: list[str]
    degrees: list[str]
    areas: list[str]
    skills: list[str]
    summary: list[str]
    bullets: list[str]
    present: list[str]
    since: list[str]
    ranges: list[str]
    dates: list[str]
    languages: list[list[str]]  # name, level
    interests: list[str]
    certificates: list[str]
    licence: str
    nationality: str
    headings: Mapping[str, list[str]]
    labels: Mapping[str, list[str]]
    family_first: bool = False
    joiner: str = " "  # between the parts of a name
    right_to_left: bool = False
    extras: Extras | None = None


# Lists whose last choice is kept for the held-out documents, so that those hold wordings nobody has seen a miss of.
_PARTLY_HELD_OUT = ("family", "companies", "titles", "schools", "degrees", "skills", "bullets", "present")
_ENOUGH_CHOICES = 4


def without_held_out(words: Words) -> Words:
    """The words that documents for looking at are made of."""
    shorter: dict[str, Any] = {name: _shortened(getattr(words, name)) for name in _PARTLY_HELD_OUT}
    return replace(words, headings={kind: _shortened(texts) for kind, texts in words.headings.items()}, **shorter)


def _shortened(texts: list[str]) -> list[str]:
    return texts[:-1] if len(texts) >= _ENOUGH_CHOICES else texts


def codes() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@cache
def load_words(code: str) -> Words:
    """Raises ValueError for a missing or unknown key or part."""
    data = tomllib.loads((FOLDER / f"{code}.toml").read_text("utf-8"))
    known = {field.name for field in fields(Words)} - {"code"}
    if unknown := set(data) - known:
        raise ValueError(f"{code}.toml: unknown keys {sorted(unknown)}")
    if set(data["headings"]) != set(PARTS):
        raise ValueError(f"{code}.toml: headings must be {PARTS}")
    labels = {key: value for key, value in data["labels"].items() if key != "on_request"}
    if set(labels) != set(LABELS):
        raise ValueError(f"{code}.toml: labels must be {LABELS}")
    data["labels"] = {**labels, "on_request": [data["labels"]["on_request"]]}
    if "extras" in data:
        data["extras"] = Extras(**data["extras"])
    return Words(code=code, **data)
