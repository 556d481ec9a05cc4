"""How sure the extraction is of each field: an audit of the confidences it stated itself."""

from collections.abc import Iterator
from typing import Any

from parsing.engine.analysis.texts import ENGLISH
from parsing.engine.model import Audit, AuditedField, Education, Experience, Found, Resume

# How much a field weighs in the overall confidence: what a recruiter cannot do without weighs most.
_WEIGHTS = {
    "name": 3.0,
    "email": 2.0,
    "phone": 1.5,
    "location": 1.0,
    "profile": 0.5,
    "experience": 4.0,
    "education": 2.0,
    "skills": 2.0,
    "languages": 0.5,
}
# Not every document has these: nothing found lowers no confidence.
_OPTIONAL = frozenset({"profile", "languages", "phone", "location"})
_UNSURE = 0.6  # below this a value is worth a look: the rules give this to their last resorts
_MISSING_CONFIDENCE = 0.0


def audit(resume: Resume) -> Audit:
    """Confidence of each field and what to check by eye."""
    fields = tuple(_audited(name, values) for name, values in _confidences(resume))
    return Audit(overall_confidence=_overall(fields), fields=fields, warnings=resume.warnings)


def _audited(name: str, confidences: list[float]) -> AuditedField:
    if not confidences:
        issue = None if name in _OPTIONAL else ENGLISH.say(f"audit.missing.{name}")
        return AuditedField(name, None, issue)
    mean = round(sum(confidences) / len(confidences), 3)
    return AuditedField(name, mean, ENGLISH.say("audit.unsure") if min(confidences) < _UNSURE else None)


def _overall(fields: tuple[AuditedField, ...]) -> float:
    weighed = [
        (_WEIGHTS[field.name], _MISSING_CONFIDENCE if field.confidence is None else field.confidence)
        for field in fields
        if field.confidence is not None or field.name not in _OPTIONAL
    ]
    return round(sum(weight * value for weight, value in weighed) / sum(weight for weight, _ in weighed), 3)


def _confidences(resume: Resume) -> Iterator[tuple[str, list[float]]]:
    yield "name", _of(resume.name)
    yield "email", _of(*resume.emails[:1])
    yield "phone", _of(*resume.phones[:1])
    yield "location", _of(resume.location)
    yield "profile", _of(resume.summary)
    yield "experience", [value for item in resume.experience for value in _of_experience(item)]
    yield "education", [value for item in resume.education for value in _of_education(item)]
    yield "skills", _of(*(item.name for item in resume.skills))
    yield "languages", _of(*(item.language for item in resume.languages))


def _of(*found: Found[Any] | None) -> list[float]:
    return [item.evidence.confidence for item in found if item is not None]


def _of_experience(item: Experience) -> list[float]:
    return _with_missing(item.title, item.company, item.dates)


def _of_education(item: Education) -> list[float]:
    return _with_missing(item.institution or item.degree, item.dates)


def _with_missing(*found: Found[Any] | None) -> list[float]:
    return [_MISSING_CONFIDENCE if item is None else item.evidence.confidence for item in found]
