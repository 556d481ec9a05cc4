"""A candidate as one row of a table."""

from typing import Any

from parsing.engine.model import Findings, Resume
from parsing.engine.profiles import entries, helpers
from parsing.engine.profiles.values import link_of_kind, location_text, value_of

COLUMNS = (
    "name",
    "email",
    "phone",
    "location",
    "linkedin",
    "seniority",
    "total_experience_years",
    "current_title",
    "current_company",
    "skills",
    "languages",
    "highest_education",
    "certifications",
    "fit_score",
    "hiring_recommendation",
    "matched_skills",
    "missing_skills",
    "red_flags",
)
# A spreadsheet takes a cell that starts with one of these for a formula; some read the fullwidth forms too, and look
# behind a byte order mark.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\ufeff")


def csv_row(resume: Resume, findings: Findings) -> dict[str, str]:
    """Column -> text, for `csv.DictWriter(file, COLUMNS)`; no cell is a formula to a spreadsheet."""
    latest = resume.experience[0] if resume.experience else None
    fit = findings.fit
    cells: dict[str, Any] = {
        "name": value_of(resume.name),
        "email": resume.emails[0].value if resume.emails else None,
        "phone": resume.phones[0].value.text if resume.phones else None,
        "location": location_text(resume.location),
        "linkedin": link_of_kind(resume, "linkedin"),
        "seniority": findings.seniority,
        "total_experience_years": helpers.whole_where_whole(findings.total_experience_years),
        "current_title": value_of(latest.title) if latest else None,
        "current_company": value_of(latest.company) if latest else None,
        "skills": "; ".join(entries.skill_names(resume)),
        "languages": "; ".join(item.language.value for item in resume.languages),
        "highest_education": entries.degree_text(resume.education[0]) if resume.education else None,
        "certifications": "; ".join(item.name.value for item in resume.certifications),
        "fit_score": fit.score if fit else None,
        "hiring_recommendation": fit.recommendation if fit else None,
        "matched_skills": "; ".join(fit.matched_skills) if fit else None,
        "missing_skills": "; ".join(fit.missing_skills) if fit else None,
        "red_flags": " ".join(flag.text for flag in findings.red_flags),
    }
    return {column: safe_cell(cells[column]) for column in COLUMNS}


def safe_cell(value: Any) -> str:
    """The value as a text that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
