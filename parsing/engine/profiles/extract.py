"""The `data` object of the extract API."""

from typing import Any

from parsing.engine.model import Findings, Found, Location, Resume
from parsing.engine.profiles import entries, helpers
from parsing.engine.profiles.values import link_of_kind, value_of


def extract_v1(resume: Resume, findings: Findings, confidence: float | None = None) -> dict[str, Any]:
    """The candidate under the extract API's names; `confidence` is the audit's where not given."""
    phone = resume.phones[0].value if resume.phones else None
    score = findings.audit.overall_confidence if confidence is None else confidence
    return {
        "full_name": value_of(resume.name),
        "email": resume.emails[0].value if resume.emails else None,
        "phone": (phone.e164 or phone.text) if phone else None,
        "location": _location(resume.location),
        "linkedin_url": link_of_kind(resume, "linkedin"),
        "summary": value_of(resume.summary),
        "experience": [entries.experience(item) for item in resume.experience],
        "education": [entries.education(item) for item in resume.education],
        "skills": [{"name": item.name.value, "category": item.category, "level": item.level} for item in resume.skills],
        "languages": [entries.language(item) for item in resume.languages],
        "certifications": [entries.certification(item) for item in resume.certifications],
        "projects": [entries.project(item) for item in resume.projects],
        "total_experience_years": helpers.whole_where_whole(findings.total_experience_years),
        "seniority_level": findings.seniority,
        "detected_language": resume.detected_language,
        "confidence_score": round(score, 2),
    }


def _location(found: Found[Location] | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"city": found.value.city, "country": found.value.country_code, "raw": found.value.text}
