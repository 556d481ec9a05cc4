"""What the analysis concludes from a `Resume`. Deterministic; never rests on a protected trait."""

from dataclasses import dataclass
from enum import StrEnum

from parsing.engine.model.value import value


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
    location: str | None = None  # as written, where the description says so
    as_written: tuple[tuple[str, str], ...] = ()  # skill -> the words of the text, where they differ
    weights: tuple[tuple[str, float], ...] = ()  # part of the score -> its weight, where it is not the usual one


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


@value(frozen=True, slots=True)
class Flag:
    kind: str  # "gap", "job_hopping", "mismatch", "hidden_text", ...
    text: str  # a sentence
    quotes: tuple[str, ...] = ()
    months: int | None = None  # how long, of a gap or an overlap
    period: tuple[str, str] | None = None  # first and last month of a gap: ("2021-03", "2021-09")


@value(frozen=True, slots=True)
class AuditedField:
    name: str  # "email", "experience", ...
    confidence: float | None  # 0..1; None where nothing was found
    issue: str | None = None  # a sentence; None where there is nothing to check


@dataclass(frozen=True, slots=True)
class Audit:
    """How sure the extraction is, field by field."""

    overall_confidence: float = 0.0
    fields: tuple[AuditedField, ...] = ()
    warnings: tuple[str, ...] = ()


@value(frozen=True, slots=True)
class SkillUse:
    """Where a skill was met and for how long it was used."""

    months: int | None = None  # of the dated jobs and projects that name it, overlaps once; None where none does
    last_used: str | None = None  # month: "2024-05"
    found_in: tuple[str, ...] = ()  # "skills", "experience[0]", "projects[1]"; empty for one of other sentences


@value(frozen=True, slots=True)
class Findings:
    seniority: Seniority | None = None
    total_experience_months: int = 0  # union of the intervals of jobs
    total_experience_years: float | None = None  # one decimal; None where no job has a date
    experience_months: tuple[int | None, ...] = ()  # of each entry of `Resume.experience`, in its order
    skill_uses: tuple[SkillUse, ...] = ()  # of each of `Resume.skills`, in its order
    average_tenure_months: int | None = None  # of the jobs that have ended
    management: bool = False  # a title or a sentence says that people were led
    fit: Fit | None = None  # None without a job description
    red_flags: tuple[Flag, ...] = ()
    strengths: tuple[str, ...] = ()
    verdict: str | None = None
    audit: Audit = Audit()
    language: str = "en"  # of the sentences above, ISO 639-1
    warnings: tuple[str, ...] = ()  # what could not be done as asked, a sentence each
