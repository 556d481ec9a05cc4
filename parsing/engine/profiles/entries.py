"""The entries inside a candidate object: one function a kind."""

from itertools import zip_longest
from typing import Any

from parsing.engine.model import (
    Certification,
    Education,
    Experience,
    Findings,
    Project,
    Resume,
    Skill,
    SkillUse,
    SpokenLanguage,
)
from parsing.engine.profiles.values import end_date, is_current, location_text, start_date, value_of

Json = dict[str, Any]


def experience(item: Experience) -> Json:
    return {
        "title": value_of(item.title),
        "company": value_of(item.company),
        "location": location_text(item.location),
        "start_date": start_date(item.dates),
        "end_date": end_date(item.dates),
        "is_current": is_current(item.dates),
        "description": value_of(item.description),
        "skills_used": list(item.skills_used),
    }


def education(item: Education) -> Json:
    return {
        "degree": degree_text(item),
        "institution": value_of(item.institution),
        "location": location_text(item.location),
        "start_date": start_date(item.dates),
        "end_date": end_date(item.dates),
        "grade": value_of(item.grade),
        "field": value_of(item.field),
    }


def degree_text(item: Education) -> str | None:
    """Degree and field in one string, as the reference shows it: "BSc Computer Science"."""
    degree, field = value_of(item.degree), value_of(item.field)
    if degree is None or field is None:
        return degree or field
    if field.casefold() in degree.casefold():
        return degree
    return f"{degree}, {field}" if " " in degree else f"{degree} {field}"


def skill_names(resume: Resume) -> list[str]:
    """The skills as written, each once."""
    return list({item.name.value.casefold(): item.name.value for item in reversed(resume.skills)}.values())[::-1]


def skill(item: Skill, use: SkillUse) -> Json:
    return {
        "name": item.name.value,
        "canonical": item.canonical,
        "category": item.category,
        "level": item.level,
        "listed": item.listed,
        "months_used": use.months,
        "last_used": use.last_used,
        "found_in": list(use.found_in),
    }


def skills(resume: Resume, findings: Findings) -> list[Json]:
    """The skills with their use; findings of an older version have none."""
    uses = zip_longest(resume.skills, findings.skill_uses[: len(resume.skills)], fillvalue=SkillUse())
    return [skill(item, use) for item, use in uses if isinstance(item, Skill)]


def language(item: SpokenLanguage) -> Json:
    return {"language": item.language.value, "proficiency": item.proficiency}


def language_detail(item: SpokenLanguage) -> Json:
    return {**language(item), "code": item.code, "cefr": item.cefr, "level_text": item.level_text}


def certification(item: Certification) -> Json:
    return {
        "name": item.name.value,
        "issuer": item.issuer,
        "date": None if item.date is None else item.date.iso(),
        "expires": None if item.expires is None else item.expires.iso(),
        "credential_id": item.credential_id,
        "url": item.url,
    }


def project(item: Project) -> Json:
    dates = item.dates
    return {
        "name": item.name.value,
        "description": item.description,
        "url": item.url,
        "technologies": list(item.technologies),
        "start_date": None if dates is None or dates.start is None else dates.start.iso()[:7],
        "end_date": None if dates is None or dates.end is None else dates.end.iso()[:7],
    }
