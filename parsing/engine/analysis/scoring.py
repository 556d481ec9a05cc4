"""The fit of a candidate for a role, 0..100: a sum of parts, each with its reason and its quotes.

A part that a role says nothing about is left out, and its weight goes to the others. Nothing here reads a name, an
age, a gender, a nationality, a photo, an address or a family: the parts see skills, periods, titles, degrees and
languages.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from parsing.engine.analysis import parts
from parsing.engine.analysis.parts import Candidate, Judged
from parsing.engine.analysis.texts import voice
from parsing.engine.model import Fit, Requirements, Resume, ScorePart

# Part -> its weight and what judges it. Calibrated as a set, so that someone who has two of three must-haves and
# all the rest stands at 87, and someone with none of them below 45: do not change one alone.
PARTS: tuple[tuple[str, float, Callable[[Candidate], Judged | None]], ...] = (
    ("required_skills", 50, parts.required_skills),
    ("nice_to_have_skills", 10, parts.nice_to_have_skills),
    ("relevant_experience", 15, parts.relevant_experience),
    ("role", 10, parts.role),
    ("recency", 5, parts.recency),
    ("seniority", 4, parts.level),
    ("education", 3, parts.education),
    ("languages", 3, parts.languages),
)

# Least score -> recommendation.
BANDS: tuple[tuple[int, str], ...] = ((80, "strong_yes"), (65, "yes"), (45, "maybe"), (0, "no"))


@dataclass(frozen=True, slots=True)
class _Weighed:
    name: str
    weight: float
    judged: Judged


def score(resume: Resume, requirements: Requirements, today: date, language: str = "en") -> Fit:
    """How `resume` fits `requirements`; `language` is that of the reasons. The same input gives the same fit."""
    return fit_of(parts.candidate(resume, requirements, today, voice(language)))


def fit_of(candidate: Candidate) -> Fit:
    """The same for a candidate that was prepared."""
    chosen = dict(candidate.requirements.weights)
    weighed = [
        _Weighed(name, chosen.get(name, weight), judged)
        for name, weight, judge in PARTS
        if chosen.get(name, weight) > 0 and (judged := judge(candidate)) is not None
    ]
    total = sum(item.weight for item in weighed) or 1.0
    scored = tuple(
        ScorePart(
            name=item.name,
            points=round(item.judged.share * item.weight * 100 / total, 2),
            max_points=round(item.weight * 100 / total, 2),
            reason=item.judged.reason,
            quotes=item.judged.quotes,
        )
        for item in weighed
    )
    number = max(0, min(100, int(sum(part.points for part in scored) + 0.5)))
    covered = candidate.required
    wanted = candidate.nice_to_have
    return Fit(
        score=number,
        recommendation=recommendation(number),
        parts=scored,
        reasoning=_reasoning(candidate, number, scored),
        matched_skills=tuple(name for name, match in covered if match.credit == 1.0),
        missing_skills=tuple(name for name, match in covered if match.credit < 1.0),
        matched_nice_to_have=tuple(name for name, match in wanted if match.credit == 1.0),
        missing_nice_to_have=tuple(name for name, match in wanted if match.credit < 1.0),
    )


def recommendation(number: int) -> str:
    """The band of a score."""
    return next(name for least, name in BANDS if number >= least)


def _reasoning(candidate: Candidate, number: int, scored: tuple[ScorePart, ...]) -> str:
    say = candidate.voice.say
    if not scored:
        return say("score.nothing_asked")
    return " ".join([say("score.total", score=number), *(part.reason for part in scored)])
