"""What the analysis concludes from a `Resume`. Deterministic; never rests on a protected trait."""

from dataclasses import dataclass
from enum import StrEnum


class Seniority(StrEnum):
    JUNIOR = "junior"
    MID = "mid"
    SENIOR = "senior"
    LEAD = "lead"
    EXECUTIVE = "executive"


@dataclass(frozen=True, slots=True)
class Requirements:
    """What a job asks for; from a description, from lists of skills, or both."""

    required_skills: tuple[str, ...] = ()  # in order of the text
    nice_to_have_skills: tuple[str, ...] = ()
    years: float | None = None
    seniority: Seniority | None = None
    degrees: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()  # ISO 639-1
    title: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class ScorePart:
    name: str  # "required_skills", "experience", ...
    points: float
    max_points: float
    reason: str  # a sentence
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fit:
    score: int  # 0..100
    recommendation: str  # "strong_yes" | "yes" | "maybe" | "no"
    parts: tuple[ScorePart, ...] = ()
    reasoning: str = ""
    matched_skills: tuple[str, ...] = ()  # required only
    missing_skills: tuple[str, ...] = ()
    matched_nice_to_have: tuple[str, ...] = ()
    missing_nice_to_have: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Flag:
    kind: str  # "gap", "job_hopping", "mismatch", "hidden_text", ...
    text: str  # a sentence
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Findings:
    seniority: Seniority | None = None
    total_experience_months: int = 0  # union of the intervals of jobs
    fit: Fit | None = None  # None without a job description
    red_flags: tuple[Flag, ...] = ()
    strengths: tuple[str, ...] = ()
    verdict: str | None = None
