"""What stands in real CVs beside the fields: notes on employers, prose, durations, grades, projects, referees.

Nothing of it is in the truth, so whatever a parser takes from it for a job, a study or a contact is a mistake.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from parsing.evals.generate.dates import Month


@dataclass(frozen=True, slots=True)
class Extras:
    """Lists are choices; `parts` are whole sections: name -> headings and items of (title, date, text)."""

    company_notes: list[str]
    job_notes: list[str]
    prose: list[str]
    study_notes: list[str]
    durations: list[str]
    places: list[str]
    parts: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class ExtraStyle:
    """Which of the extras one document has; drawn once, like its style."""

    company_notes: bool
    job_notes: bool
    prose: bool
    study_notes: bool
    duration: str | None  # pattern
    place: str | None  # pattern
    parts: tuple[str, ...]


def draw_extras(extras: Extras, rng: Random) -> ExtraStyle:
    """Half of the documents have none of a kind, as in life."""
    return ExtraStyle(
        company_notes=rng.random() < 0.25,
        job_notes=rng.random() < 0.3,
        prose=rng.random() < 0.3,
        study_notes=rng.random() < 0.4,
        duration=rng.choice(extras.durations) if rng.random() < 0.2 else None,
        place=rng.choice(extras.places) if rng.random() < 0.25 else None,
        parts=tuple(sorted(rng.sample(sorted(extras.parts), rng.randint(0, 2)))),
    )


def write_duration(pattern: str, start: Month, end: Month) -> str:
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    return pattern.format(years=months // 12, months=months % 12)


def one_of(texts: Sequence[str], rng: Random) -> str:
    return texts[rng.randrange(len(texts))]
